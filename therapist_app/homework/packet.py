"""A packet as pages: which copies of its sheets a holder gets, and the cover above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from babel.dates import format_date

from therapist_app.documents.blocks import Body, Paragraph, Run, Section, Table
from therapist_app.documents.page import Packet, RenderedDocument, SheetPage
from therapist_app.documents.render import render_packets
from therapist_app.homework.handout_file import Handout
from therapist_app.homework.handout_fill import Names, fill_text
from therapist_app.homework.model import Holder
from therapist_app.homework.pdf import (
    SMALL_WORD,
    Copy,
    SheetFacts,
    copies_of,
    day_words,
    printed_names,
    sheet_page,
)

TITLE = "What is in here"
FILE_COPY = "File copy"
_SLOWLY = "One sheet at a time is enough. Leave out what does not fit today, and say so when we meet."
_HOME = "Is it safe to take this home? If not, leave it here. No one needs a reason."


def render_packet(handouts: Sequence[Handout], facts: SheetFacts, holder: str) -> RenderedDocument:
    """The packet of one holder; for both, one for each of them and one for the file, parted from each other."""
    holders = (Holder.A, Holder.B, Holder.BOTH) if holder == Holder.BOTH else (Holder(holder),)
    found = [_packet(handouts, facts, one, of_both=holder == Holder.BOTH) for one in holders]
    return render_packets(found)


def copies_in(handout: Handout, holder: str, *, of_both: bool) -> Iterator[Copy]:
    """The copies of a sheet in one holder's packet; nobody's packet has the other's half.

    Where both get one, the packet of `Holder.BOTH` is the file copy, and each partner has the listener's half too.
    """
    if holder == Holder.BOTH or not of_both or handout.head.for_ == "both":
        yield from copies_of(handout, holder)
    else:
        yield from (copy for copy in copies_of(handout, Holder.BOTH) if copy.holder == holder)


def _packet(handouts: Sequence[Handout], facts: SheetFacts, holder: Holder, *, of_both: bool) -> Packet:
    names = Names(*printed_names(facts.file), holder, facts.stationery.practice)
    pages = tuple(
        sheet_page(handout, copy, facts)
        for handout in handouts
        for copy in copies_in(handout, holder, of_both=of_both)
    )
    is_file = of_both and holder == Holder.BOTH
    if is_file:
        pages = tuple(replace(page, stamp=FILE_COPY) for page in pages)
    titles = [page.title if not is_file else _with_copy(page) for page in pages]

    def cover(begins: tuple[int, ...]) -> SheetPage:
        return _cover(titles, begins, facts, names, stamp=FILE_COPY if is_file else "")

    return Packet(cover, pages)


def _cover(
    titles: Sequence[str], begins: tuple[int, ...], facts: SheetFacts, names: Names, *, stamp: str
) -> SheetPage:
    stationery, holder = facts.stationery, names.values()["holder"]
    numbers = [str(one) for one in begins] or ["" for _ in titles]
    rows = tuple(zip(titles, numbers, strict=True))
    back = day_words(facts.review_on, stationery.locale) if facts.review_on else ""
    return SheetPage(
        title=TITLE,
        body=Body(
            (
                Section("Sheets", (Table(("Sheet", "Page"), rows),)),
                Section("How to use them", (Paragraph((Run(_SLOWLY),)),)),
            )
        ),
        small_word=stamp or SMALL_WORD,
        purpose=fill_text("For {holder}, put together in our session.", names),
        cells=tuple(cell for cell in (("For", holder), ("Bring back", back)) if cell[1]),
        safety_note=None if stamp else ("Before you take it", _HOME),
        footer_words=stationery.footer_words,
        practice=stationery.practice,
        date_words=format_date(facts.today, "medium", locale=stationery.locale),
        copy_words="" if stamp else f"{holder}’s copy",
        stamp=stamp,
        a=names.a,
        b=names.b,
        locale=stationery.locale,
        paper="letter" if stationery.paper == "letter" else "a4",
        large=facts.large,
    )


def _with_copy(page: SheetPage) -> str:
    """A title in the file copy's list, with whose copy it is."""
    return f"{page.title} · {page.copy_words}" if page.copy_words else page.title
