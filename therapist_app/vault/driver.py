"""One keyed SQLCipher connection, opened in the one safe order, with every setting read back."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import sqlcipher3.dbapi2 as _sqlcipher  # pyright: ignore[reportMissingTypeStubs] - it ships none

from therapist_app.vault.errors import (
    DiskError,
    ReadOnly,
    VaultDamaged,
    VaultMissing,
    VaultNotEncrypted,
    from_os,
    from_sqlite,
)
from therapist_app.vault.keys import DB, DataKey, forget
from therapist_app.vault.mending import mend_free_pages, was_cut

driver: Any = _sqlcipher
APPLICATION_ID = 0x4174746E  # "Attn": tells our file from any other that the key would open
PAGE = 4096
_PLAIN_MAGIC = b"SQLite format 3\0"
_KEY_FORM = re.compile(rb"x'[0-9a-f]{96}'")
_WAIT = 0.25  # seconds for another program's lock to go away

# Journal and synchronous modes were chosen by power-cut trials: DELETE + EXTRA + EXCLUSIVE lost nothing,
# and on a full or read-only disk it can still be read.
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("cell_size_check", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("recursive_triggers", "ON", 1),
    ("mmap_size", "0", 0),
    ("cache_size", "-65536", -65536),
)


class Cursor(Protocol):
    """What we use of a driver's cursor."""

    def fetchall(self) -> list[tuple[Any, ...]]: ...  # noqa: D102
    def fetchone(self) -> tuple[Any, ...] | None: ...  # noqa: D102
    def __iter__(self) -> Any: ...


class RawConnection(Protocol):
    """What we use of the driver's connection; statements commit by themselves unless BEGIN was said."""

    in_transaction: bool
    total_changes: int

    def execute(self, sql: str, values: Iterable[object] = ..., /) -> Cursor: ...  # noqa: D102
    def set_key(self, key: bytearray, /) -> None: ...  # noqa: D102
    def reset_key(self, key: bytearray, /) -> None: ...  # noqa: D102
    def enable_load_extension(self, on: bool, /) -> None: ...  # noqa: D102
    def backup(  # noqa: D102
        self, target: Any, *, pages: int = ..., progress: Callable[[int, int, int], None] | None = ...
    ) -> None: ...
    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int, /) -> None: ...  # noqa: D102
    def interrupt(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Opened:
    """An open connection, and whether its disk can only be read."""

    raw: RawConnection
    read_only: bool


def open_raw(path: Path, key: DataKey, salt: bytes, *, write: bool = True) -> Opened:
    """Open an existing vault file and lock everyone else out (`write=False`: share it, for checking a copy).

    A bad answer from the disk gets a second look on a new connection before it is said aloud.
    """
    require_file(path)
    try:
        return _attempt(path, key, salt, write=write)
    except VaultDamaged:
        _refuse_plain(path)
    except DiskError:
        pass
    return _attempt(path, key, salt, write=write)


def require_file(path: Path) -> None:
    """Refuse an absent or empty vault file before SQLite could take it for a new database.

    Only the folder entry is looked at: opening and closing the file here would drop the lock of a
    connection that this process may have on it (POSIX locks belong to the process, not to the descriptor).
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise VaultMissing from None
    except OSError as error:
        raise from_os(error) from None
    if status.st_size == 0:
        raise VaultMissing
    if not stat.S_ISREG(status.st_mode) or status.st_size < PAGE:
        raise VaultDamaged


def checked(raw: RawConnection, sql: str) -> list[tuple[Any, ...]]:
    """Run one statement; the driver's error becomes its true sentence."""
    try:
        return raw.execute(sql).fetchall()
    except (driver.Error, MemoryError) as error:
        known = from_sqlite(error)
        if known is None:
            raise
        raise known from None


def _attempt(path: Path, key: DataKey, salt: bytes, *, write: bool) -> Opened:
    cut = write and was_cut(path)
    try:
        raw = _connect(path, "rw" if write else "ro")
    except driver.Error as error:
        raise (from_sqlite(error) or VaultDamaged()) from None
    try:
        _unlock(raw, key, salt)
        checked(raw, "SELECT count(*) FROM sqlite_schema")
        read_only = not write or _settle(raw) or not _may_write(path)
        if checked(raw, "PRAGMA application_id") != [(APPLICATION_ID,)]:
            raise VaultDamaged
        if cut and not read_only:
            mend_free_pages(raw)
    except BaseException:
        raw.close()
        raise
    return Opened(raw, read_only)


def _connect(path: Path, mode: str) -> RawConnection:
    """`mode` rw or ro: a file that vanished is never made anew."""
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    raw: RawConnection = driver.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=_WAIT
    )
    raw.enable_load_extension(False)
    return raw


