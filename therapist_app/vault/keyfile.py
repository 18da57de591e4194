"""Changing the key file of an open vault, and keeping its two copies in order."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace
from pathlib import Path

from therapist_app.kernel.files import make_private, read_small, write_whole
from therapist_app.vault.errors import VaultError, from_os
from therapist_app.vault.header import (
    DB_NAME,
    HEADER_NAME,
    MAX_BYTES,
    PREVIOUS_NAME,
    Header,
    HeaderRead,
    write_header,
    write_previous,
)
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import Secret, Slot, SlotType, unwrap, wrap
from therapist_app.vault.strength import require_acceptable

_DAMAGED_NAME = "header.damaged.json"


class KeyFile:
    """The key file of one open vault: each change writes a whole new header and keeps the one before."""

    def __init__(self, folder: Path, header: Header, key: DataKey) -> None:
        self.folder = folder
        self.header = header
        self._key = key

    def confirm(self, secret: Secret) -> None:
        """Raise WrongPassphrase or WrongWords unless this secret opens the vault."""
        unwrap(self.header.slots, secret, self.header.vault_id, self._policy(self.header)).forget()

    def change_passphrase(self, new: str, now: dt.datetime, policy: KdfPolicy | None = None) -> None:
        """Replace the passphrase slot; never below the cost that the present one has."""
        require_acceptable(new)
        secret = Passphrase(new)
        present = self._policy(self.header)
        cost = policy if policy and policy.meets(present) else present
        self._swap(wrap(secret, self._key, self.header.vault_id, now, cost), secret)

    def new_recovery_words(self, now: dt.datetime) -> list[str]:
        """Replace the recovery slot and return its words."""
        secret = RecoveryWords.new()
        self._swap(wrap(secret, self._key, self.header.vault_id, now), secret)
        return secret.words()

    def _swap(self, slot: Slot, secret: Secret) -> None:
        """Write a header with this slot in place of its kind; the new file must open before it counts."""
        kept = tuple(found for found in self.header.slots if found.type is not slot.type)
        slots = (slot, *kept) if slot.type is SlotType.PASSPHRASE else (*kept, slot)
        following = replace(self.header, slots=slots, seq=self.header.seq + 1).sealed(self._key)

        def opens(again: Header) -> None:
            unwrap(again.slots, secret, again.vault_id, self._policy(again)).forget()

        try:
            write_previous(self.folder, self.header)
            write_header(self.folder, following, check=opens)
        except OSError as error:
            raise from_os(error) from None
        self.header = following

    @staticmethod
    def _policy(header: Header) -> KdfPolicy:
        return next((slot.policy for slot in header.slots if slot.policy is not None), KdfPolicy())


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


def keep_damaged_header(folder: Path) -> None:
    """Keep the bytes of a key file that is about to be replaced beside it, if there are any."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        write_whole(folder / _DAMAGED_NAME, read_small(folder / HEADER_NAME, MAX_BYTES))


def _is_settled(folder: Path, header: Header) -> bool:
    try:
        return read_small(folder / PREVIOUS_NAME, MAX_BYTES) == header.to_bytes()
    except (OSError, ValueError):
        return False
