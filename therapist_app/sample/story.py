"""The stories the sample is told from: invented couples and lines, read from the data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Story:
    """One invented couple: who they are and what happens, each at a share of the weeks shown."""

    data: dict[str, Any]

    def many(self, name: str) -> list[dict[str, Any]]:
        """The dated things of one kind, such as `path` or `promises`; none if the story has none."""
        return self.data.get(name, [])

    @property
    def first(self) -> float:
        """When this couple was first seen, as a share of the weeks."""
        return min([step["at"] for step in self.many("path")], default=0.0)


@dataclass(frozen=True, slots=True)
class Stories:
    """All invented couples and the lines their notes are made from."""

    couples: tuple[Story, ...]
    notes: dict[str, Any]


def load_stories() -> Stories:
    """Read the sample's data file."""
    text = resources.files("resources.sample").joinpath("couples.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Stories(tuple(Story(couple) for couple in data["couple"]), data["notes"])


# More names for a caseload larger than the stories; each pair is used with a story of its own.
FIRST_NAMES = [
    "Alma",
    "Bo",
    "Cem",
    "Dina",
    "Edda",
    "Finn",
    "Greta",
    "Hugo",
    "Ida",
    "Jan",
    "Kira",
    "Leo",
    "Mara",
    "Noor",
    "Ole",
    "Pia",
    "Quin",
    "Rosa",
    "Sven",
    "Tara",
    "Udo",
    "Vera",
    "Wim",
    "Xenia",
    "Yara",
    "Zeno",
    "Anouk",
    "Bram",
    "Clara",
    "Daan",
    "Elif",
    "Fritz",
    "Gus",
    "Hedda",
    "Ivo",
    "Jule",
    "Karim",
    "Lotte",
    "Malik",
    "Nora",
    "Otis",
    "Petra",
    "Rafi",
    "Saskia",
    "Timo",
    "Uma",
    "Vito",
    "Wanda",
    "Yusuf",
    "Zoe",
]
