"""Verified backups: a copy that did not open and check out again was never a backup."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.files import (
    PRIVATE_FOLDER,
    make_folders,
    new_file,
    sync_file,
    sync_folder,
    write_whole,
)
from therapist_app.kernel.progress import Progress
from therapist_app.vault.bundle import (
    FORMAT,
    MANIFEST,
    SINGLE_FILE,
    SPARE,
    Backup,
    Bundle,
    forget_cache,
    manifest_of,
    pack,
    read_bundle,
)
from therapist_app.vault.copycheck import Contents, check_copy
from therapist_app.vault.driver import RawConnection, blank_raw, checked, driver
from therapist_app.vault.errors import (
    BackupDamaged,
    BackupNotKept,
    DiskError,
    DiskFull,
    FolderExists,
    VaultDamaged,
    from_os,
    from_sqlite,
)
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, parse
from therapist_app.vault.keys import DataKey
from therapist_app.vault.migrations.runner import version
from therapist_app.vault.shelf import BACKUPS, Place, Shelf, after_origin, last_of
from therapist_app.vault.thinning import next_day
from therapist_app.vault.verify import counts, sound

_PAGES_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Source:
    """The open vault that is copied, and its folder."""

    folder: Path
    raw: RawConnection
    header: Header
    key: DataKey
    clock: Clock


@dataclass(frozen=True, slots=True)
class Wish:
    """Why a backup is made, as part of its name, and whether it is kept for 90 days at least."""

    reason: str = "asked"
    pinned: bool = False


class Making:
    """A backup under way: `copy` needs the vault's own thread, `finish` does not; `drop` always comes last."""

    def __init__(self, source: Source, destination: Path, wish: Wish, progress: Progress) -> None:
        self.destination = destination
        self._source, self._wish, self._progress = source, wish, progress
        self._single = destination.suffix == SINGLE_FILE
        self._parent = destination.parent if self._single else destination
        self._key = source.key.copy()
        self._shelf = Shelf(self._parent, source.header.vault_id, self._key)
        self._part = self._shelf.part()

    def copy(self) -> None:
        """Copy the database and note what the vault holds at this moment."""
        source = self._source
        self._require_free_name()
        with _asking_the_disk():
            make_folders(self._parent)
            self._shelf.tidy()
            _require_room(source.raw, self._parent, copies=2 if self._single else 1)
            self._part.mkdir(mode=PRIVATE_FOLDER)
            _copy_pages(source, self._part / DB_NAME, self._progress)
            self._expected = (version(source.raw), counts(source.raw))
            self._today = source.clock.local().date().isoformat()
            self._made_at = source.clock.now().strftime("%Y%m%dT%H%M%SZ")

    def finish(self) -> Backup:
        """Bring the copy to the disk, open it again, check everything, and only then give it its name."""
        with _asking_the_disk(), _not_keeping_damage():
            sync_file(self._part / DB_NAME)
            write_whole(self._part / HEADER_NAME, self._source.header.to_bytes())
            self._progress.step(0.8, "Checking the copy")
            backup = self._describe(self._read_back(), self._find_place())
            write_whole(self._part / MANIFEST, manifest_of(backup, self._key))
            sync_folder(self._part)
            self._progress.step(0.95, "Checking the copy")
            self._require_sealed(self._part)
            final = self._name(backup)
            sync_folder(self._parent)
        self._progress.step(1.0)
        return replace(backup, path=final)

    def drop(self) -> None:
        """Take away what is unfinished and let go of the key."""
        shutil.rmtree(self._part, ignore_errors=True)
        self._key.forget()

    def _find_place(self) -> Place:
        own = self._source.folder / BACKUPS
        places = [self._shelf.place(), after_origin(self._source.folder, self._key)]
        if own != self._parent:
            places.append(Shelf(own, self._source.header.vault_id, self._key).place())
        return last_of(*places)

    def _read_back(self) -> Contents:
        header = parse((self._part / HEADER_NAME).read_bytes())
        seen = check_copy(self._part, self._key, header, self._progress)
        if (seen.schema, seen.counts) != self._expected:
            raise BackupNotKept
        return seen

    def _describe(self, seen: Contents, after: Place) -> Backup:
        copy = self._part / DB_NAME
        return Backup(
            path=self._part,
            vault_id=self._source.header.vault_id,
            seq=after.seq + 1,
            made_at=self._made_at,
            reason=self._wish.reason,
            pinned=self._wish.pinned,
            schema=seen.schema,
            size=copy.stat().st_size,
            sha256=sha256_of(copy),
            day=next_day(after.day, after.date, self._today),
            date=self._today,
            head=seen.head,
            format=FORMAT,
        )

    def _name(self, backup: Backup) -> Path:
        if self._single:
            packed = self._part / f"bundle{SINGLE_FILE}"
            pack(self._part, packed)
            self._require_sealed(packed).require_whole()
            self._require_free_name()
            packed.replace(self.destination)
            return self.destination
        final = self._parent / f"{backup.seq:05d}-{backup.made_at}-{backup.reason}"
        self._part.rename(final)
        return final

    def _require_sealed(self, path: Path) -> Bundle:
        """Read the bundle as a restore would begin to."""
        bundle = read_bundle(path)
        bundle.require_sealed(self._key)
        return bundle

    def _require_free_name(self) -> None:
        if self._single and os.path.lexists(self.destination):
            raise FolderExists


