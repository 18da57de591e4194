"""The unlock page: one card on a quiet ground that asks for the passphrase, takes the words, or says the trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.dialogs import Dialogs
from ui.theme.theme import Theme
from ui.unlock.card import UnlockCard
from ui.unlock.ground import Ground
from ui.unlock.strength import Judge
from ui.unlock.trouble import FolderGone

_OF_THE_SECRET = frozenset({"WrongPassphrase", "WrongWords", "InputError"})
if TYPE_CHECKING:
    from ui.unlock.forgot import ForgotCard, NewPassphraseCard, WordsCard
    from ui.unlock.restore_card import RestoreCard
    from ui.unlock.words_panel import PrintSheet

    Step = ForgotCard | NewPassphraseCard | WordsCard | RestoreCard


class UnlockPage(QWidget):
    """Says what someone typed; the doorway tries it and says how it went."""

    passphrase_given = Signal(str)
    keyring_requested = Signal()
    words_given = Signal(str)
    new_passphrase_given = Signal(str)
    words_confirmed = Signal()
    older_accepted = Signal(str)  # the passphrase: open it although it is older than the one last used
    restore_begun = Signal(object)  # RestoreCard
    other_requested = Signal()
    new_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        judge: Judge,
        dialogs: Dialogs,
        show_folder: Callable[[Path], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("unlock_page")
        self.setAccessibleName("Unlock")
        self._theme, self._judge, self._dialogs = theme, judge, dialogs
        self._show_folder = show_folder or _in_file_manager
        self._folder = Path()
        self.card = UnlockCard(theme)
        self.step: Step | None = None
        self.card.passphrase_given.connect(self.passphrase_given)
        self.card.keyring_requested.connect(self.keyring_requested)
        self.card.other_requested.connect(self.other_requested)
        self.card.forgot_requested.connect(self.ask_words)
        self.card.restore_requested.connect(self.ask_restore)
        self.card.trouble.asked.connect(self._act)
        self._ground = Ground(theme)
        self._ground.put(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ground)

    def show_vault(self, folder: Path, *, exists: bool) -> None:
        """Name the practice to be unlocked; say so if its folder is not there."""
        self._folder = folder
        parent = folder.parent.name
        self.card.second.setText(f"{folder.stem} \N{MIDDLE DOT} in {parent}" if parent else folder.stem)
        if exists:
            self.card.no_trouble()
        else:
            self.card.say_trouble(FolderGone())

    def focus_first(self) -> None:
        """Put the caret where typing begins."""
        if self.card.trouble.isHidden():
            self.card.passphrase.edit.setFocus()
        else:
            self.card.trouble.focus_first()

    @property
    def is_touched(self) -> bool:
        """Whether something secret was typed here or is being tried."""
        return self.step is not None or self.card.is_busy or bool(self.card.passphrase.value)

    def set_busy(self, *, busy: bool) -> None:
        """Something is being tried elsewhere; the window stays alive."""
        (self.step or self.card).set_busy(busy=busy)

    def wait_then_try(self, seconds: float) -> None:
        """Keep what was typed and try it when the pause after wrong ones is over."""
        from ui.unlock.forgot import ForgotCard

        (self.step if isinstance(self.step, ForgotCard) else self.card).wait_then_try(seconds)

    def offer_keyring(self, offered: bool) -> None:
        """The keyring may open it: offer that first, with the passphrase still below."""
        if self.step is None and self.card.trouble.isHidden():
            self.card.offer_keyring(offered)

    def keyring_is_silent(self, line: str) -> None:
        """The keyring did not answer: back to the passphrase, in one calm line."""
        self.card.set_busy(busy=False)
        self.card.keyring_is_silent(line)

    def refuse(self, error: AttuneError) -> None:
        """Say why it did not open, where the eyes are: one line below a field, or the whole trouble."""
        if type(error).__name__ in _OF_THE_SECRET or isinstance(error, InputError):
            if self.step is not None:
                self.step.refuse(error.whole)
            else:
                # More than the usual advice is said only where there is more to know.
                usual = getattr(type(error), "ADVICE", "") == error.advice
                self.card.passphrase.refuse(error.sentence if usual else error.whole)
        elif self.step is not None and self.step.is_inside:
            self.step.refuse(error.whole)
        else:
            if self.step is not None:
                self._go_to(None)
            self.card.say_trouble(error)
            self.focus_first()

    def ask_passphrase(self) -> None:
        """Show the card that asks for the passphrase."""
        self._go_to(None)
        self.focus_first()

    def ask_words(self) -> None:
        """Explain recovery and take the 24 words."""
        from ui.unlock.forgot import ForgotCard  # seldom needed, so not before the first paint

        card = ForgotCard(self._theme)
        card.words_given.connect(self.words_given)
        card.back_requested.connect(self.ask_passphrase)
        self._go_to(card)
        card.words.edit.setFocus()

    def ask_restore(self, *, key_only: bool = False) -> None:
        """Ask which backup shall come back, whole or only its key file."""
        from ui.unlock.restore_card import RestoreCard

        card = RestoreCard(self._theme, self._dialogs, key_only=key_only)
        card.back_requested.connect(self.ask_passphrase)
        card.unlock_requested.connect(self._restored)
        self._go_to(card)
        self.restore_begun.emit(card)
        card.which.setFocus()

    def _restored(self) -> None:
        self.card.no_trouble()
        self.ask_passphrase()

    def ask_new_passphrase(self) -> None:
        """The words opened it: take a new passphrase."""
        from ui.unlock.forgot import NewPassphraseCard

        card = NewPassphraseCard(self._theme, self._judge)
        card.passphrase_given.connect(self.new_passphrase_given)
        self._go_to(card)
        card.fields.first.edit.setFocus()

    def show_words(self, words: list[str], print_sheet: PrintSheet) -> None:
        """Show new recovery words and ask for two of them."""
        from ui.unlock.forgot import WordsCard

        card = WordsCard(self._theme, words, print_sheet)
        card.confirmed.connect(self._confirmed)
        self._go_to(card)
        card.panel.print_button.setFocus()

    def _confirmed(self) -> None:
        self.set_busy(busy=True)
        self.words_confirmed.emit()

    def _go_to(self, card: Step | None) -> None:
        self.card.set_busy(busy=False)
        self.card.passphrase.clear()
        before, self.step = self.step, card
        self._ground.put(card or self.card)
        if before is not None:
            before.forget()
            self._ground.take_away(before)

    def _act(self, act: str) -> None:
        if act == "retry":
            self.card.retry(exists=self._folder.is_dir())
        elif act == "words":
            self.ask_words()
        elif act in ("restore", "key_copy"):
            self.ask_restore(key_only=act == "key_copy")
        elif act == "go_on":
            self.older_accepted.emit(self.card.passphrase.value)
        elif act == "folder":
            self._show_folder(self._folder if self._folder.is_dir() else self._folder.parent)
        elif act == "other":
            self.other_requested.emit()
        else:
            self.new_requested.emit()


def _in_file_manager(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
