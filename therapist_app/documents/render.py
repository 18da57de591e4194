"""Draws laid-out pages into one PDF in memory: every font embedded, no names in what a file list would show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import accumulate
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from therapist_app.documents.bidi import names_apart
from therapist_app.documents.fonts import Face, loaded
from therapist_app.documents.form import Form
from therapist_app.documents.ink import Letters
from therapist_app.documents.layout import LaidOut, lay_out_report, lay_out_sheet
from therapist_app.documents.page import Packet, RenderedDocument, ReportPage, SheetPage
from therapist_app.documents.pdf_lock import PdfLock
from therapist_app.documents.pen import Pen
from therapist_app.documents.structure import Structure
from therapist_app.documents.style import LEFT
from therapist_app.documents.text import clean, notice
from therapist_app.documents.typeset import Setter

_AUTHOR = "Attune"
_VERSION = (1, 7)  # its tags are those of ISO 32000-1, and its readers know our lock


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
    loaded(Face.SANS)
    first_font: Any = Face.SANS.value  # declared as a number by mistake
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        encrypt=lock,
        pdfVersion=_VERSION,
        pageCompression=1,
        invariant=int(invariant),
        initialFontName=first_font,
        lang=clean(language),
    )
    _describe(canvas, documents[0])
    structure, letters = Structure(canvas), Letters(canvas)
    form = Form(canvas, mark, structure) if mark else None
    count = 0
    for number, document in enumerate(documents):
        before, pages = counted[number] if counted else (0, len(document.pages))
        level = 0 if len(documents) == 1 else 1
        if level:
            structure.begin_sheet()
        _draw_document(
            canvas, document, number, structure, letters, form, level=level, before=before, pages=pages
        )
        count += len(document.pages)
    structure.finish()
    if form:
        form.finish()
    canvas.save()
    blanks = form.blanks if form else ()
    return RenderedDocument(buffer.getvalue(), count, notice(setter.missing), blanks)


def _describe(canvas: Any, document: LaidOut) -> None:
    canvas.setTitle(_nameless(document.title, document.names))
    canvas.setAuthor(_AUTHOR)
    canvas.setCreator(_AUTHOR)
    canvas.setProducer(_AUTHOR)
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _draw_document(
    canvas: Canvas,
    document: LaidOut,
    number: int,
    structure: Structure,
    letters: Letters,
    form: Form | None,
    *,
    level: int,
    before: int,
    pages: int,
) -> None:
    around = document.furniture
    for place, filled in enumerate(document.pages, start=1):
        canvas.setPageSize((around.width, around.height))
        pen = Pen(canvas, around.height, LEFT, structure, letters, form)
        top = around.top(place)
        structure.begin_page()
        with pen.unsaid("Pagination"):
            around.paint_above(pen, place)
        if level and place == 1:
            pen.bookmark(f"d{number}", _nameless(document.title, document.names), 0, 0.0)
        for at, placed in enumerate(filled):
            if placed.slab.bookmark:
                title, deep = placed.slab.bookmark
                key = f"d{number}p{place}s{at}"
                pen.bookmark(key, _nameless(title, document.names), deep + level, top + placed.top)
            placed.slab.paint(pen, top + placed.top)
        with pen.unsaid("Pagination"):
            around.paint_below(pen, before + place, pages)
        structure.end_page()
        canvas.showPage()
        _pack(canvas)


def _pack(canvas: Any) -> None:
    """What is drawn is compressed once; the library would spell the result in letters besides."""
    page = canvas._doc.Pages.pages[-1]
    page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])


def _nameless(text: str, names: tuple[str, str]) -> str:
    """The text with each partner's name put as A or B: titles and bookmarks show in lists of files."""
    for name, letter in sorted(zip(names, "AB", strict=True), key=lambda pair: -len(pair[0])):
        if clean(name).strip():
            text = re.sub(rf"(?<!\w){re.escape(clean(name).strip())}(?!\w)", letter, clean(text))
    return clean(text)
