"""F6 goes from one part of the window to the next, and each part remembers where its focus was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Panes:
    """The parts of the window in their order; hidden ones are passed over."""

    def __init__(self, parts: Callable[[], list[QWidget]]) -> None:
        self._parts = parts
        self._last: dict[int, QWidget] = {}

    def move(self, step: int) -> None:
        """Go to the next part (1) or the one before (-1)."""
        parts = [part for part in self._parts() if part.isVisible()]
        if not parts:
            return
        focus = QApplication.focusWidget()
        here = next((place for place, part in enumerate(parts) if _holds(part, focus)), -1 if step > 0 else 0)
        if focus is not None and 0 <= here < len(parts) and _holds(parts[here], focus):
            self._last[id(parts[here])] = focus
        self._enter(parts[(here + step) % len(parts)])

    def _enter(self, part: QWidget) -> None:
        last = self._last.get(id(part))
        target = last if last is not None and _is_usable(last, part) else first_focus(part)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is part or part.isAncestorOf(widget))


def _is_usable(widget: QWidget, part: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget) and _holds(part, widget) and widget.isVisible() and widget.isEnabled()


def first_focus(part: QWidget) -> QWidget | None:
    """The first widget of a part that Tab would reach."""
    widget: QWidget | None = part
    for _ in range(5000):
        if widget is None:
            break
        if (
            _holds(part, widget)
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and _is_usable(widget, part)
        ):
            return widget
        widget = widget.nextInFocusChain()
        if widget is part:
            break
    return None
