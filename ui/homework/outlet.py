"""The two ways a page of paper leaves the app: a printer, or a file that someone chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from therapist_app.documents.save import Saved, save_pdf
from therapist_app.kernel.errors import AttuneError
from ui.kit.pdf_pages import Paper, read_papers
from ui.kit.print_job import NO_PRINTER, has_printer, print_pages, printer_for

if TYPE_CHECKING:
    from ui.kit.context import Context

_SAVE_TITLE = "Save PDF: the file leaves the vault"
SPOOL = "Your computer keeps a copy of a print job until it is printed."


def sent_words(pages: int) -> str:
    """How much was printed."""
    return f"{'1 page' if pages == 1 else f'{pages} pages'} sent to the printer"


def saved_words(saved: Saved) -> str:
    """What it means that a file lies there now, and what is special about the place."""
    name = saved.path.name
    return (
        f"{name} now lies outside the vault, where anyone who opens it can read it. {saved.warning}".strip()
    )


class Outlet(QObject):
    """Prints or saves one PDF at a time, from memory.

    printed(int)    so many sheets of paper were sent to the printer
    saved(Saved)    the file is there
    trouble(str)    neither, and why
    """

    printed = Signal(int)
    saved = Signal(object)
    trouble = Signal(str)

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self.busy = False
        self._spool_told = False
        self.make_printer: Callable[[Paper, str], QPrinter] = printer_for

    def print(self, pdf: bytes, words: str) -> None:
        """Ask which printer, then print; `words` name the job in the printer's list, so never a person."""
        if self.busy:
            return
        self.busy = True
        self._ctx.tasks.cpu(
            lambda: read_papers(pdf)[0], lambda paper: self._ask(pdf, paper, words), self, self._failed
        )

    def spool_words(self) -> str:
        """What a print job means for the computer, said once for as long as the practice is open, then ""."""
        told, self._spool_told = self._spool_told, True
        return "" if told else SPOOL

    def save(self, pdf: bytes, name: str) -> None:
        """Ask for a place, then write the file there."""
        if self.busy:
            return
        places = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(places) or Path.home())
        chosen = self._ctx.dialogs.save_file(self._window, _SAVE_TITLE, folder / name, "PDF (*.pdf)")
        if not chosen:
            return
        self.busy = True
        self._ctx.tasks.whole(lambda: save_pdf(Path(chosen), pdf), self._saved, self, self._failed)

    def _ask(self, pdf: bytes, paper: Paper, words: str) -> None:
        printer = self.make_printer(paper, words)
        if not printer.outputFileName() and not has_printer():
            self.busy = False
            self.trouble.emit(NO_PRINTER)
            return
        dialog = QPrintDialog(printer, self._window)
        # A file is written by "Save PDF" alone, which says what that means.
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setWindowTitle("Print")
        self._ctx.dialogs.open(dialog, lambda answer: self._answered(answer, printer, pdf))

    def _answered(self, answer: int, printer: QPrinter, pdf: bytes) -> None:
        if answer != QDialog.DialogCode.Accepted:
            self.busy = False
            return
        self._ctx.tasks.whole(lambda: print_pages(printer, pdf), self._printed, self, self._failed)

    def _printed(self, sheets: int) -> None:
        self.busy = False
        self.printed.emit(sheets)

    def _saved(self, saved: Saved) -> None:
        self.busy = False
        self.saved.emit(saved)

    def _failed(self, error: AttuneError) -> None:
        self.busy = False
        self.trouble.emit(error.whole)
