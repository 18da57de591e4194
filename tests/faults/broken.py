"""Guards that can be broken on purpose, so that a row of the plan can be seen to turn red.

Only the programs that rows start call `break_named`; the product knows nothing of this.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from therapist_app.vault.driver import RawConnection

VARIABLE = "ATTUNE_BROKEN"


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


def _witness_off() -> None:
    from therapist_app.vault import history

    history.write_witnesses = lambda *_: False


def _history_off() -> None:
    from therapist_app.vault.trail import Trail

    Trail.watch = Trail.close_unit = lambda self: None


def _migration_in_pieces() -> None:
    """A step is committed before the history has taken it in; a moment between makes a kill likely to fall there."""
    from therapist_app.vault.migrations import m0002_history

    whole = m0002_history.apply

    def piecemeal(raw: RawConnection) -> None:
        whole(raw)
        raw.execute(f"PRAGMA user_version={m0002_history.VERSION}")
        raw.execute("COMMIT")
        time.sleep(0.05)
        raw.execute("BEGIN IMMEDIATE")

    m0002_history.apply = piecemeal


def _key_file_in_place() -> None:
    """The key file is written over, and the one before is not kept."""
    from therapist_app.vault import create, header, keyfile

    header.write_whole = lambda path, data, **_: path.write_bytes(data)
    create.write_previous = keyfile.write_previous = lambda *_: None


def _unannounced_key() -> None:
    """The database is re-keyed before the key file says a word about it."""
    from therapist_app.vault import keyfile

    keyfile.KeyFile._write = lambda self, header, _secrets: setattr(self, "header", header)
    keyfile.write_previous = lambda *_: None


def _keyring_allow_list_off() -> None:
    from therapist_app.vault import system_keyring

    system_keyring.require_allowed = lambda backend: (
        f"{type(backend).__module__}.{type(backend).__qualname__}"
    )


def _keyring_read_back_off() -> None:
    from therapist_app.vault import system_keyring

    system_keyring.is_kept = lambda *_: True


def _patience_off() -> None:
    from ui.unlock import patience

    patience.pause_after = lambda _wrong: 0.0


def _same_process() -> None:
    from ui.shell.doorway import Doorway

    Doorway._replace = lambda self, renew: None  # the lock ends in the process that knew the practice


def _no_brake() -> None:
    from ui.shell.sentry_linux import LinuxSentry

    LinuxSentry.hold_sleep = lambda self: None


def _no_epoch() -> None:
    from ui.kit.tasks import Tasks

    Tasks.next_epoch = lambda self: None


def _lazy_saving() -> None:
    from ui.sessions import autosave

    autosave.AFTER_LAST_KEY = autosave.AFTER_FIRST_KEY = 60.0


def _no_exclusive_lock() -> None:
    from therapist_app.vault import driver

    driver._SETTINGS = tuple(
        ("locking_mode", "NORMAL", "normal") if name == "locking_mode" else (name, value, expected)
        for name, value, expected in driver._SETTINGS
    )


def _read_back_off() -> None:
    from therapist_app.vault.vault import Vault

    Vault.read_back = Vault.read  # what is read comes from memory, as it was meant to be written


def _second_look_off() -> None:
    from contextlib import nullcontext

    from therapist_app.vault.vault import Vault

    Vault._guarded = lambda self, *, saving: nullcontext()


def _ballast_off() -> None:
    from therapist_app.vault.ballast import Ballast

    Ballast.make = lambda self: False


def _file_watch_off() -> None:
    from therapist_app.vault.file_watch import Entry, FileWatch

    FileWatch.is_same = lambda self: True
    FileWatch.wrote = lambda self: None
    FileWatch.require_same_file = lambda self, *, saving: Entry(0, 0, 0, 0)


def _clock_watch_off() -> None:
    from therapist_app.vault.clock_watch import ClockWatch

    ClockWatch.seconds_back = lambda self: 0


def _escaping_off() -> None:
    """Text is read as the PDF library's own markup before it is set."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    from therapist_app.documents import typeset

    clean, style = typeset.clean, getSampleStyleSheet()["Normal"]

    def read_as_markup(text: str) -> str:
        Paragraph(text, style).wrap(400, 400)
        return clean(text)

    typeset.clean = read_as_markup


def _names_as_asked() -> None:
    """A file gets whatever name it was asked to have."""
    from therapist_app.documents import save
    from ui.homework import given_words

    given_words.safe_name = lambda wanted, *_: f"{wanted}.pdf"
    save.safe_path = lambda chosen, *_: chosen


def _no_raise() -> None:
    from ui.shell.instance import Instance

    Instance.serve = lambda self, practice: True


def _messages_reported() -> None:
    """A report of an error tells its message too."""
    from ui.kit import crash

    make = crash.make_report
    crash.make_report = lambda error: f"{make(error)}{error}\n"


def _parameters_shown() -> None:
    """SQLAlchemy quotes the values of a statement in its errors, as it does by itself."""
    from therapist_app.vault import engine

    create = engine.create_engine
    engine.create_engine = lambda *given, **more: create(*given, **more | {"hide_parameters": False})


GUARDS: dict[str, Callable[[], None]] = {
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
    "witness_off": _witness_off,
    "history_off": _history_off,
    "migration_in_pieces": _migration_in_pieces,
    "key_file_in_place": _key_file_in_place,
    "unannounced_key": _unannounced_key,
    "keyring_allow_list_off": _keyring_allow_list_off,
    "keyring_read_back_off": _keyring_read_back_off,
    "patience_off": _patience_off,
    "same_process": _same_process,
    "no_brake": _no_brake,
    "no_epoch": _no_epoch,
    "lazy_saving": _lazy_saving,
    "no_exclusive_lock": _no_exclusive_lock,
    "read_back_off": _read_back_off,
    "second_look_off": _second_look_off,
    "ballast_off": _ballast_off,
    "file_watch_off": _file_watch_off,
    "clock_watch_off": _clock_watch_off,
    "escaping_off": _escaping_off,
    "names_as_asked": _names_as_asked,
    "no_raise": _no_raise,
    "messages_reported": _messages_reported,
    "parameters_shown": _parameters_shown,
}


def break_named(names: str | None = None) -> None:
    """Break the guards named in `names`, or in the environment, in this process."""
    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        GUARDS[name]()
