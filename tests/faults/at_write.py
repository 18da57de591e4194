"""Kills this very process at a chosen write to its database: the moment a clock hits one time in twenty.

SQLite lets a program replace the calls its file layer makes (`xSetSystemCall`, sqlite.org/c3ref/vfs.html); here
`pwrite` counts. Until a save writes to the database itself its journal does not count, so a kill there is the
one that leaves something to recover.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3._sqlite3 as library  # pyright: ignore[reportMissingTypeStubs]

_CALLS = (b"pwrite", b"pwrite64")  # which of them is used depends on how the library was built
_Write = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64)
_Set = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_Get = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)
_alive: list[object] = []  # what the library calls must not be collected


class _Vfs(ctypes.Structure):
    """`struct sqlite3_vfs`, version 3."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("following", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        *((f"other_{number}", ctypes.c_void_p) for number in range(13)),
        ("set_call", _Set),
        ("get_call", _Get),
    ]


def kill_at_write(path: Path, writes: int, after: float = 0.0) -> None:
    """End this process by SIGKILL before the `writes`-th write to `path` that comes `after` seconds from now."""
    ready, left = time.monotonic() + after, writes

    def before(handle: int, data: int, size: int, offset: int) -> int:
        nonlocal left
        if time.monotonic() >= ready and Path(f"/proc/self/fd/{handle}").readlink() == path:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(handle, data, size, offset)

    real = _replace(before)


def _replace(before: Callable[[int, int, int, int], int]) -> Callable[[int, int, int, int], int]:
    """Put `before` in the place of the library's write; the write that it had."""
    loaded = ctypes.CDLL(library.__file__)
    loaded.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = loaded.sqlite3_vfs_find(None)
    for name in _CALLS:
        if address := vfs.contents.get_call(vfs, name):
            callback = _Write(before)
            _alive.append(callback)
            if vfs.contents.set_call(vfs, name, ctypes.cast(callback, ctypes.c_void_p)) == 0:
                return _Write(address)
    raise RuntimeError("this database library does not let its calls be replaced")
