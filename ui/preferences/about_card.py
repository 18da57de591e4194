"""What this program is, and the licences of everything it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from therapist_app import __version__
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.row import OpenRow
from ui.kit.words import Label
from ui.preferences.licences import Licence, licence_text, licences

_ABOUT = (
    "A private, encrypted practice for therapists who work with couples. Everything stays on this computer. "
    "Attune is free software under the Apache License 2.0."
)


class AboutCard(Card):
    """Version, terms, and one row for each part; a row opens its licence below it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "About and licenses")
        self._ctx = ctx
        self._open: QPlainTextEdit | None = None
        self._opened = ""
        self.rows: list[OpenRow] = []
        self.add(Label(f"Attune {__version__}", "lead"), gap=4)
        self.add(Label(_ABOUT, wrap=True), gap=4)
        self.add(Label("It stands on the work of others:", "small", "text2"), gap=12)

    def load(self) -> None:
        """List the parts; their metadata is read away from the window."""
        if not self.rows:
            self._ctx.tasks.cpu(licences, self._show, owner=self)

    def _show(self, found: tuple[Licence, ...]) -> None:
        if self.rows:
            return
        for licence in found:
            row = OpenRow(self.theme, licence.title, f"{licence.part.does} · {licence.terms}", chevron=False)
            row.clicked.connect(lambda _=False, licence=licence, row=row: self._turn(licence, row))
            self.rows.append(row)
            self.add(row)

    @property
    def shown_text(self) -> str:
        """The licence that can be read now, or ""."""
        return self._open.toPlainText() if self._open else ""

    def _turn(self, licence: Licence, row: OpenRow) -> None:
        was = self._opened
        self._close()
        if was == licence.part.distribution:
            return
        self._opened = licence.part.distribution
        self._ctx.tasks.cpu(
            lambda: licence_text(licence.part), lambda text: self._read(licence, row, text), owner=self
        )

    def _read(self, licence: Licence, row: OpenRow, text: str) -> None:
        if self._opened != licence.part.distribution:
            return
        page = QPlainTextEdit(text)
        page.setReadOnly(True)
        page.setTabChangesFocus(True)
        page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        page.setAccessibleName(f"License of {licence.part.name}")
        page.setFixedHeight(self.theme.px(240))
        self._open = page
        self.body.insertWidget(self.body.indexOf(row) + 1, page)
        page.setFocus()

    def _close(self) -> None:
        self._opened = ""
        if self._open is not None:
            self._open.hide()
            self._open.deleteLater()
            self._open = None
