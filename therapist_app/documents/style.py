"""Sizes, colours and papers of printed pages, each declared once; lengths in points unless they say mm.

The grid: margins 20 left, 22 right, 18 top, 21.5 bottom; a side column of 38 and a gutter of 5 (mm). Type
speaks for us in the sans and for people in the serif. Large print is one column of 18 pt, no italics and
no quiet grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from therapist_app.documents.fonts import Face

MM = 72 / 25.4

PAPERS: dict[str, tuple[float, float]] = {
    "letter": (215.9 * MM, 279.4 * MM),
    "a4": (210.0 * MM, 297.0 * MM),
}
LEFT, RIGHT, TOP, BOTTOM = 20 * MM, 22 * MM, 18 * MM, 21.5 * MM
PRINTABLE = 8.5 * MM  # nothing but the tab lies nearer to an edge: cheap printers cut there

PALETTE: dict[str, str] = {
    "text": "#14181f",
    "text2": "#4a5361",
    "edge": "#7b8592",
    "write": "#b4bbc5",
    "rule": "#c3c9d1",
    "line": "#d5dae1",
    "surface": "#ffffff",
    "gap": "#e9eef5",
    "new.fill": "#e4f8e9",
    "new.strong": "#168046",
    "road.fill": "#f4f0e8",
    "road.edge": "#c9c2b4",
    "accent": "#2b5cb0",
    "ok": "#1c6b3a",
    "warn": "#8a5300",
    "danger": "#a8201a",
    "phase1.fill": "#cd9497",
    "phase2.fill": "#ffcccd",
    "phase3.fill": "#f4b26d",
    "phase4.fill": "#ffef8c",
    "phase5.fill": "#87de9a",
    "phase6.fill": "#59c0ae",
    "phase1.strong": "#7f2929",
    "phase2.strong": "#ba7874",
    "phase3.strong": "#845013",
    "phase4.strong": "#988509",
    "phase5.strong": "#168046",
    "phase6.strong": "#005c46",
    "phase1.soft": "#e8cdce",
    "phase2.soft": "#ffe6e6",
    "phase3.soft": "#fad3a8",
    "phase4.soft": "#fff5b8",
    "phase5.soft": "#bdeec7",
    "phase6.soft": "#a5dcd2",
    "level1.fill": "#d9e6f5",
    "level2.fill": "#5d8fcb",
    "level3.fill": "#23528f",
}

_FAMILIES: dict[str, tuple[Face, Face, Face, Face]] = {
    "sans": (Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC, Face.SANS_BOLD_ITALIC),
    "sans-bold": (Face.SANS_BOLD, Face.SANS_BOLD, Face.SANS_BOLD_ITALIC, Face.SANS_BOLD_ITALIC),
    "sans-upright": (Face.SANS, Face.SANS_BOLD, Face.SANS, Face.SANS_BOLD),
    "serif": (Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC, Face.SERIF_BOLD_ITALIC),
    "serif-italic": (Face.SERIF_ITALIC, Face.SERIF_BOLD_ITALIC, Face.SERIF, Face.SERIF_BOLD),
    "serif-bold": (Face.SERIF_BOLD, Face.SERIF_BOLD, Face.SERIF_BOLD_ITALIC, Face.SERIF_BOLD_ITALIC),
    "serif-bold-upright": (Face.SERIF_BOLD, Face.SERIF_BOLD, Face.SERIF_BOLD, Face.SERIF_BOLD),
    "display": (Face.DISPLAY, Face.SERIF_BOLD, Face.DISPLAY_ITALIC, Face.SERIF_BOLD_ITALIC),
}


class TextStyle(NamedTuple):
    """A family, size, leading and colour role."""

    family: str
    size: float
    leading: float
    color: str = "text"

    def face(self, *, bold: bool, italic: bool) -> Face:
        """The face of this family for a run."""
        return _FAMILIES[self.family][bold + 2 * italic]

    @property
    def baseline(self) -> float:
        """How far a line's baseline lies below the top of the line."""
        return self.leading / 2 + 0.34 * self.size


