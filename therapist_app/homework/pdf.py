"""A handout for one couple as printed sheets: who holds which copy, whose words are on it, what is drawn.

Every copy is made from only what its holder may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from babel.dates import format_date

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.cadence import cadence_words, due_weekdays
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import CommitmentKind, Owner
from therapist_app.couples.model import Side
from therapist_app.couples.rules import cycle_for
from therapist_app.couples.service import CoupleFile
from therapist_app.documents.blocks import Body, PromiseGrid
from therapist_app.documents.page import (
    CycleCard,
    CycleValues,
    PathStop,
    PhaseTab,
    PromiseRow,
    RenderedDocument,
    SheetPage,
)
from therapist_app.documents.render import render_fillable, render_sheets
from therapist_app.documents.text import printed_name
from therapist_app.homework.handout_file import Handout
from therapist_app.homework.handout_fill import Names, fill, fill_text
from therapist_app.homework.model import Holder
from therapist_app.kernel.audience import Reader
from therapist_app.practice.stationery import Stationery

SMALL_WORD = "Between sessions"
NAME_LINE = "_" * 12  # where a name is written in
_MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What goes into a sheet besides its text; `promises` are those the holder may see.

    `file` is None for a blank copy: lines stand in place of names, and nothing of any couple is on it.
    """

    file: CoupleFile | None
    catalogue: Catalogue
    promises: tuple[CommitmentFile, ...]
    today: dt.date
    stationery: Stationery
    review_on: dt.date | None = None
    large: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a sheet: its holder, the name over it, its words and whether it is the listener's."""

    holder: str
    title: str
    purpose: str
    when: str
    bring_back: str
    keep_it: str
    safety_note: str
    body: Body
    is_shared: bool


def render_handout(
    handout: Handout, facts: SheetFacts, holder: str, mark: str = "", password: str = ""
) -> RenderedDocument:
    """Every copy that this holder gets, in one PDF; each copy counts its own pages.

    With a mark the one copy there is becomes a fillable file that carries it, behind a password if there is one.
    """
    sheets = [sheet_page(handout, copy, facts) for copy in copies_of(handout, holder)]
    if not mark:
        return render_sheets(sheets)
    [sheet] = sheets  # a file has one holder
    return render_fillable(sheet, mark, password)


def copies_of(handout: Handout, holder: str) -> Iterator[Copy]:
    """The copies to print: one that is shared, or one for each holder, then the listeners' own copies."""
    head = handout.head
    words = (head.title, head.purpose, head.when, head.bring_back, head.keep_it, head.safety_note)
    if head.for_ == "both" and holder == Holder.BOTH:
        yield Copy(holder, *words, handout.body, is_shared=True)
        return
    for side in Side if holder == Holder.BOTH else (Side(holder),):
        yield Copy(side, *words, handout.body, is_shared=False)
        if handout.other and holder == Holder.BOTH:
            other = handout.other.head
            listener = Side.B if side == Side.A else Side.A
            yield Copy(
                listener,
                other.title,
                other.purpose,
                other.when,
                other.bring_back,
                other.keep_it,
                other.safety_note,
                handout.other.body,
                is_shared=False,
            )


def sheet_page(handout: Handout, copy: Copy, facts: SheetFacts) -> SheetPage:
    """One copy of a sheet for its holder, filled and ready to be laid out."""
    head, file, stationery = handout.head, facts.file, facts.stationery
    names = Names(
        *printed_names(file), copy.holder, stationery.practice, day_words(facts.today, stationery.locale)
    )
    tab = facts.catalogue.phase(head.phases[0]) if head.tab and head.phases else None
    holder = names.values()["holder"]
    return SheetPage(
        title=fill_text(copy.title, names),
        body=fill(copy.body, names),
        small_word=fill_text(head.kicker, names) or SMALL_WORD,
        purpose=fill_text(copy.purpose, names),
        cells=_cells(handout, copy, facts, names),
        safety_note=("Safety comes first", fill_text(copy.safety_note, names)) if copy.safety_note else None,
        tab=PhaseTab(tab.number, tab.label) if tab else None,
        ornament=head.ornament,
        footer_words=stationery.footer_words,
        practice=stationery.practice,
        date_words=format_date(facts.today, "medium", locale=stationery.locale),
        copy_words="" if copy.is_shared else f"{holder}’s copy",
        a=names.a,
        b=names.b,
        promises=tuple(_promise(one, names) for one in facts.promises if _is_habit(one)),
        cycle=cycle_values(file, facts.catalogue, Reader(copy.holder)),
        path=tuple(PathStop(one.number, one.label, one.couple_line) for one in facts.catalogue.phases),
        starts_on=_first_day(copy.body, facts.today),
        locale=stationery.locale,
        paper="letter" if stationery.paper == "letter" else "a4",
        large=facts.large,
    )


