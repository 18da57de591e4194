"""What the unlock page says when it is not the passphrase: one true sentence, what is safe, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError
from ui.kit.buttons import Button
from ui.kit.dress import icon_label
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.theme.theme import Theme

# For each kind of error: the acts that can help, first the one most likely to. None of them deletes anything.
ACTS: dict[str, tuple[str, ...]] = {
    "HeaderDamaged": ("words", "key_copy", "folder", "other"),
    "HeaderWeakened": ("key_copy", "folder", "other"),
    "HeaderMissing": ("key_copy", "folder", "retry", "other"),
    "VaultDamaged": ("restore", "folder", "other"),
    "VaultNotEncrypted": ("restore", "folder", "other"),
    "VaultMissing": ("restore", "folder", "retry", "other"),
    "VaultOlder": ("restore", "go_on", "other"),
    "HistoryAltered": ("restore", "go_on", "other"),
    "NewerVault": ("restore", "other"),
    "AlreadyOpen": ("retry", "other"),
    "NotEnoughMemory": ("retry",),
    "NotAVault": ("restore", "other", "new"),
    "FolderGone": ("retry", "restore", "other", "new"),
    "ReadOnly": ("retry", "folder"),
    "NoPermission": ("retry", "folder"),
    "DiskFull": ("retry", "folder"),
    "DiskError": ("retry", "folder"),
}
_USUAL = ("retry", "other")
_WORDS = {
    "retry": ("Try again", "refresh"),
    "words": ("Use recovery words", "key"),
    "key_copy": ("Use the copy in a backup", "key"),
    "restore": ("Restore a backup", "undo"),
    "go_on": ("Go on with this one", "arrow-right"),
    "folder": ("Show the folder", "folder"),
    "other": ("Open another vault", "door"),
    "new": ("Start a new practice", "plus"),
}


class FolderGone(AttuneError):
    """The folder of the practice is not where it was."""

    def __init__(self) -> None:
        super().__init__(
            "The practice is not where it was.",
            "If it lies on another disk or stick, connect that first, then try again. Nothing was changed.",
        )


class Trouble(QWidget):
    """Shape, sentence, advice, and buttons for what can be done."""

    asked = Signal(str)  # a key of `_WORDS`

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("trouble")
        self.sentence = Label("", "strong", wrap=True)
        self.advice = Label("", "body", "text2", wrap=True)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        said = QHBoxLayout()
        said.setSpacing(theme.px(12))
        said.addWidget(icon_label(theme, "circle-alert", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.sentence)
        words.addWidget(self.advice)
        said.addLayout(words, 1)
        column.addLayout(said)
        column.addSpacing(theme.px(10))
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=theme.px(8), row_gap=theme.px(8))
        column.addWidget(self._row)
        self.hide()

    def say(self, error: AttuneError) -> None:
        """Show an error with the acts that fit it."""
        self.sentence.setText(error.sentence)
        self.advice.setText(error.advice)
        self.advice.setVisible(bool(error.advice))
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for act in ACTS.get(type(error).__name__, _USUAL):
            word, icon = _WORDS[act]
            button = Button(self._theme, word, icon)
            button.clicked.connect(lambda _=False, act=act: self.asked.emit(act))
            self._flow.addWidget(button)
            self.buttons[act] = button
        self.setAccessibleName(error.whole)
        self.show()

    def name_backup(self, day: str) -> None:
        """Say of which day the copy of the key file is."""
        if day and "key_copy" in self.buttons:
            self.buttons["key_copy"].set_word(f"Use the copy in the backup of {day}")
            self._flow.invalidate()

    def focus_first(self) -> None:
        """Go to the first act."""
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus()
