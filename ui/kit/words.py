"""Words on screen: plain text only, so that what a person typed is never taken for markup."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit.dress import set_style

Words = Literal[
    "title", "figure", "subtitle", "lead", "card", "strong", "medium", "body", "note", "small", "smallstrong"
]
Ink = Literal["text", "text2", "link", "danger", "warn", "ok", "on_toast"]


def plain(text: str) -> str:
    """Text for a button, tab, menu or group title, where a single & would name a shortcut."""
    return text.replace("&", "&&")


class Label(QLabel):
    """A line or paragraph of plain text in one of the few sizes of the theme."""

    def __init__(
        self,
        text: str = "",
        words: Words = "body",
        ink: Ink = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("words", words)
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)
        if wrap:
            self.setMinimumWidth(1)
        self.setText(text)

    def sizeHint(self) -> QSize:
        """A little more than Qt asks for: the last letter may reach past its own width."""
        hint = super().sizeHint()
        return hint if self.wordWrap() else hint + QSize(2, 0)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else hint + QSize(2, 0)

    def set_ink(self, ink: Ink) -> None:
        """Change the colour of the words."""
        if self.property("ink") != ink:
            set_style(self, ink=ink)


class Elided(Label):
    """One line that ends in an ellipsis where room runs out; its whole text is in the tooltip."""

    def __init__(
        self, text: str = "", words: Words = "body", ink: Ink = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, words, ink, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for the whole line."""
        room = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(room, super().sizeHint().height())

    def setText(self, text: str) -> None:
        """Show another line."""
        super().setText(" ".join(text.split()))
        self._set_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide again whether the tooltip is needed."""
        super().resizeEvent(event)
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown)

    @property
    def shown(self) -> str:
        """What can be read now."""
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _set_tip(self) -> None:
        self.setToolTip(self.text() if self.shown != self.text() else "")
