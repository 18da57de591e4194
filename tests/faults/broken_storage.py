"""Guards of storage that can be broken on purpose: the database's settings, whole files, units of work, notes.

Each imports what it breaks when it does: a program that breaks nothing pays nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path


def _setting(name: str, value: str, answer: object) -> Callable[[], None]:
    """Give one setting of the database another value, and expect that one."""

    def change() -> None:
        from therapist_app.vault import driver

        driver._SETTINGS = tuple(
            (name, value, answer) if found[0] == name else found for found in driver._SETTINGS
        )

    return change


def _journal_thrown_away() -> None:
    from therapist_app.vault import driver

    whole = driver.require_file

    def require_file(path: Path) -> None:
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        whole(path)

    driver.require_file = require_file


def _no_folder_sync() -> None:
    from therapist_app.kernel import files

    def sync_folder(folder: Path) -> None:
        pass

    _swap(files.sync_folder, sync_folder)


def _no_read_back() -> None:
    from therapist_app.kernel import files

    def write_whole(path, data, *, check=None, mode=0o600):
        part = path.with_name(f".{path.name[:60]}.{os.urandom(6).hex()}.part")
        _write_new(part, data, mode)  # noqa: F821 - it runs among the names of kernel/files.py
        if check:
            check(data)
        part.replace(path)
        sync_folder(path.parent)  # noqa: F821

    _swap(files.write_whole, write_whole)


def _no_page_seal() -> None:
    from therapist_app.vault import driver, verify

    whole = driver._unlock

    def unlock(raw: driver.RawConnection, key: driver.DataKey, salt: bytes) -> None:
        driver.checked(raw, "PRAGMA cipher_default_use_hmac=OFF")
        whole(raw, key, salt)

    driver._unlock = unlock
    verify.checked = lambda raw, sql: [] if "cipher_integrity" in sql else driver.checked(raw, sql)


def _no_key_file_checksum() -> None:
    from therapist_app.vault import header

    def parse(data: bytes) -> header.Header:
        try:
            return header._read(json.loads(data))
        except (ValueError, KeyError, TypeError):
            raise header.HeaderDamaged from None

    header.parse = parse


def _empty_is_new() -> None:
    from therapist_app.vault import driver

    def require_file(path: Path) -> None:
        path.touch()

    _swap(driver.require_file, require_file)


def _notes_not_checked() -> None:
    from therapist_app.sessions import rules

    def checked_note(document: object) -> object:
        return document

    _swap(rules.checked_note, checked_note)


def _notes_folded() -> None:
    from therapist_app.vault import records

    def process_bind_param(self, value, dialect):
        import unicodedata

        return unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False))

    _swap(records.Json.process_bind_param, process_bind_param)


def _commit_on_error() -> None:
    from sqlalchemy.orm import Session

    from therapist_app.vault import unit

    def leave(self: Session, kind: object, *_: object) -> None:
        if kind is not None:
            self.commit()
        self.close()

    unit.Session = type("Session", (Session,), {"__exit__": leave})


def _no_commit() -> None:
    from sqlalchemy.orm import Session

    from therapist_app.vault import unit

    unit.Session = type("Session", (Session,), {"commit": Session.flush})


def _swap(whole: Callable[..., object], broken: Callable[..., object]) -> None:
    """Give a function other code, wherever it was imported to by name."""
    whole.__code__ = broken.__code__


def _ack_before_commit() -> None:
    from tests.faults import work

    work.ACK_FIRST = True


STORAGE: dict[str, Callable[[], None]] = {
    "synchronous_off": _setting("synchronous", "OFF", 0),
    "journal_off": _setting("journal_mode", "OFF", "off"),
    "journal_thrown_away": _journal_thrown_away,  # what a cut left is "cleaned up" instead of mended
    "no_folder_sync": _no_folder_sync,
    "no_read_back": _no_read_back,
    "no_page_seal": _no_page_seal,  # pages are encrypted and not authenticated
    "no_key_file_checksum": _no_key_file_checksum,
    "empty_is_new": _empty_is_new,  # an absent or empty vault file is taken for one to be begun
    "notes_not_checked": _notes_not_checked,
    "notes_folded": _notes_folded,  # letters are composed on the way to the disk, and nobody reads them back
    "commit_on_error": _commit_on_error,  # a unit of work that fails half way is kept half way
    "no_commit": _no_commit,
    "ack_before_commit": _ack_before_commit,  # the rows' own program says "saved" too early
}
