"""The mark of the product: two circles that overlap, the shared part lightly filled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_GAP = 0.56  # distance of the two centres, in diameters


def paint_mark(painter: QPainter, color: Callable[[str], QColor], area: QRectF) -> None:
    """Draw the mark as large as `area` allows, in its middle."""
    across = min(area.height(), area.width() / (1 + _GAP))
    line = across / 9.5
    radius = (across - line) / 2
    step = radius * _GAP
    left, right = area.center() - QPointF(step, 0), area.center() + QPointF(step, 0)
    one, other = QPainterPath(), QPainterPath()
    one.addEllipse(left, radius, radius)
    other.addEllipse(right, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(one.intersected(other), color("mark_shared"))
    painter.setPen(QPen(color("mark_brown"), line))
    painter.drawPath(other)
    painter.setPen(QPen(color("mark_blue"), line))
    painter.drawPath(one)
    painter.restore()


def mark_icon(color: Callable[[str], QColor]) -> QIcon:
    """The mark as a window icon, from 16 to 256 pixels."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, color, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
