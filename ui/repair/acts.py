"""What can be done to a step with one key, each with its way back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.repair.model import RepairStep
from ui.kit.context import Context


class RepairActs(QObject):
    """Marks steps and takes marks back.

    changed(Changes)          it is in the vault
    message(str, callable)    a short word, with its undo
    """

    changed = Signal(object)
    message = Signal(str, object)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx

    def mark(self, rupture_id: str, step: str, session_id: str | None = None) -> None:
        """Mark a step for today, or for the session it is written about."""
        repair = self._ctx.workspace.repair
        self._ctx.tasks.vault(
            lambda: repair.mark(rupture_id, step, session_id=session_id), self._marked, self, self._refused
        )

    def take_back(self, mark_id: str) -> None:
        """Take a mark back."""
        repair = self._ctx.workspace.repair
        self._ctx.tasks.vault(
            lambda: repair.take_back(mark_id),
            lambda changes: self.gone(changes, mark_id),
            self,
            self._refused,
        )

    def gone(self, changes: Changes, mark_id: str) -> None:
        """A mark was taken back: say so, with the way back."""
        self.changed.emit(changes)
        self.message.emit(
            "Taken back. That it was marked stays in the history", lambda: self._give_back(mark_id)
        )

    def _give_back(self, mark_id: str) -> None:
        repair = self._ctx.workspace.repair
        self._ctx.tasks.vault(lambda: repair.give_back(mark_id), self.changed.emit, self, self._refused)

    def _marked(self, done: Done[RepairStep]) -> None:
        self.changed.emit(done.changes)
        label = self._ctx.workspace.catalogue.thread_step(done.value.step).label
        self.message.emit(f"Marked: {label}", lambda: self.take_back(done.value.id))

    def _refused(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
