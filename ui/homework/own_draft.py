"""An own handout on its way into the vault; it stays alive until it is kept, also when another one is in front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from therapist_app.homework.own_service import Kept
from therapist_app.kernel.changes import Done
from ui.kit.autosave import AutoSaver, DoneCall, FailedCall, SaveState, Saving
from ui.kit.context import Context
from ui.kit.unsaved import Trouble

Typed = tuple[dict[str, object], str]  # head and body


class OwnDraft(QObject):
    """Saves what `typed()` gives, or the copy taken when the page turned to another sheet."""

    kept = Signal(object)  # Changes

    def __init__(self, ctx: Context, key: str, typed: Callable[[], Typed], parent: QObject) -> None:
        super().__init__(parent)
        self.key = key
        self._ctx = ctx
        self._typed = typed
        self.saver = AutoSaver(self._save, parent=self)
        self.saver.state_changed.connect(self._tell)

    def leave(self) -> None:
        """Take a copy of what was typed, because the page shows another sheet from now on, and save it."""
        copy = self._typed()
        self._typed = lambda: copy
        self.saver.flush()

    def _save(self, done: DoneCall, failed: FailedCall) -> None:
        own, key, (head, body) = self._ctx.workspace.homework.own, self.key, self._typed()

        def then(answer: Done[Kept]) -> None:
            done(self._ctx.workspace.clock.local())
            self.kept.emit(answer.changes)

        self._ctx.tasks.vault(
            lambda: own.keep(key, head, body), then, self, lambda error: failed(error.whole)
        )

    def _tell(self, state: SaveState) -> None:
        """What is not kept stands in the window's bar until it is."""
        if state.saving is Saving.NOT_SAVED:
            self._ctx.unsaved.say(self, Trouble(state.sentence, state.tries, self.saver.flush))
        elif state.saving is Saving.SAVED:
            self._ctx.unsaved.clear(self)
