"""What cards share that hold something the practice made itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet, open_form


class OwnCard(Card):
    """Tells each change and reads itself anew after it; a refusal is said, and what lies in the vault shown again.

    Its sheets are known by a word, the kind and the key of what they change, so that one comes back after a lock.
    """

    changed = Signal(object)  # Changes
    message = Signal(str, object)

    KINDS: tuple[str, ...] = ()

    def __init__(self, ctx: Context, title: str) -> None:
        super().__init__(ctx.theme, title)
        self._ctx = ctx
        self._own: Mapping[str, Any] = {}  # by the word of its sheet
        self._to_reopen: tuple[str, dict[str, Any]] | None = None

    def load(self) -> None:
        """Read anew."""
        raise NotImplementedError

    def sheet(self, word: str) -> FormSheet | None:
        """The sheet with a word; None where what it changes is gone."""
        raise NotImplementedError

    def ask(self, word: str, typed: dict[str, Any] | None = None) -> None:
        """Open a sheet, with what was typed into it before a lock."""
        sheet = self.sheet(word)
        if sheet is None:
            return
        sheet.kept.connect(self._told)
        open_form(self._ctx.dialogs, sheet, word, typed)

    def reopen(self, word: str, typed: dict[str, Any]) -> None:
        """Open a sheet of this card once the card is read; any other word is passed over."""
        if word.partition(":")[0] in self.KINDS:
            self._to_reopen = word, typed

    def _holds(self, own: Mapping[str, Any]) -> None:
        """What the practice made itself is read and shown, by the words of its sheets."""
        self._own = own
        wanted, self._to_reopen = self._to_reopen, None
        if wanted:
            self.ask(*wanted)

    def _add_below(self, button: Button) -> None:
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self.add(line, gap=8)

    def _do(self, work: Callable[[], Changes]) -> None:
        self._ctx.tasks.vault(work, self._told, self, self._refused)

    def _told(self, changes: Changes) -> None:
        self.load()
        self.changed.emit(changes)

    def _refused(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        self.load()


def side_by_side(*buttons: QWidget) -> QWidget:
    """Buttons at the end of a row."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    for button in buttons:
        line.addWidget(button)
    return holder
