"""Bringing a backup back, in three calm steps: which one, what is inside, in place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import LinkButton, primary
from ui.kit.dialogs import Dialogs
from ui.kit.fields import ComboField
from ui.kit.passphrase import PassphraseField
from ui.kit.progress import ProgressLine
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.card import FloatingCard

_WHOLE = (
    "You see what is inside before anything changes. What lies there now is not deleted: it is kept beside it under "
    "a name of its own."
)
_KEY_ONLY = (
    "Only the key file is taken from the backup; your notes stay as they are. It then opens with the passphrase you "
    "had on that day."
)
_NONE = "No backup was found beside the practice or in the folder for copies. Choose one yourself."
_SECRET = "The passphrase of that day, or the 24 recovery words."  # noqa: S105 - a hint
_DOTS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup to choose: where it lies, and the words for it."""

    path: Path
    words: str


class RestoreCard(FloatingCard):
    """Asks for a backup and what opens it; the doorway looks inside and puts it in place."""

    is_inside = False
    look_requested = Signal(object, str)  # Path, secret
    place_requested = Signal()
    unlock_requested = Signal()
    back_requested = Signal()
    cancel_requested = Signal()
    left = Signal()  # what was unpacked is not wanted any more

    def __init__(self, theme: Theme, dialogs: Dialogs, *, key_only: bool = False) -> None:
        super().__init__(theme, 520)
        self.setObjectName("restore_card")
        self.key_only = key_only
        self._dialogs = dialogs
        self._stage = "ask"
        px = theme.px
        self.add_title("Use the key file of a backup" if key_only else "Restore a backup")
        self.second.hide()
        self.column.addSpacing(px(10))
        self.words = Label(_KEY_ONLY if key_only else _WHOLE, "body", "text2", wrap=True)
        self.column.addWidget(self.words)
        self.column.addSpacing(px(16))
        self.which = ComboField(theme, "Which backup", [])
        self.column.addWidget(self.which)
        self._choices = self._make_choices()
        self.column.addWidget(self._choices)
        self.column.addSpacing(px(12))
        self.secret = PassphraseField(theme)
        self.secret.set_hint(_SECRET)
        self.secret.submitted.connect(self._go_on)
        self.column.addWidget(self.secret)
        self.inside = Label("", "lead", wrap=True)
        self.inside.hide()
        self.column.addWidget(self.inside)
        self.column.addSpacing(px(14))
        self.go = primary(theme, self._word(), self._icon(), "large")
        self.go.clicked.connect(self._go_on)
        self.column.addWidget(self.go)
        self.line = ProgressLine(theme, "How far it is")
        self.line.hide()
        self.column.addSpacing(px(8))
        self.column.addWidget(self.line)
        self.column.addSpacing(px(6))
        self.back = LinkButton(theme, "Back to the passphrase", "arrow-left")
        self.back.clicked.connect(self.back_requested)
        self.cancel = LinkButton(theme, "Cancel", "cross")
        self.cancel.clicked.connect(self._cancel)
        self.cancel.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def _make_choices(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.file = LinkButton(self._theme, "Choose a file", "file")
        self.folder = LinkButton(self._theme, "Choose a folder", "folder")
        self.file.clicked.connect(lambda: self._chosen(self._ask_file()))
        self.folder.clicked.connect(lambda: self._chosen(self._ask_folder()))
        line.addWidget(self.file)
        line.addWidget(self.folder)
        line.addStretch(1)
        return row

    @property
    def path(self) -> Path | None:
        """The backup that is chosen."""
        key = self.which.key
        return key if isinstance(key, Path) else None

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """List the backups that were found, the newest first."""
        self.which.combo.set_choices([(offer.path, offer.words) for offer in offers], self.path)
        self.which.set_hint("" if offers else _NONE)

    def show_inside(self, words: str, *, altered: bool) -> None:
        """Say what the backup holds, and ask whether it shall take its place."""
        self._stage = "found"
        more = " Its history was changed outside Attune; look at it with care." if altered else ""
        self.inside.setText(f"{words}{more}")
        self.inside.show()
        for part in (self.which, self._choices, self.secret):
            part.hide()
        self.set_busy(busy=False)
        self.go.setFocus()

    def show_done(self, words: str) -> None:
        """It is in place; say where the one before lies."""
        self._stage = "done"
        self.secret.clear()
        self.words.hide()
        self.inside.setText(words)
        for part in (self.which, self._choices, self.secret):
            part.hide()
        self.inside.show()
        self.back.hide()
        self.set_busy(busy=False)
        self.go.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Something is being read or put in place."""
        doing = {"ask": "Looking inside", "found": "Putting it in place"}.get(self._stage, "Opening")
        self.go.set_word(f"{doing}{_DOTS}" if busy else self._word(), self._icon())
        for part in (self.which, self._choices, self.secret, self.go):
            part.setEnabled(not busy)
        looks = busy and self._stage == "ask" and not self.key_only
        self.line.setVisible(looks)
        self.line.set_share(0)
        self.cancel.setVisible(looks)
        self.cancel.setEnabled(True)
        self.back.setVisible(not busy and self._stage != "done")
        if looks:
            self.cancel.setFocus()

    def show_step(self, share: float, words: str) -> None:
        """Show how far the look inside is."""
        self.line.set_share(share)
        if words and self.line.isVisible():
            self.go.set_word(f"{words}{_DOTS}")

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel_requested.emit()

    def call_off(self) -> None:
        """It was called off: nothing changed, and another can be chosen."""
        self.refuse("Called off. Nothing was changed.")

    def refuse(self, line: str) -> None:
        """Say why it cannot be used, and let another be chosen."""
        self.set_busy(busy=False)
        if self._stage == "ask":
            self.secret.refuse(line)
        else:
            self.inside.setText(line)
            self.go.setFocus()

    def forget(self) -> None:
        """Hold the secret no longer, nor what was unpacked."""
        self.secret.clear()
        self.left.emit()

    def _icon(self) -> str:
        asks = "key" if self.key_only else "search"
        return {"ask": asks, "found": "check", "done": "unlock"}[self._stage]

    def _word(self) -> str:
        asks = "Use this key file" if self.key_only else "Look inside"
        return {"ask": asks, "found": "Put it in place", "done": "Unlock it"}[self._stage]

    def _go_on(self) -> None:
        if not self.go.isEnabled():
            return
        if self._stage == "done":
            self.unlock_requested.emit()
        elif self._stage == "found":
            self.place_requested.emit()
        elif self.path is None:
            self.which.set_error("Choose a backup first.")
        elif self.secret.value:
            self.secret.hide_secret()
            self.look_requested.emit(self.path, self.secret.value)
        else:
            self.secret.refuse("Type the passphrase of that day.")

    def _ask_file(self) -> str:
        kinds = "Attune backups (*.attunebackup)"
        return self._dialogs.choose_file(self, "Choose a backup", self._start(), kinds)

    def _ask_folder(self) -> str:
        return self._dialogs.choose_folder(self, "Choose the folder of a backup", self._start())

    def _start(self) -> Path:
        return self.path.parent if self.path is not None else Path.home()

    def _chosen(self, chosen: str) -> None:
        if chosen:
            path, combo = Path(chosen), self.which.combo
            kept = [(combo.itemData(at), combo.itemText(at)) for at in range(combo.count())]
            combo.set_choices([(path, path.name), *(one for one in kept if one[0] != path)], path)
            self.which.set_hint("")
            self.secret.edit.setFocus()
