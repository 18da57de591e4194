"""Tab goes in reading order: what stands above or left comes first, however late it was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def set_tab_order(*parts: QWidget) -> None:
    """Put all stops of these parts, each part in the order of its layouts, one after the other."""
    stops = [stop for part in parts for stop in reading_order(part)]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """The widgets of a part that can have the focus, as its layouts place them."""
    if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        yield widget  # Tab also stops at what hands its focus on, so that must stand before its parts
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from reading_order(inside)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


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
