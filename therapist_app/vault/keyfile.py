"""Changing the key file of an open vault, and keeping its two copies in order."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path

from therapist_app.kernel.files import make_private, read_small, write_whole
from therapist_app.vault.errors import HeaderDamaged, LastWayIn, VaultError, from_os
from therapist_app.vault.header import (
    DB_NAME,
    HEADER_NAME,
    MAX_BYTES,
    PREVIOUS_NAME,
    Header,
    HeaderRead,
    Pending,
    write_header,
    write_previous,
)
from therapist_app.vault.keys import DataKey, KdfPolicy
from therapist_app.vault.slots import Secret, Slot, SlotType, unwrap, wrap, wrap_key
from therapist_app.vault.unlock import keys_of

_DAMAGED_NAME = "header.damaged.json"
_ORDER = tuple(SlotType)
_ANYWHERE = frozenset({SlotType.PASSPHRASE, SlotType.RECOVERY})  # what a person can use without this computer


class KeyFile:
    """The key file of one open vault: each change writes a whole new header and keeps the one before."""

    def __init__(self, folder: Path, header: Header, key: DataKey) -> None:
        self.folder = folder
        self.header = header
        self._key = key

    def slot(self, kind: SlotType) -> Slot | None:
        """The slot of a type, or None."""
        return next((slot for slot in self.header.slots if slot.type is kind), None)

    @property
    def policy(self) -> KdfPolicy:
        """The cost of the present passphrase slot; the default where there is none."""
        slot = self.slot(SlotType.PASSPHRASE)
        return (slot.policy if slot else None) or KdfPolicy()

    def confirm(self, secret: Secret) -> None:
        """Raise WrongPassphrase or WrongWords unless this secret opens the vault."""
        unwrap(self.header.slots, secret, self.header.vault_id, self.policy).forget()

    def put(self, secret: Secret, now: dt.datetime, policy: KdfPolicy | None = None) -> None:
        """A slot for this secret in place of the one of its type; never below the cost that one has."""
        cost = policy if policy and policy.meets(self.policy) else self.policy
        slot = wrap(secret, self._key, self.header.vault_id, now, cost)
        self._write(replace(self.header, slots=_with(self.header.slots, slot), pending=None), [secret])

    def remove(self, kind: SlotType) -> None:
        """Take the slot of this type out; LastWayIn if nothing that works elsewhere would be left."""
        kept = tuple(slot for slot in self.header.slots if slot.type is not kind)
        if not any(slot.type in _ANYWHERE for slot in kept):
            raise LastWayIn
        self._write(replace(self.header, slots=kept, pending=None), [])

    def announce(self, following: DataKey, secrets: Iterable[Secret], now: dt.datetime) -> None:
        """Write, beside the present slots, slots of the key that follows; then both copies say so."""
        secrets, vault_id = list(secrets), self.header.vault_id
        slots: tuple[Slot, ...] = ()
        for secret in secrets:
            slots = _with(slots, wrap(secret, following, vault_id, now, self.policy))
        pending = Pending(slots, *wrap_key(self._key, following, vault_id))
        self._write(replace(self.header, pending=pending), secrets)
        self._write_previous()

    def promote(self, following: DataKey) -> None:
        """The key that was announced is the key now: its slots are the slots, in both copies."""
        self._key, self.header = following, promoted(self.header, following)
        with contextlib.suppress(
            VaultError, OSError
        ):  # what announces it still opens, and is settled at unlock
            write_header(self.folder, self.header, check=lambda again: _require_authentic(again, following))
            self._write_previous()

    def withdraw(self) -> None:
        """What was announced did not come to be."""
        self._write(replace(self.header, pending=None), [])

    def _write(self, header: Header, secrets: Iterable[Secret]) -> None:
        """Write a whole new header; as read back it must be ours, and each of these secrets must open it."""
        following = replace(header, seq=self.header.seq + 1).sealed(self._key)
        floor = self.policy

        def opens(again: Header) -> None:
            _require_authentic(again, self._key)
            for secret in secrets:
                keys_of(again, secret, floor).forget()

        self._write_previous()
        with _as_vault_error():
            write_header(self.folder, following, check=opens)
        self.header = following

    def _write_previous(self) -> None:
        with _as_vault_error():
            write_previous(self.folder, self.header)


def promoted(header: Header, following: DataKey) -> Header:
    """The key file once the announced key is the key."""
    if header.pending is None:
        raise ValueError("no key was announced")
    return replace(header, slots=header.pending.slots, pending=None, seq=header.seq + 1).sealed(following)


def withdrawn(header: Header, key: DataKey) -> Header:
    """The key file once an announced key was given up."""
    return replace(header, pending=None, seq=header.seq + 1).sealed(key)


def settle_files(folder: Path, read: HeaderRead) -> None:
    """After a good unlock: both copies of the key file are this one, and nobody else may read the folder.

    So an old passphrase stops opening the previous copy, and a damaged key file is mended (its bytes are
    kept beside it). A disk that does not let us is no reason not to open.
    """
    with contextlib.suppress(OSError, VaultError):
        if read.source != HEADER_NAME:
            broken = folder / HEADER_NAME
            if broken.exists():
                broken.replace(folder / _DAMAGED_NAME)
            write_header(folder, read.header)
        elif not _is_settled(folder, read.header):
            write_previous(folder, read.header)
    for path in (folder, folder / DB_NAME, folder / HEADER_NAME):
        make_private(path)


def _with(slots: tuple[Slot, ...], slot: Slot) -> tuple[Slot, ...]:
    """Put a slot in place of the one of its type; the order of the types is kept."""
    kept = [found for found in slots if found.type is not slot.type]
    return tuple(sorted([*kept, slot], key=lambda found: _ORDER.index(found.type)))


def _require_authentic(header: Header, key: DataKey) -> None:
    if not header.is_authentic(key):
        raise HeaderDamaged


@contextlib.contextmanager
def _as_vault_error() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise from_os(error) from None


def keep_damaged_header(folder: Path) -> None:
    """Keep the bytes of a key file that is about to be replaced beside it, if there are any."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        write_whole(folder / _DAMAGED_NAME, read_small(folder / HEADER_NAME, MAX_BYTES))


def _is_settled(folder: Path, header: Header) -> bool:
    try:
        return read_small(folder / PREVIOUS_NAME, MAX_BYTES) == header.to_bytes()
    except (OSError, ValueError):
        return False
