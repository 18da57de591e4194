"""The card before a session as its page looks, and on its way to a printer: made and drawn in memory."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from therapist_app.briefing.model import Briefing
from therapist_app.kernel.errors import AttuneError
from ui.kit.context import Context
from ui.kit.pdf_pages import read_papers, render_page
from ui.kit.print_job import has_printer, print_pages, printer_for
from ui.kit.sheet import Sheet
from ui.kit.words import Label

NO_PRINTER = "This computer knows no printer, so nothing was printed. The card stays here on the screen."
_SENT = "Sent to the printer. It is for you only: take the page at once."
_WIDE_PX = 520


class BeforeSheet(Sheet):
    """Shows the page; Print asks the computer's own print dialog, without a way into a file."""

    def __init__(self, ctx: Context, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, "Before the session, for you only", "Print", parent)
        self._ctx, self._pdf = ctx, pdf
        self.cancel.set_word("Close")
        self.column.addWidget(
            Label(
                "Process notes are not on this page. Print it for yourself and shred it afterwards.",
                wrap=True,
            )
        )
        self.page = QLabel()
        self.page.setAccessibleName("The page as it is printed")
        ratio = self.devicePixelRatio()
        image = render_page(pdf, 0, round(_WIDE_PX * ratio))
        image.setDevicePixelRatio(ratio)
        self.page.setPixmap(QPixmap.fromImage(image))
        self.column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(_WIDE_PX + 60)
        self.yes_requested.connect(self._print)

    def _print(self) -> None:
        if not has_printer():
            self.refuse(NO_PRINTER)
            return
        printer = printer_for(read_papers(self._pdf)[0], "Before the session")
        dialog = QPrintDialog(printer, self)
        dialog.setOption(
            QAbstractPrintDialog.PrintDialogOption.PrintToFile, False
        )  # it would be a plain file
        dialog.setWindowTitle("Print")
        pdf = self._pdf

        def answered(answer: int) -> None:
            if answer == QDialog.DialogCode.Accepted:
                self._ctx.tasks.cpu(
                    lambda: print_pages(printer, pdf), lambda _: self.accept(), self, self._told
                )

        self._ctx.dialogs.open(dialog, answered)

    def _told(self, error: AttuneError) -> None:
        self.refuse(error.whole)


def show_before_sheet(ctx: Context, card: Briefing, owner: QWidget) -> None:
    """Lay the card out on the pool, then show its page."""
    briefing = ctx.workspace.briefing

    def made(pdf: bytes) -> None:
        ctx.dialogs.open(BeforeSheet(ctx, pdf, owner.window()))

    ctx.tasks.vault(
        lambda: briefing.sheet_layout(card),
        lambda lay_out: ctx.tasks.cpu(lambda: lay_out().pdf, made, owner),
        owner,
    )
