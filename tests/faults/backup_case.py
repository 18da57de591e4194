"""A practice under fault: its vault, its shelves, and what is known to have been saved and acknowledged."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.plan import Outcome
from tests.support.vaults import PASSPHRASE, WEAK, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.paths import PORTABLE_VARIABLE
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.bundle import Bundle
from therapist_app.vault.keys import DataKey, Passphrase
from therapist_app.vault.restore import Restore
from therapist_app.vault.routine import Backups
from therapist_app.vault.shelf import Shelf
from therapist_app.vault.vault import Vault


class Memory:
    """What a practice remembers of its backups, kept through the vault as in the product."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def remember(self, key: str, value: object) -> None:
        """Keep."""
        with self._vault.begin() as session:
            session.merge(Remembered(key=key, value=value))

    def recall(self, key: str) -> object:
        """Tell."""
        with self._vault.read() as session:
            row = session.get(Remembered, key)
        return row.value if row else None


@dataclass
class Case:
    """One vault with its shelves, and what is known to have been saved and acknowledged."""

    folder: Path
    disk: Path
    stick: Path  # where a disk is bound; `real` is the disk itself
    real: Path
    clock: FixedClock
    rows: int = 0
    rows_of: dict[int, int] = field(default_factory=dict)  # backup number -> rows of its time
    acked: list[int] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)

    def open(self) -> Vault:
        """The vault, as the product opens it."""
        return open_again(self.folder, clock=self.clock)

    def backups(self, vault: Vault) -> Backups:
        """The routine of the open vault, with its folder for copies."""
        found = Backups(vault, Memory(vault), self.clock)
        found.folder = self.stick
        return found

    def write(self) -> None:
        """One more row, committed."""
        with self.open() as vault, vault.begin() as session:
            session.merge(Remembered(key=f"row {self.rows:05}", value="x" * 900))
        self.rows += 1

    def back_up(self) -> int:
        """A round as a person asks for it; its number."""
        with self.open() as vault:
            done = self.backups(vault).run(asked=True)
            assert done is not None
            if done.made is None:
                raise done.troubles["make"]
            return done.made.seq

    def wrong(self, words: str) -> None:
        """Note what was seen of a failure."""
        self.outcome.notes.append(words)


def shelf_of(folder: Path, vault: Vault) -> Shelf:
    key: DataKey = vault.source().key
    return Shelf(folder, vault.vault_id, key)


def is_whole(bundle: Bundle) -> bool:
    with contextlib.suppress(errors.VaultError):
        bundle.require_whole()
        return True
    return False


def restore_to(source: Path, place: Path, clock: FixedClock) -> None:
    with Restore(source, place, clock) as coming:
        coming.look(Passphrase(PASSPHRASE), floor=WEAK)
        coming.put_in_place()


def rows_in(folder: Path, case: Case) -> int:
    """As on another computer: what was seen of this vault here is not asked."""
    here = os.environ[PORTABLE_VARIABLE]
    elsewhere = case.folder.parent / "another home"
    os.environ[PORTABLE_VARIABLE] = str(elsewhere)
    try:
        with open_again(folder, clock=case.clock, accept_older=True) as vault:
            return count_rows(vault)
    finally:
        os.environ[PORTABLE_VARIABLE] = here
        shutil.rmtree(elsewhere, ignore_errors=True)


def count_rows(vault: Vault) -> int:
    with vault.read() as session:
        return session.query(Remembered).filter(Remembered.key.like("row %")).count()


def flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
