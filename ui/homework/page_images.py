"""The pages of one PDF as a view needs them: sizes at once, images when asked for, each made once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ui.homework.pdf_pages import Paper, read_papers, render_page
from ui.kit.tasks import Tasks

_MOST_KEPT = 12  # images; a page at double density is about 15 MB


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
        self._asked: set[tuple[int, int]] = set()

    def image(self, page: int, width: int) -> QImage | None:
        """The page `width` device pixels wide; until it is there, another size of it, or None."""
        key = (page, width)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        self._ask(key)
        return next((image for (number, _), image in reversed(self._images.items()) if number == page), None)

    def _ask(self, key: tuple[int, int]) -> None:
        if key in self._asked:
            return
        self._asked.add(key)
        pdf = self._pdf
        self._tasks.cpu(lambda: render_page(pdf, *key), lambda image: self._keep(key, image), self)

    def _keep(self, key: tuple[int, int], image: QImage) -> None:
        self._asked.discard(key)
        self._images[key] = image
        while len(self._images) > _MOST_KEPT:
            self._images.popitem(last=False)
        self.arrived.emit(key[0])
