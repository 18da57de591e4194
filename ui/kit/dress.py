"""Keeps what a widget takes from the theme true after the theme changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme.theme import Theme


class Iconic(Protocol):
    """A widget or action that shows an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Show an icon."""


class Dress(QObject):
    """Calls `put_on` now and after every change of the theme, for as long as `wearer` lives."""

    def __init__(self, wearer: QObject, theme: Theme, put_on: Callable[[], None]) -> None:
        super().__init__(wearer)
        self._put_on = put_on
        theme.changed.connect(self._again)
        put_on()

    def change(self, put_on: Callable[[], None]) -> None:
        """Call this from now on."""
        self._put_on = put_on
        put_on()

    @Slot()
    def _again(self) -> None:
        self._put_on()


class _IconDress(Dress):
    """The one icon of its wearer."""


def keep_icon(
    widget: QObject, theme: Theme, name: str, role: str = "text", size: int = 16, gap: int = 0
) -> None:
    """Give a button, label or action an icon that follows colours and text size, in place of one it has."""

    def put_on() -> None:
        icon = theme.icon(name, role, size, gap)
        if isinstance(widget, QLabel):
            widget.setPixmap(icon.pixmap(QSize(theme.px(size), theme.px(size)), widget.devicePixelRatio()))
            return
        widget.setIcon(icon)  # type: ignore[attr-defined]
        if hasattr(widget, "setIconSize"):
            widget.setIconSize(QSize(theme.px(size) + theme.px(gap), theme.px(size)))  # type: ignore[attr-defined]

    worn = next((one for one in widget.children() if isinstance(one, _IconDress)), None)
    if worn:
        worn.change(put_on)
    else:
        _IconDress(widget, theme, put_on)


def icon_label(theme: Theme, name: str, role: str = "text2", size: int = 16) -> QLabel:
    """An icon that stands in a row; what it means is said in words beside it."""
    label = QLabel()
    label.setFixedSize(theme.px(size), theme.px(size))
    keep_icon(label, theme, name, role, size)
    Dress(label, theme, lambda: label.setFixedSize(theme.px(size), theme.px(size)))
    return label


def set_style(widget: QWidget, **properties: object) -> None:
    """Set the properties that the style sheet reads, and let it read them again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is read when it is first shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def hairline() -> QFrame:
    """A line between rows of the same kind; decoration only."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedHeight(1)
    return line