def _cells(handout: Handout, copy: Copy, facts: SheetFacts, names: Names) -> tuple[tuple[str, str], ...]:
    """The who/when line: whom it is for, when, what is needed, what comes back."""
    back = day_words(facts.review_on, facts.stationery.locale) if facts.review_on else copy.bring_back
    found = (
        ("For", "{holder}"),
        ("When", copy.when),
        ("You need", handout.head.materials),
        ("Bring back", back),
        ("Keep it", copy.keep_it),
    )
    return tuple((label, fill_text(value, names)) for label, value in found if value)[:_MOST_CELLS]


def printed_names(file: CoupleFile | None) -> tuple[str, str]:
    """Both names as paper can show them; lines to write on where there is no couple."""
    if file is None:
        return NAME_LINE, NAME_LINE
    return printed_name(file.a.name, "A"), printed_name(file.b.name, "B")


def day_words(day: dt.date, locale: str) -> str:
    """A day as people in this region write it, with its weekday."""
    return format_date(day, "EEEE d MMMM" if not locale.endswith("_US") else "EEEE, MMMM d", locale=locale)


def _first_day(body: Body, today: dt.date) -> dt.date:
    """A week's grid begins on the next Monday (or today, if it is one); a log begins today."""
    is_week = any(isinstance(block, PromiseGrid) for part in body.sections for block in part.blocks)
    return today + dt.timedelta(days=-today.weekday() % 7) if is_week else today


def _is_habit(file: CommitmentFile) -> bool:
    return file.commitment.kind == CommitmentKind.HABIT


def _promise(file: CommitmentFile, names: Names) -> PromiseRow:
    one = file.commitment
    seen_by = {Owner.A: names.b, Owner.B: names.a}.get(Owner(one.owner), "we")
    mark = {Owner.A: "a", Owner.B: "b"}.get(Owner(one.owner), "both")
    return PromiseRow(
        mark="both" if mark == "both" else ("a" if mark == "a" else "b"),
        words=one.words,
        cadence=f"{cadence_words(one).rstrip('.')}.",
        notice=f"What {seen_by} will notice: {one.notice.rstrip('.')}." if one.notice else "",
        due=tuple(sorted(due_weekdays(one))),
        key=one.id,
    )


def cycle_values(file: CoupleFile | None, catalogue: Catalogue, reader: Reader) -> CycleValues:
    """The couple's own loop for a reader; what is not there, or not for this reader, is left to write in."""
    cycle = cycle_for(file.cycle if file else None, reader)
    loop = catalogue.loop(cycle.a_role, cycle.b_role) if cycle else None
    a, b = printed_names(file)

    def text(name: str) -> str:
        return str(getattr(cycle, name)) if cycle else ""

    def fear(side: str) -> str:
        key = getattr(cycle, f"{side}_fear") if cycle else None
        return text(f"{side}_fear_words") or (catalogue.fear(key).couple_label if key else "")

    def new(side: str, name: str) -> CycleCard:
        role = getattr(cycle, f"{side}_role") if cycle else None
        heading = f"{name} stays, or says when" if role == "withdrawer" else f"{name} reaches gently"
        return CycleCard("a" if side == "a" else "b", heading, text(f"{side}_new"))

    return CycleValues(
        cards=(
            CycleCard("a", f"What {a} does", text("a_does"), "The fear under it", fear("a")),
            CycleCard("b", f"What {b} sees", text("b_sees"), spoken=False),
            CycleCard("b", f"What {b} does", text("b_does"), "The fear under it", fear("b")),
            CycleCard("a", f"What {a} sees", text("a_sees"), spoken=False),
        ),
        middle=loop.couple_line if loop else "The loop is the problem, not either of you.",
        new_title="Our new cycle",
        new_lead="Reach out and stay soft. Need space? Say when you will be back.",
        new_cards=(new("a", a), new("b", b)),
    )
