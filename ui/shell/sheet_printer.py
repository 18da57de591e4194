"""The recovery sheet on its way to a printer: made in memory, drawn from memory, kept in no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog
from PySide6.QtWidgets import QDialog

from therapist_app.kernel.errors import AttuneError
from ui.kit.dialogs import Dialogs
from ui.kit.pdf_pages import Paper, read_papers
from ui.kit.print_job import has_printer, print_pages, printer_for
from ui.kit.tasks import Failed, Tasks
from ui.unlock.words_panel import PrintSheet, WordsPanel

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

NO_PRINTER = "No printer was found. Write the words down by hand; it takes about three minutes."
_SENT = "Sent to the printer. Look at the sheet before you go on."


class Doors(Protocol):
    """Threads and questions, as both `Outside` and a page's `Context` have them."""

    @property
    def tasks(self) -> Tasks: ...  # noqa: D102
    @property
    def dialogs(self) -> Dialogs: ...  # noqa: D102


def print_sheet(doors: Doors, workspace: Workspace) -> PrintSheet:
    """A way to print the words of this practice."""

    def begin(words: list[str], panel: WordsPanel) -> None:
        if not has_printer():
            panel.say(NO_PRINTER)
            return
        doors.tasks.vault(
            lambda: _made(workspace, words), lambda made: _ask(doors, panel, *made), panel, _told(panel)
        )

    return begin


def _made(workspace: Workspace, words: list[str]) -> tuple[bytes, Paper]:
    pdf = workspace.ways.sheet(words).pdf
    return pdf, read_papers(pdf)[0]


def _ask(doors: Doors, panel: WordsPanel, pdf: bytes, paper: Paper) -> None:
    printer = printer_for(paper, "Recovery sheet")
    dialog = QPrintDialog(printer, panel)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)  # it would be a plain file
    dialog.setWindowTitle("Print")

    def answered(answer: int) -> None:
        if answer == QDialog.DialogCode.Accepted:
            doors.tasks.cpu(
                lambda: print_pages(printer, pdf), lambda _: panel.say(_SENT), panel, _told(panel)
            )

    doors.dialogs.open(dialog, answered)


def _told(panel: WordsPanel) -> Failed:
    def tell(error: AttuneError) -> None:
        panel.say(error.whole)

    return tell
