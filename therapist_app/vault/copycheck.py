"""Whether a copy of a vault can be used: it is opened as a restore would open it, and everything in it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from therapist_app.kernel.phrases import counted
from therapist_app.kernel.progress import Progress
from therapist_app.vault.audit import Head, head
from therapist_app.vault.driver import RawConnection, checked, driver, open_raw
from therapist_app.vault.errors import BackupDamaged, NewerVault, VaultDamaged, VaultMissing, from_sqlite
from therapist_app.vault.header import DB_NAME, Header
from therapist_app.vault.keys import DataKey
from therapist_app.vault.migrations.m0002_history import VERSION as FIRST_WITH_HISTORY
from therapist_app.vault.migrations.runner import newest, version
from therapist_app.vault.verify import check_contents, check_database, counts

_LOOK_EVERY = 20_000  # steps of the database's own machine between two looks at the wish to stop


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: its schema, the rows of each table, sessions with a note, and where its history ends.

    `altered`: a faithful copy of a vault whose history does not fit its records; whoever uses it is told.
    """

    schema: int
    counts: dict[str, int]
    notes: int
    head: Head | None
    altered: bool

    @property
    def words(self) -> str:
        """What is inside, without a name: "9 couples, 120 sessions, 104 notes"."""
        couples, sessions = (self.counts.get(name, 0) for name in ("couples", "sessions"))
        parts = counted(couples, "couple"), counted(sessions, "session"), counted(self.notes, "note")
        return ", ".join(parts)


def check_copy(folder: Path, key: DataKey, header: Header, progress: Progress | None = None) -> Contents:
    """Open a closed copy read-only from its disk and check every page, rule, link, row and entry.

    The copy may have an older schema. Raises BackupDamaged, NewerVault, a disk's sentence or Cancelled.
    """
    progress = progress or Progress()
    try:
        raw = open_raw(folder / DB_NAME, key, header.db_salt, write=False).raw
    except (VaultDamaged, VaultMissing):
        raise BackupDamaged from None
    try:
        _stop_when_asked(raw, progress)
        return _look(raw, header.vault_id)
    except driver.Error as error:
        progress.step(0.9)  # raises Cancelled if that is why the check was broken off
        raise from_sqlite(error) or error from None
    finally:
        raw.close()


def _look(raw: RawConnection, vault_id: str) -> Contents:
    schema = version(raw)
    if schema > newest():
        raise NewerVault
    keeps_history = schema >= FIRST_WITH_HISTORY
    checks = check_contents(raw, vault_id) if keeps_history else check_database(raw)
    wrong = [check for check in checks if not check.ok and check.key != "schema"]
    if any(not check.tampering for check in wrong):
        raise BackupDamaged
    return Contents(
        schema, counts(raw), _notes(raw), head(raw, vault_id) if keeps_history else None, bool(wrong)
    )


def _notes(raw: RawConnection) -> int:
    """How many sessions have a note; 0 where the schema of that time had none."""
    try:
        return int(checked(raw, "SELECT count(DISTINCT session_id) FROM note_parts")[0][0])
    except driver.Error:
        return 0


def _stop_when_asked(raw: RawConnection, progress: Progress) -> None:
    """Let a long check be broken off; the driver turns what is raised in here into an error of its own."""

    def look() -> int:
        progress.step(0.85)
        return 0

    raw.set_progress_handler(look, _LOOK_EVERY)
