"""The pages of one PDF as a view needs them: sizes at once, images when asked for, each made once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ui.kit.pdf_pages import Paper, read_papers, render_page
from ui.kit.tasks import Tasks

_MOST_BYTES = 160_000_000  # of images; a page at double density is about 10 MB


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A PDF with what a view shows first: every page's size and the image of one page."""

    pdf: bytes
    papers: tuple[Paper, ...]
    first: QImage
    width: int  # of the image, in device pixels


def open_pdf(pdf: bytes, width: int) -> OpenedPdf:
    """Read a PDF and draw its first page; runs on the pool for such work."""
    return OpenedPdf(pdf, read_papers(pdf), render_page(pdf, 0, width), width)


class PageImages(QObject):
    """Hands out page images and draws the missing ones on the pool; `arrived` says which page came."""

    arrived = Signal(int)

    def __init__(self, tasks: Tasks, opened: OpenedPdf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf = opened.pdf
        self.papers = opened.papers
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._images[0, opened.width] = opened.first
        self._wanted: dict[int, int] = {}  # the width last asked for, of each page being drawn

    def image(self, page: int, width: int) -> QImage | None:
        """The page `width` device pixels wide; until it is there, another size of it, or None."""
        key = (page, width)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        # A window that is being dragged asks for many widths: only the last one is drawn after the first.
        if page not in self._wanted:
            self._draw(page, width)
        self._wanted[page] = width
        return next((image for (number, _), image in reversed(self._images.items()) if number == page), None)

    def _draw(self, page: int, width: int) -> None:
        pdf = self._pdf
        self._tasks.cpu(
            lambda: render_page(pdf, page, width), lambda image: self._keep(page, width, image), self
        )

    def _keep(self, page: int, width: int, image: QImage) -> None:
        wanted = self._wanted.pop(page)
        if wanted != width and (page, wanted) not in self._images:
            self._wanted[page] = wanted
            self._draw(page, wanted)
        self._images[page, width] = image
        while len(self._images) > 1 and sum(map(QImage.sizeInBytes, self._images.values())) > _MOST_BYTES:
            self._images.popitem(last=False)
        self.arrived.emit(page)
