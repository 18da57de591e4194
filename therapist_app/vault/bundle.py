"""What a backup is on the disk: database, key file and sealed manifest, in one folder or one file.

A bundle is read with suspicion: until its seal was checked, nothing in it is believed, no name in it is used as
a path, and no size in it decides how much is read.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import os
import shutil
import stat
import struct
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, cast

from therapist_app.kernel.files import PRIVATE_FILE, read_small, sync_handle
from therapist_app.kernel.progress import Progress
from therapist_app.vault.audit import Head
from therapist_app.vault.errors import BackupDamaged, DiskFull, NewerVault, NotABackup, from_os
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, parse
from therapist_app.vault.header import MAX_BYTES as MAX_HEADER
from therapist_app.vault.keys import BACKUP, DataKey, KdfPolicy, forget
from therapist_app.vault.slots import Secret
from therapist_app.vault.unlock import keys_of

MAGIC = "attune-backup"
FORMAT = 3
MANIFEST = "manifest.json"
SINGLE_FILE = ".attunebackup"
NAMES = (MANIFEST, HEADER_NAME, DB_NAME)
SPARE = 1 << 20  # bytes of room beside a copy itself
_MAX_MANIFEST = 64 * 1024
_BLOCK = 1 << 20
_DIRECTORY = 4096  # bytes: more than three entries of a zip file's directory need
_UNCHECKED = (1, 2)  # formats without a checksum
_LITTER = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})  # what file managers leave in folders
_WHOLE = {"seq": (1, 2**53), "schema": (0, 2**31), "size": (1, 2**53), "day": (0, 2**53)}
_TEXTS = ("vault_id", "made_at", "reason", "sha256", "date")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it lies and what its manifest says. The manifest holds no content.

    `seq` orders backups, not the clock; `day` counts the days on which one was made; `pinned` ones are kept
    longer. `head` is where the history ended: a witness, and the way to tell whether the practice changed since.
    Manifests of format 1 had no `day`, `date` and `head`, those before format 3 no checksum.
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
    day: int = 0
    date: str = ""
    head: Head | None = None
    format: int = 1


def manifest_of(backup: Backup, key: DataKey) -> bytes:
    """The manifest file of a backup, sealed."""
    content = {"magic": MAGIC, **asdict(backup)}
    del content["path"]
    sealed = {**content, "seal": _seal(content, key)}
    sealed["checksum"] = _checksum(sealed)
    return (json.dumps(sealed, indent=1, sort_keys=True) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's small parts as found, not yet believed. `backup` says what the manifest claims."""

    path: Path
    backup: Backup
    header: Header
    manifest: bytes

    def unlock(self, secret: Secret, floor: KdfPolicy) -> DataKey:
        """The data key, once manifest and key file were found to be written by someone who held it.

        Raises WrongPassphrase or WrongWords, HeaderDamaged and its kin, BackupDamaged.
        """
        key = keys_of(self.header, secret, floor).present
        try:
            self.require_sealed(key)
        except BackupDamaged:
            key.forget()
            raise
        return key

    def require_sealed(self, key: DataKey) -> None:
        """Raise BackupDamaged unless the seals of manifest and key file are this key's."""
        require_manifest_sealed(self.manifest, key)
        if not self.header.is_authentic(key) or self.header.vault_id != self.backup.vault_id:
            raise BackupDamaged

    @contextmanager
    def _database(self) -> Generator[IO[bytes]]:
        if self.path.is_dir():
            with _open_file(self.path / DB_NAME) as file:
                yield file
        else:
            with _open_file(self.path) as whole, _zip_of(whole) as bundle, bundle.open(DB_NAME) as file:
                yield file

    def require_whole(self, progress: Progress | None = None) -> None:
        """Read every byte of the database as it lies there; BackupDamaged unless they are the sealed ones."""
        with refusing():
            self._read(progress or Progress(), None)

    def extract(self, target: Path, progress: Progress | None = None) -> None:
        """Write the database to a new private file and bring it to the disk; BackupDamaged if bytes differ."""
        with refusing():
            if shutil.disk_usage(target.parent).free < self.backup.size + SPARE:
                raise DiskFull
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(target, flags, PRIVATE_FILE), "wb", buffering=0) as file:
                self._read(progress or Progress(), file)
                sync_handle(file.fileno())

    def _read(self, progress: Progress, target: IO[bytes] | None) -> None:
        digest, left, size = hashlib.sha256(), self.backup.size, self.backup.size
        with self._database() as source:
            while left and (block := source.read(min(_BLOCK, left))):
                progress.step((size - left) / size * 0.7, "Reading the backup")
                digest.update(block)
                left -= len(block)
                if target is not None:
                    _write_all(target, block)
            if left or source.read(1) or digest.hexdigest() != self.backup.sha256:
                raise BackupDamaged


