"""A small file sealed with the vault's own keys, for text that the vault itself cannot take just now.

JSON, so that a rescuer can see what it is: which vault it belongs to, salt, nonce, and the sealed box. Each file
has a key of its own, HKDF(data key, label, salt), that encrypts once (AES-256-GCM; the vault's id is bound in).
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from therapist_app.kernel.errors import FileError
from therapist_app.vault.keys import DataKey, forget, hkdf

WHAT = "Attune draft"
FORMAT = 1
MAX_BYTES = 64 * 1024 * 1024
_LABEL = b"attune 1 draft"


class Seal:
    """Seals and opens copies for one vault; works while the vault's disk does not."""

    def __init__(self, key: DataKey, vault_id: str) -> None:
        self._key = key
        self._vault_id = vault_id

    def seal(self, data: bytes) -> bytes:
        """The bytes of a file that only this vault's keys open."""
        salt, nonce = os.urandom(16), os.urandom(12)
        key = self._file_key(salt)
        try:
            box = AESGCM(bytes(key)).encrypt(nonce, data, self._bound())
        finally:
            forget(key)
        whole = {
            "what": WHAT,
            "format": FORMAT,
            "vault_id": self._vault_id,
            "salt": _spell(salt),
            "nonce": _spell(nonce),
            "box": _spell(box),
        }
        return json.dumps(whole, sort_keys=True).encode()

    def open(self, file: bytes) -> bytes:
        """What was sealed. Raises FileError with its own sentence for each way in which it cannot be."""
        try:
            found = json.loads(file)
        except (ValueError, UnicodeDecodeError):
            found = None
        if not isinstance(found, dict) or cast("dict[str, object]", found).get("what") != WHAT:
            raise FileError(
                "That file is no copy made by Attune.", "Nothing was changed. Choose another file."
            )
        parts = cast("dict[str, object]", found)
        if parts.get("format") != FORMAT:
            raise FileError("That copy was made by a newer version of Attune.", "Update Attune to open it.")
        if parts.get("vault_id") != self._vault_id:
            raise FileError(
                "That copy belongs to another practice.",
                "Nothing was changed. Unlock that practice to open it.",
            )
        try:
            salt, nonce, box = (_unspell(parts.get(name)) for name in ("salt", "nonce", "box"))
            key = self._file_key(salt)
            try:
                return AESGCM(bytes(key)).decrypt(nonce, box, self._bound())
            finally:
                forget(key)
        except (ValueError, InvalidTag):
            raise FileError(
                "That copy is damaged and cannot be opened.", "Nothing was changed in your practice."
            ) from None

    def _file_key(self, salt: bytes) -> bytearray:
        own = self._key.derive(_LABEL)
        try:
            return hkdf(own, _LABEL, salt)
        finally:
            forget(own)

    def _bound(self) -> bytes:
        return f"{WHAT} {FORMAT} {self._vault_id}".encode()


def _spell(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unspell(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("a part is missing")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("a part is no base64") from error
