"""Sets runs of text into lines of a given width: faces and fallbacks, kerning, breaks, words that are too long.

Widths come from the fonts that are embedded, so a line set here is exactly as wide on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from therapist_app.documents.bidi import as_seen, is_rightward, mirrored
from therapist_app.documents.blocks import Run, Runs
from therapist_app.documents.fonts import Face, face_with, is_of_script, loaded
from therapist_app.documents.shaping import Signs
from therapist_app.documents.style import TextStyle
from therapist_app.documents.text import bare, clean, clusters, is_letter, parted, plain

_BETWEEN = " \xa0-"
BOX = "\u25a1"  # stands for a letter that no face has, and is drawn, as no face has this sign either
_BOXES = re.compile(f"({BOX}+)")
_NARROWER = (0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76, 0.73, 0.7, 0.67, 0.64, 0.61, 0.58)
_MOST_BALANCED = 5  # lines; longer text is read, not looked at
_ALONE = 0.16  # of the width: a single word shorter than this looks left over
_WORDS = re.compile(r"[^\s-]+-+(?=[^\s-])|\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters in one face as they are seen; `x` is from the left end of the line."""

    x: float
    width: float
    face: Face
    text: str
    is_boxes: bool = False  # letters that no face has: as many plain boxes
    leftward: bool = False  # its letters are shaped, and drawn from the right


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its pieces from left to right, ready to be drawn, and its words as they are read."""

    pieces: tuple[Piece, ...]
    width: float
    style: TextStyle
    text: str

    @property
    def reads_otherwise(self) -> bool:
        """Whether its words are read in another order than they are drawn, or are not drawn as letters."""
        return "".join(piece.text for piece in self.pieces) != self.text or any(
            piece.leftward or piece.is_boxes for piece in self.pieces
        )


@dataclass(slots=True)
class Setter:
    """Sets text for one document and remembers what could not be printed in it."""

    missing: dict[str, None] = field(default_factory=dict[str, None])
    apart: re.Pattern[str] | None = None  # finds names that are written from right to left
    # The same words are measured for every layout that is tried; they are forgotten with the document.
    _widths: dict[tuple[Face, str], float] = field(default_factory=dict[tuple[Face, str], float], repr=False)
    _single: dict[tuple[str, TextStyle], Line] = field(
        default_factory=dict[tuple[str, TextStyle], Line], repr=False
    )

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
        found = self._single.get((text, style))
        if found is None:
            cleaned = clean(text)
            rightward = self.is_rightward(cleaned)
            found = self._line(list(self._pieces(Run(cleaned), style)), style, rightward=rightward)
            self._single[text, style] = found
        return found

    def is_rightward(self, text: str) -> bool:
        """Whether a paragraph is read from right to left, whatever names are in it."""
        return is_rightward(text, self.apart)

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
        rightward = self.is_rightward(plain(runs))
        for atom in self._atoms(runs, style):
            wide = sum(self._wide(face, text) for face, text in atom) * style.size / 1000
            bare = wide - self._trailing(atom, style)
            if current and used + bare > width + 0.01:
                yield self._line(_trimmed(current), style, rightward=rightward)
                current, used = [], 0.0
            if bare > width:
                *full, atom = self._broken(atom, style, width)
                yield from (self._line(one, style, rightward=rightward) for one in full)
                wide = sum(self._wide(face, text) for face, text in atom) * style.size / 1000
            current += atom
            used += wide
        yield self._line(_trimmed(current), style, rightward=rightward)

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
        found: list[tuple[Face, str]] = []
        for cluster in clusters(run.text):
            letters = bare(cluster)
            fitting = face_with(letters, face)
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
        yield from _unbroken(found)

    def _line(self, atoms: list[tuple[Face, str]], style: TextStyle, *, rightward: bool) -> Line:
        """Neighbours in one face joined, so that they are drawn, found and copied as one, and put in their order."""
        joined: list[tuple[Face, str]] = []
        for face, text in atoms:
            if joined and joined[-1][0] == face:
                joined[-1] = (face, joined[-1][1] + text)
            else:
                joined.append((face, text))
        pieces: list[Piece] = []
        x = 0.0
        for face, text, leftward in as_seen(joined, rightward=rightward, apart=self.apart):
            by_shaper = is_of_script(face)  # it turns its text itself
            drawn = mirrored(text) if leftward and not by_shaper else text
            for part in filter(None, _BOXES.split(drawn)):
                wide = self._wide(face, part) * style.size / 1000
                pieces.append(
                    Piece(x, wide, face, part, is_boxes=part[0] == BOX, leftward=leftward and by_shaper)
                )
                x += wide
        return Line(tuple(pieces), x, style, "".join(text for _, text in joined))

    def _wide(self, face: Face, text: str) -> float:
        """The width of text in thousandths of its size, measured once."""
        known = self._widths.get((face, text))
        if known is None:
            known = self._widths[face, text] = text_width(face, text)
        return known

    def _trailing(self, atom: list[tuple[Face, str]], style: TextStyle) -> float:
        face, text = atom[-1]
        return self._wide(face, " ") * (len(text) - len(text.rstrip(" "))) * style.size / 1000

    def _broken(
        self, atom: list[tuple[Face, str]], style: TextStyle, width: float
    ) -> list[list[tuple[Face, str]]]:
        """A word that is wider than a line, cut where a line is full; marks stay on their letters."""
        parts: list[list[tuple[Face, str]]] = [[]]
        used = 0.0
        for face, text in atom:
            begun = ""  # letters that are joined have a width only together
            for cluster in clusters(text):
                wide = (self._wide(face, begun + cluster) - self._wide(face, begun)) * style.size / 1000
                if parts[-1] and used + wide > width and not cluster.isspace():
                    parts.append([])
                    used, begun = 0.0, ""
                    wide = self._wide(face, cluster) * style.size / 1000
                begun += cluster
                parts[-1].append((face, cluster))
                used += wide
        return parts


def _ends_alone(lines: list[Line], width: float) -> bool:
    return len(lines) > 1 and lines[-1].width < _ALONE * width and " " not in lines[-1].text.strip()


def text_width(face: Face, text: str) -> float:
    """The width of text in thousandths of its size, kerned."""
    return loaded(face).advance(text)


def shaped(piece: Piece) -> Signs:
    """The piece's signs with their places, from left to right."""
    return loaded(piece.face).signs(piece.text, leftward=piece.leftward)


