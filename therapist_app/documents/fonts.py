"""The faces of the printed page: taken from packages, loaded once when something prints, always embedded.

The sans speaks for the practice, the serif for people. A letter that a Latin face lacks is looked for in a
wider face of the same slant and weight.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Neither library has types of its own for these.
_hb: Any = uharfbuzz
_metrics: Any = pdfmetrics

_ATKINSON = ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-")
_SERIF = ("font_source_serif_pro", "SourceSerifPro-")
_WIDE = ("font_source_sans_pro", "SourceSansPro-")


class Face(StrEnum):
    """One cut of one family; its value is its name in the PDF library."""

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


@dataclass(slots=True)
class LoadedFace:
    """A face that is known to the PDF library: which letters it has, and how wide they are."""

    widths: dict[int, float]  # in thousandths of the size
    box: float  # the width of the plain box that stands for a letter it does not have
    shaper: Any
    per_em: int
    kerned: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])

    def covers(self, text: str) -> bool:
        """Whether it has every letter of the text."""
        return all(ord(one) in self.widths for one in text)

    def width(self, letter: str) -> float:
        """How wide a letter is, or the box in its place."""
        return self.widths.get(ord(letter), self.box)

    def kern(self, left: str, right: str) -> float:
        """How much closer (below zero) or wider two neighbours stand than their widths say."""
        pair = (left, right)
        if pair not in self.kerned:
            self.kerned[pair] = self._measured(left + right) if self.covers(left + right) else 0.0
        return self.kerned[pair]

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


@cache
def loaded(face: Face) -> LoadedFace:
    """The face, made known to the PDF library when it is first asked for; about 15 ms each."""
    package, stem, cut = _FILES[face]
    data = files(package).joinpath("files", f"{stem}{cut}.ttf").read_bytes()
    font = TTFont(face.value, BytesIO(data))
    _metrics.registerFont(font)
    shaped = _hb.Face(data)
    return LoadedFace(
        widths=dict(font.face.charWidths),
        box=float(font.face.defaultWidth),
        shaper=_hb.Font(shaped),
        per_em=shaped.upem,
    )


def chain(face: Face) -> tuple[Face, ...]:
    """The faces that are asked for a letter, in order."""
    found = [face]
    while wider := _WIDER.get(found[-1]):
        found.append(wider)
    return tuple(found)
