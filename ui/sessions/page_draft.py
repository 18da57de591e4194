"""The text of one session on its way into the vault; it stays alive until it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.copies import UnsavedText
from therapist_app.sessions.model import Session
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.templates import worth_keeping
from ui.kit.autosave import AutoSaver, DoneCall, FailedCall
from ui.kit.context import Context

_OURS = "Something went wrong in Attune. Your text is still here; Attune keeps trying."


class Draft(QObject):
    """Saves what `text()` gives, or the copy taken when the page turned to another session."""

    kept = Signal(object)  # Changes

    def __init__(
        self,
        ctx: Context,
        session: Session,
        base: NoteDocument,
        text: Callable[[], NoteDocument],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.session_id = session.id
        self._ctx = ctx
        self.base = base  # the note as the vault has it, as far as this text knows
        self._text = text
        saved_at = session.saved_at and _local(session.saved_at, ctx)
        self.saver = AutoSaver(self._save, parent=self, saved_at=saved_at)

    def leave(self) -> None:
        """Take a copy of the text, because the page shows another one from now on, and save it."""
        copy = self._text()
        self._text = lambda: copy
        self.saver.flush()

    def text(self) -> NoteDocument:
        """The text as it would be saved now."""
        return self._text()

    def unsaved(self) -> UnsavedText:
        """A copy for a file elsewhere."""
        return UnsavedText(
            self.session_id, worth_keeping(self._text(), self._ctx.workspace.templates.headings), self.base
        )

    def _save(self, done: DoneCall, failed: FailedCall) -> None:
        note = worth_keeping(self._text(), self._ctx.workspace.templates.headings)
        sessions, session_id = self._ctx.workspace.sessions, self.session_id

        def work() -> Done[dt.datetime] | Exception:
            try:
                return sessions.save_note(session_id, note)
            except AttuneError:
                raise
            except Exception as error:  # noqa: BLE001  # our bug: it is reported, and the text is kept
                return error

        def then(answer: Done[dt.datetime] | Exception) -> None:
            if isinstance(answer, Exception):
                failed(_OURS)
                self._ctx.tasks.crashed.emit(answer)
                return
            self.base = note
            done(self._ctx.workspace.clock.local())
            if answer.changes.nouns:
                self.kept.emit(answer.changes)

        try:
            self._ctx.tasks.vault(work, then, self, lambda error: failed(error.whole))
        except RuntimeError:  # the threads have ended with the app; what was not kept by then is given up
            failed(_OURS)


def _local(at: dt.datetime, ctx: Context) -> dt.datetime:
    """A kept instant in the zone of this computer."""
    aware = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return aware.astimezone(ctx.workspace.clock.local().tzinfo)