def read_bundle(path: Path) -> Bundle:
    """The small parts of a bundle folder or file.

    Raises NotABackup, BackupDamaged, NewerVault or a disk's sentence; reads at most a few hundred KiB.
    """
    with refusing():
        manifest, header, size = _folder_parts(path) if path.is_dir() else _file_parts(path)
        backup = _parse_manifest(path, manifest)
        if backup.size != size:
            raise BackupDamaged
        return Bundle(path, backup, _parse_header(header), manifest)


@contextmanager
def refusing() -> Generator[None]:
    """Turn what hostile or broken files raise into its sentence."""
    try:
        yield
    except FileNotFoundError:
        raise NotABackup from None
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise BackupDamaged from None  # a place before the file's beginning, which only a wrong number names
        raise from_os(error) from None
    except (ValueError, TypeError, KeyError, RecursionError, zipfile.BadZipFile, struct.error, EOFError):
        raise BackupDamaged from None
    except (NotImplementedError, RuntimeError):  # what zipfile raises for compression or encryption
        raise BackupDamaged from None


def _folder_parts(path: Path) -> tuple[bytes, bytes, int]:
    if stat.S_ISLNK(path.lstat().st_mode):
        raise NotABackup
    names: set[str] = set()
    with os.scandir(path) as found:
        for entry in found:
            names.add(entry.name)
            if len(names) > len(NAMES) + len(_LITTER):
                break
    if MANIFEST not in names:
        raise NotABackup
    if names - _LITTER != set(NAMES):
        raise BackupDamaged
    status = (path / DB_NAME).lstat()
    if not stat.S_ISREG(status.st_mode):
        raise BackupDamaged
    manifest = read_small(path / MANIFEST, _MAX_MANIFEST)
    return manifest, read_small(path / HEADER_NAME, MAX_HEADER), status.st_size


def _file_parts(path: Path) -> tuple[bytes, bytes, int]:
    with _open_file(path) as whole, _zip_of(whole) as bundle:
        manifest = _small_part(bundle, MANIFEST, _MAX_MANIFEST)
        return manifest, _small_part(bundle, HEADER_NAME, MAX_HEADER), bundle.getinfo(DB_NAME).file_size


def _small_part(bundle: zipfile.ZipFile, name: str, limit: int) -> bytes:
    if bundle.getinfo(name).file_size > limit:
        raise BackupDamaged
    return bundle.read(name)


def _open_file(path: Path) -> IO[bytes]:
    """Open a regular file for reading; links, pipes and devices are refused without waiting on them."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise NotABackup
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")


@contextmanager
def _zip_of(file: IO[bytes]) -> Generator[zipfile.ZipFile]:
    """The zip file as we write it: three plain parts, nothing packed, nothing before, between or after them."""
    size = file.seek(0, os.SEEK_END)
    if size < 22 or not _has_small_directory(file, size):
        raise BackupDamaged if _begins_as_ours(file) else NotABackup
    with zipfile.ZipFile(file) as bundle:
        parts = bundle.infolist()
        if sorted(part.filename for part in parts) != sorted(NAMES) or bundle.comment:
            raise BackupDamaged
        if any(
            part.compress_type != zipfile.ZIP_STORED
            or part.compress_size != part.file_size
            or part.flag_bits & ~0x800
            for part in parts
        ):
            raise BackupDamaged
        if not 0 < size - sum(part.file_size for part in parts) <= _DIRECTORY:
            raise BackupDamaged
        yield bundle


def _begins_as_ours(file: IO[bytes]) -> bool:
    """Whether the first part has the manifest's name: then it was a backup once, whatever became of its end."""
    file.seek(0)
    return file.read(30 + len(MANIFEST)).endswith(MANIFEST.encode())


