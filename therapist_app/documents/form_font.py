"""The face of what is typed into a fillable sheet: embedded with its Latin, Greek and Cyrillic letters.

A reader draws what is typed with the font that a field names. One that is embedded as a composite font with a map
back to Unicode lets every reader find the letters; the built-in ones stop at Western European.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFStream, PDFString, PDFZCompress

_pdf: Any = pdfdoc  # declares only some of its types
PDFName = _pdf.PDFName
_hb: Any = uharfbuzz  # has no types of its own
_PACKAGE, _FILE = "font_source_sans_pro", "SourceSansPro-Regular.ttf"
_LETTERS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF),
    (0x2010, 0x2044), (0x20A0, 0x20BF), (0x2190, 0x2193), (0x2713, 0x2713),
)  # fmt: skip
_NAME = "ATTUNE+SourceSansPro-Regular"
_AT_ONCE = 100  # mappings in one stretch of the map, as the format allows


class _Cut(NamedTuple):
    """The font's file, its widths by glyph, and which letter each glyph stands for."""

    file: bytes
    widths: list[float]
    letters: dict[int, int]
    ascent: float
    descent: float


@cache
def _cut() -> _Cut:
    """The font with only the letters above; about 0.2 s, once."""
    face = _hb.Face(files(_PACKAGE).joinpath("files", _FILE).read_bytes())
    wanted = _hb.SubsetInput()
    for first, last in _LETTERS:
        for letter in range(first, last + 1):
            wanted.unicode_set.add(letter)
    small = _hb.subset(face, wanted)
    font, em = _hb.Font(small), small.upem / 1000
    extents = font.get_font_extents("ltr")
    letters: dict[int, int] = {}
    for letter in sorted(small.unicodes):
        letters.setdefault(font.get_nominal_glyph(letter), letter)
    widths = [font.get_glyph_h_advance(glyph) / em for glyph in range(small.glyph_count)]
    return _Cut(bytes(small.blob.data), widths, letters, extents.ascender / em, extents.descender / em)


def form_font(document: Any) -> Any:
    """A reference to the font in a PDF document."""
    cut = _cut()
    file = PDFStream(content=cut.file, filters=[PDFZCompress])
    file.dictionary["Length1"] = len(cut.file)
    descriptor = {
        "Type": PDFName("FontDescriptor"),
        "FontName": PDFName(_NAME),
        "Flags": 32,
        "FontBBox": PDFArray([-400, round(cut.descent), 2000, round(cut.ascent)]),
        "ItalicAngle": 0,
        "Ascent": round(cut.ascent),
        "Descent": round(cut.descent),
        "CapHeight": 660,
        "StemV": 84,
        "FontFile2": document.Reference(file),
    }
    inner = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": PDFName(_NAME),
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "CIDToGIDMap": PDFName("Identity"),
        "FontDescriptor": document.Reference(PDFDictionary(descriptor)),
        "W": PDFArray([0, PDFArray([round(width) for width in cut.widths])]),
    }
    outer = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": PDFName(_NAME),
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(inner))]),
        "ToUnicode": document.Reference(PDFStream(content=_map(cut.letters), filters=[PDFZCompress])),
    }
    return document.Reference(PDFDictionary(outer))


def _map(letters: dict[int, int]) -> bytes:
    """The map from glyphs back to letters."""
    pairs = [f"<{glyph:04X}> <{letter:04X}>" for glyph, letter in sorted(letters.items()) if glyph]
    stretches = [pairs[at : at + _AT_ONCE] for at in range(0, len(pairs), _AT_ONCE)]
    body = "\n".join(f"{len(some)} beginbfchar\n{chr(10).join(some)}\nendbfchar" for some in stretches)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
