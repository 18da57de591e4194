"""Ways to look at what is really painted."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.theme.colour import contrast
from ui.kit.dress import set_style
from ui.theme.theme import Theme

MARGIN = 12


def on_ground(qtbot: QtBot, *widgets: QWidget, ground: str = "bg") -> QWidget:
    """A shown window with the widgets below each other, each at its own size, some room around."""
    window = QWidget()
    set_style(window, ground=ground)
    lines = QVBoxLayout(window)
    lines.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    for widget in widgets:
        lines.addWidget(widget)
    lines.addStretch(1)
    qtbot.addWidget(window)
    # Kept for the whole test: a window that only its own child refers to is garbage, and Qt dies of its collection.
    qtbot.__dict__.setdefault("windows_of_test", []).append(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def grab(window: QWidget) -> QImage:
    return window.grab().toImage()


def best_at_left_edge(window: QWidget, widget: QWidget, ground: QColor, reach: int = 6) -> float:
    """The best contrast with the ground on lines across the left edge of a widget, around half its height."""
    image = grab(window)
    at = widget.mapTo(window, QPoint(0, widget.height() // 2))
    near = [(at.x() + right, at.y() + down) for right in range(-3, reach) for down in range(-4, 5)]
    return max(contrast(image.pixelColor(*place), ground) for place in near)


def new_colours(before: QImage, after: QImage, least: int = 20) -> set[int]:
    """The colours of at least so many pixels that are not as they were: a ring has many, a caret few."""
    found = Counter(
        after.pixel(x, y)
        for y in range(after.height())
        for x in range(after.width())
        if after.pixel(x, y) != before.pixel(x, y)
    )
    return {colour for colour, count in found.items() if count >= least}


def ink(widget: QWidget, colour: QColor, frame: int) -> int:
    """How many pixels have this colour or nearly so, inside a frame that is left out."""
    image = grab(widget)

    def near(x: int, y: int) -> bool:
        one = image.pixelColor(x, y)
        parts = zip(one.getRgb(), colour.getRgb(), strict=True)
        return sum(abs(a - b) for a, b in parts if isinstance(a, int) and isinstance(b, int)) < 90

    return sum(
        near(x, y) for x in range(frame, image.width() - frame) for y in range(frame, image.height() - frame)
    )


def both_tones(theme: Theme, tone: str) -> Theme:
    theme.set_mode("dark" if tone == "dark" else "light")
    return theme
