"""A vault: made, opened, used through short units of work, closed; its keys live no longer than it."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.progress import Progress
from therapist_app.vault.audit import Event
from therapist_app.vault.driver import Opened, open_raw
from therapist_app.vault.engine import connect
from therapist_app.vault.errors import DiskError, ReadOnly, VaultDamaged
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, HeaderRead
from therapist_app.vault.keyfile import KeyFile, settle_files
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.migrations.runner import migrate, newest, version
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.rotation import open_database, replace_key
from therapist_app.vault.slots import Secret
from therapist_app.vault.strength import require_acceptable
from therapist_app.vault.unit import Units
from therapist_app.vault.unlock import Keys, Unlocked, unlock_vault
from therapist_app.vault.ways import WaysIn

if TYPE_CHECKING:
    from therapist_app.vault.backup import Backup
    from therapist_app.vault.verify import VerifyReport


class Vault:
    """An open vault; it belongs to the thread that opened it, and lets one unit of work run at a time."""

    def __init__(self, folder: Path, read: HeaderRead, key: DataKey, opened: Opened, clock: Clock) -> None:
        self.folder = folder
        self.header_source = read.source
        self._key_file = KeyFile(folder, read.header, key)
        self.ways = WaysIn(self, self._key_file, clock)
        self._key = key
        self._clock = clock
        self._closed = False
        self._use(opened)

    def _use(self, opened: Opened) -> None:
        self._raw = opened.raw
        self.read_only = opened.read_only
        self._connection = connect(opened.raw)
        self._units = Units(self._connection)
        self._lost = False

    @property
    def _header(self) -> Header:
        return self._key_file.header

    @property
    def vault_id(self) -> str:
        """The vault's lasting id; opaque, and printed on the recovery sheet."""
        return self._header.vault_id

    @property
    def db_path(self) -> Path:
        """The encrypted database. Never open it with Python's own file calls: that drops the lock."""
        return self.folder / DB_NAME

    @contextmanager
    def begin(self) -> Generator[Session]:
        """A writing unit of work: committed when it ends, rolled back if anything is raised."""
        self._require_open(saving=True)
        if self.read_only:
            raise ReadOnly(saving=True)
        with self._guarded(saving=True), self._units.unit(writing=True) as session:
            yield session

    @contextmanager
    def read(self) -> Generator[Session]:
        """A reading unit of work: sees one state throughout and never commits."""
        self._require_open(saving=False)
        with self._guarded(saving=False), self._units.unit(writing=False) as session:
            yield session

    @contextmanager
    def _guarded(self, *, saving: bool) -> Generator[None]:
        """Give a disk's error a second look on a fresh connection before it is called damage."""
        outermost = not self._units.is_inside
        try:
            yield
        except (VaultDamaged, DiskError):
            if not outermost:
                raise
            self._reopen(saving=saving)
            raise DiskError(saving=saving) from None

    def _reopen(self, *, saving: bool) -> None:
        """Close, open again and check every page; raises VaultDamaged only if the second look agrees."""
        from therapist_app.vault.verify import sound

        if not self._lost:
            self._let_go()
        self._lost = True
        opened = open_raw(self.db_path, self._key, self._header.db_salt)
        if not sound(opened.raw):
            opened.raw.close()
            raise VaultDamaged(saving=saving)
        self._use(opened)

    def note_event(self, event: Event, **facts: int | bool | str) -> None:
        """Write an event that changes no record into the history, in a unit of its own."""

    def back_up_inside(self, reason: str) -> None:
        """A pinned, verified backup beside the database, before something that changes all of it."""
        from therapist_app.vault.backup import Source, back_up_inside

        self._require_open()
        back_up_inside(self.folder, Source(self._raw, self._header, self._key, self._clock), reason)

    def replace_key(self, following: DataKey) -> None:
        """Re-key the database with the key that the key file announces; a refusal leaves the present one in force."""
        salt, keys = self._header.db_salt, Keys(self._key, following)
        self._let_go()
        self._lost = True
        turned = replace_key(open_raw(self.db_path, self._key, salt).raw, self.db_path, salt, keys)
        self._use(turned.opened)
        if turned.key is self._key:
            self._key_file.withdraw()
            raise turned.refusal or DiskError()
        before, self._key = self._key, following
        self._key_file.promote(following)
        before.forget()

    def backup(self, destination: Path, progress: Progress | None = None) -> Backup:
        """A verified backup into a folder, or into one file whose name ends in .attunebackup."""
        from therapist_app.vault.backup import Source, back_up

        self._require_open()
        source = Source(self._raw, self._header, self._key, self._clock)
        return back_up(source, destination, progress=progress)

    def verify(self) -> VerifyReport:
        """Check every page and rule on a fresh connection, which the vault then goes on using."""
        from therapist_app.vault.verify import Check, VerifyReport, check_database, check_key_files, counts

        self._require_open()
        self._let_go()
        self._lost = True
        opened = open_raw(self.db_path, self._key, self._header.db_salt)
        self._use(opened)
        sealed = Check("key_file_seal", ok=True, words="The key file's seal is good.")
        checks = (*check_key_files(self.folder), sealed, *check_database(opened.raw))
        return VerifyReport(self.vault_id, checks, counts(opened.raw))

    def close(self) -> None:
        """End the connection and forget the keys; a second call does nothing."""
        if not self._closed and not self._lost:
            self._let_go()
        self._closed = True
        self._key.forget()

    def _let_go(self) -> None:
        engine = self._connection.engine
        with contextlib.suppress(Exception):  # a broken disk must not keep the keys in memory
            self._connection.close()
        engine.dispose()
        with contextlib.suppress(Exception):
            self._raw.close()

    def require_writable(self) -> None:
        """Refuse a closed vault, and one on a disk that can only be read."""
        self._require_open()
        if self.read_only:
            raise ReadOnly

    def _require_open(self, *, saving: bool = False) -> None:
        """Refuse a closed vault; one whose disk went away is tried again first."""
        if self._closed:
            raise RuntimeError("this vault is closed")
        if self._lost:
            self._reopen(saving=saving)

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Vault({self.vault_id}, {'closed' if self._closed else 'open'})"


