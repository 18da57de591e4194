"""How long the machine let a program wait, so that promises in seconds can be measured on a busy one."""

from __future__ import annotations

import threading
from pathlib import Path


def waited() -> float:
    """Seconds that the two threads which do a lock by turns, the window's and the vault's, were ready to run while
    the processors served other programs.
    """
    total = 0
    for thread in threading.enumerate():
        if thread is threading.main_thread() or thread.name.startswith("vault"):
            total += int(Path(f"/proc/self/task/{thread.native_id}/schedstat").read_text().split()[1])
    return total / 1e9
