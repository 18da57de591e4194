"""Guards that can be broken on purpose, so that a row of the plan can be seen to turn red.

Only the programs that rows start call `break_named`; the product knows nothing of this.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from therapist_app.vault.driver import RawConnection

VARIABLE = "ATTUNE_BROKEN"


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


def _no_turning_back() -> None:
    from ui.shell.doorway import Doorway

    Doorway._turn_back = lambda self: None  # a lock is not heard while a passphrase is being checked


def _lazy_saving() -> None:
    from ui.kit import autosave

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


def _copy_check_off() -> None:
    """A copy becomes a backup without having been opened again."""
    from therapist_app.vault import backup, copycheck

    backup.Making._read_back = lambda self: copycheck.Contents(*self._expected, 0, None, False)


def _thinning_by_clock() -> None:
    """How old a backup is, is what the clock said when it was made."""
    import datetime as dt

    from therapist_app.vault import shelf
    from therapist_app.vault.thinning import Standing

    shelf._standing = lambda backup: Standing(
        backup.seq, dt.date.fromisoformat(backup.date).toordinal(), backup.pinned
    )


def _folder_sync_off() -> None:
    """The name of a backup is not brought to the disk."""
    from therapist_app.vault import backup

    backup.sync_folder = lambda _folder: None


def _restore_in_place() -> None:
    """The vault gives up its name before the restored one takes it."""
    from therapist_app.vault import restore

    def by_turns(one: Path, other: Path) -> None:
        between = other.with_name("between.attune")
        other.rename(between)
        time.sleep(0.05)
        one.rename(other)
        between.rename(one)

    restore.exchange = by_turns


def _bundle_trusted() -> None:
    """What a backup says of itself is believed."""
    from therapist_app.vault import bundle

    bundle._has_small_directory = lambda *_: True
    bundle.require_manifest_sealed = lambda *_: None


def _sheet_mark_trusted() -> None:
    """A filled sheet is believed to be what its mark says."""
    from therapist_app.homework import sheet_files

    sheet_files.is_genuine = lambda *_: True


def _sheet_choice_trusted() -> None:
    """What a field holds is believed, whatever the sheet offers."""
    from therapist_app.homework import returned

    returned._value = lambda _, field: field.value.strip()


def _no_signed_guards() -> None:
    """The database takes any change of a signed row."""
    from therapist_app.vault.migrations import m0003_signing

    m0003_signing.DDL = m0003_signing._TABLES
    m0003_signing.GUARDS.clear()


def _no_recursive_triggers() -> None:
    """REPLACE goes past the triggers, as it does in SQLite by itself."""
    from therapist_app.vault import driver

    driver._SETTINGS = tuple(
        ("recursive_triggers", "OFF", 0) if one[0] == "recursive_triggers" else one
        for one in driver._SETTINGS
    )


def _pages_as_they_are() -> None:
    """A page is pasted as the window library does it: with its pictures and addresses."""
    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QTextEdit

    from ui.sessions.editor import NoteText
    from ui.sessions.editor_document import NoteTextDocument
    from ui.sessions.editor_surface import NoteSurface

    NoteText.insertFromMimeData = QTextEdit.insertFromMimeData
    NoteTextDocument.loadResource = QTextDocument.loadResource
    del NoteSurface.loadResource


def _byte_order_dropped() -> None:
    """Text goes into the document by the plain call, which takes a first sign for a byte order mark."""
    from ui.sessions import editor_document

    editor_document._write_exactly = lambda cursor, text, look: cursor.insertText(text, look)


def _search_not_quoted() -> None:
    """What is typed goes to the index as it is."""
    from therapist_app.search import words

    words.Term.query = property(lambda term: term.text)


def _removal_in_pieces() -> None:
    """What is removed leaves its tables in one transaction, and reaches the trash in the next."""
    from therapist_app.trash import service

    take_out = service.take_out

    def in_pieces(db: Any, *given: str) -> Any:
        found = take_out(db, *given)
        raw = db.connection().connection.driver_connection
        raw.execute("COMMIT")
        raw.execute("BEGIN IMMEDIATE")
        return found

    service.take_out = in_pieces


def _shared_believed() -> None:
    """Whoever shared a handout may say for whom it is fit."""
    from therapist_app.homework import own_file

    own_file.NOT_BELIEVED = frozenset({"key", "version"})


def _measure_off() -> None:
    """A handout may be as long and as full of marks as it likes."""
    from therapist_app.homework import own_file

    own_file.check_measure = lambda *_: None


GUARDS: dict[str, Callable[[], None]] = {
    "removal_in_pieces": _removal_in_pieces,
    "shared_believed": _shared_believed,
    "measure_off": _measure_off,
    "witness_off": _witness_off,
    "history_off": _history_off,
    "no_signed_guards": _no_signed_guards,
    "no_recursive_triggers": _no_recursive_triggers,
    "migration_in_pieces": _migration_in_pieces,
    "key_file_in_place": _key_file_in_place,
    "unannounced_key": _unannounced_key,
    "keyring_allow_list_off": _keyring_allow_list_off,
    "keyring_read_back_off": _keyring_read_back_off,
    "patience_off": _patience_off,
    "copy_check_off": _copy_check_off,
    "thinning_by_clock": _thinning_by_clock,
    "folder_sync_off": _folder_sync_off,
    "restore_in_place": _restore_in_place,
    "bundle_trusted": _bundle_trusted,
    "sheet_mark_trusted": _sheet_mark_trusted,
    "sheet_choice_trusted": _sheet_choice_trusted,
    "same_process": _same_process,
    "no_brake": _no_brake,
    "no_turning_back": _no_turning_back,
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
    "pages_as_they_are": _pages_as_they_are,
    "byte_order_dropped": _byte_order_dropped,
    "messages_reported": _messages_reported,
    "parameters_shown": _parameters_shown,
    "search_not_quoted": _search_not_quoted,
}


def break_named(names: str | None = None) -> None:
    """Break the guards named in `names`, or in the environment, in this process."""
    from tests.faults.broken_storage import STORAGE

    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        (GUARDS | STORAGE)[name]()
