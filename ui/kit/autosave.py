"""Keeps a note while it is written: soon after the last key, never long after the first unsaved one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QObject, Signal

from ui.kit.timers import Call, QtTimers, Timers, pause_after

AFTER_LAST_KEY = 1.0  # seconds
AFTER_FIRST_KEY = 4.0  # seconds since the first key that is not saved; with the write itself it stays under 5

DoneCall = Callable[[dt.datetime], None]
FailedCall = Callable[[str], None]
SaveCall = Callable[[DoneCall, FailedCall], None]


class Saving(Enum):
    """How far the saving of a note is."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    SAVING = "saving"
    NOT_SAVED = "not_saved"  # the last try did not work; stays until one does


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status line says: `at` is when the note was last kept, `sentence` why it was not, `tries` how often."""

    saving: Saving = Saving.SAVED
    at: dt.datetime | None = None
    sentence: str = ""
    tries: int = 0


class AutoSaver(QObject):
    """Calls `save(done, failed)` when it is time. `save` takes its copy of the note at once and later, on
    this thread, calls `done(when)` or `failed(sentence)`; copies reach the vault in the order taken.
    """

    state_changed = Signal(object)  # SaveState

    def __init__(
        self,
        save: SaveCall,
        timers: Timers | None = None,
        parent: QObject | None = None,
        *,
        saved_at: dt.datetime | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._timers = timers or QtTimers(self)
        self._state = SaveState(at=saved_at)
        self._edits = 0  # counts edits; a save stands for all edits up to its number
        self._saved = 0
        self._sent = 0  # the newest edit that a running or finished save stands for
        self._first_unsaved = self._last_edit = 0.0
        self._overdue = False
        self._tries = 0
        self._call: Call | None = None
        self._waiting: list[tuple[int, Callable[[bool], None]]] = []

    @property
    def state(self) -> SaveState:
        """How far saving is."""
        return self._state

    def edited(self) -> None:
        """The note was changed."""
        self._last_edit = self._timers.now()
        if self._edits == self._sent:
            self._first_unsaved = self._last_edit
        self._edits += 1
        if self._state.saving is Saving.NOT_SAVED:
            return  # the next try is already set, or on its way
        if not self._busy:
            self._tell(Saving.UNSAVED)
        self._call_at(self._due_at())

    def flush(self, settled: Callable[[bool], None] | None = None) -> None:
        """Save at once what is not saved. `settled(worked)` is called when everything up to now is kept, or
        could not be; at once, if there is nothing to save.
        """
        if settled and self._saved < self._edits:
            self._waiting.append((self._edits, settled))
        elif settled:
            settled(True)
        if self._sent < self._edits:
            self._start()

    def _start(self) -> None:
        self._stop_waiting()
        self._overdue = False
        number, self._sent = self._edits, self._edits
        if self._state.saving is not Saving.NOT_SAVED:
            self._tell(Saving.SAVING)
        self._save(lambda at: self._done(number, at), lambda sentence: self._failed(number, sentence))

    def _done(self, number: int, at: dt.datetime) -> None:
        if number <= self._saved:
            return  # an older copy that came late says nothing about the newer text
        newest = number == self._sent
        self._saved, self._sent = number, max(self._sent, number)
        self._state = replace(self._state, at=at)
        if number == self._edits:
            self._stop_waiting()
            self._tell(Saving.SAVED)
        elif newest:
            self._tell(Saving.UNSAVED)
            overdue = self._overdue or self._call is None
            self._call_at(self._timers.now() if overdue else self._due_at())
        self._tries = 0 if newest else self._tries
        self._settle(worked=True, up_to=number)

    def _failed(self, number: int, sentence: str) -> None:
        if number <= self._saved or number != self._sent:
            return  # a newer copy is kept, on its way, or has been told of
        self._sent = self._saved
        self._tries += 1
        self._tell(Saving.NOT_SAVED, sentence)
        self._call_at(self._timers.now() + pause_after(self._tries))
        self._settle(worked=False, up_to=number)

    def _settle(self, *, worked: bool, up_to: int) -> None:
        ready = [settled for edit, settled in self._waiting if edit <= up_to]
        self._waiting = [(edit, settled) for edit, settled in self._waiting if edit > up_to]
        for settled in ready:
            settled(worked)

    def _call_at(self, moment: float) -> None:
        self._stop_waiting()
        self._call = self._timers.call_in(max(moment - self._timers.now(), 0.0), self._due)

    def _due(self) -> None:
        self._call = None
        if self._busy:
            self._overdue = True  # one at a time, unless asked to flush
        elif self._saved < self._edits:
            self._start()

    @property
    def _busy(self) -> bool:
        """Whether a copy newer than the kept one is on its way."""
        return self._sent > self._saved

    def _due_at(self) -> float:
        return min(self._last_edit + AFTER_LAST_KEY, self._first_unsaved + AFTER_FIRST_KEY)

    def _stop_waiting(self) -> None:
        if self._call is not None:
            self._call.cancel()
        self._call = None

    def _tell(self, saving: Saving, sentence: str = "") -> None:
        state = SaveState(saving, self._state.at, sentence, self._tries if saving is Saving.NOT_SAVED else 0)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
