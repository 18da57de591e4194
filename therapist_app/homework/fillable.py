"""The identity of a fillable sheet: a mark in the file that only this practice can have made, and its fields.

The mark names the sheet and is sealed with a secret that lies in the vault alone, one for each file, so that a new
data key leaves sheets that are at home as they are. It holds no name and nothing that was entered.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Any

from therapist_app.documents.blanks import Blank, BlankKind
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.ids import new_id

_WHAT, _FORMAT = "attune-sheet", "1"
_PARTS = 7
LEAST_PASSWORD, MOST_PASSWORD = 8, 60


@dataclass(frozen=True, slots=True)
class Identity:
    """Which file a sheet is: its own id, the handout and version on it, and who holds it."""

    id: str
    handout: str
    version: int
    holder: str

    @classmethod
    def new(cls, handout: str, version: int, holder: str) -> Identity:
        """The identity of a file that is about to be made."""
        return cls(new_id(), handout, version, holder)

    def mark(self, secret: str) -> str:
        """What the file carries."""
        words = (_WHAT, _FORMAT, self.handout, str(self.version), self.holder, self.id)
        return "/".join((*words, _sealed(words, secret)))


def new_secret() -> str:
    """A secret for one file."""
    return secrets.token_hex(32)


def identity_in(mark: str) -> Identity | None:
    """What a mark says it is, before it is believed; None for anything that is no mark."""
    words = mark.strip().split("/")
    if (
        len(words) != _PARTS
        or words[:2] != [_WHAT, _FORMAT]
        or not words[3].isascii()
        or not words[3].isdigit()
    ):
        return None
    return Identity(words[5], words[2], int(words[3][:9]), words[4])


def is_genuine(mark: str, identity: Identity, secret: str) -> bool:
    """Whether a mark is the one that this file was given."""
    return hmac.compare_digest(mark.strip().encode("utf-8", "replace"), identity.mark(secret).encode())


def _sealed(words: tuple[str, ...], secret: str) -> str:
    return hmac.new(bytes.fromhex(secret), "\0".join(words).encode(), hashlib.sha256).hexdigest()


def spelled(blank: Blank) -> dict[str, Any]:
    """A field as the vault keeps it."""
    found: dict[str, Any] = {"kind": str(blank.kind), "name": blank.name, "words": blank.words}
    if blank.choices:
        found["choices"] = list(blank.choices)
    if blank.key:
        found["key"] = blank.key
    if blank.on:
        found["on"] = blank.on.isoformat()
    return found


def blank_of(kept: dict[str, Any]) -> Blank:
    """The same field again."""
    on = kept.get("on")
    blank = Blank(BlankKind(kept["kind"]), kept["name"], kept["words"], tuple(kept.get("choices", ())))
    return replace(blank, key=kept.get("key", ""), on=dt.date.fromisoformat(on) if on else None)


def checked_password(password: str) -> str:
    """A password that is worth having, or none; raises InputError for any other."""
    if password and not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise InputError(
            f"A password has {LEAST_PASSWORD} to {MOST_PASSWORD} letters here.",
            "Nothing was saved. Three or four words are easy to tell and hard to guess.",
            "password",
        )
    if password and not (password.isprintable() and password == password.strip()):
        raise InputError(
            "That password holds a sign that is hard to type again.",
            "Nothing was saved. Use plain letters.",
            "password",
        )
    return password
