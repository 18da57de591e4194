"""A password for a PDF: AES-256 as PDF 2.0 has it (revision 6), which every current reader opens.

Source: ISO 32000-2, 7.6.4.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_HASHES = (hashlib.sha256, hashlib.sha384, hashlib.sha512)
_LEAST_ROUNDS, _BLOCK, _MOST_BYTES = 64, 16, 127
_ALLOWED = -4  # everything: who has the password may fill in, print and copy
_NO_IV = bytes(_BLOCK)


class PdfLock:
    """Encrypts every string and stream of one document; its key is random, the password opens it."""

    def __init__(self, password: str) -> None:
        plain = unicodedata.normalize("NFKC", password).encode()[:_MOST_BYTES]
        self._key = os.urandom(32)
        self._user, self._user_key = _slot(plain, b"", self._key)
        self._owner, self._owner_key = _slot(os.urandom(32), self._user, self._key)

    def sealed(self, plain: bytes) -> bytes:
        """One string or stream, under an initialisation vector of its own."""
        padder = padding.PKCS7(8 * _BLOCK).padder()
        iv = os.urandom(_BLOCK)
        return iv + _cbc(self._key, iv, padder.update(plain) + padder.finalize())

    def entries(self) -> bytes:
        """What a reader must know to ask for the password; the one dictionary that is not encrypted itself."""
        allowed = _ALLOWED.to_bytes(4, "little", signed=True) + b"\xff\xff\xff\xffTadb" + os.urandom(4)
        sealer = Cipher(algorithms.AES(self._key), modes.ECB()).encryptor()  # noqa: S305 - one block, as the format has it
        told = {
            b"U": self._user,
            b"UE": self._user_key,
            b"O": self._owner,
            b"OE": self._owner_key,
            b"Perms": sealer.update(allowed) + sealer.finalize(),
        }
        spelled = b" ".join(b"/%s <%s>" % (name, value.hex().encode()) for name, value in told.items())
        ways = b"/CF <</StdCF <</AuthEvent /DocOpen /CFM /AESV3 /Length 32>>>> /StmF /StdCF /StrF /StdCF"
        return b"<</Filter /Standard /V 5 /R 6 /Length 256 %s %s /P %d>>" % (ways, spelled, _ALLOWED)


def _slot(password: bytes, user: bytes, key: bytes) -> tuple[bytes, bytes]:
    """What tells a password to be right, and the document's key under it."""
    check, wrap = os.urandom(8), os.urandom(8)
    told = hardened(password, check, user) + check + wrap
    return told, _cbc(hardened(password, wrap, user), _NO_IV, key)


def hardened(password: bytes, salt: bytes, user: bytes) -> bytes:
    """A password made slow to guess: algorithm 2.B of the format."""
    key, rounds, last = hashlib.sha256(password + salt + user).digest(), 0, 0
    while rounds < _LEAST_ROUNDS or last > rounds - 32:
        mixed = _cbc(key[:16], key[16:32], (password + key + user) * 64)
        key = _HASHES[sum(mixed[:16]) % 3](mixed).digest()
        rounds, last = rounds + 1, mixed[-1]
    return key[:32]


def _cbc(key: bytes, iv: bytes, plain: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(plain) + cipher.finalize()
