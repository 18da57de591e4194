"""Tab order for what opens later than its neighbours: reading order, not the order of making."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, opened: QWidget) -> None:
    """Let Tab go from `before` into `opened`, through it, and on to where it went until now."""
    window = opened.window()
    for part in opened.findChildren(QWidget):
        if part.window() is not window:
            continue  # the list of a combo box is a window of its own
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None:
            QWidget.setTabOrder(before, part)
            before = part
