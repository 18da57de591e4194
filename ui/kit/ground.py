"""The ground of a button that is drawn by hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from ui.theme.theme import Theme


def paint_ground(painter: QPainter, theme: Theme, button: QAbstractButton, corner: float = 8) -> None:
    """Draw the chosen ground or the one under the pointer, and the ring of the focus."""
    ground = "press" if button.isDown() else "hover" if button.underMouse() else ""
    ground = "selection" if button.isChecked() else ground
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), 2) if button.hasFocus() else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), theme.px(corner), theme.px(corner))
