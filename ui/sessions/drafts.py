"""The texts on their way into the vault: the one in front, and those left while not yet kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from therapist_app.sessions.copies import UnsavedText
from therapist_app.sessions.model import Session
from therapist_app.sessions.note import NoteDocument
from ui.kit.autosave import SaveState, Saving
from ui.kit.context import Context
from ui.kit.unsaved import Trouble
from ui.sessions.page_draft import Draft

_NOTHING_KEPT = "Your text is not saved yet. It is still here, and Attune keeps trying."


class Drafts(QObject):
    """A text that was left stays here, and goes on being saved, until the vault has it."""

    kept = Signal(object)  # Changes
    state_changed = Signal()

    def __init__(self, ctx: Context, text: Callable[[], NoteDocument], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._text = ctx, text
        self.front: Draft | None = None
        self._left: list[Draft] = []

    def begin(self, session: Session, kept: NoteDocument) -> NoteDocument | None:
        """Make a session's text the one in front, as the vault has it; a text of it that was left unsaved
        comes back.
        """
        waiting = [draft for draft in self._left if draft.session_id == session.id]
        unsaved = next((draft.text() for draft in reversed(waiting) if _is_open(draft)), None)
        for draft in waiting:
            self._let_go(draft)
        if self.front is not None:
            self._end(self.front)
        self.front = Draft(self._ctx, session, kept, self._text, self)
        self.front.kept.connect(self.kept)
        self.front.saver.state_changed.connect(lambda _: self._state_changed())
        self._state_changed()
        return unsaved

    @property
    def state(self) -> SaveState:
        """How far the saving of the text in front is."""
        return self.front.saver.state if self.front is not None else SaveState()

    def edited(self) -> None:
        """The text in front was changed."""
        if self.front is not None:
            self.front.saver.edited()

    def leave(self) -> None:
        """Another text will be in front; this one is saved from a copy."""
        draft, self.front = self.front, None
        if draft is None:
            return
        draft.leave()
        if _is_open(draft):
            self._left.append(draft)
        else:
            self._end(draft)
        self._state_changed()

    def flush(self, settled: Callable[[bool], None] | None = None) -> None:
        """Save everything now; `settled` hears once whether all of it is kept."""
        drafts = [*self._left, *([self.front] if self.front else [])]
        waiting, worked = len(drafts), True

        def one(kept: bool) -> None:
            nonlocal waiting, worked
            waiting, worked = waiting - 1, worked and kept
            if waiting == 0 and settled is not None:
                settled(worked)

        for draft in drafts:
            draft.saver.flush(one)
        if not drafts and settled is not None:
            settled(True)

    def _tell_trouble(self) -> None:
        """Tell the window whether some text is not saved, and why."""
        states = [draft.saver.state for draft in (self.front, *self._left) if draft is not None]
        state = next((one for one in states if one.saving is Saving.NOT_SAVED), None)
        if state is None:
            self._ctx.unsaved.clear(self)
            return
        self._ctx.unsaved.say(
            self, Trouble(state.sentence or _NOTHING_KEPT, state.tries, self.flush, self.unsaved_texts)
        )

    def unsaved_texts(self) -> list[UnsavedText]:
        """A copy of each text that the vault does not have, for a file elsewhere."""
        drafts = (*self._left, self.front)
        return [draft.unsaved() for draft in drafts if draft is not None and _is_open(draft)]

    def _state_changed(self) -> None:
        for draft in [draft for draft in self._left if not _is_open(draft)]:
            self._let_go(draft)
        self._tell_trouble()
        self.state_changed.emit()

    def _let_go(self, draft: Draft) -> None:
        self._left.remove(draft)
        self._end(draft)

    def _end(self, draft: Draft) -> None:
        draft.saver.blockSignals(True)
        draft.deleteLater()


def _is_open(draft: Draft) -> bool:
    return draft.saver.state.saving is not Saving.SAVED
