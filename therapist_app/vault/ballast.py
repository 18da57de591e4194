"""A file that only takes up room: let go on a full disk, so that what is being written still fits.

On a full disk even removing a row fails, because SQLite writes its journal first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Generator
from pathlib import Path

from therapist_app.kernel.files import new_file, sync_folder

MIB = 1024 * 1024
SIZE = 16 * MIB
NAME = "room-for-saving"
ENOUGH = 3  # times its size must be free before it is made: it must not be what fills a small disk
_TIGHT = MIB  # bytes; with less than this a save would probably not fit


class Ballast:
    """One for each open vault; every call may come from any thread, and none of them raises."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        self.path = folder / NAME
        self._size = size
        self._turn = threading.Lock()
        self._held = False

    @property
    def is_there(self) -> bool:
        """Whether there is room in reserve."""
        try:
            return self.path.stat().st_size >= self._size
        except OSError:
            return False

    def make(self) -> bool:
        """Take the room, if enough would be left; gives whether there is ballast now."""
        with self._turn:
            if self.is_there:
                return True
            try:
                self.path.unlink(missing_ok=True)  # one that was cut short
                if shutil.disk_usage(self.path.parent).free < ENOUGH * self._size:
                    return False
                self._take()
            except OSError:
                self._let_go()
                return False
            return True

    @contextlib.contextmanager
    def held(self) -> Generator[None]:
        """Keep it through a write that can be done without."""
        before, self._held = self._held, True
        try:
            yield
        finally:
            self._held = before

    def make_room(self) -> bool:
        """Before a write: let the ballast go if the disk is nearly full; gives whether it did."""
        try:
            tight = shutil.disk_usage(self.path.parent).free < _TIGHT
        except OSError:
            return False
        return tight and self.release()

    def release(self) -> bool:
        """Let it go, unless it is held; gives whether there was any."""
        with self._turn:
            return not self._held and self._let_go()

    def _let_go(self) -> bool:
        try:
            self.path.unlink()
        except OSError:
            return False
        with contextlib.suppress(OSError):
            sync_folder(self.path.parent)
        return True

    def _take(self) -> None:
        """Allocate for real: a file with holes would take no room."""
        new_file(self.path)
        handle = os.open(self.path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(handle, 0, self._size)
                return
            left, block = self._size, bytes(MIB)
            while left > 0:
                left -= os.write(handle, block[:left])
        finally:
            os.close(handle)
