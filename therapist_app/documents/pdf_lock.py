"""A password for a PDF: AES-256 as PDF 2.0 has it (revision 6), which every current reader opens.

The PDF library's own 256 bits need a package that nobody maintains and write an older form with a weak hash. This takes
its place at the same door, on the cryptography that is here already. Source: ISO 32000-2, 7.6.4.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from typing import Any

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import DummyDoc, PDFDictionary, PDFObject

_pdf: Any = pdfdoc  # declares only some of its types
PDFName = _pdf.PDFName
_encrypt: Any = pdfencrypt  # declares no types
_document: Any = DummyDoc
_HASHES = (hashlib.sha256, hashlib.sha384, hashlib.sha512)
_LEAST_ROUNDS, _BLOCK, _MOST_BYTES = 64, 16, 127
_ALLOWED = -4  # everything: who has the password may fill in, print and copy
_NO_IV = bytes(_BLOCK)


class PdfLock(_encrypt.StandardEncryption):
    """Encrypts every string and stream of one document; `key` is random, the password opens it."""

    def __init__(self, password: str) -> None:
        super().__init__(password, strength=128)  # pyright: ignore[reportUnknownMemberType]
        self._password = unicodedata.normalize("NFKC", password).encode()[:_MOST_BYTES]

    def prepare(self, document: Any, overrideID: object = None) -> None:  # noqa: N803 - the library's own name
        """Draw the keys; called by the library before anything is written."""
        del overrideID
        document.ID()  # the file names itself, locked or not
        self.key = os.urandom(32)
        self._user, self._user_key = _slot(self._password, b"", self.key)
        self._owner, self._owner_key = _slot(os.urandom(32), self._user, self.key)
        self.objnum = self.version = None
        self.prepared = 1

    def encode(self, t: str | bytes) -> bytes:
        """One string or stream, under an initialisation vector of its own."""
        plain = t if isinstance(t, bytes) else t.encode("latin-1")
        padder = padding.PKCS7(8 * _BLOCK).padder()
        iv = os.urandom(_BLOCK)
        return iv + _cbc(self.key, iv, padder.update(plain) + padder.finalize())

    def info(self) -> PDFObject:
        """What a reader must know to ask for the password."""
        allowed = _ALLOWED.to_bytes(4, "little", signed=True) + b"\xff\xff\xff\xffTadb" + os.urandom(4)
        sealed = Cipher(algorithms.AES(self.key), modes.ECB()).encryptor()  # noqa: S305 - one block, as the format has it
        filters = {"AuthEvent": PDFName("DocOpen"), "CFM": PDFName("AESV3"), "Length": 32}
        return _Plain(
            {
                "Filter": PDFName("Standard"),
                "V": 5,
                "R": 6,
                "Length": 256,
                "CF": PDFDictionary({"StdCF": PDFDictionary(filters)}),
                "StmF": PDFName("StdCF"),
                "StrF": PDFName("StdCF"),
                "U": _hex(self._user),
                "UE": _hex(self._user_key),
                "O": _hex(self._owner),
                "OE": _hex(self._owner_key),
                "P": _ALLOWED,
                "Perms": _hex(sealed.update(allowed) + sealed.finalize()),
            }
        )


class _Plain(PDFObject):
    """The one dictionary that is not encrypted itself."""

    __RefOnly__ = 1

    def __init__(self, entries: dict[str, Any]) -> None:
        self._entries = entries

    def format(self, document: Any) -> bytes:
        """The dictionary in the file's spelling."""
        del document
        whole: Any = PDFDictionary(self._entries)
        return whole.format(_document())


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


def _hex(data: bytes) -> bytes:
    return b"<" + data.hex().encode() + b">"
