"""Key slots: the data key wrapped with AES-256-GCM under a passphrase, recovery words, later a keyring."""

from __future__ import annotations

import datetime as dt
import hmac
import json
import os
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from therapist_app.kernel.ids import new_id
from therapist_app.vault.errors import (
    HeaderDamaged,
    HeaderWeakened,
    KeyringSilent,
    WrongPassphrase,
    WrongWords,
)
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase, commitment, forget, hkdf
from therapist_app.vault.recovery import RecoveryWords

Secret = Passphrase | RecoveryWords
_RECOVERY = b"attune 1 recovery slot"


class SlotType(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the word, not one
    RECOVERY = "recovery"
    KEYRING = "keyring"  # its place is kept; no slot of this type is written or opened yet


KDF_OF = {SlotType.PASSPHRASE: "argon2id", SlotType.RECOVERY: "hkdf-sha256", SlotType.KEYRING: "hkdf-sha256"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the data key. `policy` is set for a passphrase slot."""

    type: SlotType
    id: str
    created: str
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    ct: bytes = field(repr=False)
    commit: bytes = field(repr=False)
    policy: KdfPolicy | None = None

    @property
    def params(self) -> dict[str, int]:
        """The derivation's parameters, as they stand in the header."""
        if self.policy is None:
            return {}
        policy = self.policy
        return {"lanes": policy.lanes, "memory_kib": policy.memory_kib, "passes": policy.passes}


def wrap(
    secret: Secret, key: DataKey, vault_id: str, now: dt.datetime, policy: KdfPolicy | None = None
) -> Slot:
    """A new slot that `secret` opens; salt and nonce are fresh, so a wrapping key is used once."""
    is_passphrase = isinstance(secret, Passphrase)
    kind = SlotType.PASSPHRASE if is_passphrase else SlotType.RECOVERY
    policy = (policy or KdfPolicy()) if is_passphrase else None
    bare = Slot(
        kind, new_id(), now.strftime("%Y-%m-%dT%H:%M:%SZ"), os.urandom(16), os.urandom(12), b"", b"", policy
    )
    kek = _wrapping_key(bare, secret)
    try:
        ct = AESGCM(bytes(kek)).encrypt(bare.nonce, key.raw(), _bound_to(bare, vault_id))
        commit = commitment(kek)
    finally:
        forget(kek)
    return Slot(kind, bare.id, bare.created, bare.salt, bare.nonce, ct, commit, policy)


def unwrap(slots: tuple[Slot, ...], secret: Secret, vault_id: str, floor: KdfPolicy) -> DataKey:
    """The data key, by the first slot that `secret` opens; the keyring's slots are passed over.

    Raises WrongPassphrase or WrongWords when every slot is someone else's, HeaderDamaged when a slot is
    ours and does not open or when there is none, HeaderWeakened below the floor.
    """
    kind = SlotType.PASSPHRASE if isinstance(secret, Passphrase) else SlotType.RECOVERY
    ours = [slot for slot in slots if slot.type is kind]
    if not ours:
        if kind is SlotType.PASSPHRASE and all(slot.type is SlotType.KEYRING for slot in slots) and slots:
            raise KeyringSilent
        raise HeaderDamaged
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
    raise WrongPassphrase if kind is SlotType.PASSPHRASE else WrongWords


def _wrapping_key(slot: Slot, secret: Secret) -> bytearray:
    if isinstance(secret, Passphrase):
        assert slot.policy is not None  # noqa: S101 - the header's reader gives every passphrase slot one
        return slot.policy.stretch(secret, slot.salt)
    raw = secret.to_bytes()
    try:
        return hkdf(raw, _RECOVERY, slot.salt)
    finally:
        forget(raw)


def _bound_to(slot: Slot, vault_id: str) -> bytes:
    """What the wrapping also vouches for: no slot can be moved to another vault or given other costs."""
    return json.dumps(
        [vault_id, slot.id, slot.type, slot.params], sort_keys=True, separators=(",", ":")
    ).encode()
