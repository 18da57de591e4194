"""Notices that the computer's clock was set back between two saves."""

from __future__ import annotations

import datetime as dt

from therapist_app.kernel.clock import Clock

_SLACK = 1  # seconds that a clock kept by the network may step back without a word


class ClockWatch:
    """Keeps the latest instant it was asked at; nothing is ordered by it and nothing waits for it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._latest = clock.now()

    def seconds_back(self) -> int:
        """How far the clock went back since the last time this was asked, in whole seconds; 0 if it did not."""
        now = self._clock.now()
        back = (self._latest - now) // dt.timedelta(seconds=1)
        self._latest = now
        return back if back > _SLACK else 0
