"""Changing the ways in: which sheet follows which, and what is said in the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.sheet import Sheet
from ui.shell.judging import judge_with
from ui.shell.sheet_printer import print_sheet
from ui.unlock.ways_sheets import (
    ConfirmSheet,
    NewPassphraseSheet,
    RehearseSheet,
    WordsSheet,
    change_sheet,
    keyring_sheet,
    no_keyring_sheet,
    renew_sheet,
    words_confirm_sheet,
)

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy
    from ui.shell.window import MainWindow

T = TypeVar("T")
_WAYS = Changes.of("ways")
_WOULD_OPEN = "These words would open this practice. Nothing was changed"
_Asking = ConfirmSheet | WordsSheet | RehearseSheet


class WaysDialogs(QObject):
    """One method for each act of the card "Ways in"; `policy` is the least cost of a new passphrase, in tests."""

    def __init__(self, window: MainWindow, policy: KdfPolicy | None) -> None:
        super().__init__(window)
        self._window, self._ctx, self._policy = window, window.ctx, policy
        self._ways = window.ctx.workspace.ways
        self._judge = judge_with(window.ctx.tasks)

    def change_passphrase(self) -> None:
        """Another passphrase for the same lock."""
        sheet = change_sheet(self._ctx.theme, self._judge)

        def begin() -> None:
            before, new = sheet.value, sheet.new
            if sheet.is_ready():
                self._do(
                    sheet,
                    lambda: change(before, new),
                    lambda _: self._done(sheet, "The new passphrase is in force"),
                )

        def change(before: str, new: str) -> None:
            self._ways.confirm(before)
            self._ways.change_passphrase(new, self._policy)

        self._open(sheet, begin)

    def rehearse(self) -> None:
        """Try the words from paper."""
        sheet = RehearseSheet(self._ctx.theme)

        def begin() -> None:
            typed = sheet.words.value
            if sheet.is_ready():
                self._do(sheet, lambda: self._ways.rehearse(typed), lambda _: self._done(sheet, _WOULD_OPEN))

        self._open(sheet, begin)

    def new_words(self) -> None:
        """New words, in force once two of them were typed back."""
        sheet = words_confirm_sheet(self._ctx.theme)

        def begin() -> None:
            passphrase = sheet.value
            if sheet.is_ready():
                self._do(sheet, lambda: self._fresh(passphrase), show)

        def show(words: list[str]) -> None:
            sheet.accept()
            self._show_words(words, lambda: self._ways.use_words(words), "The new words are in force")

        self._open(sheet, begin)

    def keyring(self) -> None:
        """Let this computer's keyring open the practice, or no longer."""
        self._ctx.tasks.vault(lambda: self._ways.facts().keyring is not None, self._keyring, self)

    def _keyring(self, is_on: bool) -> None:
        sheet = no_keyring_sheet(self._ctx.theme) if is_on else keyring_sheet(self._ctx.theme)
        said = "The keyring no longer opens this practice" if is_on else "The keyring opens this practice"

        def begin() -> None:
            passphrase = sheet.value
            if sheet.is_ready():
                self._do(sheet, lambda: turn(passphrase), lambda _: self._done(sheet, said))

        def turn(passphrase: str) -> None:
            if is_on:
                self._ways.remove_keyring(passphrase)
            else:
                self._ways.confirm(passphrase)
                self._ways.add_keyring()

        self._open(sheet, begin)

    def renew_key(self) -> None:
        """A new lock, with everything that opens it."""
        sheet = renew_sheet(self._ctx.theme, self._judge)

        def begin() -> None:
            passphrase, new = sheet.value, sheet.new
            if sheet.is_ready():
                self._do(sheet, lambda: self._fresh(passphrase, new), show)

        def show(words: list[str]) -> None:
            new = sheet.new
            sheet.accept()
            self._show_words(words, lambda: self._ways.renew_key(new, words), "Everything is locked anew")

        self._open(sheet, begin)

    def _fresh(self, passphrase: str, new: str = "") -> list[str]:
        self._ways.confirm(passphrase)
        if new:
            self._ways.require_acceptable(new)
        return self._ways.fresh_words()

    def _show_words(self, words: list[str], work: Callable[[], None], said: str) -> None:
        sheet = WordsSheet(self._ctx.theme, words, print_sheet(self._ctx, self._ctx.workspace))
        sheet.confirmed.connect(lambda: self._do(sheet, work, lambda _: self._done(sheet, said)))
        self._open(sheet, lambda: None)

    def _open(self, sheet: _Asking, begin: Callable[[], None]) -> None:
        sheet.setParent(self._window.window(), sheet.windowFlags())
        sheet.yes_requested.connect(begin)
        self._ctx.dialogs.open(sheet, lambda _: sheet.forget())

    def _do(self, sheet: Sheet, work: Callable[[], T], then: Callable[[T], None]) -> None:
        sheet.set_busy(True)
        self._ctx.tasks.vault(work, then, sheet, lambda error: _refuse(sheet, error))

    def _done(self, sheet: Sheet, said: str) -> None:
        sheet.accept()
        self._window.tell(_WAYS)
        self._window.toast(said)


def _refuse(sheet: Sheet, error: AttuneError) -> None:
    """Say it where the eyes are: at the field it is about, else at the foot of the sheet."""
    kind = type(error).__name__
    if isinstance(sheet, RehearseSheet) and (kind == "WrongWords" or isinstance(error, InputError)):
        sheet.wrong_words(error.whole)
    elif isinstance(sheet, ConfirmSheet) and kind == "WrongPassphrase":
        sheet.wrong_passphrase("That is not the passphrase in force.")
    elif isinstance(sheet, NewPassphraseSheet) and isinstance(error, InputError):
        sheet.wrong_new(error.sentence)
    else:
        sheet.refuse(error.whole)
