"""Looks words up: a general dictionary, the field's own words, and the words that this practice spells so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from typing import Protocol

MOST_SUGGESTIONS = 5
_CLOSE = 0.82  # how alike a word of the field must be to be suggested
_MOST_KEPT = 50_000  # words that were looked up and are remembered while a practice is open
_POSSESSIVE = re.compile(r"(?:'s|s')$")

# How British English ends where the dictionary, which is American, ends otherwise. Both are right here.
_OUR = (
    "arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|"
    "succ|tum|val|vap|vig"
)
_BRITISH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (rf"({_OUR})our", r"\1or"),
        (r"is(e|es|ed|er|ers|ing|ation|ations)$", r"iz\1"),
        (r"ys(e|es|ed|er|ers|ing)$", r"yz\1"),
        (r"ll(ed|ing|er|ers|or|ors)$", r"l\1"),
        (r"(cent|theat|fib|lit|met|lust|calib|spect|somb)re(s?)$", r"\1er\2"),
        (r"(def|lic|off|pret)ence(s?)$", r"\1ense\2"),
        (r"(anal|catal|dial|monol)ogue(s?)$", r"\1og\2"),
        (r"programme(s?)$", r"program\1"),
        (r"(an|arch|h|p)ae", r"\1e"),
        (r"oe(?=[dmst])", r"e"),
    )
)


class Dictionary(Protocol):
    """What a library of spelling has to give."""

    def lookup(self, word: str) -> bool: ...  # noqa: D102
    def suggest(self, word: str) -> Iterator[str]: ...  # noqa: D102


class Speller:
    """Belongs to one open practice: what it was asked about are words from notes."""

    def __init__(self, dictionary: Dictionary, own: Iterable[str] = ()) -> None:
        self._dictionary = dictionary
        self._own = {_plain(word).casefold() for word in own}
        self._seen: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether a word is spelled as somebody spells it: in the dictionary, in the field or here."""
        plain = _plain(word)
        known = self._seen.get(plain)
        if known is None:
            if len(self._seen) > _MOST_KEPT:
                self._seen.clear()
            known = self._seen[plain] = self._look_up(plain)
        return known

    def was_asked(self, word: str) -> bool:
        """Whether the answer to `knows` costs nothing."""
        return _plain(word) in self._seen

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first; takes up to half a second, so never while someone types."""
        plain = _plain(word)
        ours = get_close_matches(plain.casefold(), [*clinical_words(), *self._own], 2, _CLOSE)
        capital = plain[:1].isupper()
        found = dict.fromkeys(one.capitalize() if capital else one for one in ours)
        for one in self._dictionary.suggest(plain):
            if len(found) >= MOST_SUGGESTIONS:
                break
            found[one] = None
        return tuple(found)

    def learn(self, word: str) -> None:
        """From now on this word is right, however its first letter is written."""
        self._own.add(_plain(word).casefold())
        self._seen.clear()

    def _look_up(self, word: str) -> bool:
        base = _POSSESSIVE.sub("", word)
        folded = base.casefold()
        if folded in self._own or folded in clinical_words() or len(base) == 1:
            return True
        if self._dictionary.lookup(word) or (base != word and self._dictionary.lookup(base)):
            return True
        return any(self._dictionary.lookup(one) for one in _american(base))


@lru_cache(maxsize=1)
def clinical_words() -> frozenset[str]:
    """The field's own words, folded."""
    text = resources.files("resources.spelling").joinpath("clinical.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line.casefold() for line in lines if line)


def _plain(word: str) -> str:
    return word.replace("\u2019", "'")


def _american(word: str) -> Iterator[str]:
    for ending, american in _BRITISH:
        other = ending.sub(american, word)
        if other != word:
            yield other
