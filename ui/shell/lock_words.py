"""How the lock works, in plain words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.theme.theme import Theme

_WORDS = (
    (
        "A vault is a folder",
        "Its name ends in .attune. Inside are your notes, scrambled with a key, and a small key file that holds "
        "this key, itself locked twice: once by your passphrase, once by your recovery words.",
    ),
    (
        "Guessing is made slow",
        "Each try at the passphrase takes a computer a second or more, and much memory, on purpose. Four or five "
        "unrelated words cannot be guessed in any useful time.",
    ),
    (
        "Nobody can reset it",
        "There is no copy of the passphrase anywhere. If both it and the words are lost, the notes are lost.",
    ),
    (
        "What it does not do",
        "While Attune is unlocked, someone at this computer can read the screen, and harmful software can too. "
        "Lock with Ctrl+L when you leave; Attune also locks by itself.",
    ),
)


class LockWords(Sheet):
    """A few paragraphs and one button."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "How the lock works", "Close", parent)
        self.cancel.hide()
        self.yes_requested.connect(self.accept)
        for title, words in _WORDS:
            self.column.addWidget(Label(title, "card", wrap=True))
            self.column.addWidget(Label(words, "body", "text2", wrap=True))