def _unlock(raw: RawConnection, key: DataKey, salt: bytes) -> None:
    """Hand the key over outside SQL text; a malformed one would silently be taken for a passphrase."""
    checked(raw, "PRAGMA cipher_log=off")
    with _spelled(key, salt) as spelled:
        raw.set_key(spelled)
    version = checked(raw, "PRAGMA cipher_version")
    if (
        not version
        or not str(version[0][0]).startswith("4.")
        or checked(raw, "PRAGMA cipher_status") != [("1",)]
    ):
        raise RuntimeError("the database library does not encrypt")  # fail closed: never write plain text


@contextmanager
def _spelled(key: DataKey, salt: bytes) -> Generator[bytearray]:
    """The raw key with its salt, in the one form that SQLCipher does not take for a passphrase."""
    db_key = key.derive(DB)
    spelled = bytearray(b"x'" + db_key.hex().encode() + salt.hex().encode() + b"'")
    forget(db_key)
    try:
        if not _KEY_FORM.fullmatch(spelled):
            raise ValueError("the database key is malformed")
        yield spelled
    finally:
        forget(spelled)


def rekey(raw: RawConnection, following: DataKey, salt: bytes) -> None:
    """Encrypt every page anew under another key, in one transaction; the salt stays.

    After a refusal the connection must be closed: it no longer knows by which key it writes.
    """
    try:
        with _spelled(following, salt) as spelled:
            raw.reset_key(spelled)
    except driver.Error as error:
        raise (from_sqlite(error) or DiskError()) from None


def _settle(raw: RawConnection) -> bool:
    """Apply the settings and take the lock; True if the disk can only be read."""
    for name, value, _ in _SETTINGS:
        checked(raw, f"PRAGMA {name}={value}")
    try:
        checked(raw, "BEGIN EXCLUSIVE")
        checked(raw, "COMMIT")
        read_only = False
    except ReadOnly:
        checked(raw, "SELECT count(*) FROM sqlite_schema")
        read_only = True
    for name, _, expected in _SETTINGS:
        found = checked(raw, f"PRAGMA {name}")
        if found != [(expected,)]:
            raise RuntimeError(f"the setting {name} did not take")
    return read_only


def _may_write(path: Path) -> bool:
    """Asked of the system: on a read-only disk SQLite takes every lock and fails at the first write."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _refuse_plain(path: Path) -> None:
    """Name a plain SQLite file as such; only called when no connection of ours is on the file."""
    try:
        with path.open("rb") as file:
            if file.read(len(_PLAIN_MAGIC)) == _PLAIN_MAGIC:
                raise VaultNotEncrypted
    except OSError as error:
        raise from_os(error) from None


def blank_raw(path: Path, key: DataKey, salt: bytes) -> RawConnection:
    """A keyed connection to an empty private file that a backup will fill."""
    raw = _connect(path, "rw")
    try:
        _unlock(raw, key, salt)
    except BaseException:
        raw.close()
        raise
    return raw


def create_raw(path: Path, key: DataKey, salt: bytes) -> RawConnection:
    """A new, keyed, empty vault file at a path where an empty private file was just made."""
    raw = _connect(path, "rw")
    try:
        _unlock(raw, key, salt)
        _settle(raw)
        checked(raw, f"PRAGMA application_id={APPLICATION_ID}")
    except BaseException:
        raw.close()
        raise
    return raw
