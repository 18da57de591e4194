"""The words of a text that a dictionary can say something about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 60  # letters; what is longer was pasted, not written
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NO_PROSE = re.compile(r"[@\d_/\\]|\w\.\w|^;|::")
"""Addresses, paths, numbers with letters, abbreviations with points, snippets."""


class Word(NamedTuple):
    """A word and where it stands, in Python characters from the start of the text."""

    start: int
    end: int
    text: str


def words_in(text: str) -> Iterator[Word]:
    """Each word that can be looked up; names of agencies, addresses and other scripts are passed over."""
    for chunk in _CHUNK.finditer(text):
        if _NO_PROSE.search(chunk[0]):
            continue
        for found in _WORD.finditer(chunk[0]):
            word = found[0]
            if 1 < len(word) <= LONGEST and not _is_capitals(word) and _is_latin(word):
                yield Word(chunk.start() + found.start(), chunk.start() + found.end(), word)


def _is_capitals(word: str) -> bool:
    """EFT, PTSD; and McKay or iPhone, whose inner capital says that they are names."""
    return any(letter.isupper() for letter in word[1:])


def _is_latin(word: str) -> bool:
    return word.isascii() or all(_latin(letter) for letter in word)


@lru_cache(maxsize=512)
def _latin(letter: str) -> bool:
    return letter in "'\u2019" or unicodedata.name(letter, "").startswith("LATIN ")
