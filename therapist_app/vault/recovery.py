"""The recovery key as 24 English words with a checksum (BIP-39), read back with tolerance for typing."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from therapist_app.kernel.errors import InputError

if TYPE_CHECKING:
    from mnemonic import Mnemonic

WORDS = 24
_MAX_TYPED = 2000
_NUMBERING = re.compile(r"[\d.,;:()\[\]\u2022*_\u2013\u2014-]+")


@lru_cache(maxsize=1)
def _book() -> Mnemonic:
    """The word list, read at first use."""
    from mnemonic import Mnemonic

    return Mnemonic("english")


def listed_words() -> list[str]:
    """The 2,048 English words of BIP-39, in their order."""
    return list(_book().wordlist)


class RecoveryWords:
    """The 256-bit recovery key that 24 words stand for; shows nothing when printed."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes | bytearray) -> None:
        if len(key) != 32:
            raise ValueError("a recovery key has 32 bytes")
        self._key = bytearray(key)

    @classmethod
    def new(cls) -> RecoveryWords:
        """A fresh random key."""
        return cls(secrets.token_bytes(32))

    @classmethod
    def parse(cls, typed: str) -> RecoveryWords:
        """Read 24 typed words; case, spacing, line numbers and words cut to four letters do not matter.

        Raises InputError that says which word is unknown, how many are missing, or that the order is off.
        """
        plain = unicodedata.normalize("NFKC", typed[:_MAX_TYPED]).lower()
        found = _NUMBERING.sub(" ", plain).split()
        words = [_known(word, place) for place, word in enumerate(found[: WORDS + 1], start=1)]
        if len(words) != WORDS:
            many = "more than 24" if len(found) > WORDS else str(len(words))
            raise InputError(f"The recovery sheet has 24 words; this is {many}.", "Nothing was changed.")
        try:
            return cls(_book().to_entropy(words))
        except ValueError:
            raise InputError(
                "These words don't fit together.",
                "Each is a real word, so one was likely misread or two changed places. Nothing was changed.",
            ) from None

    def words(self) -> list[str]:
        """The 24 words, to be shown once and never stored."""
        return _book().to_mnemonic(bytes(self._key)).split(" ")

    def to_bytes(self) -> bytearray:
        """The key's bytes, as a copy that its holder forgets."""
        return bytearray(self._key)

    def __repr__(self) -> str:
        return "RecoveryWords(hidden)"


def _known(word: str, place: int) -> str:
    """The listed word meant; the first four letters of each are enough to tell them apart."""
    book = _book().wordlist
    if word in book:
        return word
    starts = [listed for listed in book if len(word) >= 4 and listed.startswith(word)]
    if len(starts) == 1:
        return starts[0]
    near = [listed for listed in book if _one_slip(word, listed)]
    hint = f" Perhaps \N{LEFT DOUBLE QUOTATION MARK}{near[0]}\N{RIGHT DOUBLE QUOTATION MARK}?" if near else ""
    raise InputError(
        f"Word {place} is not one of the recovery words.{hint}",
        "Check it against your sheet. Nothing was changed.",
    )


def _one_slip(typed: str, listed: str) -> bool:
    """Whether one letter changed, missing, doubled or swapped with its neighbour turns one into the other."""
    if abs(len(typed) - len(listed)) > 1 or not typed:
        return False
    if len(typed) == len(listed):
        wrong = [at for at, (a, b) in enumerate(zip(typed, listed, strict=True)) if a != b]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return typed[wrong[0]] == listed[wrong[1]] and typed[wrong[1]] == listed[wrong[0]]
        return len(wrong) == 1
    short, long = sorted((typed, listed), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
