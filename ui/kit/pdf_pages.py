"""Pages of a PDF as images, rendered from bytes in memory; a page never touches a disk.

The functions here run on the pool for such work, never on the GUI thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_PER_INCH = 72
PRINT_DPI = 300

# PDFium keeps state of its own for the whole program and allows one caller at a time.
ONE_CALLER = threading.Lock()


@dataclass(frozen=True, slots=True)
class Paper:
    """Width and height of a page in points."""

    width: float
    height: float

    @property
    def size(self) -> QSizeF:
        """The same as Qt has it."""
        return QSizeF(self.width, self.height)


def read_papers(pdf: bytes) -> tuple[Paper, ...]:
    """The size of every page."""
    with _opened(pdf) as document:
        return tuple(Paper(*document.get_page_size(number)) for number in range(len(document)))


def render_page(pdf: bytes, number: int, width: int) -> QImage:
    """A page (the first is 0) as an image `width` device pixels wide."""
    with _opened(pdf) as document:
        return _render(document, number, width / document.get_page_size(number)[0])


def render_for_print(pdf: bytes, number: int, dpi: int = PRINT_DPI) -> QImage:
    """A page as an image with `dpi` dots to the inch."""
    with _opened(pdf) as document:
        image = _render(document, number, dpi / POINTS_PER_INCH)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    import pypdfium2  # loaded with the first page, so that the app starts without it

    with ONE_CALLER:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _render(document: PdfDocument, number: int, scale: float) -> QImage:
    page = document[number]
    bitmap = page.render(scale=scale, prefer_bgrx=True)  # pyright: ignore[reportArgumentType]
    try:
        view = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        )
        return view.copy()  # the copy owns its pixels; the view would outlive the bitmap
    finally:
        bitmap.close()
        page.close()
