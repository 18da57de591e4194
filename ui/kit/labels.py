"""Labels for words and names: always plain text, shortened with a tooltip where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def mnemonic_safe(text: str) -> str:
    """`text` as buttons, tabs and menus need it: an ampersand is doubled, so that it shows."""
    return text.replace("&", "&&")


def label(text: str = "", tone: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A plain-text label in one of the style sheet's tones: title, card, quiet, soft, strong, row ..."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


class ElidedLabel(QLabel):
    """One line that is shortened with dots where it does not fit; the whole text is its tooltip and name."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if tone:
            self.setProperty("tone", tone)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(" ".join(text.split()))
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole text as a tooltip where it no longer fits."""
        super().resizeEvent(event)
        self._refresh()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text that fits."""
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)

    def _refresh(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())
        self.setAccessibleName(self.text())


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line between rows of the same kind."""
    frame = QFrame(parent)
    frame.setProperty("role", "hairline")
    return frame
