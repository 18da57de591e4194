"""Replacing the data key: the database re-keyed in place, and what a cut in the middle of that left behind.

The order: a verified backup; a key file that announces the next key (its slots, and the present key wrapped under
it); the re-keying, one transaction of the database; a look at every page; the key file of the next key. At every step
the new ways in open the vault; the old ones do until the re-keying is committed. The keys of the history and of the
signature lie inside the database, so they stay.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from therapist_app.vault.driver import Opened, RawConnection, open_raw, rekey
from therapist_app.vault.errors import VaultDamaged, VaultError
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, HeaderRead, write_header
from therapist_app.vault.keyfile import promoted, withdrawn
from therapist_app.vault.keys import DataKey
from therapist_app.vault.slots import REFUSAL
from therapist_app.vault.unlock import Keys, Unlocked, open_either
from therapist_app.vault.verify import sound

_REPLACED = (
    "It was replaced by a new one, and the change was cut short before its last step. The new one opens it."
)


def open_database(unlocked: Unlocked) -> tuple[Opened, HeaderRead, DataKey]:
    """Open the database; a change of its key that was cut short is finished or undone first.

    It is finished when a new way in was used, undone when an old one still opens it.
    """
    header, path = unlocked.read.header, unlocked.folder / DB_NAME
    if header.pending is None:
        return open_raw(path, unlocked.keys.present, header.db_salt), unlocked.read, unlocked.keys.present
    opened, key = _open_side(path, header.db_salt, unlocked)
    if opened.read_only:
        return opened, unlocked.read, key
    if unlocked.keys.following is None:
        return opened, _kept(unlocked, withdrawn(header, key)), key
    if key is unlocked.keys.present:
        turned = replace_key(opened.raw, path, header.db_salt, unlocked.keys)
        opened, key = turned.opened, turned.key
    if key is unlocked.keys.present:  # no room for it now: it stays announced
        return opened, unlocked.read, key
    unlocked.keys.present.forget()
    return opened, _kept(unlocked, promoted(header, key)), key


@dataclass(frozen=True, slots=True)
class Turned:
    """After a re-keying: the connection, the key in force, and why that is still the present one, if it is."""

    opened: Opened
    key: DataKey
    refusal: VaultError | None = None


def replace_key(raw: RawConnection, path: Path, salt: bytes, keys: Keys) -> Turned:
    """Re-key through an open connection, which is closed, and look at every page through a new one."""
    assert keys.following is not None  # noqa: S101 - announced before
    refusal = None
    with contextlib.closing(raw):
        try:
            rekey(raw, keys.following, salt)
        except VaultError as error:
            refusal = error
    opened, key = open_either(path, salt, keys)
    if not sound(opened.raw):
        opened.raw.close()
        raise VaultDamaged
    return Turned(opened, key, refusal)


def _open_side(path: Path, salt: bytes, unlocked: Unlocked) -> tuple[Opened, DataKey]:
    """An old way in that no longer reaches the database was replaced; that is no damage."""
    try:
        return open_either(path, salt, unlocked.keys)
    except VaultDamaged:
        if unlocked.keys.following is not None:
            raise
        raise REFUSAL[unlocked.kind](_REPLACED) from None


def _kept(unlocked: Unlocked, header: Header) -> HeaderRead:
    """Write the settled key file; where the disk refuses, the one that announces the change still opens it."""
    with contextlib.suppress(OSError, VaultError):
        if unlocked.read.source == HEADER_NAME:
            write_header(unlocked.folder, header)
    return replace(unlocked.read, header=header)
