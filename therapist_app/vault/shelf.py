"""A folder in which backups of a vault lie: what is there, which number comes next, what may go."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from therapist_app.kernel.errors import AttuneError
from therapist_app.vault.bundle import (
    MANIFEST,
    SINGLE_FILE,
    Backup,
    Bundle,
    read_bundle,
    read_sealed_manifest,
)
from therapist_app.vault.errors import VaultError, from_os
from therapist_app.vault.keys import DataKey
from therapist_app.vault.thinning import NEVER, Standing, to_keep

BACKUPS = "backups"
ORIGIN = "restored.json"  # beside the vault's files: the manifest of the backup that it was restored from
_AFTER_RESTORE = 1000
_NUMBER = re.compile(r"(?:^| )(\d{5,9})[- ]")
_SANE = 10**12  # a larger number was made up
_MOST = 2000  # entries of a folder that are looked at; a shelf holds about forty


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next backup stands in the order: what the newest before it was."""

    seq: int = 0
    day: int = 0
    date: str = ""


class Shelf:
    """The backups of one vault in one folder. What belongs to others is neither read further nor touched."""

    def __init__(self, folder: Path, vault_id: str, key: DataKey) -> None:
        self.folder = folder
        self._vault_id = vault_id
        self._key = key

    def bundles(self) -> list[Bundle]:
        """The bundles of this vault whose seals are good, the newest first; their databases were not read yet."""
        found: list[Bundle] = []
        for bundle in bundles_in(self.folder):
            with contextlib.suppress(VaultError):
                if bundle.backup.vault_id == self._vault_id:
                    bundle.require_sealed(self._key)
                    found.append(bundle)
        return found

    def place(self) -> Place:
        """The newest backup here, as what the next one follows; one from before the data key was replaced counts."""
        ours = (one.backup for one in bundles_in(self.folder) if one.backup.vault_id == self._vault_id)
        newest = next((backup for backup in ours if backup.seq < _SANE), None)
        found = Place(newest.seq, newest.day, newest.date) if newest else Place()
        return replace(found, seq=max(found.seq, self._highest_name()))

    def _highest_name(self) -> int:
        """The highest number that a name here bears: one whose manifest is damaged was given all the same."""
        with contextlib.suppress(OSError):
            names = (_NUMBER.search(path.name) for path in self.folder.iterdir())
            return max((int(name[1]) for name in names if name), default=0)
        return 0

    def thin(self) -> list[Backup]:
        """Take away what the rule lets go; the newest three that still check out are never among it.

        Only called after a backup was seen to be good. Old ones of format 1 carry no day and stay.
        """
        shelf = [bundle for bundle in self.bundles() if bundle.backup.format > 1]
        keep = to_keep([_standing(bundle.backup) for bundle in shelf])
        surplus = [bundle for bundle in shelf if bundle.backup.seq not in keep]
        if surplus:
            good = self._good(shelf)
            surplus = [bundle for bundle in surplus if len(good) >= NEVER and bundle.backup.seq not in good]
        for bundle in surplus:
            self._take_away(bundle.path)
        return [bundle.backup for bundle in surplus]

    def tidy(self) -> None:
        """Take away what a backup that was cut off left behind; only this vault's own unfinished copies."""
        with contextlib.suppress(OSError):
            for path in list(self.folder.iterdir()):
                name = path.name
                is_ours_now = name.startswith(f"{self._part_start}{os.getpid()}-")
                if name.startswith(self._part_start) and name.endswith(".part") and not is_ours_now:
                    shutil.rmtree(path, ignore_errors=True)

    def part(self) -> Path:
        """A new name for an unfinished copy; `tidy` knows it again."""
        return self.folder / f"{self._part_start}{os.getpid()}-{secrets.token_hex(6)}.part"

    @property
    def _part_start(self) -> str:
        return f".{self._vault_id}-"

    def _good(self, shelf: list[Bundle]) -> set[int]:
        """The numbers of the newest backups whose bytes are still the sealed ones; at most three are read."""
        good: set[int] = set()
        for bundle in shelf:
            with contextlib.suppress(VaultError):
                bundle.require_whole()
                good.add(bundle.backup.seq)
            if len(good) == NEVER:
                break
        return good

    def _take_away(self, path: Path) -> None:
        """A name first, the bytes then: nothing half removed ever looks like a backup."""
        gone = self.part()
        try:
            gone.mkdir(mode=0o700)
            path.rename(gone / "gone")
            shutil.rmtree(gone, ignore_errors=True)
        except OSError as error:
            raise from_os(error) from None


def bundles_in(folder: Path) -> list[Bundle]:
    """Every readable bundle in a folder, the newest first, none of them believed yet; empty if it is not there."""
    found: list[Bundle] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _MOST:
                break
            if entry.name.startswith(".") or not _may_be_one(entry):
                continue
            with contextlib.suppress(AttuneError):
                found.append(read_bundle(Path(entry.path)))
    return sorted(found, key=lambda bundle: (bundle.backup.seq, bundle.path.name), reverse=True)


def _may_be_one(entry: os.DirEntry[str]) -> bool:
    if entry.name.endswith(SINGLE_FILE):
        return True
    return entry.is_dir(follow_symlinks=False) and os.path.lexists(Path(entry.path) / MANIFEST)


def after_origin(vault: Path, key: DataKey) -> Place:
    """What the first backup after a restore follows: numbers and days go on at the next thousand.

    So they are later than every backup made in the meantime that was given up, on unplugged disks too.
    """
    try:
        origin = read_sealed_manifest(vault / ORIGIN, key)
    except VaultError:
        return Place()
    seq, day = ((number // _AFTER_RESTORE + 1) * _AFTER_RESTORE for number in (origin.seq, origin.day))
    return Place(seq, day, origin.date)


def _standing(backup: Backup) -> Standing:
    return Standing(backup.seq, backup.day, backup.pinned)


def last_of(*places: Place) -> Place:
    """The latest in the order."""
    return max(places, key=lambda place: place.seq)
