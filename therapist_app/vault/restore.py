"""Bringing a backup back: looked into and checked beside the vault, then put under its name in one step.

What was there before is set aside under a name of its own, whole; nothing is ever written over.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.files import PRIVATE_FOLDER, new_file, sync_folder, write_whole
from therapist_app.kernel.progress import Progress
from therapist_app.vault.bundle import NAMES, SPARE, Backup, Bundle, read_bundle, read_sealed_manifest
from therapist_app.vault.copycheck import Contents, check_copy
from therapist_app.vault.driver import open_raw
from therapist_app.vault.errors import (
    AlreadyOpen,
    DiskFull,
    OtherPractice,
    VaultDamaged,
    VaultError,
    from_os,
)
from therapist_app.vault.header import (
    DB_NAME,
    JUST_RESTORED,
    read_headers,
    write_header,
    write_previous,
)
from therapist_app.vault.keyfile import keep_damaged_header
from therapist_app.vault.keys import DataKey, KdfPolicy
from therapist_app.vault.shelf import BACKUPS, ORIGIN, bundles_in
from therapist_app.vault.slots import Secret
from therapist_app.vault.swap import exchange

_PART = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: the backup, what it holds, and where the vault before it lies now, if one did."""

    backup: Backup
    contents: Contents
    aside: Path | None


class Restore:
    """One backup on its way back. `look` unpacks and checks it beside the vault; `put_in_place` gives it the name.

    `close` comes last and takes away what was not put in place. Nothing under the vault's own name changes before
    `put_in_place`, and that is a single step of the disk.
    """

    def __init__(self, source: Path, vault: Path, clock: Clock) -> None:
        """Read the small parts; raises NotABackup, BackupDamaged, OtherPractice or a disk's sentence."""
        self.bundle: Bundle = read_bundle(source)
        self.vault = vault
        self._clock = clock
        self._require_same_practice()
        self._part = vault.parent / f"{_part_start(vault)}{secrets.token_hex(6)}{_PART}"
        self._key: DataKey | None = None
        self._contents: Contents | None = None

    @property
    def backup(self) -> Backup:
        """What the manifest says; believed once `look` has come back."""
        return self.bundle.backup

    def look(
        self, secret: Secret, *, floor: KdfPolicy | None = None, progress: Progress | None = None
    ) -> Contents:
        """Unpack and check everything; what it holds. The secret is the one of that day.

        Raises WrongPassphrase or WrongWords, HeaderDamaged, BackupDamaged, NewerVault, a disk's sentence, Cancelled.
        """
        progress = progress or Progress()
        self._drop()
        key = self._key = self.bundle.unlock(secret, floor or KdfPolicy.floor())
        try:
            self._unpack(progress)
            self._contents = check_copy(self._part, key, self.bundle.header, progress)
        except OSError as error:
            self._drop()
            raise from_os(error) from None
        except BaseException:
            self._drop()
            raise
        return self._contents

    def put_in_place(self) -> Restored:
        """Give the checked copy the vault's name, and the vault that had it another one.

        A kill at any moment leaves the one or the other under the name, each whole. Raises AlreadyOpen if the
        present vault is in use, or a disk's sentence.
        """
        contents, key = self._contents, self._key
        if contents is None or key is None:
            raise RuntimeError("a backup is looked into before it is put in place")
        try:
            aside = self._swap(key)
            sync_folder(self.vault.parent)
        except OSError as error:
            raise from_os(error) from None
        return Restored(self.backup, contents, aside)

    def close(self) -> None:
        """Let go of the key and of what was unpacked and not used."""
        self._drop()

    def __enter__(self) -> Restore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _require_same_practice(self) -> None:
        """A vault is only replaced by its own backup; one whose key files are gone cannot be asked."""
        try:
            present = read_headers(self.vault)
        except VaultError:
            return
        if any(read.header.vault_id != self.bundle.header.vault_id for read in present):
            raise OtherPractice

    def _unpack(self, progress: Progress) -> None:
        part = self._part
        _tidy(self.vault)
        if shutil.disk_usage(part.parent).free < self.backup.size + SPARE:
            raise DiskFull
        part.mkdir(mode=PRIVATE_FOLDER)
        self.bundle.extract(part / DB_NAME, progress)
        write_header(part, self.bundle.header)
        write_previous(part, self.bundle.header)
        write_whole(part / ORIGIN, self.bundle.manifest)
        new_file(part / JUST_RESTORED)
        _share_shelf(self.vault / BACKUPS, part / BACKUPS)
        sync_folder(part)

    def _swap(self, key: DataKey) -> Path | None:
        if not os.path.lexists(self.vault):
            self._part.rename(self.vault)
            return None
        with _nobody_else(self.vault, key, self.bundle):
            aside = self._free_name()
            self._part.rename(aside)  # whole and checked by now, and under a name that can be seen
            try:
                exchange(aside, self.vault)
            except OSError:
                aside.rename(self._part)
                raise
        return aside

    def _free_name(self) -> Path:
        day = self._clock.local().strftime("%Y-%m-%d %H.%M")
        wanted = f"{self.vault.stem} (set aside {day})"
        for number in range(1, 1000):
            more = f" {number}" if number > 1 else ""
            path = self.vault.with_name(f"{wanted}{more}{self.vault.suffix}")
            if not os.path.lexists(path):
                return path
        raise FileExistsError

    def _drop(self) -> None:
        shutil.rmtree(self._part, ignore_errors=True)
        self._contents = None
        if self._key is not None:
            self._key.forget()
            self._key = None


