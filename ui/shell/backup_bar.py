"""The bar above the page for what has to be said about backups; it stays until it is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.bar import Bar
from ui.kit.buttons import Button
from ui.preferences.backup_words import notice_of
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from therapist_app.workspace import BackupStatus

_WORDS = {
    "backup_folder": "Choose a folder",
    "back_up": "Back up now",
    "try_restore": "Try again",
    "backup_size_is_right": "It is right",
    "remind_later": "Remind me later",
}


class BackupBar(Bar):
    """Says one thing at a time, the most serious first, with what can be done about it."""

    asked = Signal(str)  # a key of `_WORDS`

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "disk", "info", parent)
        self.setObjectName("backup_bar")
        self.buttons: dict[str, Button] = {}
        for key, word in _WORDS.items():
            button = self.add_button(word, kind="quiet" if key == "remind_later" else "plain")
            button.clicked.connect(lambda _=False, key=key: self.asked.emit(key))
            self.buttons[key] = button

    def show_status(self, status: BackupStatus) -> None:
        """Say what has to be said, or nothing."""
        notice = notice_of(status)
        for key, button in self.buttons.items():
            button.setVisible(notice is not None and key in notice.acts)
        if notice is not None:
            self.set_role(notice.tone)
        self.say(notice.words if notice is not None else "")
