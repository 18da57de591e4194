"""Verified backups: a copy that did not open and check out again was never a backup."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import shutil
import zipfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_folders,
    new_file,
    sync_file,
    sync_folder,
    write_whole,
)
from therapist_app.kernel.progress import Progress
from therapist_app.vault.driver import RawConnection, blank_raw, checked, driver, open_raw
from therapist_app.vault.errors import DiskFull, VaultDamaged, VaultError, from_os, from_sqlite
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, parse
from therapist_app.vault.keys import BACKUP, DataKey, forget
from therapist_app.vault.migrations.runner import version
from therapist_app.vault.verify import counts, sound

MAGIC = "attune-backup"
MANIFEST = "manifest.json"
BACKUPS = "backups"
SINGLE_FILE = ".attunebackup"
_NUMBER = re.compile(r"(\d{5,})-")
_PAGES_AT_ONCE = 512
_SPARE = 1 << 20  # bytes of room beside the copy itself


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified backup: where it lies and what its manifest says. The manifest holds no content.

    `seq` orders backups, not the clock; `pinned` ones are not thinned.
    """

    path: Path
    vault_id: str
    seq: int
    made_at: str
    reason: str
    pinned: bool
    schema: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """The open vault that is copied."""

    raw: RawConnection
    header: Header
    key: DataKey
    clock: Clock


def back_up(
    source: Source,
    destination: Path,
    *,
    reason: str = "asked",
    pinned: bool = False,
    progress: Progress | None = None,
) -> Backup:
    """Copy a vault into the folder `destination`, or into one file if its name ends in .attunebackup.

    The bundle holds the encrypted database under the same keys, the key file and a sealed manifest; a bundle
    folder opens like a vault. Raises VaultDamaged if the copy does not check out, a disk's sentence, or
    Cancelled; then nothing is left behind.
    """
    progress = progress or Progress()
    single = destination.suffix == SINGLE_FILE
    parent = destination.parent if single else destination
    part = parent / f".{secrets.token_hex(8)}.part"
    try:
        make_folders(parent)
        _require_room(source.raw, parent, copies=2 if single else 1)
        part.mkdir(mode=PRIVATE_FOLDER)
        backup = _fill(part, source, _next_number(parent), reason, pinned=pinned, progress=progress)
        if single:
            final = _pack(part, destination, backup)
        else:
            final = parent / f"{backup.seq:05d}-{_stamp(source.clock)}-{reason}"
            part.rename(final)
        sync_folder(parent)
    except OSError as error:
        raise from_os(error) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    progress.step(1.0)
    return replace(backup, path=final)


def back_up_before_migration(folder: Path, source: Source, found: int) -> Backup:
    """A pinned, verified backup inside the vault, made before its schema changes from version `found`."""
    return back_up(source, folder / BACKUPS, reason=f"before-update-from-{found}", pinned=True)


def read_backup(path: Path, key: DataKey) -> Backup:
    """The manifest of a bundle folder, once its seal and the bytes it names fit; else VaultDamaged."""
    try:
        content: dict[str, Any] = json.loads((path / MANIFEST).read_bytes())
        seal = content.pop("seal")
        if not hmac.compare_digest(seal, _seal(content, key)) or content.pop("magic") != MAGIC:
            raise VaultDamaged
        backup = Backup(path=path, **content)
        if _sha256(path / DB_NAME) != backup.sha256:
            raise VaultDamaged
    except (ValueError, KeyError, TypeError, AttributeError):
        raise VaultDamaged from None
    except OSError as error:
        raise from_os(error) from None
    return backup


def _fill(part: Path, source: Source, seq: int, reason: str, *, pinned: bool, progress: Progress) -> Backup:
    copy = part / DB_NAME
    _copy_pages(source, copy, progress)
    write_whole(part / HEADER_NAME, source.header.to_bytes())
    progress.step(0.8, "Checking the copy")
    _require_same(source, part)
    backup = Backup(
        path=part,
        vault_id=source.header.vault_id,
        seq=seq,
        made_at=_stamp(source.clock),
        reason=reason,
        pinned=pinned,
        schema=version(source.raw),
        size=copy.stat().st_size,
        sha256=_sha256(copy),
    )
    content = {"magic": MAGIC, **asdict(backup)}
    del content["path"]
    sealed = {**content, "seal": _seal(content, source.key)}
    write_whole(part / MANIFEST, (json.dumps(sealed, indent=1, sort_keys=True) + "\n").encode())
    sync_folder(part)
    return backup


def _copy_pages(source: Source, copy: Path, progress: Progress) -> None:
    new_file(copy)
    target = blank_raw(copy, source.key, source.header.db_salt)

    def step(_status: int, left: int, total: int) -> None:
        progress.step(0.75 * (total - left) / max(total, 1), "Copying")

    try:
        source.raw.backup(target, pages=_PAGES_AT_ONCE, progress=step)
    except driver.Error as error:
        raise from_sqlite(error) or VaultError() from None
    finally:
        target.close()
    sync_file(copy)


def _require_same(source: Source, part: Path) -> None:
    """Open the copy as a restore would and compare it with the original."""
    header = parse((part / HEADER_NAME).read_bytes())
    opened = open_raw(part / DB_NAME, source.key, header.db_salt, write=False)
    try:
        same = (
            header.is_authentic(source.key)
            and sound(opened.raw)
            and version(opened.raw) == version(source.raw)
            and counts(opened.raw) == counts(source.raw)
            and not checked(opened.raw, "PRAGMA foreign_key_check")
        )
    finally:
        opened.raw.close()
    if not same:
        raise VaultDamaged("The copy did not check out, so it was not kept. Earlier backups are untouched.")


def _pack(part: Path, destination: Path, backup: Backup) -> Path:
    """Put the bundle into one stored (not compressed) zip file, read it back, then give it its name."""
    packed = part / "bundle"
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_STORED) as bundle:
        for name in (MANIFEST, HEADER_NAME, DB_NAME):
            bundle.write(part / name, name)
    packed.chmod(PRIVATE_FILE)
    sync_file(packed)
    with zipfile.ZipFile(packed) as bundle:
        digest = hashlib.sha256()
        with bundle.open(DB_NAME) as file:
            while block := file.read(1 << 20):
                digest.update(block)
        if bundle.testzip() or digest.hexdigest() != backup.sha256:
            raise VaultDamaged(
                "The copy did not check out, so it was not kept. Earlier backups are untouched."
            )
    packed.replace(destination)
    return destination


def _require_room(raw: RawConnection, parent: Path, *, copies: int) -> None:
    pages = int(checked(raw, "PRAGMA page_count")[0][0])
    page = int(checked(raw, "PRAGMA page_size")[0][0])
    if shutil.disk_usage(parent).free < copies * pages * page + _SPARE:
        raise DiskFull


def _next_number(parent: Path) -> int:
    names = (path.name for path in parent.iterdir())
    found = (_NUMBER.match(name) for name in names)
    return 1 + max((int(match[1]) for match in found if match), default=0)


def _seal(content: dict[str, Any], key: DataKey) -> str:
    seal_key = key.derive(BACKUP)
    try:
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hmac.new(bytes(seal_key), text.encode(), hashlib.sha256).hexdigest()
    finally:
        forget(seal_key)


def _sha256(path: Path) -> str:
    """Of a copy that no connection has open; never of the live vault file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(clock: Clock) -> str:
    return clock.now().strftime("%Y%m%dT%H%M%SZ")
