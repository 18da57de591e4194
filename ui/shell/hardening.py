"""What is done to the process before it can hold a secret. Linux is tested; the others are plain and untested."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def harden() -> None:
    """Keep new files private, allow no core dump, and let no other process of this user read our memory.

    Each step is best effort: a system that refuses one still gets the others.
    """
    if os.name == "posix":
        os.umask(0o077)
        _no_core_dump()
    if sys.platform == "linux":
        _not_readable_by_others()


def _no_core_dump() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _not_readable_by_others() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
