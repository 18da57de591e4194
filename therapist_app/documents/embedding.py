"""How letters get into a file: the usual letters of a face are cut out once and put into every document as they are.

Letters that are not among them, and the shaped signs of other scripts, are cut for the document that needs them.
Every cut is a composite font with a map back to Unicode, so that words can be found and copied.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]

from therapist_app.documents.fonts import Face, LoadedFace, loaded
from therapist_app.documents.pdf_file import PdfFile
from therapist_app.documents.shaping import Sign

_hb: Any = uharfbuzz  # has no types of its own
_USUAL = bytes(code for code in range(0x20, 0x100) if code not in b"\x7f\x81\x8d\x8f\x90\x9d\xad")
_USUAL_LETTERS = _USUAL.decode("cp1252") + "✓→←↔−"
_TYPED_FACE = Face.WIDE  # what is typed into a field may be Greek or Cyrillic too
_TYPED_RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF),
    (0x2010, 0x2044), (0x20A0, 0x20BF), (0x2190, 0x2193), (0x2713, 0x2713),
)  # fmt: skip
_NOT_DRAWN = tuple(int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"name", b"DSIG"))
_AT_ONCE = 100  # mappings in one stretch of a map, as the format allows
_NO_WIDTH = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """Some letters of a face, packed and spelled as they stand in a file; `glyphs` is none where codes are glyphs."""

    name: bytes
    font: bytes
    length: int
    widths: bytes
    letters: bytes
    glyphs: bytes = b""
    ascent: float = 0.0
    descent: float = 0.0


@cache
def usual(face: Face) -> tuple[Cut, dict[str, int]]:
    """A face's usual letters, and the code of each; a few milliseconds, once."""
    return _of_letters(face, _USUAL_LETTERS, b"AAAAAA")


@cache
def typed() -> Cut:
    """The letters that may be typed into a field: Latin, Greek and Cyrillic."""
    letters = "".join(chr(code) for first, last in _TYPED_RANGES for code in range(first, last + 1))
    return _of_letters(_TYPED_FACE, letters, b"ATTUNE")[0]


def own(face: Face, signs: Sequence[Sign]) -> Cut:
    """The signs of one document; the code of each is its place, from 1."""
    known = loaded(face)
    wanted = _hb.SubsetInput()
    wanted.flags = _hb.SubsetFlags.RETAIN_GIDS
    for sign in signs:
        wanted.glyph_set.add(sign.glyph)
    glyphs = b"\0\0" + b"".join(sign.glyph.to_bytes(2, "big") for sign in signs)
    widths = (_NO_WIDTH, *(sign.width for sign in signs))
    letters = {code: sign.letters for code, sign in enumerate(signs, start=1)}
    return _cut(known, _small(known, wanted), b"AAAAAB+" + face.value.encode(), widths, letters, glyphs)


def embedded(file: PdfFile, cut: Cut) -> bytes:
    """A reference to the font in this file."""
    font = file.stream(cut.font, b"/Length1 %d" % cut.length, packed=True)
    descriptor = file.put(
        b"<</Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [-400 %d 2000 %d] /ItalicAngle 0"
        b" /Ascent %d /Descent %d /CapHeight 660 /StemV 84 /FontFile2 %s>>"
        % (cut.name, cut.descent, cut.ascent, cut.ascent, cut.descent, font)
    )
    system = b"<</Registry %s /Ordering %s /Supplement 0>>" % (file.text("Adobe"), file.text("Identity"))
    inner = file.put(
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo %s /CIDToGIDMap %s"
        b" /FontDescriptor %s /W [0 [%s]]>>"
        % (
            cut.name,
            system,
            file.stream(cut.glyphs, packed=True) if cut.glyphs else b"/Identity",
            descriptor,
            cut.widths,
        )
    )
    letters = file.stream(cut.letters, packed=True)
    return file.put(
        b"<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s>>"
        % (cut.name, inner, letters)
    )


def _of_letters(face: Face, letters: str, tag: bytes) -> tuple[Cut, dict[str, int]]:
    """A cut in which each letter's code is its glyph in the new font."""
    known = loaded(face)
    wanted = _hb.SubsetInput()
    for letter in letters:
        wanted.unicode_set.add(ord(letter))
    small = _small(known, wanted)
    font, scale = _hb.Font(small), 1000 / known.per_em
    codes = {chr(code): int(font.get_nominal_glyph(code)) for code in sorted(small.unicodes)}
    meant: dict[int, str] = {}
    for letter, code in codes.items():
        meant.setdefault(code, letter)
    widths = [font.get_glyph_h_advance(code) * scale for code in range(small.glyph_count)]
    return _cut(known, small, tag + b"+" + face.value.encode(), widths, meant), codes


def _small(known: LoadedFace, wanted: Any) -> Any:
    """The face with what is wanted of it and nothing that only a shaper needs."""
    for table in _NOT_DRAWN:
        wanted.drop_table_tag_set.add(table)
    return _hb.subset(known.shaper.face, wanted)


def _cut(
    known: LoadedFace,
    small: Any,
    name: bytes,
    widths: Iterable[float],
    letters: dict[int, str],
    glyphs: bytes = b"",
) -> Cut:
    font = bytes(small.blob.data)
    extents, scale = known.shaper.get_font_extents("ltr"), 1000 / known.per_em
    return Cut(
        name,
        zlib.compress(font),
        len(font),
        b" ".join(f"{width:g}".encode() for width in widths),
        zlib.compress(_map(letters)),
        zlib.compress(glyphs) if glyphs else b"",
        extents.ascender * scale,
        extents.descender * scale,
    )


def _map(letters: dict[int, str]) -> bytes:
    """The map from codes back to letters."""
    pairs = [
        f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
        for code, letter in sorted(letters.items())
        if code
    ]
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
