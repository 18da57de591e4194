"""What the engine is given to print: a sheet, or a report, as frozen values without any noun of the practice.

All text is plain text. A sheet is printed as it is: who may see what was decided by the caller.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from therapist_app.documents.blanks import Blank
from therapist_app.documents.blocks import Block, Body
from therapist_app.documents.figure import Figure

PaperName: TypeAlias = Literal["letter", "a4"]
Side: TypeAlias = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The few words that the engine itself prints, so that another language can replace them."""

    page_of: str = "Page {page} of {pages}"
    phase: str = "Phase {number}, {label}"  # at the top of large print, where the tab has no name
    day: str = "Day"
    promised: str = "What we promised"
    a_word: str = "A word"
    whose: str = "Who promises"
    in_each_box: str = "In each box"
    kept: str = "kept"
    partly: str = "partly"
    missed: str = "missed"
    not_applicable: str = "did not come up"
    marks: tuple[str, str, str, str] = ("✓", "/", "o", "–")  # these four, as a box to choose in shows them
    upkeep: str = "upkeep"
    round_again: str = "And round again."  # below the cards of a loop that stand in a column
    # What is heard of drawn things.
    ticked: str = "checked"
    not_ticked: str = "not checked"
    not_due: str = "not due"
    to_tick: str = "box to check"
    to_mark: str = "box to mark"
    then: str = ", then "
    loop: str = "A loop: {steps}, and back to the first."
    path: str = "A winding path: {steps}."
    way_back: str = "A dashed way leads back from {first} to {second}."
    open_quote: str = "“"
    close_quote: str = "”"


@dataclass(frozen=True, slots=True)
class PhaseTab:
    """The tab on the outer edge: its height on the page follows the number, 1 to 6."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise in a week's grid; `due` holds the days of the week it is due (0 is Monday), none is every day.

    `cadence` ("Every evening.") is set in bold before `notice` ("What Ada will notice: ...").
    `key` is the caller's own name for it, which stays off the page.
    """

    mark: Literal["a", "b", "both"]
    words: str
    cadence: str = ""
    notice: str = ""
    due: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class CycleCard:
    """One card of a cycle. Empty `words` become lines to write on; so does an empty `under` that has a label.

    `label` and `under` stand below a hairline ("The fear under it", "That you have already left me").
    """

    side: Side
    heading: str
    words: str = ""
    label: str = ""
    under: str = ""
    spoken: bool = True  # set as speech, in quote marks


@dataclass(frozen=True, slots=True)
class CycleValues:
    """The couple's loop: four cards, clockwise from the top left, and the new cycle in reading order."""

    cards: tuple[CycleCard, CycleCard, CycleCard, CycleCard]
    middle: str = ""  # in the middle of the loop
    new_title: str = ""
    new_lead: str = ""
    new_cards: tuple[CycleCard, ...] = ()


@dataclass(frozen=True, slots=True)
class PathStop:
    """A place on the winding path."""

    number: int
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A handout for one holder, ready to be laid out.

    cells        the who/when line: label and value
    safety_note  title and text of the outlined box, or None
    tab          the phase it is filed under, or None
    ornament     a name of `ornaments.ORNAMENTS`, or ""
    footer_words not medical advice, and what to do in danger
    practice     its name, in the footer
    date_words   the day it was printed, after the practice's name
    copy_words   whose copy it is ("Ada's copy"), on every page; "" for a sheet that is shared
    letterhead   who writes, at the top of the first page: what stands left and right; or None
    running      the words at the top of later pages, unless they are the title
    stamp        words in bold in every footer ("Draft, not signed")
    a, b         the partners' names; they are on the page but never in the file's title or bookmarks
    starts_on    the first day of dated grids; without it the days are left open to be written in
    locale       for the names of days and months, such as "en_GB"
    """

    title: str
    body: Body
    small_word: str = ""
    purpose: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    safety_note: tuple[str, str] | None = None
    tab: PhaseTab | None = None
    ornament: str = ""
    footer_words: str = ""
    practice: str = ""
    date_words: str = ""
    copy_words: str = ""
    letterhead: tuple[str, str] | None = None
    running: str = ""
    stamp: str = ""
    a: str = ""
    b: str = ""
    promises: tuple[PromiseRow, ...] = ()
    cycle: CycleValues | None = None
    path: tuple[PathStop, ...] = ()
    path_returns: tuple[tuple[int, int], ...] = ((4, 2), (5, 3))
    path_upkeep: tuple[tuple[int, int], ...] = ((6, 5),)
    starts_on: dt.date | None = None
    locale: str = "en_US"
    paper: PaperName = "letter"
    large: bool = False
    language: str = "en"
    words: PageWords = field(default_factory=PageWords)


@dataclass(frozen=True, slots=True)
class Packet:
    """Sheets for one holder under one cover; `cover` is told the page on which each of them begins."""

    cover: Callable[[tuple[int, ...]], SheetPage]
    sheets: tuple[SheetPage, ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading and a quiet line over a figure at full width; or, without a figure, a side heading and blocks."""

    heading: str
    sub: str = ""
    figure: Figure | None = None
    blocks: tuple[Block, ...] = ()
    fresh: bool = False  # begins a new page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report that opens with its finding: one large sentence, one in italics, then figures and short sections.

    `title` is neutral ("Our progress"): it names the file; `running` stands at the top of later pages.
    """

    title: str
    first: str
    sections: tuple[ReportSection, ...]
    small_word: str = ""
    right_word: str = ""  # at the right of the small word: the date
    second: str = ""
    running: str = ""
    footer_words: str = ""
    practice: str = ""
    a: str = ""
    b: str = ""
    locale: str = "en_US"
    paper: PaperName = "letter"
    language: str = "en"
    words: PageWords = field(default_factory=PageWords)


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished PDF in memory; `notices` are plain sentences about what could not be printed.

    `blanks` are the fields of a fillable one, in the order in which they stand.
    """

    pdf: bytes
    pages: int
    notices: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
