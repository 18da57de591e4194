"""Which start of the computer this is, as an opaque word that is another one after a reboot."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

_MINUTE = 60


def boot_id() -> str:
    """The system's own id of this start; where it has none, the minute of it as the clock tells it."""
    with contextlib.suppress(OSError, ValueError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    # Where the system has no id: an adjusted clock asks once too often, never once too seldom.
    return f"started {round((time.time() - time.monotonic()) / _MINUTE)}"
