"""Draws laid-out pages into one PDF in memory: every font embedded, no names in what a file list would show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from therapist_app.documents.bidi import names_apart
from therapist_app.documents.blanks import Blank
from therapist_app.documents.form import Form
from therapist_app.documents.layout import LaidOut, lay_out_report, lay_out_sheet
from therapist_app.documents.lettering import Letters
from therapist_app.documents.page import Packet, RenderedDocument, ReportPage, SheetPage
from therapist_app.documents.pdf_file import Entry, Page, PdfFile
from therapist_app.documents.pdf_lock import PdfLock
from therapist_app.documents.pen import Pen
from therapist_app.documents.structure import Structure
from therapist_app.documents.style import LEFT
from therapist_app.documents.text import clean, notice
from therapist_app.documents.typeset import Setter

_AUTHOR = "Attune"
_ABOVE = 12  # points of a page that are seen over the place a bookmark leads to


def render_sheet(page: SheetPage, *, invariant: bool = False) -> RenderedDocument:
    """One handout as a PDF. With `invariant` the same page gives the same bytes: no date, no id."""
    return render_sheets((page,), invariant=invariant)


def render_fillable(
    page: SheetPage, mark: str, password: str = "", *, invariant: bool = False
) -> RenderedDocument:
    """One handout as a PDF to fill in on a screen; `mark` is its identity, which comes back with it.

    With a password nobody opens it without.
    """
    setter = _setter((page.a, page.b, page.practice))
    laid_out, lock = [lay_out_sheet(page, setter)], PdfLock(password) if password else None
    return _draw(laid_out, setter, page.language, invariant=invariant, mark=mark, lock=lock)


def render_sheets(pages: Sequence[SheetPage], *, invariant: bool = False) -> RenderedDocument:
    """Several handouts or copies in one PDF, each with its own page numbers."""
    setter = _setter(name for page in pages for name in (page.a, page.b, page.practice))
    return _draw(
        [lay_out_sheet(page, setter) for page in pages], setter, pages[0].language, invariant=invariant
    )


def render_packets(packets: Sequence[Packet], *, invariant: bool = False) -> RenderedDocument:
    """Packets for several holders in one PDF: each has its cover and counts its pages through."""
    everything = [page for packet in packets for page in (packet.cover(()), *packet.sheets)]
    setter = _setter(name for page in everything for name in (page.a, page.b, page.practice))
    documents: list[LaidOut] = []
    counted: list[tuple[int, int]] = []  # pages before each document, and pages of its packet
    for packet in packets:
        sheets = [lay_out_sheet(page, setter) for page in packet.sheets]
        cover = _cover(packet, sheets, setter)
        whole = [cover, *sheets]
        before = list(accumulate((len(one.pages) for one in whole), initial=0))
        documents += whole
        counted += [(start, before[-1]) for start in before[:-1]]
    return _draw(documents, setter, everything[0].language, invariant=invariant, counted=counted)


def _cover(packet: Packet, sheets: Sequence[LaidOut], setter: Setter) -> LaidOut:
    """The cover with the page on which each sheet begins; it may take more than one page itself."""
    own = 1
    while True:
        before = accumulate((len(one.pages) for one in sheets[:-1]), initial=own + 1)
        cover = lay_out_sheet(packet.cover(tuple(before)), setter)
        if len(cover.pages) <= own:
            return cover
        own = len(cover.pages)


def render_report(page: ReportPage, *, invariant: bool = False) -> RenderedDocument:
    """A report as a PDF."""
    setter = _setter((page.a, page.b, page.practice))
    return _draw([lay_out_report(page, setter)], setter, page.language, invariant=invariant)


def _setter(names: Iterable[str]) -> Setter:
    return Setter(apart=names_apart(map(clean, names)))


def _draw(
    documents: Sequence[LaidOut],
    setter: Setter,
    language: str,
    *,
    invariant: bool,
    counted: Sequence[tuple[int, int]] = (),
    mark: str = "",
    lock: PdfLock | None = None,
) -> RenderedDocument:
    """`counted` are the pages before each document and those of its packet; without it each counts its own."""
    file = PdfFile(lock)
    structure, letters = Structure(file), Letters(file)
    drawing = _Drawing(file, structure, letters, Form(file, mark, structure) if mark else None)
    for number, document in enumerate(documents):
        before, pages = counted[number] if counted else (0, len(document.pages))
        drawing.add(document, before=before, pages=pages, alone=len(documents) == 1)
    structure.finish()
    letters.finish()
    blanks: tuple[Blank, ...] = ()
    if drawing.form:
        drawing.form.finish()
        blanks = drawing.form.blanks
    title = _nameless(documents[0].title, documents[0].names)
    pdf = file.finished(title, _AUTHOR, clean(language), invariant=invariant)
    return RenderedDocument(pdf, sum(len(one.pages) for one in documents), notice(setter.missing), blanks)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One file under way, and what is told of all its pages."""

    file: PdfFile
    structure: Structure
    letters: Letters
    form: Form | None

    def add(self, document: LaidOut, *, before: int, pages: int, alone: bool) -> None:
        """Draw a document; of several each has its own place in the tree and in the list of contents."""
        around = document.furniture
        level = 0 if alone else 1
        if level:
            self.structure.begin_sheet()
        for place, filled in enumerate(document.pages, start=1):
            page = self.file.begin_page(around.width, around.height)
            pen = Pen(page, LEFT, self.structure, self.letters, self.form)
            top = around.top(place)
            self.structure.begin_page(page)
            with pen.unsaid("Pagination"):
                around.paint_above(pen, place)
            if level and place == 1:
                self._bookmark(page, document, document.title, 0, 0.0)
            for placed in filled:
                if placed.slab.bookmark:
                    title, deep = placed.slab.bookmark
                    self._bookmark(page, document, title, deep + level, top + placed.top)
                placed.slab.paint(pen, top + placed.top)
            with pen.unsaid("Pagination"):
                around.paint_below(pen, before + place, pages)
            self.structure.end_page()
            self.file.end_page(page)

    def _bookmark(self, page: Page, document: LaidOut, title: str, level: int, y: float) -> None:
        height = page.height - max(y - _ABOVE, 0)
        self.file.bookmark(Entry(_nameless(title, document.names), level, page.reference, height))


def _nameless(text: str, names: tuple[str, str]) -> str:
    """The text with each partner's name put as A or B: titles and bookmarks show in lists of files."""
    text = clean(text)
    for name, letter in sorted(zip(names, "AB", strict=True), key=lambda pair: -len(pair[0])):
        called = clean(name).strip()
        if called and called in text:
            text = re.sub(rf"(?<!\w){re.escape(called)}(?!\w)", letter, text)
    return text
