"""Progress of a long job, and the wish to stop it."""

from __future__ import annotations

import threading
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

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancel.set()
