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
from therapist_app.vault.audit import Event, Fact
from therapist_app.vault.driver import Opened, driver, open_raw
from therapist_app.vault.engine import connect
from therapist_app.vault.errors import DiskError, ReadOnly, VaultDamaged, VaultError, from_sqlite
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, HeaderRead
from therapist_app.vault.history import History
from therapist_app.vault.history_check import require_newest
from therapist_app.vault.keyfile import KeyFile, settle_files
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.opening import Found, forget_restore, make_ready
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.rotation import open_database, replace_key
from therapist_app.vault.sealed import Seal
from therapist_app.vault.slots import Secret
from therapist_app.vault.strength import require_acceptable
from therapist_app.vault.unit import Units
from therapist_app.vault.unlock import Keys, Unlocked, unlock_vault
from therapist_app.vault.vault_keys import read_keys
from therapist_app.vault.ways import WaysIn
from therapist_app.vault.writes import Writes

if TYPE_CHECKING:
    from therapist_app.vault.backup import Source, Wish
    from therapist_app.vault.bundle import Backup
    from therapist_app.vault.report import VerifyReport


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
        self.writes = Writes(folder, clock)
        self.history = History(self, clock)
        self._use(opened)

    def _use(self, opened: Opened) -> None:
        self._raw = opened.raw
        self.read_only = opened.read_only
        self._connection = connect(opened.raw)
        trail = self.history.take_up(opened.raw)
        self._units = Units(self._connection, trail)
        self._lost = False
        self.writes.file.take_up()

    @property
    def _header(self) -> Header:
        return self._key_file.header

    @property
    def vault_id(self) -> str:
        """The vault's lasting id; opaque, and printed on the recovery sheet."""
        return self._header.vault_id

    @property
    def seal(self) -> Seal:
        """Seals files for elsewhere with this vault's keys; it needs no disk."""
        return Seal(self._key, self.vault_id)

    @property
    def db_path(self) -> Path:
        """The encrypted database. Never open it with Python's own file calls: that drops the lock."""
        return self.folder / DB_NAME

    @property
    def stamp(self) -> object | None:
        """Equal for as long as nothing was written through this vault; None inside a unit of work."""
        self._require_open()
        return None if self._units.is_inside else (id(self._raw), self._raw.total_changes)

    @contextmanager
    def begin(self) -> Generator[Session]:
        """A writing unit of work: committed when it ends, rolled back if anything is raised."""
        with self._begin(touches=True) as session:
            yield session

    @contextmanager
    def _begin(self, *, touches: bool) -> Generator[Session]:
        self._require_open(saving=True)
        if self.read_only:
            raise ReadOnly(saving=True)
        with (
            self._guarded(saving=True),
            self._writing(),
            self._units.unit(writing=True, touches=touches) as session,
        ):
            yield session
        if not self._units.is_inside:
            self.history.witness_when_due()

    def _writing(self) -> contextlib.AbstractContextManager[None]:
        """What stands around a write that is whole; one inside another has it already."""
        if self._units.is_inside:
            return contextlib.nullcontext()
        return self.writes.around(lambda: self._reopen(saving=True), self._clock_went_back)

    def _clock_went_back(self, seconds: int) -> None:
        self.note_event(Event.CLOCK_BACK, seconds=seconds)

    @contextmanager
    def read_back(self) -> Generator[Session]:
        """A reading unit that takes every page from the disk again, so that a save is seen to be there."""
        self._require_open(saving=True)
        with self._guarded(saving=True), self._units.unit(writing=False) as session:
            session.connection().exec_driver_sql("PRAGMA shrink_memory")
            yield session

    def reopen(self) -> None:
        """Go on with the file that lies there now, after it was replaced or its disk became writable.

        Raises the sentence of what is there instead; VaultDamaged if this vault's key does not open it.
        """
        if self._closed:
            raise RuntimeError("this vault is closed")
        self._reopen(saving=False)

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
            self.writes.file.require_same_file(saving=saving)
            self._reopen(saving=saving)
            raise DiskError(saving=saving) from None

    def _reopen(self, *, saving: bool) -> None:
        """Close, open again and check every page; raises VaultDamaged only if the second look agrees, VaultOlder
        for a file that this vault has gone beyond.
        """
        from therapist_app.vault.search_index import mend_broken
        from therapist_app.vault.verify import sound

        if not self._lost:
            self._let_go()
        self._lost = True
        try:
            opened = open_raw(self.db_path, self._key, self._header.db_salt)
            try:
                if not sound(opened.raw):
                    raise VaultDamaged
                mend_broken(opened.raw)
                require_newest(opened.raw, self.folder, self.vault_id, read_keys(opened.raw))
                self._use(opened)
            except BaseException:
                opened.raw.close()
                raise
        except VaultError as error:
            raise type(error)(saving=saving) from None
        except driver.Error as error:
            raise from_sqlite(error, saving=saving) or error from None

    def note_event(self, event: Event, **facts: Fact) -> None:
        """Write an event that changes no record into the history, in the present unit or one of its own.

        A vault that can only be read keeps no account of what is done with it.
        """
        if not self.read_only:
            with (
                self.writes.ballast.held(),
                self._begin(touches=False),
            ):  # the room in reserve is for what is typed
                self.history.trail.note(event, facts)

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

    def source(self) -> Source:
        """What a backup is made of; lent for work on this vault's own thread."""
        from therapist_app.vault.backup import Source

        self._require_open()
        return Source(self.folder, self._raw, self._header, self._key, self._clock)

    def backup(self, destination: Path, progress: Progress | None = None) -> Backup:
        """A verified backup into a folder, or into one file whose name ends in .attunebackup."""
        return self._back_up(destination, progress=progress)

    def back_up_before(self, act: str) -> Backup:
        """A verified backup inside the vault before an act that changes much, kept for 90 days at least."""
        from therapist_app.vault.backup import Wish
        from therapist_app.vault.shelf import BACKUPS

        return self._back_up(self.folder / BACKUPS, Wish(f"before-{act}", pinned=True))

    def _back_up(
        self, destination: Path, wish: Wish | None = None, progress: Progress | None = None
    ) -> Backup:
        from therapist_app.vault.backup import back_up

        source = self.source()
        self.history.witness()  # the backup tells where the history ends, so its last entry stands from now on
        made = back_up(source, destination, wish, progress)
        self.note_event(Event.BACKED_UP, number=made.seq)
        return made

    def verify(self) -> VerifyReport:
        """Check every page and rule on a fresh connection, which the vault then goes on using."""
        from therapist_app.vault.report import Check, VerifyReport
        from therapist_app.vault.search_index import check_index
        from therapist_app.vault.verify import check_contents, check_key_files, counts

        self._require_open()
        self._let_go()
        self._lost = True
        opened = open_raw(self.db_path, self._key, self._header.db_salt)
        self._use(opened)
        sealed = Check("key_file_seal", ok=True, words="The key file's seal is good.")
        contents = check_contents(opened.raw, self.vault_id, self.folder)
        if all(check.ok for check in contents) and not self.read_only:
            contents = (*contents, check_index(opened.raw))
        checks = (*check_key_files(self.folder), sealed, *contents)
        return VerifyReport(self.vault_id, checks, counts(opened.raw))

    def close(self) -> None:
        """End the connection and forget the keys; a second call does nothing."""
        if not self._closed and not self._lost:
            self.history.witness()
            self._let_go()
        self._closed = True
        self._key.forget()

    def _let_go(self) -> None:
        with contextlib.suppress(Exception):  # a broken disk must not keep the keys in memory
            self._connection.close()
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
            self.writes.file.require_same_file(saving=saving)
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


