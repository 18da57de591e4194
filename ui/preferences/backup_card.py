"""The card of backups: what there is, the copies outside, the restore that was tried, and what can be done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.preferences.backup_words import last_words, outside_words, tried_words

if TYPE_CHECKING:
    from therapist_app.workspace import BackupStatus

_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


class BackupCard(Card):
    """Shows how the backups stand; the shell does what its buttons ask for."""

    action_requested = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "Backups")
        self._ctx = ctx
        self.last = Label("", wrap=True)
        self.folder = Label("", "small", "text2", wrap=True)
        self.outside = Label("", "small", "text2", wrap=True)
        self.tried = Label("", "small", "text2", wrap=True)
        self.buttons: dict[str, Button] = {}
        now = self._buttons(
            ("back_up", "Back up now", "download"), ("try_restore", "Try a restore", "refresh")
        )
        bring = self._buttons(("restore", "Restore a backup\N{HORIZONTAL ELLIPSIS}", "undo"))
        place = self._buttons(("backup_folder", "Choose a folder", "folder"))
        self.add_row(self._part("", self.last, now))
        self.add_row(self._part("Copies outside this computer", self.folder, self.outside, place))
        self.add_row(self._part("Would it come back?", self.tried, bring))

    def load(self) -> None:
        """Ask how the backups stand."""
        backups = self._ctx.workspace.backups
        self._ctx.tasks.vault(backups.status, self.show_status, owner=self)

    def show_status(self, status: BackupStatus) -> None:
        """Say how they stand, and let what was under way be asked for again."""
        self.last.setText(last_words(status))
        self._show_folder(status.outside.folder)
        self.outside.setText(outside_words(status))
        self.tried.setText(tried_words(status))
        self.tried.set_ink("text2" if status.tried is None or status.tried.worked else "warn")
        word = "Choose another folder" if status.outside.folder else "Choose a folder"
        self.buttons["backup_folder"].set_word(word)
        self._set_busy("")

    def _show_folder(self, folder: Path | None) -> None:
        shown = str(folder or "")
        self.folder.setText(shown.replace(os.sep, f"{os.sep}{_MAY_BREAK}"))
        self.folder.setAccessibleName(shown)
        self.folder.setVisible(bool(shown))

    def _part(self, title: str, *parts: QWidget) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        px = self.theme.px
        lines.setContentsMargins(0, px(8), 0, px(8))
        lines.setSpacing(px(5))
        if title:
            lines.addWidget(Label(title, "medium", wrap=True))
        for part in parts:
            lines.addWidget(part)
        return holder

    def _buttons(self, *kinds: tuple[str, str, str]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=self.theme.px(8), row_gap=self.theme.px(8))
        for key, word, icon in kinds:
            button = Button(self.theme, word, icon, tall="small")
            button.clicked.connect(lambda _=False, key=key: self._ask(key))
            flow.addWidget(button)
            self.buttons[key] = button
        return row

    def _ask(self, key: str) -> None:
        if key in ("back_up", "try_restore"):
            self._set_busy(key)
        self.action_requested.emit(key)

    def _set_busy(self, key: str) -> None:
        """While one of the two goes on, its button says so; it keeps the focus and asks for nothing twice."""
        words = {
            "back_up": ("Back up now", "Backing up"),
            "try_restore": ("Try a restore", "Trying a restore"),
        }
        for name, (word, doing) in words.items():
            self.buttons[name].set_word(f"{doing}\N{HORIZONTAL ELLIPSIS}" if key == name else word)
