"""How much room the vault's disk has left, and when that is too little to be quiet about."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from therapist_app.vault.header import DB_NAME

LEAST_FREE = 500 * 1000 * 1000  # bytes
LEAST_TIMES = 3  # times the vault's own size: a backup, its copy, and something to go on with


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: what is free, and what the vault's file takes."""

    free: int
    vault: int

    @property
    def is_short(self) -> bool:
        """Whether someone should make room soon."""
        return self.free < max(LEAST_FREE, LEAST_TIMES * self.vault)


def room_of(folder: Path) -> Room | None:
    """The room on a vault's disk; None where the system does not say. Only folder entries are looked at."""
    try:
        return Room(shutil.disk_usage(folder).free, (folder / DB_NAME).stat().st_size)
    except OSError:
        return None