def hung(mark: Line, line: Line) -> Line:
    """The line with a mark hung before its left end, where it is read, found and copied with the words."""
    moved = [replace(piece, x=piece.x - mark.width) for piece in mark.pieces]
    first = line.pieces[0] if line.pieces else None
    if moved and first and moved[-1].face == first.face and not first.is_boxes:
        joined = replace(moved[-1], width=moved[-1].width + first.width, text=moved[-1].text + first.text)
        moved, others = [*moved[:-1], joined], line.pieces[1:]
    else:
        others = line.pieces
    return replace(line, pieces=(*moved, *others), text=mark.text + line.text)


def _unbroken(parts: list[tuple[Face, str]]) -> list[tuple[Face, str]]:
    """Spaces and hyphens between words of one right-to-left face are set in it, so that a name stays in one piece."""
    found: list[tuple[Face, str]] = []
    for place, (face, text) in enumerate(parts):
        after = parts[place + 1][0] if place + 1 < len(parts) else None
        between = found and found[-1][0] == after and is_of_script(found[-1][0]) and not text.strip(_BETWEEN)
        if found and (between or found[-1][0] == face):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((face, text))
    return found


def _trimmed(atoms: list[tuple[Face, str]]) -> list[tuple[Face, str]]:
    if not atoms:
        return []
    face, text = atoms[-1]
    return [*atoms[:-1], (face, text.rstrip(" "))]
