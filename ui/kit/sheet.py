"""A sheet: a small window over the page that asks for a few things and keeps them, or is called off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.dress import Dress
from ui.kit.fitting import FittingArea
from ui.kit.words import Label
from ui.theme.theme import Theme

_WIDE = 480
_LONG_TITLE = 72  # letters: a name in it may be very long, and the form needs the room
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Sheet(QDialog):
    """Put the form into `column`; on `yes_requested` the owner keeps it and calls `accept`, or `refuse`."""

    yes_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        yes: str = "Keep",
        parent: QWidget | None = None,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        short = title if len(title) <= _LONG_TITLE else f"{title[: _LONG_TITLE - 1].rstrip()}…"
        self.title = Label(short, "subtitle", wrap=True)
        self.title.setToolTip("" if short == title else title)
        self.yes = Button(theme, yes, kind="danger" if danger else "primary")
        self.cancel = Button(theme, "Cancel", kind="quiet")
        self._error = Label("", "medium", "danger", wrap=True)
        self._error.hide()
        self._busy = False
        self._lay_out()
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        Dress(self, theme, self._space)

    def _lay_out(self) -> None:
        inside = QWidget()
        self.column = QVBoxLayout()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.area = FittingArea(inside)
        self.area.fitted.connect(self._fit)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._foot.addWidget(self.cancel)
        self._foot.addWidget(self.yes)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.title)
        self._whole.addWidget(self.area, 1)
        self._whole.addWidget(self._error)
        self._whole.addLayout(self._foot)

    def refuse(self, sentence: str) -> None:
        """Say in one line why this cannot be kept, and let it be mended; "" takes the line away."""
        self.set_busy(False)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.yes.setAccessibleDescription(sentence)
        self._fit()

    @property
    def error(self) -> str:
        """The line that says why it cannot be kept, or ""."""
        return self._error.text()

    def set_busy(self, busy: bool) -> None:
        """While it is being kept, nothing can be asked for a second time."""
        self._busy = busy
        self.yes.setEnabled(not busy)

    def setVisible(self, visible: bool) -> None:
        """Take the height of the form before the window is there: X11 may lose the place of one that changes."""
        if visible and not self.isVisible():
            for part in (self, *self.findChildren(QWidget)):
                part.ensurePolished()  # the heights of words are those of the theme
            self._fit()
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the caret where the first thing is asked."""
        super().showEvent(event)
        asked = self.area.stops()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(True)  # Enter presses the button that has the focus, not the default one
        self.yes.setDefault(True)
        before = asked[-1] if asked else None
        for button in (self.cancel, self.yes):  # made before the form was, yet they come after it
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button
        (asked[0] if asked else self.cancel).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps from anywhere, also from a field of several lines."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._ask()
            return
        super().keyPressEvent(event)

    def _ask(self) -> None:
        if not self._busy and self.yes.isEnabled():
            self._error.hide()
            self._error.setText("")
            self.yes_requested.emit()

    def _fit(self) -> None:
        """Be as tall as the form, or as the window allows."""
        room = self._room() - QSize(24, 24)
        wide = min(max(self.minimumWidth(), self.width()), room.width())
        self._whole.activate()
        tall = self._whole.totalHeightForWidth(wide) if self._whole.hasHeightForWidth() else 0
        self.resize(wide, min(max(tall, self.minimumSizeHint().height()), room.height()))

    def _space(self) -> None:
        px = self.theme.px
        self._whole.setContentsMargins(px(24), px(20), px(24), px(20))
        self._whole.setSpacing(px(14))
        self.column.setContentsMargins(0, 0, px(2), 0)
        self.column.setSpacing(px(12))
        self._foot.setSpacing(px(8))
        self.setMinimumWidth(min(px(_WIDE), self._room().width() - 24))

    def _room(self) -> QSize:
        parent = self.parentWidget()
        window = parent.window().size() if parent is not None else QSize()
        return window if window.width() > 400 and window.height() > 300 else self.screen().availableSize()
