"""An opened database made ready for use: its schema brought up to date, its history as new as its witnesses say."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from therapist_app.kernel.clock import Clock
from therapist_app.vault.driver import Opened, open_raw
from therapist_app.vault.errors import DiskError, ReadOnly, VaultDamaged, VaultOlder
from therapist_app.vault.header import DB_NAME, JUST_RESTORED, Header
from therapist_app.vault.history_check import require_newest
from therapist_app.vault.keys import DataKey
from therapist_app.vault.migrations.runner import migrate, newest, version
from therapist_app.vault.search_index import keep_in_step
from therapist_app.vault.trail import adopt
from therapist_app.vault.vault_keys import read_keys


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A vault on its way to be opened."""

    folder: Path
    header: Header
    key: DataKey
    clock: Clock


@dataclass(frozen=True, slots=True)
class Ready:
    """The connection to use, whether the vault is older than its witnesses, and the number of the backup it was
    just restored from (0 if it was not).
    """

    opened: Opened
    is_older: bool
    restored: int


def make_ready(found: Found, opened: Opened, *, accept_older: bool) -> Ready:
    """Bring it up to date and compare it with its witnesses; the connection is closed if anything is raised.

    Raises VaultOlder unless that is accepted or a restore explains it. A bad answer from the disk gets a second look
    on a new connection before it is said aloud.
    """
    restored = _restored_from(found)
    accept_older = accept_older or restored > 0
    try:
        return Ready(opened, _look(found, opened, accept_older=accept_older), restored)
    except (VaultDamaged, DiskError):
        again = open_raw(found.folder / DB_NAME, found.key, found.header.db_salt)
        return Ready(again, _look(found, again, accept_older=accept_older), restored)


def _look(found: Found, opened: Opened, *, accept_older: bool) -> bool:
    try:
        _bring_up_to_date(found, opened)
        require_newest(opened.raw, found.folder, found.header.vault_id, read_keys(opened.raw))
    except VaultOlder:
        if accept_older:
            return True
        opened.raw.close()
        raise
    except BaseException:
        opened.raw.close()
        raise
    return False


def _bring_up_to_date(found: Found, opened: Opened) -> None:
    def before(old: int) -> None:
        from therapist_app.vault.backup import Source, back_up_before

        source = Source(found.folder, opened.raw, found.header, found.key, found.clock)
        back_up_before(f"update-from-{old}", source)

    if opened.read_only and version(opened.raw) < newest():
        raise ReadOnly("This practice needs an update of its file. Move it to a disk that can be written.")
    migrate(
        opened.raw, before=before, within=lambda raw, to: adopt(raw, to, found.header.vault_id, found.clock)
    )
    if not opened.read_only:
        keep_in_step(opened.raw)


def _restored_from(found: Found) -> int:
    """The number of the backup that this vault was just restored from; 0 if it was not, or that is not ours to say."""
    if not (found.folder / JUST_RESTORED).exists():
        return 0
    from therapist_app.vault.restore import number_restored

    return number_restored(found.folder, found.key)


def forget_restore(folder: Path) -> None:
    """The history has told of the restore: its mark is no longer needed."""
    with contextlib.suppress(OSError):
        (folder / JUST_RESTORED).unlink()
