"""A short word at the bottom of the window, with its undo: gone after a while, never asking anything.

The undo outlives the word: Ctrl+Z outside of text takes back one act after the other, the last one first.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.dress import Dress
from ui.kit.words import Label
from ui.theme.theme import Theme

SHOWN_MS = 6000
_MOST_UNDOS = 100
_WIDE = 560
_ABOVE = 20


class Toast(QFrame):
    """One at a time, bottom centre; it stays while the pointer or the focus is on it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._over = theme, parent
        self._undos: list[tuple[str, Callable[[], object]]] = []
        self._read = False  # whether the pointer is on it
        self.setObjectName("toast")
        self.words = Label("", "medium", "on_toast")
        self.undo_button = Button(theme, "Undo", "undo", "toastlink")
        self.undo_button.clicked.connect(self.take_back)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.undo_button)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._time_is_up)
        # A text field takes Ctrl+Z for itself, so this answers outside of text only.
        self._keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), parent)
        self._keys.activated.connect(self.take_back)
        self._keys.setEnabled(False)
        parent.installEventFilter(self)
        self.hide()
        Dress(self, theme, self._space)

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say something in passing, in place of what was said before; its undo is kept beyond that."""
        if undo is not None:
            self._undos.append((words, undo))
            del self._undos[:-_MOST_UNDOS]
        self.words.setText(words)
        self.setAccessibleName(words)
        self.undo_button.setVisible(undo is not None)
        self.undo_button.setAccessibleName(f"Undo: {words}")
        self._keys.setEnabled(bool(self._undos))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def take_back(self) -> None:
        """Undo the last act that can be undone; where its word is gone already, say which one it was."""
        if not self._undos:
            return
        words, undo = self._undos.pop()
        was_said = self.isVisible() and self.words.text() == words
        self.hide()
        self._keys.setEnabled(bool(self._undos))
        if not was_said:
            self.say(f"Undone: {words}")
        undo()

    def forget_undos(self) -> None:
        """Keep no undo any more: what one would bring back may be gone, or the practice is locked."""
        self._undos.clear()
        self._keys.setEnabled(False)
        self.undo_button.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is read."""
        super().enterEvent(event)
        self._read = True
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Begin to count again."""
        super().leaveEvent(event)
        self._read = False
        if self.isVisible():
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape sends it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the words: they may hold a name."""
        super().hideEvent(event)
        self._timer.stop()
        self._read = False
        self.words.setText("")
        self.setAccessibleName("")
        self.undo_button.setAccessibleName("Undo")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), self._theme.px(10), self._theme.px(10))

    def _time_is_up(self) -> None:
        focus = QApplication.focusWidget()
        if self._read or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.hide()

    def _space(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(16), px(8), px(12), px(8))
        self._row.setSpacing(px(12))
        self.setMinimumHeight(px(48))
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        """As wide as its words, and several lines high where they are many."""
        room = self._over.size()
        most = min(self._theme.px(_WIDE), room.width() - 2 * self._theme.px(16))
        self.words.setWordWrap(False)
        self.words.setMinimumWidth(0)
        wide = self.sizeHint().width()
        if wide > most:
            self.words.setWordWrap(True)
            self.words.setMinimumWidth(1)
            wide = most
        self._row.activate()
        tall = self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        self.resize(wide, max(tall, self.minimumHeight()))
        x, y = (room.width() - wide) // 2, room.height() - self.height() - self._theme.px(_ABOVE)
        self.move(QPoint(max(0, x), max(0, y)))
