"""The ground of a button or a row that is drawn by hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle

from ui.theme.theme import Theme


def paint_ground(painter: QPainter, theme: Theme, button: QAbstractButton, corner: float = 8) -> None:
    """Draw the chosen ground or the one under the pointer, and the ring of the focus."""
    ground = "press" if button.isDown() else "hover" if button.underMouse() else ""
    ground = "selection" if button.isChecked() else ground
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), 2) if button.hasFocus() else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), theme.px(corner), theme.px(corner))


def paint_row(
    painter: QPainter, theme: Theme, area: QRectF, state: QStyle.StateFlag, *, chosen: bool, focused: bool
) -> None:
    """Draw the ground of a chosen row or of the one under the pointer, and the ring of the focus."""
    box, corner = area.adjusted(1, 1, -1, -1), theme.px(8)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection" if chosen else "hover"))
        painter.drawRoundedRect(box, corner, corner)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(box, corner, corner)


def paint_bar(painter: QPainter, theme: Theme, area: QRectF) -> None:
    """Draw the bar at the left of the row that is open."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    bar = QRectF(area.left(), area.top() + theme.px(12), theme.px(3), area.height() - theme.px(24))
    painter.drawRoundedRect(bar, 1.5, 1.5)
