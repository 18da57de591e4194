"""The mark of the product: two circles that overlap, the shared part lightly filled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.mark import paint_mark
from ui.theme.theme import Theme

_RATIO = 1.56


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
        """Paint it as large as there is room for."""
        paint_mark(QPainter(self), self._theme.color, QRectF(self.rect()))
