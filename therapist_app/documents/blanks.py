"""What can be filled in on a sheet, as values: the paper draws them, a fillable file makes a field of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class BlankKind(StrEnum):
    """How a blank is filled in."""

    LINE = "line"  # words on one line
    AREA = "area"  # words on several lines
    TICK = "tick"
    RING = "ring"  # one ring of a row of them; rings of one name are one field
    PICK = "pick"  # one of a few words


@dataclass(frozen=True, slots=True)
class Blank:
    """One place to fill in. `words` say what belongs there; `choices` are what a ring or a pick can hold.

    `key` and `on` say which promise and day it is about, or which sign a ring rates, for whoever gave the sheet; the
    file does not hold them.
    """

    kind: BlankKind
    name: str
    words: str
    choices: tuple[str, ...] = ()
    size: float = 11.0  # of what is typed
    key: str = ""
    on: dt.date | None = None

    def also(self, mark: str) -> Blank:
        """Its continuation on the next page."""
        return replace(self, name=f"{self.name}{mark}")


MARK_FIELD = "attune"
"""The hidden field that says which sheet a file is."""

TICKED = "Yes"
MOST_LETTERS = 4_000  # in one field


def parted_by_name(blanks: Iterable[Blank]) -> tuple[Blank, ...]:
    """Each field once, in the order in which they stand."""
    found: dict[str, Blank] = {}
    for blank in blanks:
        found.setdefault(blank.name, blank)
    return tuple(found.values())