def back_up(
    source: Source, destination: Path, wish: Wish | None = None, progress: Progress | None = None
) -> Backup:
    """Copy a vault into the folder `destination`, or into one file if its name ends in .attunebackup.

    The bundle holds the encrypted database under the same keys, the key file and a sealed manifest. Raises
    BackupNotKept if the copy does not check out, a disk's sentence, or Cancelled; nothing is then left behind.
    """
    making = Making(source, destination, wish or Wish(), progress or Progress())
    try:
        making.copy()
        return making.finish()
    except BackupNotKept:
        require_sound_source(source)
        raise
    finally:
        making.drop()


def require_sound_source(source: Source) -> None:
    """Raise VaultDamaged if it is the vault and not the copy that does not check out."""
    if not sound(source.raw):
        raise VaultDamaged(
            "No backup was made of it, and earlier backups are untouched. Restore one of them."
        )


def back_up_before(act: str, source: Source) -> Backup:
    """A pinned, verified backup inside the vault, made before an act that changes much, such as "update"."""
    return back_up(source, source.folder / BACKUPS, Wish(f"before-{act}", pinned=True))


def carry(bundle: Bundle, shelf: Shelf, name: str, progress: Progress | None = None) -> Backup:
    """Copy a good bundle folder as one sealed file called `name` onto another shelf, which may be a slow disk.

    The bytes are read back from there before the file gets its name; an earlier one is never written over.
    """
    progress = progress or Progress()
    part = shelf.part()
    try:
        with _asking_the_disk(), _not_keeping_damage():
            shelf.tidy()
            if shutil.disk_usage(shelf.folder).free < bundle.backup.size + SPARE:
                raise DiskFull
            part.mkdir(mode=PRIVATE_FOLDER)
            packed, final = part / name, shelf.folder / name
            pack(bundle.path, packed)
            progress.step(0.5, "Reading it back")
            read_bundle(packed).require_whole(progress)
            packed.replace(final)
            sync_folder(shelf.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return replace(bundle.backup, path=final)


def sha256_of(path: Path) -> str:
    """Of a copy that no connection has open, as the disk gives it; never of the live vault file."""
    with path.open("rb") as file:
        forget_cache(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_pages(source: Source, copy: Path, progress: Progress) -> None:
    new_file(copy)
    target = blank_raw(copy, source.key, source.header.db_salt)

    def step(_status: int, left: int, total: int) -> None:
        progress.step(0.75 * (total - left) / max(total, 1), "Copying")

    try:
        source.raw.backup(target, pages=_PAGES_AT_ONCE, progress=step)
    except driver.Error as error:
        # The driver gives no code for a copy that stopped half-way, only SQLite's words.
        raise from_sqlite(error) or (DiskFull() if "full" in str(error) else DiskError()) from None
    finally:
        target.close()


def _require_room(raw: RawConnection, parent: Path, *, copies: int) -> None:
    pages = int(checked(raw, "PRAGMA page_count")[0][0])
    page = int(checked(raw, "PRAGMA page_size")[0][0])
    if shutil.disk_usage(parent).free < copies * pages * page + SPARE:
        raise DiskFull


@contextmanager
def _asking_the_disk() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise from_os(error) from None


@contextmanager
def _not_keeping_damage() -> Generator[None]:
    """What was just written and does not read back whole is no backup; what was there before is untouched."""
    try:
        yield
    except BackupDamaged:
        raise BackupNotKept from None
