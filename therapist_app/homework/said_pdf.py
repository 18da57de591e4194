"""A sheet born in a session as pages: a copy for each partner, each with its own page numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from babel.dates import format_date

from therapist_app.couples.service import CoupleFile
from therapist_app.documents.blocks import Body, Checks, Lines, Passage, Run, Section, Written
from therapist_app.documents.page import RenderedDocument, SheetPage
from therapist_app.documents.render import render_sheets
from therapist_app.homework.pdf import SMALL_WORD, day_words, printed_names
from therapist_app.homework.said import SaidCopy
from therapist_app.practice.stationery import Stationery

_HOME = "Is it safe to take this home? If not, leave it here. No one needs a reason."


def said_pdf(
    copies: Sequence[SaidCopy],
    file: CoupleFile,
    stationery: Stationery,
    today: dt.date,
    *,
    review_on: dt.date | None,
    large: bool,
) -> RenderedDocument:
    """Every copy in one PDF; none holds anything of another."""
    return render_sheets([_page(copy, file, stationery, today, review_on, large=large) for copy in copies])


def _page(
    copy: SaidCopy,
    file: CoupleFile,
    stationery: Stationery,
    today: dt.date,
    review_on: dt.date | None,
    *,
    large: bool,
) -> SheetPage:
    names = printed_names(file)
    holder = names[0] if copy.side == "a" else names[1]
    back = day_words(review_on, stationery.locale) if review_on else ""
    return SheetPage(
        title=copy.title,
        body=Body(tuple(_sections(copy, holder))),
        small_word=SMALL_WORD,
        cells=tuple(cell for cell in (("For", holder), ("Bring back", back)) if cell[1]),
        safety_note=("Before you take it", _HOME),
        footer_words=stationery.footer_words,
        practice=stationery.practice,
        date_words=format_date(today, "medium", locale=stationery.locale),
        copy_words=f"{holder}’s copy",
        a=names[0],
        b=names[1],
        locale=stationery.locale,
        paper="letter" if stationery.paper == "letter" else "a4",
        large=large,
    )


def _sections(copy: SaidCopy, holder: str) -> Iterator[Section]:
    if copy.words:
        mark = "bullet" if len(copy.words) > 1 else ""
        yield Section("What was said", (Written(tuple(Passage((Run(one),), mark) for one in copy.words)),))
    if copy.items:
        yield Section(f"For {holder}", (Checks(tuple((Run(one),) for one in copy.items)),))
    yield Section("In my own words", (Lines((Run("What I want to remember"),), 3),))
