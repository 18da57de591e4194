"""What cards share that hold something the practice made itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context


class OwnCard(Card):
    """Tells each change and reads itself anew after it; a refusal is said, and what lies in the vault shown again."""

    changed = Signal(object)  # Changes
    message = Signal(str, object)

    def __init__(self, ctx: Context, title: str) -> None:
        super().__init__(ctx.theme, title)
        self._ctx = ctx

    def load(self) -> None:
        """Read anew."""
        raise NotImplementedError

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
