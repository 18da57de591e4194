"""The way back in without the passphrase, told honestly: the recovery words, or nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ui.kit.buttons import LinkButton, primary
from ui.kit.fields import ParagraphField
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.card import FloatingCard
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.pause import Pause
from ui.unlock.strength import Judge
from ui.unlock.words_panel import PrintSheet, WordsPanel

_OPEN = "Open with these words"
_HONEST = (
    "Nobody can reset a passphrase, not even the makers of Attune: it is kept nowhere. "
    "What opens your vault without it is the 24 words on your recovery sheet."
)
_WITHOUT = (
    "Without the passphrase and without the words, nobody can read this vault again. Think of where the sheet "
    "may be: with your passport, in a safe, with someone you trust. Nothing here is deleted meanwhile."
)


class ForgotCard(FloatingCard):
    """Says what can be done and takes the 24 words."""

    is_inside = False  # the vault is still closed behind this card
    words_given = Signal(str)
    back_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 480)
        self.setObjectName("forgot_card")
        self.add_title("Open it with your recovery words")
        self.second.hide()
        self.column.addSpacing(theme.px(14))
        self.column.addWidget(Label(_HONEST, "body", wrap=True))
        self.column.addSpacing(theme.px(16))
        self.words = ParagraphField(theme, "The 24 words, in their order", lines=4)
        self.words.set_hint("Capitals, numbers and line breaks do not matter.")
        self.column.addWidget(self.words)
        self.column.addSpacing(theme.px(14))
        self.open = primary(theme, _OPEN, "key", "large")
        self.open.clicked.connect(self._give)
        self._pause = Pause(self.open, _OPEN, self._give)
        self.column.addWidget(self.open)
        self.column.addSpacing(theme.px(14))
        self.column.addWidget(Label(_WITHOUT, "small", "text2", wrap=True))
        self.column.addSpacing(theme.px(8))
        self.back = LinkButton(theme, "Back to the passphrase", "arrow-left")
        self.back.clicked.connect(self.back_requested)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addLayout(row)

    def _give(self) -> None:
        if self.words.value:
            self.words_given.emit(self.words.value)
        else:
            self.refuse("Type the words from your recovery sheet.")

    def set_busy(self, *, busy: bool) -> None:
        """The words are being tried."""
        self.open.set_word("Opening\N{HORIZONTAL ELLIPSIS}" if busy else _OPEN)
        for part in (self.words, self.open, self.back):
            part.setEnabled(not busy)

    def wait_then_try(self, seconds: float) -> None:
        """Keep the words and try them when the pause is over; Escape calls the try off."""
        self._pause.start(seconds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape calls off a waiting try."""
        if event.key() == Qt.Key.Key_Escape and self._pause.waiting:
            self._pause.stop()
            return
        super().keyPressEvent(event)

    def refuse(self, line: str) -> None:
        """Say below the words why they do not open it."""
        self.words.set_error(line)
        self.words.edit.setFocus()

    def forget(self) -> None:
        """Hold the words no longer."""
        self.words.edit.clear()


class NewPassphraseCard(FloatingCard):
    """After recovery: a new passphrase in place of the forgotten one."""

    is_inside = True
    passphrase_given = Signal(str)

    def __init__(self, theme: Theme, judge: Judge) -> None:
        super().__init__(theme, 560)
        self.setObjectName("new_passphrase_card")
        self.add_title("Choose a new passphrase")
        self.second.hide()
        self.column.addSpacing(theme.px(8))
        words = (
            "Your words opened the vault. Choose a new passphrase now; you then get new recovery words, and the "
            "old sheet no longer opens it."
        )
        self.column.addWidget(Label(words, "body", "text2", wrap=True))
        self.column.addSpacing(theme.px(18))
        self.fields = NewPassphrase(theme, judge)
        self.fields.submitted.connect(self._give)
        self.column.addWidget(self.fields)
        self.column.addSpacing(theme.px(18))
        self.keep = primary(theme, "Use this passphrase", "lock", "large")
        self.keep.clicked.connect(self._give)
        self.column.addWidget(self.keep)

    def _give(self) -> None:
        if self.keep.isEnabled() and self.fields.is_ready():
            self.passphrase_given.emit(self.fields.value)

    def set_busy(self, *, busy: bool) -> None:
        """The new passphrase is being made good."""
        self.keep.set_word("Changing the lock\N{HORIZONTAL ELLIPSIS}" if busy else "Use this passphrase")
        self.fields.setEnabled(not busy)
        self.keep.setEnabled(not busy)

    def refuse(self, line: str) -> None:
        """Say why it is not accepted."""
        self.fields.refuse(line)

    def forget(self) -> None:
        """Hold what was typed no longer."""
        self.fields.clear()


class WordsCard(FloatingCard):
    """New recovery words, shown once and typed back."""

    is_inside = True
    confirmed = Signal()

    def __init__(self, theme: Theme, words: list[str], print_sheet: PrintSheet) -> None:
        super().__init__(theme, 620)
        self.setObjectName("words_card")
        self.add_title("Your new recovery words", "Any earlier sheet no longer opens this vault.", mark=False)
        self.column.addSpacing(theme.px(12))
        self.panel = WordsPanel(theme, words, print_sheet)
        self.panel.confirmed.connect(self.confirmed)
        self.column.addWidget(self.panel)

    def set_busy(self, *, busy: bool) -> None:
        """That the words are confirmed is being kept."""
        self.panel.set_busy(busy=busy)

    def refuse(self, line: str) -> None:
        """Say why that could not be kept."""
        self.panel.refuse(line)

    def forget(self) -> None:
        """Hold the words no longer."""
        self.panel.forget()
