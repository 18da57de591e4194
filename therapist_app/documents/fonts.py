"""The faces of the printed page: taken from packages, loaded once when something prints, always embedded.

The sans speaks for the practice, the serif for people. A letter that a Latin face lacks is looked for in a
wider face of the same slant and weight; Hebrew and Arabic have faces of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from operator import add
from typing import Any, NamedTuple, TypeVar

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]

from therapist_app.documents.shaping import Sign, Signs, of_weight, shape

_T = TypeVar("_T")
_hb: Any = uharfbuzz  # has no types of its own

_ATKINSON = ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-")
_SERIF = ("font_source_serif_pro", "SourceSerifPro-")
_WIDE = ("font_source_sans_pro", "SourceSansPro-")
_HEEBO = ("fontpkg_heebo", "Heebo[wght]", "")
_PLEX_ARABIC = ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-")
_WEIGHTS = (400, 700)
_JOINERS = re.compile("[\u200c\u200d]")


class Face(StrEnum):
    """One cut of one family; its value is its name in a PDF."""

    __hash__ = str.__hash__  # an enumeration's own is slow, and each word is looked up by its face

    SANS = "AttuneSans"
    SANS_BOLD = "AttuneSans-Bold"
    SANS_ITALIC = "AttuneSans-Italic"
    SANS_BOLD_ITALIC = "AttuneSans-BoldItalic"
    SERIF = "AttuneSerif"
    SERIF_BOLD = "AttuneSerif-Bold"
    SERIF_ITALIC = "AttuneSerif-Italic"
    SERIF_BOLD_ITALIC = "AttuneSerif-BoldItalic"
    DISPLAY = "AttuneDisplay"
    DISPLAY_ITALIC = "AttuneDisplay-Italic"
    WIDE = "AttuneWide"
    WIDE_BOLD = "AttuneWide-Bold"
    WIDE_ITALIC = "AttuneWide-Italic"
    WIDE_BOLD_ITALIC = "AttuneWide-BoldItalic"
    HEBREW = "AttuneHebrew"
    HEBREW_BOLD = "AttuneHebrew-Bold"
    ARABIC = "AttuneArabic"
    ARABIC_BOLD = "AttuneArabic-Bold"


_FILES: dict[Face, tuple[str, str, str]] = {
    Face.SANS: (*_ATKINSON, "Regular"),
    Face.SANS_BOLD: (*_ATKINSON, "Bold"),
    Face.SANS_ITALIC: (*_ATKINSON, "Italic"),
    Face.SANS_BOLD_ITALIC: (*_ATKINSON, "BoldItalic"),
    Face.SERIF: (*_SERIF, "Regular"),
    Face.SERIF_BOLD: (*_SERIF, "Semibold"),
    Face.SERIF_ITALIC: (*_SERIF, "It"),
    Face.SERIF_BOLD_ITALIC: (*_SERIF, "SemiboldIt"),
    Face.DISPLAY: (*_SERIF, "Regular"),
    Face.DISPLAY_ITALIC: (*_SERIF, "It"),
    Face.WIDE: (*_WIDE, "Regular"),
    Face.WIDE_BOLD: (*_WIDE, "Bold"),
    Face.WIDE_ITALIC: (*_WIDE, "It"),
    Face.WIDE_BOLD_ITALIC: (*_WIDE, "BoldIt"),
    Face.HEBREW: _HEEBO,
    Face.HEBREW_BOLD: _HEEBO,
    Face.ARABIC: (*_PLEX_ARABIC, "Regular"),
    Face.ARABIC_BOLD: (*_PLEX_ARABIC, "Bold"),
}
_WIDER: dict[Face, Face] = {
    Face.SANS: Face.WIDE,
    Face.SANS_BOLD: Face.WIDE_BOLD,
    Face.SANS_ITALIC: Face.WIDE_ITALIC,
    Face.SANS_BOLD_ITALIC: Face.WIDE_BOLD_ITALIC,
    Face.SERIF: Face.WIDE,
    Face.SERIF_BOLD: Face.WIDE_BOLD,
    Face.SERIF_ITALIC: Face.WIDE_ITALIC,
    Face.SERIF_BOLD_ITALIC: Face.WIDE_BOLD_ITALIC,
    Face.DISPLAY: Face.WIDE,
    Face.DISPLAY_ITALIC: Face.WIDE_ITALIC,
    Face.WIDE_ITALIC: Face.WIDE,  # the slanted cuts have no Greek and no Cyrillic
    Face.WIDE_BOLD_ITALIC: Face.WIDE_BOLD,
}


class _Script(NamedTuple):
    """A script with faces of its own: which letters are in it, its two weights, its name for the shaper."""

    letters: re.Pattern[str]
    regular: Face
    bold: Face
    name: str


# Neither script is slanted, so they have no slanted cut.
_SCRIPTS = (
    _Script(re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]"), Face.HEBREW, Face.HEBREW_BOLD, "Hebr"),
    _Script(
        re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
        Face.ARABIC,
        Face.ARABIC_BOLD,
        "Arab",
    ),
)
_NAME_OF = {face: one.name for one in _SCRIPTS for face in (one.regular, one.bold)}


class _Learnt(dict[str, _T]):
    """What is known of letters, worked out when it is first asked for."""

    def __init__(self, learn: Callable[[str], _T]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, key: str) -> _T:
        found = self[key] = self._learn(key)
        return found


@dataclass(slots=True)
class LoadedFace:
    """A face that has been read: which letters it has, and how wide they are in thousandths of the size."""

    shaper: Any
    letters: frozenset[str] = field(init=False)
    per_em: int = field(init=False)
    box: float = field(init=False)  # the width of the plain box that stands for a letter it does not have
    wide: _Learnt[float] = field(init=False)  # by a letter
    kerned: _Learnt[float] = field(init=False)  # by two neighbours
    moved: _Learnt[float] = field(init=False)  # by a letter and its neighbour: how far the pen goes
    seen: _Learnt[Sign] = field(init=False)  # by a letter and its neighbour

    def __post_init__(self) -> None:
        self.letters = frozenset(map(chr, self.shaper.face.unicodes))
        self.per_em = self.shaper.face.upem
        self.box = self._advance(0)
        self.wide = _Learnt(self._width)
        self.kerned = _Learnt(self._kern)
        self.moved = _Learnt(self._move)
        self.seen = _Learnt(self._sign)

    def covers(self, text: str) -> bool:
        """Whether it has every letter of the text."""
        return self.letters.issuperset(text)

    def width(self, letter: str) -> float:
        """How wide a letter is, or the box in its place."""
        return self.wide[letter]

    def glyph(self, letter: str) -> int:
        """The sign of a letter; of one that it does not have the box."""
        return int(self.shaper.get_nominal_glyph(ord(letter)) or 0)

    def _width(self, letter: str) -> float:
        return self._advance(self.glyph(letter))

    def _advance(self, glyph: int) -> float:
        return float(self.shaper.get_glyph_h_advance(glyph) * 1000 / self.per_em)

    def advance(self, text: str) -> float:
        """How wide a text is, kerned."""
        return (
            sum(map(self.moved.__getitem__, map(add, text, text[1:]))) + self.wide[text[-1]] if text else 0.0
        )

    def signs(self, text: str, *, leftward: bool) -> Signs:
        """What is drawn for a text that comes as it is seen, from left to right."""
        seen = self.seen
        return [seen[text[place : place + 2]] for place in range(len(text))]

    def _sign(self, pair: str) -> Sign:
        width = self.width(pair[0])
        return Sign(
            self.glyph(pair[0]), pair[0], width, width + (self.kerned[pair] if len(pair) > 1 else 0.0)
        )

    def _move(self, pair: str) -> float:
        return self.wide[pair[0]] + self.kerned[pair]

    def _kern(self, pair: str) -> float:
        return self._measured(pair) if self.covers(pair) else 0.0

    def _measured(self, pair: str) -> float:
        buffer = _hb.Buffer()
        buffer.add_str(pair)
        buffer.guess_segment_properties()
        # Only kerning: a ligature would hide a letter from search and from copying.
        features = {"liga": False, "clig": False, "dlig": False, "calt": False, "ccmp": False}
        _hb.shape(self.shaper, buffer, features)
        wide = sum(one.x_advance for one in buffer.glyph_positions) * 1000 / self.per_em
        kern = wide - sum(self.width(one) for one in pair)
        return kern if abs(kern) >= 1 else 0.0  # less than a thousandth is rounding


@dataclass(slots=True, kw_only=True)
class ScriptFace(LoadedFace):
    """A face whose letters change with their neighbours: a text in it is as wide as it is drawn."""

    script: str

    def covers(self, text: str) -> bool:
        """Whether it has every letter of the text; joiners are the shaper's."""
        return LoadedFace.covers(self, _JOINERS.sub("", text))

    def advance(self, text: str) -> float:
        """How wide a text is, shaped."""
        return sum(sign.advance for sign in self.signs(text, leftward=True))

    def signs(self, text: str, *, leftward: bool) -> Signs:
        """What is drawn for a text, from left to right."""
        return shape(self.shaper, text, self.script, leftward=leftward)


