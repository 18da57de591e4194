"""What stands around every write of an open vault: the file is still ours, there is room, the clock is watched."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from therapist_app.kernel.clock import Clock
from therapist_app.vault.ballast import Ballast
from therapist_app.vault.clock_watch import ClockWatch
from therapist_app.vault.errors import DiskFull, VaultError
from therapist_app.vault.file_watch import FileWatch
from therapist_app.vault.header import DB_NAME


class Writes:
    """One for each open vault."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.ballast = Ballast(folder)
        self.file = FileWatch(folder / DB_NAME)
        self._clock = ClockWatch(clock)
        self._turn = threading.RLock()  # the write of another thread is no stranger's

    @contextmanager
    def around(self, reopen: Callable[[], None], set_back: Callable[[int], None]) -> Generator[None]:
        """Around one whole write. `reopen` is called for a disk that was away, `set_back(seconds)` for a clock.

        Raises VaultReplaced, VaultAway or VaultMissing, before the write or in place of its success.
        """
        with self._turn:
            if not self.file.is_same():
                reopen()
            self.ballast.make_room()
            self._tell_clock(set_back)
            try:
                yield
            except BaseException as error:
                if isinstance(error, DiskFull):
                    self.ballast.release()  # so that the next try fits
                with contextlib.suppress(VaultError):
                    self.file.wrote()
                raise
            self.file.wrote()

    def _tell_clock(self, set_back: Callable[[int], None]) -> None:
        """For the history alone: it never stands in the way of a save."""
        back = self._clock.seconds_back()
        if back:
            with contextlib.suppress(VaultError):
                set_back(back)
