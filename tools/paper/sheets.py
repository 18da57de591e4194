"""Every handout as it is printed for one couple: both papers, normal and large, with the words that must be on it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from therapist_app.documents.blocks import DayLog
from therapist_app.documents.page import PaperName, SheetPage
from therapist_app.documents.render import render_sheets
from therapist_app.documents.text import clean
from therapist_app.homework.pdf import SheetFacts, copies_of, sheet_page
from therapist_app.practice.stationery import stationery_of
from therapist_app.workspace import Workspace

_WORD = re.compile(r"\w+")
LAYOUTS: tuple[tuple[str, PaperName, bool], ...] = (
    ("letter", "letter", False),
    ("a4", "a4", False),
    ("letter-large", "letter", True),
    ("a4-large", "a4", True),
)
LONGEST = (
    "Maximiliane-Alexandrina Featherstonehaugh-Cholmondeley Wrenna",
    "Bartholomew Konstantinopolitanski van der Westhuizen-Ormsbyes",
)
COUPLES: dict[str, tuple[str, str]] = {
    "short-names": ("Ada", "Ben"),
    "long-names": (LONGEST[0][:60], LONGEST[1][:60]),
    "other-letters": ("Ελευθερία", "ליאת"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """One handout in one layout, and the words that must be found on it."""

    name: str
    pdf: bytes
    words: frozenset[str]


def printed(workspace: Workspace, couple: str) -> Iterator[Printed]:
    """Every handout of the library for a couple."""
    file = workspace.couples.get(couple)
    promises = workspace.commitments.list(couple, "both", state="active")
    for handout in workspace.homework.library():
        for name, paper, large in LAYOUTS:
            facts = SheetFacts(
                file=file,
                catalogue=workspace.catalogue,
                promises=promises,
                today=workspace.clock.today(),
                stationery=stationery_of(workspace.practice.get(), paper),
                large=large,
            )
            sheets = [sheet_page(handout, copy, facts) for copy in copies_of(handout, "both")]
            yield Printed(f"{handout.key}-{name}", render_sheets(sheets).pdf, words_of(sheets))


def words_of(sheets: Sequence[SheetPage]) -> frozenset[str]:
    """The words of sheets without their marks; heads of columns may be left out in large print."""
    parts = [
        part
        for one in sheets
        for part in (one.title, one.purpose, one.cells, one.safety_note, one.body, one.a)
    ]
    return frozenset(word for part in parts for text in _texts(part) for word in _WORD.findall(clean(text)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, DayLog):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _texts(one)
    elif dataclasses.is_dataclass(value):
        # What a section, a column or a sign is called by the parser is no word of the sheet.
        names = [field.name for field in dataclasses.fields(value) if field.name not in ("kind", "keys")]
        for name in names:
            yield from _texts(getattr(value, name))
