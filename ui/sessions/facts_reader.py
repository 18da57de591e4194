"""Reads what stands around a note's text again, once for any number of changes that come close together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.context import Context
from ui.sessions.page_facts import NoteFacts, read_facts


class FactsReader(QObject):
    """One read at a time; what was asked for meanwhile is read once more afterwards."""

    was_read = Signal(object)  # NoteFacts of the session last asked for
    gone = Signal(object)  # InputError: the session is no longer here

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._session_id = ""
        self._busy = self._again = False

    def read(self, session_id: str) -> None:
        """Read the facts of this session soon."""
        self._session_id = session_id
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(lambda: read_facts(workspace, session_id), self._read, self, self._failed)

    def forget(self) -> None:
        """Tell nothing more about the session asked for."""
        self._session_id = ""

    def _read(self, facts: NoteFacts) -> None:
        self._busy = False
        if facts.session.id == self._session_id:
            self.was_read.emit(facts)
        self._go_on()

    def _failed(self, error: AttuneError) -> None:
        self._busy = False
        if self._session_id and isinstance(error, InputError):
            self.gone.emit(error)
        elif self._session_id:
            self._ctx.tasks.troubled.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._again and self._session_id:
            self.read(self._session_id)
