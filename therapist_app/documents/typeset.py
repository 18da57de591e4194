"""Sets runs of text into lines of a given width: faces and fallbacks, kerning, breaks, words that are too long.

Widths come from the fonts that are embedded, so a line set here is exactly as wide on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

from therapist_app.documents.blocks import Run, Runs
from therapist_app.documents.fonts import Face, LoadedFace, chain, loaded
from therapist_app.documents.style import TextStyle
from therapist_app.documents.text import bare, clean, clusters, is_letter, parted

BOX = "\u25a1"  # stands for a letter that no face has, and is drawn, as no face has this sign either
_BOXES = re.compile(f"({BOX}+)")
_NARROWER = (0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76, 0.73, 0.7, 0.67, 0.64, 0.61, 0.58)
_MOST_BALANCED = 5  # lines; longer text is read, not looked at
_ALONE = 0.16  # of the width: a single word shorter than this looks left over
_WORDS = re.compile(r"[^\s-]+-+(?=[^\s-])|\S+\s*|\s+")

_shaped_str: Any = ShapedStr  # its own annotation names one letter's data for a list of them


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters in one face; `x` is from the start of the line."""

    x: float
    width: float
    face: Face
    text: str
    is_boxes: bool = False  # letters that no face has: as many plain boxes


@dataclass(frozen=True, slots=True)
class Line:
    """One set line; its pieces are ready to be drawn."""

    pieces: tuple[Piece, ...]
    width: float
    style: TextStyle

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Setter:
    """Sets text for one document and remembers what could not be printed in it."""

    missing: dict[str, None] = field(default_factory=dict[str, None])

    def lines(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        """Lines no wider than `width`; a word that is wider than a line is broken."""
        return [line for part in parted(runs) for line in self._calm(part, style, width)]

    def balanced(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """A few lines of about the same length, as large type wants them; never more of them than need be."""
        best = self.words(text, style, width)
        if not 2 <= len(best) <= _MOST_BALANCED:
            return best
        for share in _NARROWER:
            narrower = self.words(text, style, width * share)
            if len(narrower) > len(best):
                break
            best = narrower
        return best

    def words(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """The same for text in one style."""
        return self.lines((Run(text),), style, width)

    def line(self, text: str, style: TextStyle) -> Line:
        """Text as a single line, however wide."""
        return _line(list(self._pieces(Run(clean(text)), style)), style)

    def width(self, text: str, style: TextStyle) -> float:
        """How wide the text is on one line."""
        return self.line(text, style).width

    def shortened(self, text: str, style: TextStyle, width: float) -> Line:
        """Text on one line; a longer one ends in three dots, where its whole stands elsewhere."""
        lines = self.words(text, style, width)
        if len(lines) == 1:
            return lines[0]
        return self.line(self.words(text, style, width - style.size)[0].text.rstrip(" ,.;:") + " …", style)

    def _calm(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        """Filled lines; where one short word would be left over, words of the line above keep it company."""
        found = list(self._fill(runs, style, width))
        if not _ends_alone(found, width):
            return found
        for share in _NARROWER[:5]:
            narrower = list(self._fill(runs, style, width * share))
            if len(narrower) > len(found):
                return found
            if not _ends_alone(narrower, width):
                return narrower
        return found

    def _fill(self, runs: Runs, style: TextStyle, width: float) -> Iterator[Line]:
        """Words are put on a line while they fit; spaces may hang over its end."""
        current: list[tuple[Face, str]] = []
        used = 0.0
        for atom in self._atoms(runs, style):
            wide = sum(text_width(face, text) for face, text in atom) * style.size / 1000
            bare = wide - _trailing(atom, style)
            if current and used + bare > width + 0.01:
                yield _line(_trimmed(current), style)
                current, used = [], 0.0
            if bare > width:
                *full, atom = _broken(atom, style, width)
                yield from (_line(one, style) for one in full)
                wide = sum(text_width(face, text) for face, text in atom) * style.size / 1000
            current += atom
            used += wide
        yield _line(_trimmed(current), style)

    def _atoms(self, runs: Runs, style: TextStyle) -> Iterator[list[tuple[Face, str]]]:
        """What must not be parted: a word with its hyphen or the space after it, over the runs it spans."""
        atom: list[tuple[Face, str]] = []
        for run in runs:
            for face, text in self._pieces(run, style):
                for word in _WORDS.findall(text):
                    atom.append((face, word))
                    if (word[-1].isspace() and word[-1] != "\xa0") or word.endswith("-"):
                        yield atom
                        atom = []
        if atom:
            yield atom

    def _pieces(self, run: Run, style: TextStyle) -> Iterator[tuple[Face, str]]:
        """The run parted by face; for a letter that no face has a box, for other signs nothing."""
        face = style.face(bold=run.bold, italic=run.italic)
        if loaded(face).covers(run.text):
            if run.text:
                yield face, run.text
            return
        known = [(one, loaded(one)) for one in chain(face)]
        found: list[tuple[Face, str]] = []
        for cluster in clusters(run.text):
            letters = bare(cluster)
            fitting = next((one for one, font in known if font.covers(letters)), None)
            if fitting is None:
                self.missing[cluster] = None
                fitting, letters = face, BOX if is_letter(cluster) else ""
            elif letters == " " and found and found[-1][1].endswith(" "):
                letters = ""  # a sign between two spaces was left out
            if found and found[-1][0] == fitting:
                found[-1] = (fitting, found[-1][1] + letters)
            elif letters:
                found.append((fitting, letters))
        if not "".join(text for _, text in found).strip() and run.text.strip():
            found = [(face, BOX)]  # a name of nothing but signs is still somebody
        yield from found


def _ends_alone(lines: list[Line], width: float) -> bool:
    return len(lines) > 1 and lines[-1].width < _ALONE * width and " " not in lines[-1].text.strip()


def text_width(face: Face, text: str) -> float:
    """The width of text in thousandths of its size, kerned."""
    font = loaded(face)
    wide = sum(font.width(one) for one in text)
    return wide + sum(font.kern(left, right) for left, right in pairwise(text))


def shaped(piece: Piece) -> ShapedStr:
    """The piece's text with the advance of each character, as ReportLab's text object draws it."""
    font = loaded(piece.face)
    text = piece.text
    data = [_advance(font, one, text[place + 1 : place + 2]) for place, one in enumerate(text)]
    return _shaped_str(text, data)


def hung(mark: Line, line: Line) -> Line:
    """The line with a mark hung before its left end, where it is read, found and copied with the words."""
    moved = [replace(piece, x=piece.x - mark.width) for piece in mark.pieces]
    first = line.pieces[0] if line.pieces else None
    if moved and first and moved[-1].face == first.face and not first.is_boxes:
        joined = replace(moved[-1], width=moved[-1].width + first.width, text=moved[-1].text + first.text)
        return replace(line, pieces=(*moved[:-1], joined, *line.pieces[1:]))
    return replace(line, pieces=(*moved, *line.pieces))


def _advance(font: LoadedFace, one: str, after: str) -> ShapeData:
    width = font.width(one)
    return ShapeData(0, width + (font.kern(one, after) if after else 0.0), 0, 0, 0, width)


def _line(atoms: list[tuple[Face, str]], style: TextStyle) -> Line:
    """Neighbours in one face joined, so that they are drawn, found and copied as one."""
    joined: list[tuple[Face, str]] = []
    for face, text in atoms:
        if joined and joined[-1][0] == face:
            joined[-1] = (face, joined[-1][1] + text)
        else:
            joined.append((face, text))
    pieces: list[Piece] = []
    x = 0.0
    for face, text in joined:
        for part in filter(None, _BOXES.split(text)):
            wide = text_width(face, part) * style.size / 1000
            pieces.append(Piece(x, wide, face, part, is_boxes=part[0] == BOX))
            x += wide
    return Line(tuple(pieces), x, style)


def _trimmed(atoms: list[tuple[Face, str]]) -> list[tuple[Face, str]]:
    if not atoms:
        return []
    face, text = atoms[-1]
    return [*atoms[:-1], (face, text.rstrip(" "))]


def _trailing(atom: list[tuple[Face, str]], style: TextStyle) -> float:
    face, text = atom[-1]
    return text_width(face, " ") * (len(text) - len(text.rstrip(" "))) * style.size / 1000


def _broken(atom: list[tuple[Face, str]], style: TextStyle, width: float) -> list[list[tuple[Face, str]]]:
    """A word that is wider than a line, cut where a line is full; marks stay on their letters."""
    parts: list[list[tuple[Face, str]]] = [[]]
    used = 0.0
    for face, text in atom:
        for cluster in clusters(text):
            wide = text_width(face, cluster) * style.size / 1000
            if parts[-1] and used + wide > width and not cluster.isspace():
                parts.append([])
                used = 0.0
            parts[-1].append((face, cluster))
            used += wide
    return parts
