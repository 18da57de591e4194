"""Small painted parts of the day: the band on a card whose couple is held back, and the line of now."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.dress import Dress
from ui.kit.words import Label
from ui.theme.theme import Theme


class Notice(QFrame):
    """Words on the ground of danger."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        lines.addWidget(Label(words, "smallstrong", "danger", wrap=True))
        Dress(self, theme, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("danger_ground"))
        painter.drawRoundedRect(QRectF(self.rect()), self._theme.px(6), self._theme.px(6))


class NowLine(QWidget):
    """A dot, a line and the time, between what is over and what is to come."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Dress(self, theme, self.updateGeometry)

    def set_words(self, words: str) -> None:
        """Say the time: "Now 10:01"."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """One small line high."""
        return QSize(self._theme.px(120), self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint dot, line and words."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, middle, dot = theme.color("accent"), self.height() / 2, theme.px(4)
        font = theme.font(12, 600)
        room = QFontMetrics(font).horizontalAdvance(self._words)
        painter.setPen(QPen(accent, 1.5))
        painter.drawLine(QPointF(dot, middle), QPointF(self.width() - room - theme.px(16), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(dot, middle), dot, dot)
        painter.setFont(font)
        painter.setPen(theme.color("link"))
        painter.drawText(
            self.rect(), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._words
        )
