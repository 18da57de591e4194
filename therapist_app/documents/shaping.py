"""Fonts of scripts whose letters join, turn and carry marks: each drawn sign keeps the letters it stands for.

The PDF library knows one sign for a character. So every shaped sign gets a private number in the font, and the
file says which letters it means: words can be searched and copied as they were typed.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfbase.ttfonts import TTFont

_hb: Any = uharfbuzz  # has no types of its own
_PRIVATE = 0xE000
_NOTHING = "\u200b"  # what a sign stands for that no letter asked for, such as the ring under a mark alone


class Sign(NamedTuple):
    """One drawn sign, in thousandths of the size: its own width, how far it moves the pen, and where it stands."""

    character: str
    width: float
    advance: float
    shift: float = 0.0
    rise: float = 0.0


Signs: TypeAlias = list[Sign]


def of_weight(data: bytes, weight: int) -> bytes:
    """A font file with its weight fixed; as it is where it has only one."""
    face = _hb.Face(data)
    if not face.axis_infos:
        return data
    wanted = _hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", float(weight))
    return bytes(_hb.subset(face, wanted).blob.data)


class ScriptFont(TTFont):
    """A font that is drawn by shaped signs, and tells in the file which letters they are."""

    def __init__(self, name: str, file: Any) -> None:
        super().__init__(name, file)  # pyright: ignore[reportUnknownMemberType]
        self._face: Any = self.face
        self._face.name = name.encode()  # the cuts of one variable file have one name among them
        self._signs: dict[tuple[int, str], int] = {}
        self._letters: dict[int, str] = {}
        self._lock = Lock()  # two sheets may be laid out at the same time

    def sign(self, glyph: int, letter: str, width: float) -> str:
        """The private character for a glyph that stands for this letter."""
        with self._lock:
            known = self._signs.get((glyph, letter))
            if known is None:
                known = _PRIVATE + len(self._signs)
                self._signs[glyph, letter] = known
                self._letters[known] = letter
                self._face.charToGlyph[known] = glyph
                self._face.charWidths[known] = width
            return chr(known)

    def unseen(self, letter: str, rise: float) -> Sign:
        """A sign without ink or room for a letter that is drawn with the one before it, so that it can be found."""
        wide = float(self._face.charWidths[32])
        return Sign(self.sign(self._face.charToGlyph[32], letter, wide), wide, 0.0, 0.0, rise)

    def addObjects(self, doc: Any) -> None:
        """Write the font, then put the letters in place of the private numbers."""
        subsets: list[list[int]] = [list(subset) for subset in self.state[doc].subsets]
        inherited: Any = super()
        names = [str(inherited.getSubsetInternalName(number, doc))[1:] for number in range(len(subsets))]
        inherited.addObjects(doc)
        for name, subset in zip(names, subsets, strict=True):
            stream = doc.idToObject[doc.idToObject["BasicFonts"].dict[name].ToUnicode.name]
            for code, character in enumerate(subset):
                if character in self._letters:
                    letters = self._letters[character].encode("utf-16-be").hex().upper()
                    line = f"<{code:02X}> <{character:04X}>\n"
                    stream.content = stream.content.replace(line, f"<{code:02X}> <{letters}>\n")


def shape(font: ScriptFont, shaper: Any, text: str, script: str, *, leftward: bool) -> Signs:
    """The signs of a text in one script, from left to right as they are seen."""
    if not text:
        return []
    buffer = _hb.Buffer()
    buffer.cluster_level = _hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.script = script
    _hb.shape(shaper, buffer, {"dlig": False})
    infos = buffer.glyph_infos
    clusters = [info.cluster for info in infos]
    order = -1 if leftward else 1
    letters = _shared_out(text, clusters[::order])[::order]
    scale = 1000 / shaper.face.upem
    found: Signs = []
    for info, place, part in zip(infos, buffer.glyph_positions, letters, strict=True):
        first, *more = part or _NOTHING
        wide = shaper.get_glyph_h_advance(info.codepoint) * scale
        character = first if first == " " else font.sign(info.codepoint, first, wide)
        moved = (place.x_advance * scale, place.x_offset * scale, place.y_offset * scale)
        drawn = [Sign(character, wide, *moved), *(font.unseen(letter, moved[2]) for letter in more)]
        found += drawn[::order]
    return found


def _shared_out(text: str, clusters: list[int]) -> list[str]:
    """Which letters each sign stands for, in reading order: of several that belong together, one each."""
    ends = dict(pairwise([*sorted(set(clusters)), len(text)]))
    left = Counter(clusters)
    begun: dict[int, int] = {}
    found: list[str] = []
    for cluster in clusters:
        start = begun.get(cluster, cluster)
        left[cluster] -= 1
        begun[cluster] = start + 1 if left[cluster] else ends[cluster]
        found.append(text[start : begun[cluster]])
    return found
