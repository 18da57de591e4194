"""Seconds that go on counting while the computer sleeps, where the system can say so."""

from __future__ import annotations

import time
from collections.abc import Callable

Seconds = Callable[[], float]


def since_boot() -> float:
    """Seconds since the computer started, sleep included (CLOCK_BOOTTIME); elsewhere the plain clock."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
