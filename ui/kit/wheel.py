"""Keeps the wheel from changing a value while somebody scrolls the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class WheelGuard(QObject):
    """Hands the wheel to the page instead of the spin box, slider or combo box it guards."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop the wheel here, let the parent have it."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False


def guard_wheel(widget: QWidget) -> None:
    """Guard one widget; kit fields are guarded already."""
    widget.installEventFilter(WheelGuard(widget))
