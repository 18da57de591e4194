"""The program that the power-cut row records: `python -m tests.faults.recorded FOLDER LEDGER SEED ACTS`.

Makes a practice in FOLDER, then works in it: saves, new passphrases, new recovery words, backups, locks. LEDGER
gets a line before each act and one after it. Some writes of whole files are swallowed, as a bad disk does: such
an act must be refused, never said to be done.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.work import Work, enter, fill, teller
from tests.support.vaults import NOON, PASSPHRASE, WEAK
from therapist_app.kernel.clock import FixedClock
from therapist_app.vault.errors import DiskError, VaultError
from therapist_app.vault.vault import create_vault
from therapist_app.workspace import Workspace

PRACTICE, KEPT = "Power.attune", "kept"
SHUT_OUT = 3  # the code with which the program ends when its own practice no longer opens
_OTHERS = 1 / 6  # the share of acts that are about keys, backups or the lock
_SWALLOWED = 0.1  # the share of whole-file writes that never arrive


def passphrase(number: int) -> str:
    """The passphrase that act `number` sets; the first is 0."""
    return PASSPHRASE if number == 0 else f"{PASSPHRASE} {number}"


class Day(Work):
    """Work that also changes keys, backs up and locks."""

    def __init__(self, workspace: Workspace, rng: random.Random, ledger: Path) -> None:
        super().__init__(workspace, rng, teller(ledger))
        self._secret = passphrase(0)

    def act(self, number: int) -> None:
        """A save, or now and then something that writes whole files."""
        if self._rng.random() >= _OTHERS:
            super().act(number)
            return
        others = (self._new_passphrase, self._new_words, self._back_up, self._pack, self._lock)
        with suppress(DiskError), _bad_disk(self._rng):
            self._rng.choice(others)(number)

    def close(self) -> None:
        """Lock for good."""
        self._workspace.close()

    def _new_passphrase(self, number: int) -> None:
        def change() -> None:
            self._workspace.vault.ways.change_passphrase(passphrase(number))
            self._secret = passphrase(number)

        self.tell_of(number, "passphrase", change)

    def _new_words(self, number: int) -> None:
        self._workspace.vault.ways.new_recovery_words()

    def _back_up(self, number: int) -> None:
        kept = self._workspace.folder.parent / KEPT
        self.tell_of(number, "backup ?", lambda: f"backup {self._workspace.vault.backup(kept).path.name}")

    def _pack(self, number: int) -> None:
        file = self._workspace.folder.parent / KEPT / f"{number}.attunebackup"
        self.tell_of(number, f"backup {file.name}", lambda: self._workspace.vault.backup(file) and None)

    def _lock(self, number: int) -> None:
        folder, catalogue = self._workspace.folder, self._workspace.catalogue
        self._workspace.close()
        self._workspace = enter(folder, self._secret, catalogue)


@contextmanager
def _bad_disk(rng: random.Random) -> Iterator[None]:
    """Some writes to new whole files are said to be done and are not."""
    real = os.write

    def write(handle: int, data: bytes) -> int:
        is_part = Path(f"/proc/self/fd/{handle}").readlink().suffix == ".part"
        return len(data) if is_part and rng.random() < _SWALLOWED else real(handle, data)

    os.write = write
    try:
        yield
    finally:
        os.write = real


def main(arguments: list[str]) -> int:
    """Make the practice and work in it."""
    break_named()
    folder, ledger = Path(arguments[0]), Path(arguments[1])
    seed, acts = int(arguments[2]), int(arguments[3])
    tell = teller(ledger)
    tell("begun 0 practice")
    clock = FixedClock(NOON)
    workspace = Workspace(
        create_vault(folder / PRACTICE, passphrase(0), policy=WEAK, clock=clock).vault, clock
    )
    tell("kept 0 practice")
    fill(workspace)
    tell("kept 0 filled")
    day = Day(workspace, random.Random(seed), ledger)
    try:
        for number in range(1, acts + 1):
            day.act(number)
    except VaultError:
        return SHUT_OUT
    day.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