def _has_small_directory(file: IO[bytes], size: int) -> bool:
    """Whether the file ends as a zip file of ours, before `zipfile` would read all that its directory claims."""
    file.seek(max(0, size - 98))
    tail = file.read(98)
    end = tail[-22:]
    if end[:4] != b"PK\5\6" or struct.unpack("<H", end[10:12])[0] != len(NAMES) or end[20:] != b"\0\0":
        return False
    claimed = struct.unpack("<L", end[12:16])[0]
    if tail[-42:-38] == b"PK\6\7":  # a large file's own record stands before the usual one
        if len(tail) < 98 or tail[:4] != b"PK\6\6":
            return False
        claimed = struct.unpack("<Q", tail[40:48])[0]
    return claimed <= _DIRECTORY


def read_sealed_manifest(path: Path, key: DataKey) -> Backup:
    """What a manifest file says; NotABackup, BackupDamaged if this key did not seal it, or a disk's sentence."""
    with refusing():
        data = read_small(path, _MAX_MANIFEST)
        backup = _parse_manifest(path, data)
        require_manifest_sealed(data, key)
        return backup


def require_manifest_sealed(data: bytes, key: DataKey) -> None:
    """Raise BackupDamaged unless this key sealed the manifest."""
    content = cast("dict[str, Any]", json.loads(data))
    content.pop("checksum", None)
    seal = content.pop("seal", "")
    if not isinstance(seal, str) or not hmac.compare_digest(seal.encode(), _seal(content, key).encode()):
        raise BackupDamaged


def _parse_header(data: bytes) -> Header:
    from therapist_app.vault.errors import HeaderDamaged

    try:
        return parse(data)
    except HeaderDamaged:
        raise BackupDamaged from None


def _parse_manifest(path: Path, data: bytes) -> Backup:
    content: Any = json.loads(data.decode("ascii"))
    if not isinstance(content, dict):
        raise BackupDamaged
    said = cast("dict[str, Any]", content)
    checksum = said.pop("checksum", None)
    if checksum is not None and checksum != _checksum(said):
        raise BackupDamaged  # before a word of it is believed, even that it is none of ours or a newer one
    if said.pop("magic", None) != MAGIC:
        raise NotABackup
    said.pop("seal", None)
    number = said.get("format", 1)
    if type(number) is int and number > FORMAT:
        raise NewerVault
    if checksum is None and number not in _UNCHECKED:
        raise BackupDamaged
    head = said.pop("head", None)
    if set(said) - {*_WHOLE, *_TEXTS, "pinned", "format"} or not _is_typed(said):
        raise BackupDamaged
    return Backup(path=path, head=None if head is None else Head(**_head(head)), **said)


def _is_typed(said: dict[str, Any]) -> bool:
    """Whether every value has its type and bounds, so that a manifest can be listed before it is believed."""
    texts = [said[name] for name in _TEXTS if name in said]
    return (
        all(
            type(said[name]) is int and low <= said[name] <= high
            for name, (low, high) in _WHOLE.items()
            if name in said
        )
        and all(isinstance(text, str) and len(text) <= 200 for text in texts)
        and type(said["pinned"]) is bool
        and type(said.get("format", 1)) is int
    )


def _head(said: Any) -> dict[str, Any]:
    texts = [said[name] for name in ("digest", "mac")]
    if len(said) != 3 or type(said["seq"]) is not int or not all(isinstance(text, str) for text in texts):
        raise BackupDamaged
    return dict(said)


def _checksum(content: dict[str, Any]) -> str:
    """What tells a damaged manifest from another program's, before there is a key that could check its seal."""
    return hashlib.sha256(_text(content)).hexdigest()


def _text(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _seal(content: dict[str, Any], key: DataKey) -> str:
    seal_key = key.derive(BACKUP)
    try:
        return hmac.new(bytes(seal_key), _text(content), hashlib.sha256).hexdigest()
    finally:
        forget(seal_key)


def pack(folder: Path, target: Path) -> None:
    """Put a bundle folder into one stored (not compressed) zip file and bring it to the disk."""
    with target.open("xb") as whole:
        target.chmod(PRIVATE_FILE)
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED, strict_timestamps=False) as bundle:
            for name in NAMES:
                bundle.write(folder / name, name)
        whole.flush()
        sync_handle(whole.fileno())
        forget_cache(whole.fileno())


def forget_cache(handle: int) -> None:
    """Let the next read come from the disk itself, where the system can be asked for that."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _write_all(target: IO[bytes], block: bytes) -> None:
    view = memoryview(block)
    while view:
        view = view[target.write(view) :]