def file_of(face: Face) -> bytes:
    """The face's file as its package ships it."""
    package, stem, cut = _FILES[face]
    return files(package).joinpath("files", f"{stem}{cut}.ttf").read_bytes()


@cache
def loaded(face: Face) -> LoadedFace:
    """The face, read when it is first asked for."""
    data = file_of(face)
    script = _NAME_OF.get(face)
    if script is None:
        return LoadedFace(_hb.Font(_hb.Face(data)))
    return ScriptFace(_hb.Font(_hb.Face(of_weight(data, _WEIGHTS["-Bold" in face.value]))), script=script)


def chain(face: Face) -> tuple[Face, ...]:
    """The faces that are asked for a letter, in order."""
    found = [face]
    while wider := _WIDER.get(found[-1]):
        found.append(wider)
    return tuple(found)


def face_with(letters: str, face: Face) -> Face | None:
    """The face for a letter with its marks that comes closest to the one wanted; loads no more than it must."""
    script = next((one for one in _SCRIPTS if one.letters.match(letters)), None)
    asked = chain(face) if script is None else (script.bold if "Bold" in face.value else script.regular,)
    return next((one for one in asked if loaded(one).covers(letters)), None)


def is_of_script(face: Face) -> bool:
    """Whether this is a face of a script that is written from right to left."""
    return face in _NAME_OF
