"""A PDF in memory drawn on a printer page by page, at 300 dots to the inch; nothing is kept in a file."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from therapist_app.kernel.errors import FileError
from ui.kit.pdf_pages import PRINT_DPI, Paper, read_papers, render_for_print

NO_PRINTER = "This computer knows no printer, so nothing was printed. You can save the page as a PDF."


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(paper: Paper, words: str) -> QPrinter:
    """The usual printer, set to a page's size; `words` name the job in its list, so never a person."""
    printer = QPrinter()
    printer.setDocName(words)
    printer.setCreator("Attune")
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    size = QPageSize(paper.size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    return printer


def print_pages(printer: QPrinter, pdf: bytes) -> int:
    """Draw the pages that were asked for; how many sheets were sent. Runs on the pool for such work."""
    numbers = _chosen(printer, len(read_papers(pdf)))
    painter = QPainter()
    if not painter.begin(printer):
        raise FileError(
            "The printer did not take the page, so nothing was printed.",
            "Check that it is on and connected, then print again, or save the page as a PDF.",
        )
    try:
        for place, number in enumerate(numbers):
            if place:
                printer.newPage()
            image = render_for_print(pdf, number)
            painter.drawImage(_fitted(image, printer), image)
    finally:
        painter.end()
    return len(numbers)


def _chosen(printer: QPrinter, pages: int) -> list[int]:
    """Page numbers from 0, in the order of printing, repeated for copies the printer cannot make itself."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        first, last = 1, pages
    numbers = [number - 1 for number in range(first, last + 1) if 1 <= number <= pages]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return numbers * copies


def _fitted(image: QImage, printer: QPrinter) -> QRectF:
    """Where the page goes: at its own size where the paper is its own, else made to fit, in the middle."""
    layout = printer.pageLayout()
    paper = QRectF(layout.fullRectPixels(printer.resolution()))
    paper.moveTo(0, 0)
    own = QSizeF(image.size()) * (printer.resolution() / PRINT_DPI)
    scale = min(paper.width() / own.width(), paper.height() / own.height())
    size = own if abs(scale - 1) < 0.02 else own * scale
    return QRectF(
        (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.width(), size.height()
    )
