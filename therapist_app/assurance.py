"""What Attune promises, and what it cannot: the one text that Settings and SECURITY.md show."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Answer = Literal["yes", "partly", "no"]
ANSWER_WORDS: dict[Answer, str] = {"yes": "Yes", "partly": "Partly", "no": "No"}


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer and the sentence that says how, or where it ends."""

    question: str
    answer: Answer
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Assurance:
    """The whole text."""

    title: str
    lead: str
    groups: tuple[Group, ...]


@cache
def load_assurance() -> Assurance:
    """Read the text; raises KeyError where a part or an answer is missing or unknown."""
    raw = resources.files("resources.assurance").joinpath("limits.toml").read_text(encoding="utf-8")
    data = tomllib.loads(raw)
    return Assurance(data["title"], data["lead"], tuple(_group(one) for one in data["group"]))


def _group(data: dict[str, Any]) -> Group:
    for row in data["row"]:
        ANSWER_WORDS[row["answer"]]
    return Group(
        data["title"], tuple(Line(row["question"], row["answer"], row["words"]) for row in data["row"])
    )


def as_markdown(said: Assurance) -> str:
    """The text as a section of a Markdown page: a table for each group."""
    parts = [f"## {said.title}", said.lead]
    for group in said.groups:
        rows = [f"| {one.question} | **{ANSWER_WORDS[one.answer]}** | {one.words} |" for one in group.lines]
        parts += [
            f"### {group.title}",
            "\n".join(["| What can happen | Protected? | How, or where it ends |", "|---|---|---|", *rows]),
        ]
    return "\n\n".join(parts) + "\n"
