"""A vault: made, opened, used through short units of work, closed; its keys live no longer than it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.progress import Progress
from therapist_app.vault.audit import Event, Fact, Head
from therapist_app.vault.driver import Opened, open_raw
from therapist_app.vault.engine import connect
from therapist_app.vault.errors import DiskError, ReadOnly, VaultDamaged, VaultError, VaultOlder
from therapist_app.vault.header import DB_NAME, HEADER_NAME, JUST_RESTORED, Header, HeaderRead
from therapist_app.vault.history_check import require_newest
from therapist_app.vault.keyfile import KeyFile, settle_files
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.migrations.runner import migrate, newest, version
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import Secret
from therapist_app.vault.strength import require_acceptable
from therapist_app.vault.trail import Trail, adopt
from therapist_app.vault.unit import Units
from therapist_app.vault.unlock import Unlocked, unlock_vault
from therapist_app.vault.vault_keys import read_keys
from therapist_app.vault.witness import write_witnesses

if TYPE_CHECKING:
    from therapist_app.vault.backup import Source, Wish
    from therapist_app.vault.bundle import Backup
    from therapist_app.vault.report import VerifyReport

_WITNESS_EVERY = 30.0  # seconds of writing; the most of a draft's history that could be rolled back unseen


class Vault:
    """An open vault; it belongs to the thread that opened it, and lets one unit of work run at a time."""

    def __init__(self, folder: Path, read: HeaderRead, key: DataKey, opened: Opened, clock: Clock) -> None:
        self.folder = folder
        self.header_source = read.source
        self._key_file = KeyFile(folder, read.header, key)
        self._key = key
        self._clock = clock
        self._closed = False
        self._use(opened)
        self._witnessed = Head(0, "")
        self._witness_next = time.monotonic() + _WITNESS_EVERY

    def _use(self, opened: Opened) -> None:
        self._raw = opened.raw
        self.read_only = opened.read_only
        self._connection = connect(opened.raw)
        self._trail = Trail(opened.raw, self.vault_id, self._clock)
        if not opened.read_only:
            self._trail.watch()
        self._units = Units(self._connection, self._trail)
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
        if not self._units.is_inside and time.monotonic() >= self._witness_next:
            self.witness()

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

    def note_event(self, event: Event, **facts: Fact) -> None:
        """Write an event that changes no record into the history, in the present unit or one of its own.

        A vault that can only be read keeps no account of what is done with it.
        """
        if not self.read_only:
            with self.begin():
                self._trail.note(event, facts)

    def witness(self) -> None:
        """Let the witnesses outside see the history as it stands; done by itself every 30 s of writing and at close."""
        self._witness_next = time.monotonic() + _WITNESS_EVERY
        if self._trail.head.digest != self._witnessed.digest and not self.read_only:
            shown = self._trail.show_outside()
            if write_witnesses(self.folder, self.vault_id, self._trail.keys.history, shown):
                self._witnessed = shown

    @property
    def fingerprint(self) -> str:
        """The public half of the signing key in groups to compare by eye; printed on the recovery sheet."""
        return self._trail.keys.fingerprint

    def confirm(self, secret: Secret) -> None:
        """Check that someone knows the passphrase or the words, before a step that asks again."""
        self._key_file.confirm(secret)

    def change_passphrase(self, new: str, *, policy: KdfPolicy | None = None) -> None:
        """Put a new passphrase slot in place of the old one; other slots and the notes stay as they are.

        The previous key file, and old backups, still open with the old passphrase: this is no revocation.
        """
        self._require_writable()
        self._key_file.change_passphrase(new, self._clock.now(), policy)

    def new_recovery_words(self) -> list[str]:
        """Replace the recovery slot and return its 24 words, to be shown once."""
        self._require_writable()
        return self._key_file.new_recovery_words(self._clock.now())

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
        self.witness()  # the backup tells where the history ends, so its last entry stands from now on
        made = back_up(source, destination, wish, progress)
        self.note_event(Event.BACKED_UP, number=made.seq)
        return made

    def verify(self) -> VerifyReport:
        """Check every page and rule on a fresh connection, which the vault then goes on using."""
        from therapist_app.vault.report import Check, VerifyReport
        from therapist_app.vault.verify import check_contents, check_key_files, counts

        self._require_open()
        self._let_go()
        self._lost = True
        opened = open_raw(self.db_path, self._key, self._header.db_salt)
        self._use(opened)
        sealed = Check("key_file_seal", ok=True, words="The key file's seal is good.")
        contents = check_contents(opened.raw, self.vault_id, self.folder)
        checks = (*check_key_files(self.folder), sealed, *contents)
        return VerifyReport(self.vault_id, checks, counts(opened.raw))

    def close(self) -> None:
        """End the connection and forget the keys; a second call does nothing."""
        if not self._closed and not self._lost:
            self.witness()
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

    def _require_writable(self) -> None:
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
        restored = _restored_from(unlocked)
        accept_older = accept_older or restored > 0
        try:
            opened, is_older = _open_newest(unlocked, clock, accept_older=accept_older)
        except (VaultDamaged, DiskError):  # a bad answer gets a second look before it is said aloud
            opened, is_older = _open_newest(unlocked, clock, accept_older=accept_older)
    except BaseException:
        unlocked.key.forget()
        raise
    if not opened.read_only:
        settle_files(unlocked.folder, unlocked.read)
    vault = Vault(unlocked.folder, unlocked.read, unlocked.key, opened, clock)
    with contextlib.suppress(VaultError):  # a full disk must not keep anyone from reading
        if restored:
            vault.note_event(Event.RESTORED, number=restored)
            _forget_restore(unlocked.folder)
        else:
            vault.note_event(Event.OLDER_ACCEPTED if is_older else Event.UNLOCKED)
    if is_older:
        vault.witness()
    return vault


def _restored_from(unlocked: Unlocked) -> int:
    """The number of the backup that this vault was just restored from; 0 if it was not, or that is not ours to say."""
    if not (unlocked.folder / JUST_RESTORED).exists():
        return 0
    from therapist_app.vault.restore import number_restored

    return number_restored(unlocked.folder, unlocked.key)


def _forget_restore(folder: Path) -> None:
    with contextlib.suppress(OSError):
        (folder / JUST_RESTORED).unlink()


def _open_newest(unlocked: Unlocked, clock: Clock, *, accept_older: bool) -> tuple[Opened, bool]:
    """The database, brought up to date, and whether it is older than its witnesses say."""
    folder, header = unlocked.folder, unlocked.read.header
    opened = open_raw(folder / DB_NAME, unlocked.key, header.db_salt)
    try:
        _bring_up_to_date(folder, opened, header, unlocked.key, clock)
        require_newest(opened.raw, folder, header.vault_id, read_keys(opened.raw))
    except VaultOlder:
        if not accept_older:
            opened.raw.close()
            raise
        return opened, True
    except BaseException:
        opened.raw.close()
        raise
    return opened, False


def _bring_up_to_date(folder: Path, opened: Opened, header: Header, key: DataKey, clock: Clock) -> None:
    def before(found: int) -> None:
        from therapist_app.vault.backup import Source, back_up_before

        back_up_before(f"update-from-{found}", Source(folder, opened.raw, header, key, clock))

    if opened.read_only and version(opened.raw) < newest():
        raise ReadOnly("This practice needs an update of its file. Move it to a disk that can be written.")
    migrate(opened.raw, before=before, within=lambda raw, to: adopt(raw, to, header.vault_id, clock))