@dataclass(frozen=True, slots=True)
class Looks:
    """Every size of a page, in its normal or its large print."""

    large: bool
    title: TextStyle
    long_title: TextStyle  # for a title of more than two lines
    second: TextStyle
    finding: TextStyle
    purpose: TextStyle
    lead: TextStyle
    heading: TextStyle
    card_heading: TextStyle
    numeral: TextStyle
    text: TextStyle
    prompt: TextStyle
    starter: TextStyle
    spoken: TextStyle
    label: TextStyle
    value: TextStyle
    table: TextStyle
    table_head: TextStyle
    note: TextStyle
    small: TextStyle
    running: TextStyle
    footer: TextStyle
    footer_bold: TextStyle
    figure_in_ring: TextStyle
    promise: TextStyle
    side: float  # width of the side column with its gutter; 0 for one column
    hang: float  # where the words of a step begin
    pitch: float  # between lines to write on
    widest_pitch: float  # the same where a page has room to spare
    box: float
    day_box: float
    ring: float  # the diameter of a rating's circle
    ring_step: float
    section_gap: float
    step_gap: float
    row: float  # the height of a row in a log
    bottom: float
    row_line: str  # the role of the line between rows
    write_line: str


@cache
def looks(*, large: bool) -> Looks:
    """The sizes of normal or large print."""
    return _large() if large else _normal()


def _normal() -> Looks:
    return Looks(
        large=False,
        title=TextStyle("display", 30, 34),
        long_title=TextStyle("display", 22, 27),
        second=TextStyle("display", 20, 24),
        finding=TextStyle("display", 21, 29),
        purpose=TextStyle("serif-italic", 13.5, 18.5, "text2"),
        lead=TextStyle("serif-italic", 12.5, 17, "text2"),
        heading=TextStyle("serif-bold", 12, 16),
        card_heading=TextStyle("serif-bold", 12, 15.5),
        numeral=TextStyle("display", 13.5, 16, "text2"),
        text=TextStyle("sans", 11, 16),
        prompt=TextStyle("sans-bold", 11, 16),
        starter=TextStyle("serif-italic", 12, 17),
        spoken=TextStyle("serif", 12, 17),
        label=TextStyle("sans", 8.5, 11, "text2"),
        value=TextStyle("sans-bold", 10.5, 14),
        table=TextStyle("sans", 9.5, 13),
        table_head=TextStyle("sans-bold", 9, 12.5),
        note=TextStyle("sans", 9.5, 13, "text2"),
        small=TextStyle("sans", 9, 12.5, "text2"),
        running=TextStyle("serif-italic", 10, 13, "text2"),
        footer=TextStyle("sans", 7.8, 10.4, "text2"),
        footer_bold=TextStyle("sans-bold", 7.8, 10.4, "text2"),
        figure_in_ring=TextStyle("sans", 9, 12.5),
        promise=TextStyle("serif", 13, 17.5),
        side=43 * MM,
        hang=8 * MM,
        pitch=9 * MM,
        widest_pitch=12.5 * MM,
        box=4.5 * MM,
        day_box=9 * MM,
        ring=5.2 * MM,
        ring_step=8.6 * MM,
        section_gap=6.2 * MM,
        step_gap=1.6 * MM,
        row=9.1 * MM,
        bottom=BOTTOM,
        row_line="line",
        write_line="write",
    )


def _large() -> Looks:
    text = TextStyle("sans-upright", 18, 26)
    bold = TextStyle("sans-bold", 18, 26)
    return Looks(
        large=True,
        title=TextStyle("serif-bold-upright", 34, 41),
        long_title=TextStyle("serif-bold-upright", 26, 33),
        second=TextStyle("serif-bold-upright", 27, 34),
        finding=TextStyle("serif-bold-upright", 27, 36),
        purpose=TextStyle("sans-upright", 20, 28),
        lead=text,
        heading=TextStyle("sans-bold", 21, 27),
        card_heading=TextStyle("sans-bold", 19, 26),
        numeral=TextStyle("sans-bold", 20, 26),
        text=text,
        prompt=bold,
        starter=text,
        spoken=text,
        label=TextStyle("sans-upright", 18, 27),
        value=TextStyle("sans-bold", 18, 27),
        table=TextStyle("sans-upright", 17, 23),
        table_head=TextStyle("sans-bold", 16, 22),
        note=TextStyle("sans-upright", 17, 23),
        small=TextStyle("sans-upright", 16, 22),
        running=TextStyle("sans-bold", 16, 20),
        footer=TextStyle("sans-upright", 12, 15.5),
        footer_bold=TextStyle("sans-bold", 12, 15.5),
        figure_in_ring=TextStyle("sans-upright", 17, 23),
        promise=bold,
        side=0.0,
        hang=12 * MM,
        pitch=13 * MM,
        widest_pitch=15 * MM,
        box=6.5 * MM,
        day_box=12 * MM,
        ring=10 * MM,
        ring_step=17 * MM,
        section_gap=8 * MM,
        step_gap=3.6 * MM,
        row=15 * MM,
        bottom=27 * MM,
        row_line="edge",
        write_line="edge",
    )
