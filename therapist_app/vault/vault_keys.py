"""The vault's own keys, kept inside it: one that seals the history, one that signs."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from therapist_app.vault.driver import RawConnection, checked
from therapist_app.vault.errors import VaultDamaged

_HISTORY, _SIGNING = "history", "signing"


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The history key, and an Ed25519 pair (RFC 8032) whose public half may be shown to anyone."""

    history: bytes = field(repr=False)
    public: bytes
    _secret: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of a message."""
        return Ed25519PrivateKey.from_private_bytes(self._secret).sign(message)

    @property
    def fits(self) -> bool:
        """Whether the public half belongs to the secret one."""
        return _public_of(self._secret) == self.public

    @property
    def fingerprint(self) -> str:
        """The public key in words short enough to compare by eye: 8 groups of 4 hexadecimal digits."""
        return fingerprint(self.public)


def fingerprint(public: bytes) -> str:
    """The first 16 bytes of the SHA-256 of a public key, as it is printed on the recovery sheet."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def verify_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether whoever held the secret half signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def make_keys(raw: RawConnection, at: str) -> None:
    """Put both keys into a vault that has none; inside the caller's transaction."""
    secret = secrets.token_bytes(32)
    rows = ((_HISTORY, at, None, secrets.token_bytes(32)), (_SIGNING, at, _public_of(secret), secret))
    for row in rows:
        raw.execute("INSERT INTO vault_keys (purpose, made_at, public, secret) VALUES (?, ?, ?, ?)", row)


def read_keys(raw: RawConnection) -> VaultKeys:
    """The keys of an open vault; VaultDamaged if they are not all there."""
    rows = checked(raw, "SELECT purpose, public, secret FROM vault_keys")
    found = {purpose: (public, secret) for purpose, public, secret in rows}
    try:
        return VaultKeys(found[_HISTORY][1], *found[_SIGNING])
    except KeyError:
        raise VaultDamaged from None


def _public_of(secret: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
