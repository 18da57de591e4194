"""What every block needs to know to be laid out: sizes, widths, names, words, and the setter of its text."""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from babel import Locale, UnknownLocaleError

from therapist_app.documents.blanks import Blank, BlankKind
from therapist_app.documents.blocks import Runs
from therapist_app.documents.page import PageWords
from therapist_app.documents.pen import Align, Pen
from therapist_app.documents.slabs import Slab
from therapist_app.documents.structure import Part
from therapist_app.documents.style import MM, Looks, TextStyle
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Line, Setter


@dataclass(frozen=True)
class Setting:
    """One document's layout. `tight` below 1 draws gaps closer, to spare a page that would hold a remainder."""

    looks: Looks
    setter: Setter
    width: float
    room: float  # the height of a page
    words: PageWords
    a: str = ""
    b: str = ""
    locale: str = "en_US"
    starts_on: dt.date | None = None
    phase: int = 0  # the number of its tab, or 0
    tight: float = 1.0
    place: str = ""  # of the block within the body: what its blanks are named by
    about: str = ""  # the heading over it
    deep: int = 1  # the level of that heading; the title has level 1

    def at(self, place: str, about: str | None = None) -> Setting:
        """The same for a part of the body; asked for each cell of a grid, so it copies and sets two fields."""
        part = copy(self)
        object.__setattr__(part, "place", f"{self.place}{place}")
        if about is not None:
            object.__setattr__(part, "about", about)
        return part

    def blank(self, kind: BlankKind, words: str = "", part: str = "", choices: tuple[str, ...] = ()) -> Blank:
        """A place to fill in within this block; its words begin with the heading over it."""
        said = ": ".join(word for word in (self.about, clean(words).strip()) if word)
        return Blank(kind, f"{self.place}{part}", said, choices, self.looks.text.size)

    @property
    def main_x(self) -> float:
        """Where the main column begins."""
        return self.looks.side

    @property
    def main_width(self) -> float:
        """How wide the main column is."""
        return self.width - self.looks.side

    @property
    def side_width(self) -> float:
        """How wide a side heading may be."""
        return self.looks.side - 5 * MM

    @property
    def section_gap(self) -> float:
        """The space between sections."""
        return self.looks.section_gap * self.tight

    @property
    def pitch(self) -> float:
        """Between lines to write on; a tight page takes a little from them, never so much that a hand is cramped."""
        return self.looks.pitch * (1 - (1 - self.tight) * 0.3)

    @property
    def row(self) -> float:
        """The height of a row to write in; a tight page takes as much from it as from lines."""
        return self.looks.row * (1 - (1 - self.tight) * 0.3)

    @property
    def step_gap(self) -> float:
        """The space between steps, items and turns."""
        return self.looks.step_gap * self.tight

    @cached_property
    def babel(self) -> Locale:
        """The locale of dates; plain English where it is not known."""
        try:
            return Locale.parse(self.locale.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    def role(self, kind: str) -> str:
        """A colour of the tab's phase ("fill", "strong", "soft"), or its neutral stand-in."""
        neutral = {"fill": "gap", "soft": "gap", "strong": "text2"}
        return f"phase{self.phase}.{kind}" if self.phase else neutral[kind]

    def lines(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        """Set runs into lines."""
        return self.setter.lines(runs, style, width)

    def plain_lines(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """Set text in one style into lines."""
        return self.setter.words(text, style, width)

    def balanced(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """The same for a title or a sentence in large type, in lines of about the same length."""
        return self.setter.balanced(text, style, width)


def height_of(lines: list[Line]) -> float:
    """How tall set lines are together."""
    return sum(line.style.leading for line in lines)


def text_slab(
    lines: list[Line],
    x: float,
    *,
    gap: float = 0.0,
    keep: bool = False,
    align: Align = "left",
    part: Part | None = None,
) -> Slab:
    """Set lines at `x`, their right end where they are aligned so; four or more may be parted between pages.

    They are a paragraph, or the part that is given, on both pages.
    """
    part = part or Part("P")
    leading = lines[0].style.leading
    total = len(lines)

    def cut(room: float) -> tuple[Slab, Slab] | None:
        fits = min(int((room + 0.01) // leading), total - 2)
        if fits < 2:  # two lines at least on each side
            return None
        rest = text_slab(lines[fits:], x, keep=keep, align=align, part=part)
        return text_slab(lines[:fits], x, align=align, part=part), rest

    return Slab(
        height=leading * total,
        paint=lambda pen, top: _paint(pen, lines, x, top, align, part),
        gap=gap,
        keep=keep,
        fewest=2 * leading if total >= 4 else 0.0,
        baseline=lines[0].style.baseline,
        cut=cut if total >= 4 else None,
    )


def _paint(pen: Pen, lines: list[Line], x: float, top: float, align: Align, part: Part) -> None:
    with pen.part(part):
        pen.lines(lines, pen.left + x, top, align=align)