def restore_key_file(source: Path, vault: Path, secret: Secret, *, floor: KdfPolicy | None = None) -> Backup:
    """Put only the key file of a backup back into a vault whose own is lost or damaged; the notes stay as they are.

    It opens with the passphrase or words of that day, and it is tried on the vault file first. What lay there is
    kept beside it. Raises what `Restore.look` raises; OtherPractice if it does not fit the vault file.
    """
    bundle = read_bundle(source)
    key = bundle.unlock(secret, floor or KdfPolicy.floor())
    try:
        open_raw(vault / DB_NAME, key, bundle.header.db_salt).raw.close()
        keep_damaged_header(vault)
        write_header(vault, bundle.header)
    except VaultDamaged:
        raise OtherPractice(
            "The key file in it does not open the vault file here. Nothing was changed. Use another backup."
        ) from None
    except OSError as error:
        raise from_os(error) from None
    finally:
        key.forget()
    return bundle.backup


def number_restored(vault: Path, key: DataKey) -> int:
    """The number of the backup that a vault was restored from; 0 if its manifest is not there or not this key's."""
    try:
        return read_sealed_manifest(vault / ORIGIN, key).seq
    except VaultError:
        return 0


@contextlib.contextmanager
def _nobody_else(vault: Path, key: DataKey, bundle: Bundle) -> Generator[None]:
    """Hold the lock of the present vault if it can be had; AlreadyOpen if another program holds it.

    A damaged vault has no lock that could be held, and nobody can have it open either.
    """
    raw = None
    try:
        raw = open_raw(vault / DB_NAME, key, bundle.header.db_salt).raw
    except AlreadyOpen:
        raise
    except VaultError:
        pass
    if raw is not None and os.name == "nt":  # a folder with an open file in it cannot be renamed there
        raw.close()
        raw = None
    try:
        yield
    finally:
        if raw is not None:
            raw.close()


def _share_shelf(present: Path, new: Path) -> None:
    """Let the backups that lie in the present vault lie in the new one too: the same files under a second name."""
    new.mkdir(mode=PRIVATE_FOLDER)
    for bundle in bundles_in(present):
        target = new / bundle.path.name
        with contextlib.suppress(OSError):  # a disk without second names: they stay where they are, set aside
            if bundle.path.is_dir():
                target.mkdir(mode=PRIVATE_FOLDER)
                for name in NAMES:
                    os.link(bundle.path / name, target / name)
                sync_folder(target)
            else:
                os.link(bundle.path, target)
    sync_folder(new)


def _tidy(vault: Path) -> None:
    """Take away what a restore of this vault that was cut off left behind; it never had a name."""
    with contextlib.suppress(OSError):
        for path in list(vault.parent.iterdir()):
            if path.name.startswith(_part_start(vault)) and path.name.endswith(_PART):
                shutil.rmtree(path, ignore_errors=True)


def _part_start(vault: Path) -> str:
    return f".{vault.stem[:60]}."
