"""The one door for text that goes onto a page: what a line can hold, and where it may be parted.

User text is text: nothing in it is ever read as markup, a link or a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from therapist_app.documents.blocks import Run, Runs

_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_DROPPED = ("Cc", "Cs", "Co", "Cn")
# Marks of direction and soft hyphens: they are never seen, and an engine without them loses nothing.
_UNSEEN = dict.fromkeys(
    [
        *map(ord, "\xad\u200b\u200e\u200f\u2060\ufeff\u061c"),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_ALIKE = {0x2010: "-", 0x2011: "-", 0x202F: "\xa0", 0x2007: "\xa0", 0x9: " "}
# What most text of ours and theirs is made of: there is nothing to be done about it.
_PLAIN = re.compile("[ -~\xa1-\xac\xae-\xff\u2013\u2014\u2018-\u201e\u2022\u2026]*")
_JOINER, _NOT_JOINED = "\u200d", "\u200c"
_LOOSE = re.compile(f"(?<![\u0600-\u08ff]){_NOT_JOINED}|{_NOT_JOINED}(?![\u0600-\u08ff])")


def by_first_words(text: str, names: Iterable[str]) -> str:
    """The text with each of these names by its first word, where those differ: for places too narrow for whole ones."""
    names = [name for name in names if name.strip()]
    firsts = [name.split()[0] for name in names]
    if len(set(firsts)) == len(firsts):
        for name, first in zip(names, firsts, strict=True):
            text = text.replace(name, first)
    return text


def clean(text: str) -> str:
    """Text as one line can hold it: composed, without control characters, a space for each end of a line."""
    if is_plain(text):
        return text
    spaced = _LINE_ENDS.sub(" ", text).translate(_UNSEEN).translate(_ALIKE)
    spaced = _LOOSE.sub("", spaced)  # it means something between letters that are joined, as in Persian
    if spaced.isascii() and spaced.isprintable():
        return spaced
    kept = [
        " " if unicodedata.category(one) == "Zs" and one != "\xa0" else one
        for one in spaced
        if unicodedata.category(one) not in _DROPPED
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def is_plain(text: str) -> bool:
    """Whether it is all of the letters and signs that most text of ours is made of, read from left to right."""
    return _PLAIN.fullmatch(text) is not None


def parted(runs: Runs) -> Iterator[Runs]:
    """The runs cleaned and parted where their text has ends of lines; at least one part, even an empty one."""
    part: list[Run] = []
    for run in runs:
        first, *others = _LINE_ENDS.split(run.text)
        part.append(Run(clean(first), run.bold, run.italic))
        for text in others:
            yield tuple(part)
            part = [Run(clean(text), run.bold, run.italic)]
    yield tuple(part)


def plain(runs: Runs) -> str:
    """The words of runs without their style."""
    return "".join(run.text for run in runs)


def clusters(text: str) -> Iterator[str]:
    """What a reader calls a letter, one by one: with its accents, and an emoji with all it is joined to."""
    cluster = ""
    for one in text:
        if cluster and not _belongs(cluster, one):
            yield cluster
            cluster = ""
        cluster += one
    if cluster:
        yield cluster


def bare(cluster: str) -> str:
    """A letter without the joiners and choices of form that only emoji need; Arabic letters need theirs."""
    if "\u0600" <= cluster[0] <= "\u08ff":
        return cluster
    return "".join(one for one in cluster if not _shapes(one))


def notice(missing: Iterable[str]) -> tuple[str, ...]:
    """A plain sentence about what no face has, or nothing."""
    found = list(missing)
    if not found:
        return ()
    shown = " ".join(found[:20]) + (" …" if len(found) > 20 else "")
    return (f"The printing letters do not have: {shown} – an empty box or a gap stands there.",)


def printed_name(name: str, otherwise: str) -> str:
    """The name, or what stands for it on paper where it is nothing but signs that no face has."""
    can_be_read = any(unicodedata.category(one)[0] in "LNP" for one in clean(name))
    return name if can_be_read else otherwise


def is_letter(cluster: str) -> bool:
    """Whether this is a letter or a figure, as emoji and other signs are not."""
    return unicodedata.category(cluster[0])[0] in "LN"


def _belongs(cluster: str, one: str) -> bool:
    if _shapes(one) or unicodedata.category(one) in ("Mn", "Me", "Mc"):
        return not cluster[-1].isspace()
    if cluster[-1] == _JOINER:
        return True
    return _is_flag(one) and _is_flag(cluster[-1]) and len(cluster) % 2 == 1


def _shapes(one: str) -> bool:
    """A joiner, a choice between text and picture, a colour of skin, a tag of a flag."""
    code = ord(one)
    return (
        one in (_JOINER, _NOT_JOINED)
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
    )


def _is_flag(one: str) -> bool:
    return 0x1F1E6 <= ord(one) <= 0x1F1FF
