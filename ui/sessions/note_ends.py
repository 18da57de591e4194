"""How a note is left: Done, or removed into the trash; both are taken back with one key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.model import Session
from ui.kit.context import Context
from ui.kit.places import Place
from ui.sessions.editor import NoteText


class NoteEnds(QObject):
    """One for a note page.

    done(Changes)                    the clinician said Done
    removed(Changes)                 the session is gone from its place
    taken_back(Changes)              neither holds any more
    reopened(Place)                  where the note that was taken back is
    refused(str)                     why it stays as it is
    """

    done = Signal(object)
    removed = Signal(object)
    taken_back = Signal(object)
    reopened = Signal(object)
    refused = Signal(str)
    message = Signal(str, object)

    def __init__(self, ctx: Context, text: NoteText, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._text = ctx, text

    def say_done(self, place: Place) -> None:
        """Say that the note is done."""
        service, session_id = self._ctx.workspace.sessions, place.session_id

        def undo() -> None:
            self._take_back(lambda: service.reopen(session_id).changes, place)

        def done(answer: Done[Session]) -> None:
            self.done.emit(answer.changes)
            self.message.emit("Note kept", undo)

        self._ctx.tasks.vault(lambda: service.done(session_id), done, self, self._refused)

    def remove(self, place: Place) -> None:
        """Remove the session with its note, blocks, phase entry and check-ins; nothing is typed meanwhile."""
        trash = self._ctx.workspace.trash
        self._text.setReadOnly(True)

        def done(answer: Done[str]) -> None:
            self.removed.emit(answer.changes)
            self.message.emit(
                "Note removed. It lies in the trash",
                lambda: self._take_back(lambda: trash.restore(answer.value), place),
            )

        def refused(error: AttuneError) -> None:
            self._text.setReadOnly(False)
            self._refused(error)

        self._ctx.tasks.vault(lambda: trash.remove_session(place.session_id), done, self, refused)

    def _take_back(self, work: Callable[[], Changes], place: Place) -> None:
        def taken_back(changes: Changes) -> None:
            self.taken_back.emit(changes)
            self.reopened.emit(place)

        self._ctx.tasks.vault(work, taken_back, self, self._refused)

    def _refused(self, error: AttuneError) -> None:
        self.refused.emit(error.whole)
