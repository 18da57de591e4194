"""What covers the window from the first moment of a lock, so that nothing can be read while drafts are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.words import Label
from ui.theme.theme import Theme

_SILENT_MS = 400  # a lock is nearly always done before this


class Curtain(QWidget):
    """Quiet; it only speaks when saving takes long or did not work."""

    retry_requested = Signal()
    give_up_requested = Signal()
    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._over = theme, parent
        self.setObjectName("curtain")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = Label("", "lead", wrap=True)
        self.second = Label("", "body", "text2", wrap=True)
        self.retry = Button(theme, "Try again", "refresh", "primary")
        self.copy = Button(theme, "Save an encrypted copy", "download")
        self.give_up = Button(theme, "Lock without it", "lock", "danger")
        self.is_asking = self._can_copy = False
        self.copy.clicked.connect(self.copy_requested)
        self.retry.clicked.connect(self._try_again)
        self.give_up.clicked.connect(self.give_up_requested)
        self._lay_out()
        QTimer.singleShot(_SILENT_MS, self, self._say_busy)
        self.setFocus()

    def _lay_out(self) -> None:
        for label in (self.words, self.second):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QVBoxLayout()  # below each other: side by side they do not fit with large text
        buttons.setSpacing(self._theme.px(8))
        for button in (self.retry, self.copy, self.give_up):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QWidget()
        middle.setFixedWidth(min(self._theme.px(460), max(240, self._over.width() - 24)))
        lines = QVBoxLayout(middle)
        lines.setSpacing(self._theme.px(8))
        lines.addWidget(self.words)
        lines.addWidget(self.second)
        lines.addSpacing(self._theme.px(6))
        lines.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._show_buttons(shown=False)

    def _show_buttons(self, *, shown: bool) -> None:
        self.is_asking = shown
        self.retry.setVisible(shown)
        self.copy.setVisible(shown and self._can_copy)
        self.give_up.setVisible(shown)

    def _say_busy(self) -> None:
        if not self.words.text():
            self.words.setText("Keeping your last words, then locking\N{HORIZONTAL ELLIPSIS}")

    def _try_again(self) -> None:
        self._show_buttons(shown=False)
        self.words.setText("Trying again\N{HORIZONTAL ELLIPSIS}")
        self.second.setText("")
        self.retry_requested.emit()

    def say_unsaved(self, why: str = "", *, can_copy: bool = False) -> None:
        """Some text is still only in memory, for a reason if one is known; of a note's text a copy can be made."""
        self._can_copy = can_copy
        self.words.setText("Some of your text is not saved yet.")
        self.second.setText(why or "It is still here, behind this page. Try again in a moment.")
        self._show_buttons(shown=True)
        self.retry.setFocus()

    def say_copied(self, *, worked: bool) -> None:
        """A copy of the text lies elsewhere now, or could not be made there."""
        if worked:
            self.words.setText("An encrypted copy of your text is saved.")
            self.second.setText("After you unlock, Attune offers to put it back into its note.")
            self.give_up.setText("Lock now")
            self.give_up.setAccessibleName("Lock now")
        else:
            self.second.setText("No copy was made. Choose another folder, or try again.")
        (self.give_up if worked else self.copy).setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover everything."""
        QPainter(self).fillRect(self.rect(), self._theme.color("bg"))
