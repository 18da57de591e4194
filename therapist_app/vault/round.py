"""One round of what is due: a backup, its copy outside this computer, a restore that is tried."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field

from therapist_app.kernel.progress import Progress
from therapist_app.vault.backup import Making, carry
from therapist_app.vault.bundle import SINGLE_FILE, Backup, Bundle
from therapist_app.vault.copycheck import Contents
from therapist_app.vault.drill import drill
from therapist_app.vault.errors import DiskError, VaultError, from_os
from therapist_app.vault.keys import DataKey
from therapist_app.vault.shelf import Shelf


@dataclass(slots=True)
class Round:
    """What is to be done, and what came of it; `work` and `thin` may run on any thread, one at a time.

    `making` holds pages already copied, or is None. Each part stands for itself: a stick that was pulled out does
    not keep the backup on this disk from being one.
    """

    name: str
    key: DataKey
    own: Shelf
    outside: Shelf | None
    making: Making | None
    carries: bool
    drills: bool
    progress: Progress
    device: int = 0  # the disk of the folder outside, as it was when the round began
    made: Backup | None = None
    carried: Backup | None = None
    rate: float = 0.0  # bytes a second to the folder outside
    drilled: Backup | None = None
    contents: Contents | None = None
    troubles: dict[str, VaultError] = field(default_factory=dict[str, VaultError])
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def work(self) -> None:
        """Do the slow part; raises only Cancelled, after which what is finished still counts."""
        with self._turn:
            self._work()

    def _work(self) -> None:
        if self.making is not None:
            with self._noting("make"):
                self.made = self.making.finish()
        if self.carries and self.outside is not None and "make" not in self.troubles:
            with self._noting("carry"):
                self._carry(self.outside)
        if self.drills:
            with self._noting("drill"):
                self._drill()

    def thin(self) -> None:
        """Let go of surplus backups, each shelf only if it has just taken a good one."""
        for shelf, fresh in ((self.own, self.made), (self.outside, self.carried)):
            if shelf is not None and fresh is not None:
                with self._noting("thin"):
                    shelf.thin()

    def close(self) -> None:
        """Take away what is unfinished and let go of the key; always comes last, and waits for `work` to end."""
        with self._turn:
            if self.making is not None:
                self.making.drop()
            self.key.forget()

    def _carry(self, outside: Shelf) -> None:
        newest = next((bundle for bundle in self.own.bundles() if bundle.path.is_dir()), None)
        if newest is None or any(bundle.manifest == newest.manifest for bundle in outside.bundles()):
            self.carried = newest.backup if newest else None
            return
        self._require_same_disk(outside)
        began = time.monotonic()
        name = f"{self.name} {newest.backup.seq:05d} {newest.backup.date}{SINGLE_FILE}"
        carried = carry(newest, outside, name, self.progress)
        try:
            self._require_same_disk(outside)
        except VaultError:
            with contextlib.suppress(OSError):
                carried.path.unlink()  # it landed where the stick had been
            raise
        self.carried = carried
        self.rate = newest.backup.size / max(time.monotonic() - began, 0.001)

    def _require_same_disk(self, outside: Shelf) -> None:
        """A stick that is pulled out leaves an empty folder of the same name, on this computer's own disk."""
        try:
            is_same = outside.folder.stat().st_dev == self.device
        except OSError as error:
            raise from_os(error) from None
        if not is_same:
            raise DiskError("The folder for copies went away. Nothing is lost; Attune catches up later.")

    def _drill(self) -> None:
        bundle = self._newest()
        if bundle is not None:
            self.drilled = bundle.backup
            self.contents = drill(bundle, self.key, self.own, self.progress)

    def _newest(self) -> Bundle | None:
        """The newest backup of the shelf outside, else of the vault's own."""
        shelves = [shelf for shelf in (self.outside, self.own) if shelf is not None]
        found = (shelf.bundles() for shelf in shelves)
        return next((bundles[0] for bundles in found if bundles), None)

    @contextlib.contextmanager
    def _noting(self, part: str) -> Generator[None]:
        try:
            yield
        except VaultError as error:
            self.troubles[part] = error
