"""In which order words are seen on a line: the bidirectional algorithm of Unicode (its annex 9), rule by rule.

Marks that change the direction are taken out of text before it is set, so the rules about them are left out. In
their place names are kept apart: a name has its own direction, and never moves what stands beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TypeVar

_T = TypeVar("_T")

_RIGHTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_WORDS = re.compile(r"[^\W\d_]+")
_MOSTLY = 4  # so many words to one that is written the other way
_NAME = "\ufffc"  # stands for a name in what is around it
_NEUTRAL = ("B", "S", "WS", "ON")
_OPENING = {"(": ")", "[": "]", "{": "}"}
_MIRRORED = {one: other for pair in ("()", "[]", "{}", "<>", "«»", "‹›") for one, other in (pair, pair[::-1])}


def names_apart(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the names that hold letters from right to left; the longest first."""
    found = sorted({one.strip() for one in names if _RIGHTWARD.search(one)}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)") if found else None


def is_rightward(text: str, apart: re.Pattern[str] | None = None) -> bool:
    """Whether a paragraph is read from right to left: it begins so, and few of its words are not.

    Names do not count, so a name at the start of an English sentence does not turn the sentence around.
    """
    if not _RIGHTWARD.search(text):
        return False
    words = [_kind(word[0]) == "R" for word in _WORDS.findall(apart.sub(_NAME, text) if apart else text)]
    return bool(words) and words[0] and words.count(True) >= _MOSTLY * words.count(False)


def as_seen(
    parts: Sequence[tuple[_T, str]], *, rightward: bool, apart: re.Pattern[str] | None = None
) -> Iterator[tuple[_T, str, bool]]:
    """The parts of a line from left to right, parted where the direction turns, and whether each is read leftward."""
    whole = "".join(text for _, text in parts)
    if not rightward and not _RIGHTWARD.search(whole):
        yield from ((owner, text, False) for owner, text in parts)
        return
    turned = iter(levels(whole, rightward=rightward, apart=apart))
    found: list[tuple[int, tuple[_T, str]]] = []
    for owner, text in parts:
        for level, group in groupby(text, key=lambda _: next(turned)):
            found.append((level, (owner, "".join(group))))
    for level, (owner, text) in seen(found):
        yield owner, text, level % 2 == 1


def levels(text: str, *, rightward: bool, apart: re.Pattern[str] | None = None) -> list[int]:
    """How deep each character is turned: even is written to the right, odd to the left."""
    if apart is None:
        return _levels(text, rightward=rightward)
    around = iter(_levels(apart.sub(_NAME, text), rightward=rightward))
    found: list[int] = []
    place = 0
    for name in apart.finditer(text):
        found += islice(around, name.start() - place)
        next(around)
        inner = is_rightward(name[0])
        deeper = 2 if rightward or not inner else 0  # X5: the next level of its direction
        found += [level + deeper for level in _levels(name[0], rightward=inner)]
        place = name.end()
    return [*found, *around]


def _levels(text: str, *, rightward: bool) -> list[int]:
    base = int(rightward)
    outside = "R" if rightward else "L"
    kinds = _weak(text, outside)
    _pair_brackets(text, kinds, outside)
    kinds = _neutral(kinds, outside)
    found = [_LEVELS[base][kind] for kind in kinds]
    at_end = True  # L1: what follows the last word belongs to the line
    for place in range(len(text) - 1, -1, -1):
        kind = unicodedata.bidirectional(text[place])
        if kind in ("S", "B") or (at_end and kind in ("WS", "BN")):
            found[place], at_end = base, True
        else:
            at_end = False
    return found


def seen(parts: Iterable[tuple[int, _T]]) -> list[tuple[int, _T]]:
    """Parts with their levels, from left to right as they are seen (L2)."""
    found = list(parts)
    deepest = max((level for level, _ in found), default=0)
    for least in range(deepest, 0, -1):
        groups = groupby(found, key=lambda part, least=least: part[0] >= least)
        found = [part for turned, group in groups for part in (reversed(list(group)) if turned else group)]
    return found


def mirrored(text: str) -> str:
    """Signs as they stand in text from right to left: the last at the left, brackets turned (L4)."""
    return "".join(_MIRRORED.get(one, one) for one in reversed(text))


_LEVELS = ({"L": 0, "R": 1, "AN": 2, "EN": 2}, {"L": 2, "R": 1, "AN": 2, "EN": 2})


def _kind(letter: str) -> str:
    """A letter's strong direction."""
    return "R" if unicodedata.bidirectional(letter) in ("R", "AL") else "L"


def _weak(text: str, outside: str) -> list[str]:
    """Marks, figures and the signs of figures (W1 to W7)."""
    kinds = [unicodedata.bidirectional(one) or "L" for one in text]
    before = strong = outside
    for place, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kinds[place] = kind = before
        elif kind == "EN" and strong == "AL":
            kinds[place] = kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        before = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        kind, left, right = kinds[place], kinds[place - 1], kinds[place + 1]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[place] = left
    for start, stop, _ in _stretches(kinds, ("ET",)):
        if "EN" in (*kinds[max(start - 1, 0) : start], *kinds[stop : stop + 1]):
            kinds[start:stop] = ["EN"] * (stop - start)
    strong = outside
    for place, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[place] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
        elif kind in ("L", "R"):
            strong = kind
    return kinds


def _pair_brackets(text: str, kinds: list[str], outside: str) -> None:
    """A pair of brackets takes the direction of what it holds, or of what stands before it (N0)."""
    for first, last in _bracket_pairs(text, kinds):
        inside = {_strong(kind) for kind in kinds[first + 1 : last]} - {""}
        if outside in inside:
            turned = outside
        elif inside:
            before = next((found for kind in reversed(kinds[:first]) if (found := _strong(kind))), outside)
            turned = before  # either the inside's own direction or the line's
        else:
            continue
        for place in (first, last):
            kinds[place] = turned
            for after in range(place + 1, len(text)):
                if unicodedata.bidirectional(text[after]) != "NSM":
                    break
                kinds[after] = turned


def _bracket_pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for place, one in enumerate(text):
        if kinds[place] != "ON":
            continue
        if one in _OPENING:
            open_.append((_OPENING[one], place))
        elif any(closing == one for closing, _ in open_):
            while open_[-1][0] != one:
                open_.pop()
            found.append((open_.pop()[1], place))
    return sorted(found)


def _neutral(kinds: list[str], outside: str) -> list[str]:
    """Spaces and signs go with their neighbours where these agree, else with the line (N1 and N2)."""
    found = list(kinds)
    for start, stop, _ in _stretches(kinds, _NEUTRAL):
        left = _strong(kinds[start - 1]) if start else outside
        right = _strong(kinds[stop]) if stop < len(kinds) else outside
        found[start:stop] = [left if left == right else outside] * (stop - start)
    return found


def _strong(kind: str) -> str:
    """The direction a neighbour is drawn to; figures count as right to left."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _stretches(kinds: list[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """From where to where these kinds stand side by side."""
    place = 0
    for is_wanted, group in groupby(list(kinds), key=lambda kind: kind in wanted):
        members = list(group)
        if is_wanted:
            yield place, place + len(members), members[0]
        place += len(members)
