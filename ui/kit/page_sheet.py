"""A page for the clinician's own eyes as it looks, and on its way to a printer: made and drawn in memory."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from therapist_app.kernel.errors import AttuneError
from ui.kit.context import Context
from ui.kit.pdf_pages import read_papers, render_page
from ui.kit.print_job import has_printer, print_pages, printer_for
from ui.kit.sheet import Sheet
from ui.kit.words import Label

NO_PRINTER = "This computer knows no printer, so nothing was printed. The page stays here on the screen."
_WIDE_PX = 520


class PageSheet(Sheet):
    """Shows the first page; Print asks the computer's own print dialog, without a way into a file."""

    def __init__(
        self, ctx: Context, title: str, words: str, pdf: bytes, parent: QWidget | None = None
    ) -> None:
        """`title` is followed by "for you only", and names the print job; so it names no one."""
        super().__init__(ctx.theme, f"{title}, for you only", "Print", parent)
        self._ctx, self._pdf, self._title = ctx, pdf, title
        self.cancel.set_word("Close")
        pages = len(read_papers(pdf))
        self.column.addWidget(
            Label(words if pages == 1 else f"{words} This is the first of {pages} pages.", wrap=True)
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
        printer = printer_for(read_papers(self._pdf)[0], self._title)
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
