"""Building a new vault beside its final place, so that a half-made one never carries the name."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.files import PRIVATE_FOLDER, new_file, sync_folder
from therapist_app.kernel.ids import new_id
from therapist_app.vault.driver import create_raw, open_raw
from therapist_app.vault.errors import (
    FolderExists,
    FolderNotWritable,
    NoPermission,
    ReadOnly,
    VaultDamaged,
    from_os,
)
from therapist_app.vault.header import DB_NAME, Header, read_headers, write_header, write_previous
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.migrations.runner import Within, migrate, newest, version
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.shelf import BACKUPS
from therapist_app.vault.slots import unwrap, wrap
from therapist_app.vault.trail import adopt


def build(
    folder: Path, passphrase: Passphrase, words: RecoveryWords, policy: KdfPolicy, clock: Clock
) -> tuple[Header, DataKey]:
    """Make the vault's folder: database, key file, a look through each slot, then the name."""
    if os.path.lexists(folder):
        raise FolderExists
    part = folder.parent / f".{folder.name[:80]}.{secrets.token_hex(6)}.part"
    key = DataKey.new()
    try:
        _make_folder(part)
        header = _fill(part, key, passphrase, words, policy, clock)
        if os.path.lexists(folder):
            raise FolderExists
        part.rename(folder)
        sync_folder(folder.parent)
    except BaseException as error:
        key.forget()
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise from_os(error) from None
        raise
    return header, key


def _make_folder(part: Path) -> None:
    try:
        part.mkdir(mode=PRIVATE_FOLDER)
        (part / BACKUPS).mkdir(mode=PRIVATE_FOLDER)
    except OSError as error:
        known = from_os(error)
        if isinstance(known, (ReadOnly, NoPermission)) or isinstance(
            error, FileNotFoundError | NotADirectoryError
        ):
            raise FolderNotWritable from None
        raise known from None


def _fill(
    part: Path, key: DataKey, passphrase: Passphrase, words: RecoveryWords, policy: KdfPolicy, clock: Clock
) -> Header:
    vault_id, salt, now = new_id(), os.urandom(16), clock.now()
    _make_db(part / DB_NAME, key, salt, lambda raw, version: adopt(raw, version, vault_id, clock))
    slots = (wrap(passphrase, key, vault_id, now, policy), wrap(words, key, vault_id, now))
    header = Header(vault_id, salt, slots).sealed(key)
    write_header(part, header)
    write_previous(part, header)
    for secret in (passphrase, words):
        _see_it_open(part, secret, policy)
    sync_folder(part)
    return header


def _make_db(path: Path, key: DataKey, salt: bytes, within: Within) -> None:
    new_file(path)
    raw = create_raw(path, key, salt)
    try:
        migrate(raw, within=within)
    finally:
        raw.close()
    with path.open("rb") as file:  # closed and not yet anyone's: the one time this is safe
        if file.read(6) == b"SQLite":
            raise RuntimeError("the database library wrote plain text")


def _see_it_open(part: Path, secret: Passphrase | RecoveryWords, policy: KdfPolicy) -> None:
    """Open what was written as a stranger would: only from the disk and the secret."""
    header = read_headers(part)[0].header
    again = unwrap(header.slots, secret, header.vault_id, policy)
    opened = open_raw(part / DB_NAME, again, header.db_salt)
    with contextlib.closing(opened.raw):
        if not header.is_authentic(again) or version(opened.raw) != newest():
            raise VaultDamaged
    again.forget()
