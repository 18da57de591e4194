"""A small theme for tests of the note text: fixed colours, drawn icons, a size that can be changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

LIGHT = {
    "surface": "#ffffff", "bg": "#f8f6f2", "text": "#1b1a18", "text2": "#55524d", "line": "#e3ded5",
    "edge": "#857f77", "placeholder": "#6b665f", "selection": "#dfe7f5", "accent": "#2b5cb0",
    "on_accent": "#ffffff", "link": "#1d4fa8", "focus": "#1d4fa8", "hover": "#f1ede6", "press": "#e7e2d8",
    "danger": "#a8201a",
}  # fmt: skip
DARK = {
    "surface": "#22201f", "bg": "#191817", "text": "#f4f2ef", "text2": "#bdb8b0", "line": "#3a3734",
    "edge": "#857f78", "placeholder": "#a39d95", "selection": "#2b3a57", "accent": "#8fb5f5",
    "on_accent": "#0d1a33", "link": "#9dc1ff", "focus": "#a9c8ff", "hover": "#2a2826", "press": "#34312f",
    "danger": "#ff9a8f",
}  # fmt: skip


class Palette(QObject):
    """Stands in for the theme."""

    changed = Signal()

    def __init__(self, colors: dict[str, str] = LIGHT) -> None:
        super().__init__()
        self.colors = colors
        self.em = 16.0

    def color(self, role: str) -> QColor:
        return QColor(self.colors[role])

    def icon(self, name: str, role: str = "text", size: int = 16) -> QIcon:
        size = round(size * self.em / 16)
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.color(role), 1.5))
        painter.drawEllipse(QRectF(2, 2, size - 4, size - 4))
        painter.end()
        return QIcon(pixmap)

    def turn(self, colors: dict[str, str] | None = None, em: float | None = None) -> None:
        self.colors = colors or self.colors
        self.em = em or self.em
        self.changed.emit()