def open_vault(
    folder: Path,
    secret: Secret,
    *,
    floor: KdfPolicy | None = None,
    clock: Clock,
    accept_older: bool = False,
) -> Vault:
    """Open a vault with a passphrase or recovery words; every refusal is a VaultError with its sentence.

    `floor` is the least protection a key file may ask for; only tests hand down less than the default.
    """
    return open_unlocked(unlock_vault(folder, secret, floor), clock, accept_older=accept_older)


def open_unlocked(unlocked: Unlocked, clock: Clock, *, accept_older: bool = False) -> Vault:
    """Open the database of a vault whose key is known; the key is forgotten if that fails.

    With `accept_older`, or after a restore, a vault that is older than its witnesses opens all the same, and its
    history says so.
    """
    try:
        opened, read, key = open_database(unlocked)
        found = Found(unlocked.folder, read.header, key, clock)
        ready = make_ready(found, opened, accept_older=accept_older)
        vault = _vault_on(found, read, ready.opened)
    except BaseException:
        unlocked.keys.forget()
        raise
    if not vault.read_only:
        settle_files(unlocked.folder, read)
    with contextlib.suppress(VaultError):  # a full disk must not keep anyone from reading
        if ready.restored:
            vault.note_event(Event.RESTORED, number=ready.restored)
            forget_restore(unlocked.folder)
        elif ready.is_older:
            vault.note_event(Event.OLDER_ACCEPTED)
        vault.note_event(Event.UNLOCKED, slot=str(unlocked.kind))
    if ready.is_older:
        vault.history.witness()
    return vault


def _vault_on(found: Found, read: HeaderRead, opened: Opened) -> Vault:
    """A vault on its opened database; a bad answer gets a second look, and nothing stays open if that fails."""
    try:
        return _try_on(found, read, opened)
    except (VaultDamaged, DiskError):
        again = open_raw(found.folder / DB_NAME, found.key, found.header.db_salt)
        return _try_on(found, read, again)


def _try_on(found: Found, read: HeaderRead, opened: Opened) -> Vault:
    try:
        return Vault(found.folder, read, found.key, opened, found.clock)
    except driver.Error as error:
        opened.raw.close()
        raise from_sqlite(error) or error from None
    except BaseException:
        opened.raw.close()
        raise
