"""The mark of the product: two circles that overlap, the shared part lightly filled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme

_RATIO = 50 / 34


class ProductMark(QWidget):
    """Painted at a height in px at 100 % text; decoration, so a screen reader passes over it."""

    def __init__(self, theme: Theme, high: float = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._high = high
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A little wider than high."""
        high = self._theme.px(self._high)
        return QSize(round(high * _RATIO), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both circles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = max(2.0, self.height() * 0.085)
        side = self.height() - line
        blue = QRectF(line / 2, line / 2, side, side)
        brown = blue.translated(self.width() - self.height(), 0)
        accent, warm = self._theme.color("accent"), self._theme.color("brand")
        one, other = QPainterPath(), QPainterPath()
        one.addEllipse(blue)
        other.addEllipse(brown)
        shared = self._theme.color("accent")
        shared.setAlphaF(0.13)
        painter.fillPath(one & other, shared)
        painter.setPen(QPen(warm, line))
        painter.drawEllipse(brown)
        painter.setPen(QPen(accent, line))
        painter.drawEllipse(blue)
