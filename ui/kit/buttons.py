"""Buttons: an icon and a word, with one look for each weight of act."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QSizePolicy, QWidget

from ui.kit.dress import keep_icon, set_style
from ui.kit.words import plain
from ui.theme.theme import Theme

Kind = Literal["plain", "primary", "quiet", "link", "danger", "toastlink"]
Tall = Literal["small", "", "large"]
_GAP = 8
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_INK: dict[str, str] = {
    "plain": "text2",
    "primary": "on_accent",
    "quiet": "text2",
    "link": "link",
    "danger": "danger",
    "toastlink": "toast_link",
}


def presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button if the key is Enter; outside dialogs Qt leaves that to Space alone."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & _CHORD:
        return False
    button.click()
    return True


class Button(QPushButton):
    """A button with a word and, mostly, an icon; there is one `primary` on a screen."""

    def __init__(
        self,
        theme: Theme,
        word: str,
        icon: str = "",
        kind: Kind = "plain",
        tall: Tall = "",
        *,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(plain(word), parent)
        self._theme = theme
        self._icon = icon
        self.setProperty("tall", tall)
        self.setAccessibleName(word)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        if tip:
            self.setToolTip(tip)
        self.set_kind(kind)

    @property
    def kind(self) -> Kind:
        """The weight of the act."""
        return self.property("kind")

    def set_kind(self, kind: Kind) -> None:
        """Give the button another weight, as when another act becomes the primary one."""
        set_style(self, kind=kind)
        self._draw_icon()

    def set_word(self, word: str, icon: str | None = None) -> None:
        """Say another word, and show another icon if one is named."""
        self.setText(plain(word))
        self.setAccessibleName(word)
        if icon is not None:
            self._icon = icon
            self._draw_icon()

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu when pressed."""
        self.setMenu(menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add a light line inside the focus ring of a filled button, where the ring alone is too near."""
        super().paintEvent(event)
        if self.hasFocus() and self.kind == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("on_accent"), 1.6))
            inner = QRectF(self.rect()).adjusted(2.8, 2.8, -2.8, -2.8)
            painter.drawRoundedRect(inner, self._theme.px(6), self._theme.px(6))

    def _draw_icon(self) -> None:
        if self._icon:
            gap = _GAP - 4 if self.text() else 0  # Qt itself leaves 4 px
            keep_icon(self, self._theme, self._icon, _INK[self.kind], gap=gap)


class IconButton(Button):
    """A square button with an icon alone; its name is in the tooltip and read aloud."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        kind: Kind = "quiet",
        tall: Tall = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", icon, kind, tall, tip=name, parent=parent)
        self.setAccessibleName(name)
        self.setProperty("square", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Say what the button does now."""
        self.setAccessibleName(name)
        self.setToolTip(name)


class LinkButton(Button):
    """A word that goes somewhere, drawn small and answering in a 32 px high area."""

    def __init__(
        self, theme: Theme, word: str, icon: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, word, icon, "link", parent=parent)
        if name:
            self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class BackLink(LinkButton):
    """The way back to something with a name, which is cut where it does not fit."""

    _word = ""  # Qt asks for sizes while the button is being made

    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__(theme, word, "arrow-left", name=f"Back to {word}")
        self._word = plain(word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the whole name."""
        metrics = self.fontMetrics()
        missing = metrics.horizontalAdvance(self._word) - metrics.horizontalAdvance(self.text())
        return super().sizeHint() + QSize(missing, 0)

    def minimumSizeHint(self) -> QSize:
        """Room for the arrow and a few letters."""
        return QSize(self._theme.px(96), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as there is room for."""
        super().resizeEvent(event)
        metrics, missing = self.fontMetrics(), self.sizeHint().width() - self.width()
        shown = self._word  # whole unless there is no room: eliding at its own rounded width would cut it
        if missing > 0:
            room = metrics.horizontalAdvance(self._word) - missing
            shown = metrics.elidedText(self._word, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self._word if shown != self._word else "")


def primary(theme: Theme, word: str, icon: str = "", tall: Tall = "") -> Button:
    """The one act this screen is for."""
    return Button(theme, word, icon, "primary", tall)
