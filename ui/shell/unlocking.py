"""From the unlock page to an open practice: the passphrase, or the recovery words and then new secrets."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.errors import AttuneError
from therapist_app.logs import Event
from ui.shell.judging import judge_with
from ui.shell.opening import (
    Opened,
    open_practice,
    recover_practice,
    renew_secrets,
    renew_words,
    words_are_confirmed,
)
from ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from ui.shell.outside import Outside
    from ui.unlock.patience import Patience
    from ui.unlock.restore_card import RestoreCard

T = TypeVar("T")


class Unlocking(QObject):
    """Tries what someone gives for one practice, until it is open and its words are safe."""

    held = Signal(object)  # Opened: open, but its new words are not typed back yet
    ready = Signal(object)  # Opened

    def __init__(self, outside: Outside, patience: Patience, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._out, self._patience, self._folder = outside, patience, folder
        self._opened: Opened | None = None
        self._began = 0.0
        self.page = page = UnlockPage(outside.theme, judge_with(outside.tasks), outside.dialogs)
        page.passphrase_given.connect(self._open)
        page.words_given.connect(self._recover)
        page.new_passphrase_given.connect(self._renew)
        page.words_confirmed.connect(self._words_confirmed)
        page.older_accepted.connect(self._accept_older)
        page.restore_begun.connect(self._restore)
        page.destroyed.connect(self.deleteLater)  # it may hold the practice it opened
        page.show_vault(folder, exists=folder.is_dir())

    def _open(self, passphrase: str) -> None:
        wait = self._patience.left(str(self._folder))
        if wait > 0:
            self.page.wait_then_try(wait)
            return
        folder, clock, policy = self._folder, self._out.clock, self._out.policy
        self._try(lambda: open_practice(folder, passphrase, clock, policy), self._is_open)

    def _accept_older(self, passphrase: str) -> None:
        if not passphrase:  # the words had opened it: they are asked for anew
            self.page.card.no_trouble()
            self.page.focus_first()
            return
        folder, clock, policy = self._folder, self._out.clock, self._out.policy
        self._try(lambda: open_practice(folder, passphrase, clock, policy, accept_older=True), self._is_open)

    def _restore(self, card: RestoreCard) -> None:
        from ui.shell.restoring import Restoring

        Restoring(self._out, self._folder, card)

    def _name_backup(self) -> None:
        """Say on the button which backup's key file it would take."""
        from ui.shell.restoring import newest_day

        folder, chosen = self._folder, self._out.settings.values.backup_folder
        outside = Path(chosen) if chosen else None
        self._out.tasks.vault(
            lambda: newest_day(folder, outside), self.page.card.trouble.name_backup, self.page
        )

    def _recover(self, words: str) -> None:
        folder, clock, policy = self._folder, self._out.clock, self._out.policy
        self._try(lambda: recover_practice(folder, words, clock, policy), self._is_recovered)

    def _try(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self._began = time.monotonic()
        self.page.set_busy(busy=True)
        self._out.tasks.vault(work, then, self.page, self._refused)

    def _refused(self, error: AttuneError) -> None:
        from therapist_app.vault.errors import WrongPassphrase

        if isinstance(error, WrongPassphrase):
            self._patience.was_wrong(str(self._folder))
        tries = self._patience.tries(str(self._folder))
        self._out.log.write(Event.REFUSED, kind=type(error).__name__, tries=tries)
        self.page.set_busy(busy=False)
        self.page.refuse(error)
        if "key_copy" in self.page.card.trouble.buttons:
            self._name_backup()

    def _hold(self, opened: Opened) -> None:
        self._opened = opened
        self.held.emit(opened)

    def _is_recovered(self, opened: Opened) -> None:
        self._hold(opened)
        self.page.ask_new_passphrase()

    def _renew(self, passphrase: str) -> None:
        opened, policy = self._opened, self._out.policy
        if opened is not None:
            self._try(lambda: renew_secrets(opened.workspace, passphrase, policy), self._show_words)

    def _show_words(self, words: list[str]) -> None:
        self.page.set_busy(busy=False)
        self.page.show_words(words)

    def _words_confirmed(self) -> None:
        opened = self._opened
        if opened is not None:
            self._try(lambda: words_are_confirmed(opened.workspace), lambda _: self.ready.emit(opened))

    def _is_open(self, opened: Opened) -> None:
        self._patience.was_right(str(self._folder))
        milliseconds = round((time.monotonic() - self._began) * 1000)
        self._out.log.write(Event.UNLOCKED, milliseconds=milliseconds)
        if not opened.words_pending:
            self.ready.emit(opened)
            return
        self._hold(opened)
        self._try(lambda: renew_words(opened.workspace), self._show_words)
