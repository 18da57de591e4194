"""From the unlock page to an open practice: the keyring, the passphrase, or the words and then new secrets."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.errors import AttuneError
from therapist_app.logs import Event
from ui.shell.judging import judge_with
from ui.shell.opening import (
    Door,
    Opened,
    here_of,
    open_practice,
    open_with_keyring,
    recover_practice,
    renew_secrets,
    renew_words,
    words_are_confirmed,
)
from ui.shell.sheet_printer import print_sheet
from ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from therapist_app.vault.system_keyring import KeyringSecret
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
        self._out, self._patience = outside, patience
        self._door = Door(folder, outside.clock, outside.policy, here_of(outside))
        self._vault = str(folder)  # what patience counts by
        self._opened: Opened | None = None
        self._began = 0.0
        self._asking = False  # the keyring is being asked, and its answer is still wanted
        self.page = page = UnlockPage(outside.theme, judge_with(outside.tasks), outside.dialogs)
        page.passphrase_given.connect(self._open)
        page.keyring_requested.connect(self._ask_keyring)
        page.words_given.connect(self._recover)
        page.new_passphrase_given.connect(self._renew)
        page.words_confirmed.connect(self._words_confirmed)
        page.older_accepted.connect(self._accept_older)
        page.restore_begun.connect(self._restore)
        page.destroyed.connect(self.deleteLater)  # it may hold the practice it opened
        page.show_vault(folder, exists=folder.is_dir())

    # The keyring

    def look_for_keyring(self) -> None:
        """Offer the keyring if it may open this practice; said once the page is painted."""
        door = self._door
        self._out.tasks.cpu(lambda: door.here.offers(door.folder), self.page.offer_keyring, self.page)

    def call_off(self) -> None:
        """Wait for the keyring no longer."""
        self._asking = False
        self._door.here.keyring.give_up()

    def _ask_keyring(self) -> None:
        door, self._asking, self._began = self._door, True, time.monotonic()
        self._out.tasks.cpu(
            lambda: door.here.ask(door.folder), self._keyring_answered, self.page, self._keyring_silent
        )

    def _keyring_answered(self, secret: KeyringSecret) -> None:
        if self._asking:
            self._asking = False
            door = self._door
            self._try(lambda: open_with_keyring(door, secret), self._is_open)

    def _keyring_silent(self, error: AttuneError) -> None:
        if self._asking:
            self._asking = False
            self._out.log.write(Event.REFUSED, kind=type(error).__name__)
            self.page.keyring_is_silent(error.whole)

    # Passphrase and words

    def _open(self, passphrase: str) -> None:
        self.call_off()
        door = self._door

        def opened(found: Opened) -> None:
            self._is_open(found)
            workspace, policy = found.workspace, self._out.policy
            self._out.tasks.vault(lambda: workspace.ways.strengthen(passphrase, policy))

        if not self._must_wait():
            self._try(lambda: open_practice(door, passphrase), opened)

    def _accept_older(self, passphrase: str) -> None:
        """Go on with an older vault; where words or the keyring had opened it, they are asked for anew."""
        self._door = replace(self._door, accept_older=True)
        self.page.card.no_trouble()
        if passphrase:
            self._open(passphrase)
        else:
            self.page.focus_first()

    def _restore(self, card: RestoreCard) -> None:
        from ui.shell.restoring import Restoring

        Restoring(self._out, self._door.folder, card)

    def _name_backup(self) -> None:
        """Say on the button which backup's key file it would take."""
        from ui.shell.restoring import newest_day

        folder, chosen = self._door.folder, self._out.settings.values.backup_folder
        outside = Path(chosen) if chosen else None
        self._out.tasks.vault(
            lambda: newest_day(folder, outside), self.page.card.trouble.name_backup, self.page
        )

    def _recover(self, words: str) -> None:
        door = self._door
        if not self._must_wait():
            self._try(lambda: recover_practice(door, words), self._is_recovered)

    def _must_wait(self) -> bool:
        wait = self._patience.left(self._vault)
        if wait > 0:
            self.page.wait_then_try(wait)
        return wait > 0

    def _try(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self._began = time.monotonic()
        self.page.set_busy(busy=True)
        self._out.tasks.vault(work, then, self.page, self._refused)

    def _refused(self, error: AttuneError) -> None:
        from therapist_app.vault.errors import KeyringSilent, WrongPassphrase, WrongWords

        if isinstance(error, WrongPassphrase | WrongWords):
            self._patience.was_wrong(self._vault)
        self._out.log.write(Event.REFUSED, kind=type(error).__name__, tries=self._patience.tries(self._vault))
        self.page.set_busy(busy=False)
        if isinstance(error, KeyringSilent):
            self.page.keyring_is_silent(error.whole)
        else:
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
        if self._opened is not None:
            self.page.set_busy(busy=False)
            self.page.show_words(words, print_sheet(self._out, self._opened.workspace))

    def _words_confirmed(self) -> None:
        opened = self._opened
        if opened is not None:
            self._try(lambda: words_are_confirmed(opened.workspace), lambda _: self.ready.emit(opened))

    def _is_open(self, opened: Opened) -> None:
        self._patience.was_right(self._vault)
        milliseconds = round((time.monotonic() - self._began) * 1000)
        self._out.log.write(Event.UNLOCKED, milliseconds=milliseconds)
        if not opened.words_pending:
            self.ready.emit(opened)
            return
        self._hold(opened)
        self._try(lambda: renew_words(opened.workspace), self._show_words)
