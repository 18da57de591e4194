"""Progress of a long job, and the wish to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Cancelled(Exception):
    """Raised inside a job after its user asked for it to stop; nothing is half done."""


class Progress:
    """Counts steps of a job from 0 to 1 and carries the wish to cancel across threads."""

    def __init__(self, report: Callable[[float, str], None] | None = None) -> None:
        """`report(share, words)` is called on the job's own thread."""
        self._report = report
        self._cancel = threading.Event()

    def step(self, share: float, words: str = "") -> None:
        """Say how far the job is (0 to 1); raises `Cancelled` if it was asked to stop."""
        if self._cancel.is_set():
            raise Cancelled
        if self._report:
            self._report(share, words)

    @property
    def is_cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancel.set()


class Deadline(Progress):
    """A job that has only so long: its first step after that raises `Cancelled`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that remain, at least 0."""
        return max(0.0, self._end - time.monotonic())

    def step(self, share: float, words: str = "") -> None:
        """Raise `Cancelled` once the time is over."""
        if not self.left:
            self.cancel()
        super().step(share, words)