@dataclass(frozen=True, slots=True, repr=False)
class CreatedVault:
    """A new vault, open, and the recovery words that are shown once."""

    vault: Vault
    recovery_words: list[str]


def create_vault(
    folder: Path, passphrase: str, *, policy: KdfPolicy | None = None, clock: Clock
) -> CreatedVault:
    """Make a vault where nothing is yet; it appears under its name only once every slot was seen to open it.

    Raises InputError for a passphrase that is too weak, FolderExists, FolderNotWritable or a disk's sentence.
    """
    from therapist_app.vault.create import build

    require_acceptable(passphrase)
    words = RecoveryWords.new()
    header, key = build(folder, Passphrase(passphrase), words, policy or KdfPolicy.calibrate(), clock)
    opened = open_raw(folder / DB_NAME, key, header.db_salt)
    return CreatedVault(Vault(folder, HeaderRead(header, HEADER_NAME), key, opened, clock), words.words())


def open_vault(folder: Path, secret: Secret, *, floor: KdfPolicy | None = None, clock: Clock) -> Vault:
    """Open a vault with a passphrase or recovery words; every refusal is a VaultError with its sentence.

    `floor` is the least protection a key file may ask for; only tests hand down less than the default.
    """
    return open_unlocked(unlock_vault(folder, secret, floor), clock)


def open_unlocked(unlocked: Unlocked, clock: Clock) -> Vault:
    """Open the database of a vault whose key is known; the key is forgotten if that fails."""
    folder = unlocked.folder
    try:
        opened, read, key = open_database(unlocked)
        try:
            _bring_up_to_date(folder, opened, read.header, key, clock)
        except BaseException:
            opened.raw.close()
            raise
    except BaseException:
        unlocked.keys.forget()
        raise
    if not opened.read_only:
        settle_files(folder, read)
    return Vault(folder, read, key, opened, clock)


def _bring_up_to_date(folder: Path, opened: Opened, header: Header, key: DataKey, clock: Clock) -> None:
    def before(found: int) -> None:
        from therapist_app.vault.backup import Source, back_up_before_migration

        back_up_before_migration(folder, Source(opened.raw, header, key, clock), found)

    if opened.read_only and version(opened.raw) < newest():
        raise ReadOnly("This practice needs an update of its file. Move it to a disk that can be written.")
    migrate(opened.raw, before=before)
