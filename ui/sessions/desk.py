"""What the panel's controls do: each act goes to the vault at once, and what it changed is told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from ui.kit.context import Context
from ui.kit.unsaved import Retry

Act = Callable[[], "Done[Any] | Changes"]
Then = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _Wish:
    """An act with what follows it: `said` is told with `undo`, which takes it back."""

    act: Act
    then: Then | None = None
    said: str = ""
    undo: Act | None = None


class Desk(QObject):
    """One for a note page. Acts are done in their order; one that the disk refuses waits with all after it."""

    changed = Signal(object)  # Changes
    refused = Signal(str)  # a sentence; what is shown must be read again
    message = Signal(str, object)  # a word for the toast, with its undo

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._acts: deque[_Wish] = deque()
        self._busy = False
        self._settling: list[Callable[[bool], None]] = []
        self._retry = Retry(ctx.unsaved, self, self._begin)

    @property
    def is_waiting(self) -> bool:
        """Whether the disk refused something that will be tried again."""
        return self._retry.is_waiting

    def keep(self, act: Act, then: Then | None = None, *, said: str = "", undo: Act | None = None) -> None:
        """Do `act` on the vault's thread; `then` is given the record as it now is, `said` told with its `undo`."""
        self._acts.append(_Wish(act, then, said, undo))
        if not self._retry.is_waiting:
            self._begin()

    def flush(self, settled: Callable[[bool], None]) -> None:
        """Call back with whether everything is kept, after trying once more what is not."""
        if not self._acts:
            settled(True)
            return
        self._settling.append(settled)
        if self._retry.is_waiting:
            self._retry.now()

    def _begin(self) -> None:
        if self._acts and not self._busy:
            self._busy = True
            self.ctx.tasks.vault(self._acts[0].act, self._kept, self, self._failed)

    def _kept(self, answer: Done[Any] | Changes) -> None:
        wish = self._leave()
        if wish.then is not None:
            wish.then(answer.value if isinstance(answer, Done) else None)
        self.changed.emit(answer.changes if isinstance(answer, Done) else answer)
        if wish.said and (undo := wish.undo) is not None:
            self.message.emit(wish.said, lambda: self.keep(undo))

    def _failed(self, error: AttuneError) -> None:
        if error.MAY_PASS:
            self._busy = False
            self._retry.failed(error.whole)
            self._settle(worked=False)
            return
        self._leave()
        self.refused.emit(error.whole)

    def _leave(self) -> _Wish:
        """The first act is over: go on with the next."""
        self._busy = False
        done = self._acts.popleft()
        self._retry.ended()
        if self._acts:
            self._begin()
        else:
            self._settle(worked=True)
        return done

    def _settle(self, *, worked: bool) -> None:
        waiting, self._settling = self._settling, []
        for settled in waiting:
            settled(worked)
