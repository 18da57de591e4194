"""The bar above every page while something is not saved: why, and what can be done; it goes when all is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.bar import Bar
from ui.kit.unsaved import ENOUGH_TRIES, Unsaved
from ui.theme.theme import Theme

COPY_WORDS = "Save an encrypted copy elsewhere"


class FailureBar(Bar):
    """Never in the way of typing: it takes no focus by itself."""

    copy_requested = Signal()
    reopen_requested = Signal()

    def __init__(self, theme: Theme, unsaved: Unsaved, parent: QWidget | None = None) -> None:
        super().__init__(theme, "circle-alert", "danger", parent)
        self.setObjectName("failure_bar")
        self._unsaved = unsaved
        self.reopen = self.add_button("Open it again", "folder")
        self.copy = self.add_button(COPY_WORDS, "download")
        self.retry = self.add_button("Try again", "refresh")
        self.reopen.clicked.connect(self.reopen_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.retry.clicked.connect(unsaved.retry)

    def show_now(self, *, was_replaced: bool) -> None:
        """Say what is not saved; nothing is shown when all of it is."""
        unsaved = self._unsaved
        self.reopen.setVisible(was_replaced)
        self.retry.setVisible(not was_replaced)
        self.copy.setVisible((unsaved.tries >= ENOUGH_TRIES or was_replaced) and bool(unsaved.texts))
        self.say(unsaved.sentence)
