"""The sheets that change the ways in: each asks for the passphrase first and says plainly what it means."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.kit.fields import ParagraphField
from ui.kit.passphrase import PassphraseField
from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.strength import Judge
from ui.unlock.words_panel import PrintSheet, WordsPanel

_CHANGE = (
    "Earlier backups still open with the passphrase they were made with. If someone may know it, choose "
    "\N{LEFT DOUBLE QUOTATION MARK}New lock\N{RIGHT DOUBLE QUOTATION MARK} instead."
)
_RENEW = (
    "For when someone may know your passphrase or has seen the recovery sheet. Attune makes a backup, then locks "
    "everything anew: you choose a new passphrase and get new recovery words, and the old ones open nothing that is "
    "saved from now on.",
    "Copies made earlier cannot be called back: whoever has an old backup and the old passphrase can still read that "
    "backup. When the new sheet is safe, destroy backups you no longer need. If copies of unsaved text lie elsewhere, "
    "put them back first: they are locked with the old lock.",
)
_KEYRING = (
    "This computer then opens the practice without the passphrase, for whoever is logged in. A stolen laptop whose "
    "login is known, or that was left logged in, is an open practice.",
    "Privacy law treats a lost laptop as no breach only while what opens it is kept elsewhere. With the keyring on, "
    "that is arguable: if the laptop is lost, you may have to tell your clients. Encrypting the whole disk helps.",
    "Attune asks for the passphrase all the same after each restart and at least every seven days, so that you do not "
    "forget it.",
)
_REHEARSE = (
    "Take the sheet from where you keep it and type its words. You hear whether they would open this practice. "
    "Nothing is changed."
)


class ConfirmSheet(Sheet):
    """Asks for the passphrase before something; `lines` say what it means."""

    def __init__(self, theme: Theme, title: str, yes: str, lines: tuple[str, ...]) -> None:
        super().__init__(theme, title, yes)
        for line in lines:
            self.column.addWidget(Label(line, wrap=True))
        self.passphrase = PassphraseField(theme, "Your passphrase")
        self.passphrase.submitted.connect(self.yes.click)
        self.column.addWidget(self.passphrase)

    @property
    def value(self) -> str:
        """The passphrase in force."""
        return self.passphrase.value

    def is_ready(self) -> bool:
        """Whether everything is typed; if not, says what is missing."""
        self.passphrase.hide_secret()
        if not self.value:
            self.passphrase.refuse("Type your passphrase.")
        return bool(self.value)

    def wrong_passphrase(self, line: str) -> None:
        """It was not the passphrase."""
        self.set_busy(False)
        self.passphrase.refuse(line)

    def forget(self) -> None:
        """Hold what was typed no longer."""
        self.passphrase.clear()


class NewPassphraseSheet(ConfirmSheet):
    """The passphrase in force, then a new one twice."""

    def __init__(self, theme: Theme, title: str, yes: str, lines: tuple[str, ...], judge: Judge) -> None:
        super().__init__(theme, title, yes, lines)
        self.fields = NewPassphrase(theme, judge, "New passphrase")
        self.passphrase.submitted.disconnect(self.yes.click)
        self.passphrase.submitted.connect(self.fields.first.edit.setFocus)
        self.fields.submitted.connect(self.yes.click)
        self.column.addWidget(self.fields)

    @property
    def new(self) -> str:
        """The new passphrase."""
        return self.fields.value

    def is_ready(self) -> bool:
        """Whether everything is typed; if not, says what is missing."""
        return super().is_ready() and self.fields.is_ready()

    def wrong_new(self, line: str) -> None:
        """The new one is not accepted."""
        self.set_busy(False)
        self.fields.refuse(line)

    def forget(self) -> None:
        """Hold what was typed no longer."""
        super().forget()
        self.fields.clear()


class WordsSheet(Sheet):
    """New words: shown, printed, two of them typed back."""

    confirmed = Signal()

    def __init__(self, theme: Theme, words: list[str], print_sheet: PrintSheet) -> None:
        super().__init__(theme, "Your new recovery words", "Done")
        self.yes.hide()
        self.panel = WordsPanel(theme, words, print_sheet)
        self.panel.confirmed.connect(self.confirmed)
        self.column.addWidget(self.panel)

    def set_busy(self, busy: bool) -> None:
        """What was confirmed is being kept."""
        self.panel.set_busy(busy=busy)
        self.cancel.setEnabled(not busy)

    def forget(self) -> None:
        """Hold the words no longer."""
        self.panel.forget()


class RehearseSheet(Sheet):
    """Words from paper, tried without changing anything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Try your recovery words", "Try these words")
        self.column.addWidget(Label(_REHEARSE, wrap=True))
        self.words = ParagraphField(theme, "The 24 words, in their order", lines=4)
        self.words.set_hint("Capitals, numbers and line breaks do not matter.")
        self.column.addWidget(self.words)

    def is_ready(self) -> bool:
        """Whether words are typed."""
        if not self.words.value:
            self.wrong_words("Type the words from your recovery sheet.")
        return bool(self.words.value)

    def wrong_words(self, line: str) -> None:
        """Say below the words why they would not open it."""
        self.set_busy(False)
        self.words.set_error(line)
        self.words.edit.setFocus()

    def forget(self) -> None:
        """Hold the words no longer."""
        self.words.edit.clear()


def change_sheet(theme: Theme, judge: Judge) -> NewPassphraseSheet:
    """A new passphrase for the same lock."""
    return NewPassphraseSheet(theme, "Change the passphrase", "Use the new passphrase", (_CHANGE,), judge)


def renew_sheet(theme: Theme, judge: Judge) -> NewPassphraseSheet:
    """A new lock."""
    return NewPassphraseSheet(theme, "Someone may know it", "Go on to the new words", _RENEW, judge)


def keyring_sheet(theme: Theme) -> ConfirmSheet:
    """What the keyring means, before it is switched on."""
    return ConfirmSheet(
        theme, "Unlock with this computer\N{RIGHT SINGLE QUOTATION MARK}s keyring", "Turn on", _KEYRING
    )


def no_keyring_sheet(theme: Theme) -> ConfirmSheet:
    """Back to the passphrase every time."""
    line = "Attune asks for the passphrase every time again, and the secret is taken out of the keyring."
    return ConfirmSheet(theme, "Turn off the keyring", "Turn off", (line,))


def words_confirm_sheet(theme: Theme) -> ConfirmSheet:
    """Before new words are shown."""
    line = (
        "You get 24 new words and a new sheet. Once two of them are typed back, the earlier sheet no longer opens this "
        "practice; until then it does."
    )
    return ConfirmSheet(theme, "New recovery words", "Show new words", (line,))
