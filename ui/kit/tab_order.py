"""Tab goes in reading order: what stands above or left comes first, however late it was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def set_tab_order(*parts: QWidget) -> None:
    """Put all stops of these parts, each part in the order of its layouts, one after the other."""
    for one, other in pairwise([stop for part in parts for stop in reading_order(part)]):
        QWidget.setTabOrder(one, other)


def follow(before: QWidget, opened: QWidget) -> None:
    """Let Tab go from `before` into what opened below it, through it, and on to where it went until now."""
    for stop in reading_order(opened):
        QWidget.setTabOrder(before, stop)
        before = stop


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """The widgets of a part that can have the focus, as its layouts place them."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from reading_order(inside)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)
    yield from _in_field(widget)


def _in_field(widget: QWidget) -> Iterator[QWidget]:
    """Buttons at the end of a field lie in it without a layout."""
    for end in getattr(widget, "ends", ()):
        yield from reading_order(end)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield from reading_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)
