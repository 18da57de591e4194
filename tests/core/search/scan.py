"""A slow, plain search that shares nothing with the index: what it finds is what the search must find.

It reads every text through the services and knows the rules of the index by its documentation: a word is a run of
letters, digits and private characters; accents of Latin letters and case do not matter.
"""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def _plain(letter: str) -> str:
    """A letter without case and accent, "" for an accent that follows its letter, a blank for what ends a word."""
    category = unicodedata.category(letter)
    if 0x300 <= ord(letter) <= 0x331 and category == "Mn":
        return ""
    if category[0] not in "LN" and category != "Co":
        return " "
    low = letter.lower()
    low = low if len(low) == 1 else letter
    base = unicodedata.normalize("NFD", low)
    is_latin = "LATIN" in unicodedata.name(low, "")
    return base[0] if is_latin and len(base) > 1 else low


def tokens(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return "".join(map(_plain, text)).split()


def asked(typed: str) -> list[tuple[list[str], bool]]:
    """What was typed: runs of words that stand together, and whether the last of a run may be only begun."""
    for quote in "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033":
        typed = typed.replace(quote, '"')
    typed = "".join(" " if letter == "\0" else letter for letter in typed[:1_000])
    runs: list[tuple[list[str], bool]] = []
    for place, piece in enumerate(pieces := typed.split('"')):
        is_phrase, closed = place % 2 == 1, place < len(pieces) - 1
        for run in [piece] if is_phrase else piece.split():
            words = tokens("".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in run))
            if words:
                runs.append((words, not (is_phrase and closed)))
    runs = runs[:32]
    if len(runs) == 1 and len("".join(runs[0][0])) == 1:
        return []
    if len(runs) > 1 and runs[-1][1] and len("".join(runs[-1][0])) == 1 and not typed[-1:].isspace():
        return [(words, False) for words, _ in runs[:-1]]
    last = len(runs) - 1
    return [
        (words, begun and number == last and len(words[-1]) > 1) for number, (words, begun) in enumerate(runs)
    ]


def holds(text: str, typed: str) -> bool:
    """Whether a text holds all that was typed."""
    words, runs = tokens(text), asked(typed)
    return bool(runs) and all(_stands(run, begun, words) for run, begun in runs)


def _stands(run: list[str], begun: bool, words: list[str]) -> bool:
    for start in range(len(words) - len(run) + 1):
        here = words[start : start + len(run)]
        if here[:-1] == run[:-1] and (here[-1] == run[-1] or (begun and here[-1].startswith(run[-1]))):
            return True
    return False
