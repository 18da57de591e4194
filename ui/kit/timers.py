"""Calls that come later, on a clock that only goes forward; and how long to wait between tries."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds between tries; the last one goes on


def pause_after(tries: int) -> float:
    """Seconds to wait after so many tries that did not work."""
    return _PAUSES[min(max(tries, 1), len(_PAUSES)) - 1]


class Call(Protocol):
    """Something that will be done later."""

    def cancel(self) -> None:
        """Do not do it."""
        ...


class Timers(Protocol):
    """A clock that only goes forward, and calls after some time."""

    def now(self) -> float:
        """Seconds since some moment."""
        ...

    def call_in(self, seconds: float, call: Callable[[], None]) -> Call:
        """Do `call` once, after `seconds`."""
        ...


class QtTimers:
    """The timers of the running app; they end with `owner`."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def call_in(self, seconds: float, call: Callable[[], None]) -> Call:
        """Do `call` once, on the thread of the owner."""
        timer = QTimer(self._owner)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        timer.timeout.connect(timer.deleteLater)
        timer.start(max(round(seconds * 1000), 0))
        return _QtCall(timer)


class _QtCall:
    def __init__(self, timer: QTimer) -> None:
        self._timer = timer

    def cancel(self) -> None:
        self._timer.stop()
        self._timer.deleteLater()
