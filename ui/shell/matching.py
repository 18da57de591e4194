"""How typed letters find a name or an action: each word typed begins some word, in any order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_EXACT, _START, _WORD_START, _INITIALS, _INSIDE = 100, 80, 60, 40, 20


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits, and which of its letters were matched, as (start, length) pairs."""

    score: int
    spans: tuple[tuple[int, int], ...] = ()


def match(typed: str, text: str) -> Match | None:
    """The match of all typed words in a text, or None. Case, accents and order do not matter."""
    plain = fold(text)
    words = fold(typed).split()
    if not words:
        return Match(0)
    if plain == " ".join(words):
        return Match(_EXACT, ((0, len(text)),))
    found = [_one(word, plain) for word in words]
    if any(one is None for one in found):
        return _initials("".join(words), plain)
    scores, spans = zip(*(one for one in found if one), strict=True)
    return Match(min(scores), tuple(sorted(spans)))


def _one(word: str, plain: str) -> tuple[int, tuple[int, int]] | None:
    at = plain.find(word)
    best: tuple[int, tuple[int, int]] | None = None
    while at >= 0:
        score = _START if at == 0 else _WORD_START if not plain[at - 1].isalnum() else _INSIDE
        if score > _INSIDE or len(word) >= 3:
            best = max(best, (score, (at, len(word)))) if best else (score, (at, len(word)))
        at = plain.find(word, at + 1)
    return best


def _initials(letters: str, plain: str) -> Match | None:
    """Letters that are the first ones of the text's words, in order: "ab" finds "Ada & Ben"."""
    spans: list[tuple[int, int]] = []
    at = 0
    for place, letter in enumerate(plain):
        starts = letter.isalnum() and (place == 0 or not plain[place - 1].isalnum())
        if at < len(letters) and starts and letter == letters[at]:
            spans.append((place, 1))
            at += 1
    return Match(_INITIALS, tuple(spans)) if at == len(letters) > 1 else None


def fold(text: str) -> str:
    """The text without case and accents, letter for letter, so that places in it stay the same."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].casefold()
    return base if len(base) == 1 else letter.lower()[:1] or letter
