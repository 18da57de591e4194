"""From a secret to the data key: the key files in their order, and which of them was used."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from therapist_app.vault.driver import Opened, open_raw, require_file
from therapist_app.vault.errors import HeaderDamaged, KeyringSilent, VaultDamaged, WrongPassphrase, WrongWords
from therapist_app.vault.header import DB_NAME, Header, HeaderRead, read_headers
from therapist_app.vault.keys import DataKey, KdfPolicy
from therapist_app.vault.slots import Secret, Slot, SlotType, kind_of, unwrap, unwrap_key
from therapist_app.vault.system_keyring import KeyringSecret, SystemKeyring

REFUSED = (WrongPassphrase, WrongWords, KeyringSilent)
_OLDER = (
    "Attune tried the previous key file, which opens with the passphrase or words you had before the last "
    "change. Nothing was changed."
)


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The data key; while it is being replaced and one of the new ways in was used, the next one as well."""

    present: DataKey
    following: DataKey | None = None

    def forget(self) -> None:
        """Overwrite and drop both."""
        self.present.forget()
        if self.following is not None:
            self.following.forget()


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A vault's keys, the key file they came from and what opened it, to be handed once to `open_unlocked`."""

    folder: Path
    read: HeaderRead
    keys: Keys
    kind: SlotType


def unlock_vault(folder: Path, secret: Secret, floor: KdfPolicy | None = None) -> Unlocked:
    """The slow half of opening a vault; it needs no database library. Raises a VaultError with its sentence.

    `floor` is the least protection a key file may ask for; only tests hand down less than the default.
    """
    require_header_or_file(folder)
    return Unlocked(folder, *unlock(folder, secret, floor or KdfPolicy.floor()), kind_of(secret))


def require_header_or_file(folder: Path) -> None:
    """Name what is missing from a vault folder before anyone waits for the passphrase check."""
    read_headers(folder)
    require_file(folder / DB_NAME)


def unlock(folder: Path, secret: Secret, floor: KdfPolicy) -> tuple[HeaderRead, Keys]:
    """The keys, by the first key file that is whole and authentic.

    Raises WrongPassphrase, WrongWords or KeyringSilent, HeaderDamaged and its kin, or what `read_headers` raises.
    """
    damaged: HeaderDamaged | None = None
    for read in read_headers(folder):
        damaged = damaged or (read.passed_over if isinstance(read.passed_over, HeaderDamaged) else None)
        try:
            keys = keys_of(read.header, secret, floor)
        except HeaderDamaged as error:
            damaged = damaged or error
            continue
        except REFUSED:
            if damaged is None:
                raise
            raise HeaderDamaged(_OLDER) from None
        if read.header.is_authentic(keys.present):
            return read, keys
        keys.forget()
        damaged = damaged or HeaderDamaged()
    raise damaged or HeaderDamaged()


def keys_of(header: Header, secret: Secret, floor: KdfPolicy) -> Keys:
    """What a secret opens in one key file; raises as `unwrap` does."""
    try:
        return Keys(unwrap(header.slots, secret, header.vault_id, floor))
    except REFUSED:
        if header.pending is None:
            raise
    following = unwrap(header.pending.slots, secret, header.vault_id, floor)
    present = unwrap_key(header.pending.nonce, header.pending.ct, following, header.vault_id)
    return Keys(present, following)


def open_either(path: Path, salt: bytes, keys: Keys) -> tuple[Opened, DataKey]:
    """Open by the following key or else the present one: a transaction that was cut is rolled back by the first."""
    if keys.following is not None:
        with contextlib.suppress(VaultDamaged):
            return open_raw(path, keys.following, salt), keys.following
    return open_raw(path, keys.present, salt), keys.present


def keyring_slots(header: Header) -> list[Slot]:
    """The slots that the keyring may open, those of a key under way first: they open it on either side."""
    slots = (*(header.pending.slots if header.pending else ()), *header.slots)
    return [slot for slot in slots if slot.type is SlotType.KEYRING]


def ask_keyring(folder: Path, keyring: SystemKeyring) -> KeyringSecret:
    """What the system's keyring holds for a vault; KeyringSilent where it holds nothing that fits."""
    header = read_headers(folder)[0].header
    for slot in keyring_slots(header):
        with contextlib.suppress(KeyringSilent):
            return keyring.fetch(header.vault_id, slot.id, slot.backend)
    raise KeyringSilent
