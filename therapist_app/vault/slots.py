"""Key slots: the data key wrapped with AES-256-GCM under a passphrase, recovery words or the keyring's secret."""

from __future__ import annotations

import datetime as dt
import hmac
import json
import os
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from therapist_app.kernel.ids import new_id
from therapist_app.vault.errors import (
    HeaderDamaged,
    HeaderWeakened,
    KeyringSilent,
    VaultError,
    WrongPassphrase,
    WrongWords,
)
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase, commitment, forget, hkdf
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.system_keyring import KeyringSecret

Secret = Passphrase | RecoveryWords | KeyringSecret
_RECOVERY = b"attune 1 recovery slot"
_KEYRING = b"attune 1 keyring slot"
_CHANGE = b"attune 1 change of key"


class SlotType(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the word, not one
    RECOVERY = "recovery"
    KEYRING = "keyring"


KDF_OF = {SlotType.PASSPHRASE: "argon2id", SlotType.RECOVERY: "hkdf-sha256", SlotType.KEYRING: "hkdf-sha256"}
REFUSAL: dict[SlotType, type[VaultError]] = {
    SlotType.PASSPHRASE: WrongPassphrase,
    SlotType.RECOVERY: WrongWords,
    SlotType.KEYRING: KeyringSilent,
}
_NO_SUCH_WAY = {
    SlotType.PASSPHRASE: "No passphrase is set for it at present. Nothing was changed; use your recovery words.",
    SlotType.RECOVERY: "No recovery words are set for it at present. Nothing was changed; use your passphrase.",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the data key. A passphrase slot has a `policy`, a keyring slot the name of its `backend`."""

    type: SlotType
    id: str
    created: str
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    ct: bytes = field(repr=False)
    commit: bytes = field(repr=False)
    policy: KdfPolicy | None = None
    backend: str = ""

    @property
    def params(self) -> dict[str, int | str]:
        """The derivation's parameters, as they stand in the header."""
        if self.policy is None:
            return {"backend": self.backend} if self.type is SlotType.KEYRING else {}
        policy = self.policy
        return {"lanes": policy.lanes, "memory_kib": policy.memory_kib, "passes": policy.passes}


def wrap(
    secret: Secret, key: DataKey, vault_id: str, now: dt.datetime, policy: KdfPolicy | None = None
) -> Slot:
    """A new slot that `secret` opens; salt and nonce are fresh, so a wrapping key is used once."""
    kind = kind_of(secret)
    policy = (policy or KdfPolicy()) if kind is SlotType.PASSPHRASE else None
    item, backend = (secret.item, secret.backend) if isinstance(secret, KeyringSecret) else (new_id(), "")
    created = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    bare = Slot(kind, item, created, os.urandom(16), os.urandom(12), b"", b"", policy, backend)
    kek = _wrapping_key(bare, secret)
    try:
        ct = AESGCM(bytes(kek)).encrypt(bare.nonce, key.raw(), _bound_to(bare, vault_id))
        return replace(bare, ct=ct, commit=commitment(kek))
    finally:
        forget(kek)


def kind_of(secret: Secret) -> SlotType:
    """The type of slot that a secret opens."""
    if isinstance(secret, Passphrase):
        return SlotType.PASSPHRASE
    return SlotType.RECOVERY if isinstance(secret, RecoveryWords) else SlotType.KEYRING


def unwrap(slots: tuple[Slot, ...], secret: Secret, vault_id: str, floor: KdfPolicy) -> DataKey:
    """The data key, by the first slot that `secret` opens; slots of other types are passed over.

    Raises WrongPassphrase, WrongWords or KeyringSilent when every slot is someone else's or there is none of the
    type, HeaderDamaged when a slot is ours and does not open, HeaderWeakened below the floor.
    """
    kind = kind_of(secret)
    ours = [slot for slot in slots if slot.type is kind]
    for slot in ours:
        if slot.policy is not None and not slot.policy.meets(floor):
            raise HeaderWeakened
    for slot in ours:
        kek = _wrapping_key(slot, secret)
        try:
            if hmac.compare_digest(commitment(kek), slot.commit):
                return DataKey(AESGCM(bytes(kek)).decrypt(slot.nonce, slot.ct, _bound_to(slot, vault_id)))
        except (InvalidTag, ValueError):
            raise HeaderDamaged from None
        finally:
            forget(kek)
    raise REFUSAL[kind](None if ours else _NO_SUCH_WAY.get(kind))


def _wrapping_key(slot: Slot, secret: Secret) -> bytearray:
    if isinstance(secret, Passphrase):
        assert slot.policy is not None  # noqa: S101 - the header's reader gives every passphrase slot one
        return slot.policy.stretch(secret, slot.salt)
    raw = secret.to_bytes()
    try:
        return hkdf(raw, _RECOVERY if isinstance(secret, RecoveryWords) else _KEYRING, slot.salt)
    finally:
        forget(raw)


def _bound_to(slot: Slot, vault_id: str) -> bytes:
    """What the wrapping also vouches for: no slot can be moved to another vault or given other costs."""
    return json.dumps(
        [vault_id, slot.id, slot.type, slot.params], sort_keys=True, separators=(",", ":")
    ).encode()


def wrap_key(key: DataKey, following: DataKey, vault_id: str) -> tuple[bytes, bytes]:
    """The present data key under the one that follows it, for as long as the change is under way: nonce, text."""
    kek, nonce = following.derive(_CHANGE), os.urandom(12)
    try:
        return nonce, AESGCM(bytes(kek)).encrypt(nonce, key.raw(), vault_id.encode())
    finally:
        forget(kek)


def unwrap_key(nonce: bytes, ct: bytes, following: DataKey, vault_id: str) -> DataKey:
    """What `wrap_key` wrapped; HeaderDamaged if it was altered."""
    kek = following.derive(_CHANGE)
    try:
        return DataKey(AESGCM(bytes(kek)).decrypt(nonce, ct, vault_id.encode()))
    except (InvalidTag, ValueError):
        raise HeaderDamaged from None
    finally:
        forget(kek)
