"""What could not be kept yet, of all editors: the window shows it in one bar that stays until it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.kit.timers import Call, QtTimers, Timers, pause_after

ENOUGH_TRIES = 3
"""After so many tries that did not work, a copy elsewhere is offered."""


def _nothing() -> Sequence[object]:
    return ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something is not saved, how often it was tried, and how to try again now.

    `texts` gives what a copy elsewhere can hold; nothing for what is no text of a note.
    """

    sentence: str
    tries: int
    retry: Callable[[], None]
    texts: Callable[[], Sequence[object]] = _nothing


class Unsaved(QObject):
    """One for each time the practice is open."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._troubles: dict[int, Trouble] = {}

    def say(self, editor: QObject, trouble: Trouble) -> None:
        """Say what an editor holds that is not saved; it is forgotten with the editor."""
        key = id(editor)
        if key not in self._troubles:
            editor.destroyed.connect(lambda: self._forget(key))
        self._troubles[key] = trouble
        self.changed.emit()

    def clear(self, editor: QObject) -> None:
        """All that this editor holds is kept, or was called off."""
        self._forget(id(editor))

    def _forget(self, key: int) -> None:
        if self._troubles.pop(key, None) is not None:
            self.changed.emit()

    @property
    def sentence(self) -> str:
        """Why something is not saved, or "" when all is kept."""
        return next((one.sentence for one in self._troubles.values()), "")

    @property
    def tries(self) -> int:
        """How often it was tried to save what waits longest."""
        return max((one.tries for one in self._troubles.values()), default=0)

    @property
    def texts(self) -> list[object]:
        """Everything that a copy elsewhere can hold."""
        return [text for one in self._troubles.values() for text in one.texts()]

    def retry(self) -> None:
        """Try everything again now."""
        for one in list(self._troubles.values()):
            one.retry()


class Retry(QObject):
    """Tries `again` more and more rarely, until the editor says that it worked or was called off."""

    def __init__(
        self, unsaved: Unsaved, editor: QObject, again: Callable[[], None], timers: Timers | None = None
    ) -> None:
        super().__init__(editor)
        self._unsaved, self._editor, self._again = unsaved, editor, again
        self._timers = timers or QtTimers(self)
        self._call: Call | None = None
        self._tries = 0

    @property
    def is_waiting(self) -> bool:
        """Whether something is not saved."""
        return self._tries > 0

    def failed(self, sentence: str) -> None:
        """The last try did not work, for this reason; what was typed is still in the editor."""
        self._stop()
        self._tries += 1
        self._call = self._timers.call_in(pause_after(self._tries), self.now)
        self._unsaved.say(self._editor, Trouble(sentence, self._tries, self.now))

    def now(self) -> None:
        """Try again at once."""
        self._stop()
        self._again()

    def ended(self) -> None:
        """It is kept, or was called off."""
        self._stop()
        if self._tries:
            self._tries = 0
            self._unsaved.clear(self._editor)

    def _stop(self) -> None:
        if self._call is not None:
            self._call.cancel()
        self._call = None
