"""Keeps the answers of one couple while they are typed; it lives on until all is kept, whoever is in front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.autosave import AutoSaver, DoneCall, FailedCall, SaveState, Saving
from ui.kit.context import Context
from ui.kit.unsaved import Trouble

Keep = Callable[[], object]


class IntakeKeeper(QObject):
    """Takes a use case for each field that was edited; the newest of a field stands for those before.

    kept(Changes)             what was edited is in the vault
    refused(str, InputError)  the words of this field cannot be kept as they are; they stay in it
    """

    kept = Signal(object)
    refused = Signal(str, object)

    def __init__(self, ctx: Context, couple_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._couple_id = ctx, couple_id
        self._edited: dict[str, Keep] = {}
        self.saver = AutoSaver(self._save, parent=self)
        self.saver.state_changed.connect(self._tell)

    def edited(self, field: str, keep: Keep) -> None:
        """A field holds something else now, which `keep` writes."""
        self._edited[field] = keep
        self.saver.edited()

    def _save(self, done: DoneCall, failed: FailedCall) -> None:
        work, self._edited = self._edited, {}

        def keep_all() -> dict[str, InputError]:
            wrong: dict[str, InputError] = {}
            for name, keep in work.items():
                try:
                    keep()
                except InputError as error:
                    wrong[name] = error
            return wrong

        def kept(wrong: dict[str, InputError]) -> None:
            done(self._ctx.workspace.clock.local())
            for name, error in wrong.items():
                self.refused.emit(name, error)
            self.kept.emit(Changes.of("intake", couple=self._couple_id))

        def not_kept(error: AttuneError) -> None:
            self._edited = work | self._edited  # tried again, unless it was edited since
            failed(error.whole)

        self._ctx.tasks.vault(keep_all, kept, self, not_kept)

    def _tell(self, state: SaveState) -> None:
        """What is not kept stands in the window's bar until it is."""
        if state.saving is Saving.NOT_SAVED:
            self._ctx.unsaved.say(self, Trouble(state.sentence, state.tries, self.saver.flush))
        elif state.saving is Saving.SAVED:
            self._ctx.unsaved.clear(self)
