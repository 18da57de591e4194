"""An opened database made ready for use: its schema brought up to date, its history as new as its witnesses say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from therapist_app.kernel.clock import Clock
from therapist_app.vault.driver import Opened, open_raw
from therapist_app.vault.errors import DiskError, ReadOnly, VaultDamaged, VaultOlder
from therapist_app.vault.header import DB_NAME, Header
from therapist_app.vault.history_check import require_newest
from therapist_app.vault.keys import DataKey
from therapist_app.vault.migrations.runner import migrate, newest, version
from therapist_app.vault.trail import adopt
from therapist_app.vault.vault_keys import read_keys


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A vault on its way to be opened."""

    folder: Path
    header: Header
    key: DataKey
    clock: Clock


def make_ready(found: Found, opened: Opened, *, accept_older: bool) -> tuple[Opened, bool]:
    """The connection to use, and whether the vault is older than its witnesses; it is closed if anything is raised.

    A bad answer from the disk gets a second look on a new connection before it is said aloud.
    """
    try:
        return _look(found, opened, accept_older=accept_older)
    except (VaultDamaged, DiskError):
        again = open_raw(found.folder / DB_NAME, found.key, found.header.db_salt)
        return _look(found, again, accept_older=accept_older)


def _look(found: Found, opened: Opened, *, accept_older: bool) -> tuple[Opened, bool]:
    try:
        _bring_up_to_date(found, opened)
        require_newest(opened.raw, found.folder, found.header.vault_id, read_keys(opened.raw))
    except VaultOlder:
        if accept_older:
            return opened, True
        opened.raw.close()
        raise
    except BaseException:
        opened.raw.close()
        raise
    return opened, False


def _bring_up_to_date(found: Found, opened: Opened) -> None:
    def before(old: int) -> None:
        from therapist_app.vault.backup import Source, back_up_before_migration

        source = Source(opened.raw, found.header, found.key, found.clock)
        back_up_before_migration(found.folder, source, old)

    if opened.read_only and version(opened.raw) < newest():
        raise ReadOnly("This practice needs an update of its file. Move it to a disk that can be written.")
    migrate(
        opened.raw, before=before, within=lambda raw, to: adopt(raw, to, found.header.vault_id, found.clock)
    )
