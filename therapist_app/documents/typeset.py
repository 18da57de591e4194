"""Sets runs of text into lines of a given width: faces and fallbacks, kerning, breaks, words that are too long.

Widths come from the fonts that are embedded, so a line set here is exactly as wide on paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from therapist_app.documents.bidi import as_seen, is_rightward, mirrored
from therapist_app.documents.blocks import Run, Runs
from therapist_app.documents.fonts import Face, face_with, is_of_script, loaded
from therapist_app.documents.ours import OURS
from therapist_app.documents.shaping import Signs
from therapist_app.documents.style import TextStyle
from therapist_app.documents.text import bare, clean, clusters, is_letter, is_plain, parted, plain
from therapist_app.documents.words import Atoms, KnownWords, Paragraph, Word

_BETWEEN = " \xa0-"
BOX = "\u25a1"  # stands for a letter that no face has, and is drawn, as no face has this sign either
_BOXES = re.compile(f"({BOX}+)")
_NARROWER = (0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76, 0.73, 0.7, 0.67, 0.64, 0.61, 0.58)
_MOST_BALANCED = 5  # lines; longer text is read, not looked at
_ALONE = 0.16  # of the width: a single word shorter than this looks left over
_WORDS = re.compile(r"[^\s-]+-+(?=[^\s-])|\S+\s*|\s+")


class Piece(NamedTuple):
    """Neighbouring characters in one face as they are seen; `x` is from the left end of the line."""

    x: float
    width: float
    face: Face
    text: str
    is_boxes: bool = False  # letters that no face has: as many plain boxes
    leftward: bool = False  # its letters are shaped, and drawn from the right


class Line(NamedTuple):
    """One set line: its pieces from left to right, ready to be drawn, and its words as they are read."""

    pieces: tuple[Piece, ...]
    width: float
    style: TextStyle
    text: str
    ends_word: bool = True  # the next line does not go on with the same word

    @property
    def reads_otherwise(self) -> bool:
        """Whether its words are read in another order than they are drawn, or are not drawn as letters."""
        if len(self.pieces) == 1:
            piece = self.pieces[0]
            return piece.text != self.text or piece.leftward or piece.is_boxes
        return "".join(piece.text for piece in self.pieces) != self.text or any(
            piece.leftward or piece.is_boxes for piece in self.pieces
        )


_Work: TypeAlias = Callable[["Runs", TextStyle, float], "list[Line]"]


@dataclass(slots=True)
class Setter:
    """Sets text for one document and remembers what could not be printed in it."""

    missing: dict[str, None] = field(default_factory=dict[str, None])
    apart: re.Pattern[str] | None = None  # finds names that are written from right to left
    # The same words are measured for every layout that is tried; they are forgotten with the document.
    _by_face: dict[Face, KnownWords] = field(default_factory=dict["Face", "KnownWords"], repr=False)
    _set: dict[tuple[str | Runs, TextStyle, float, str], list[Line]] = field(
        default_factory=dict[tuple["str | Runs", TextStyle, float, str], "list[Line]"], repr=False
    )

    def lines(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        """Lines no wider than `width`; a word that is wider than a line is broken."""
        return self._once(runs, style, width, "lines", self._flowing)

    def words(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """The same for text in one style."""
        return self._once(text, style, width, "lines", self._flowing)

    def balanced(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """A few lines of about the same length, as large type wants them; never more of them than need be."""
        return self._once(text, style, width, "balanced", self._balanced)

    def line(self, text: str, style: TextStyle) -> Line:
        """Text as a single line, however wide."""
        return self._once(text, style, 0.0, "line", self._single)[0]

    def _once(self, text: str | Runs, style: TextStyle, width: float, how: str, work: _Work) -> list[Line]:
        """What a text is set into, worked out once for this document, and a text of ours once for all."""
        name = OURS.name(text)
        if name is not None:
            return [*OURS.set((name, style, width, how), lambda: work(_runs(text), style, width))]
        found = self._set.get((text, style, width, how))
        if found is None:
            found = self._set[text, style, width, how] = work(_runs(text), style, width)
        return [*found]

    def _flowing(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        return self._lines(self._measured(runs, style), style, width)

    def _balanced(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        parts = self._measured(runs, style)
        most = sum(len(self._calm(part, style, width)) for part in parts)
        best = width
        if 2 <= most <= _MOST_BALANCED:
            for share in _NARROWER:
                if sum(len(self._calm(part, style, width * share)) for part in parts) > most:
                    break
                best = width * share
        return self._lines(parts, style, best)

    def _single(self, runs: Runs, style: TextStyle, _width: float) -> list[Line]:
        cleaned = clean(plain(runs))
        rightward = self.is_rightward(cleaned)
        return [self._line(list(self._pieces(Run(cleaned), style)), style, rightward=rightward)]

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
        return self.line(self.words(text, style, width - style.size)[0].text.rstrip(" ,.;:-") + " …", style)

    def _measured(self, runs: Runs, style: TextStyle) -> list[Paragraph]:
        return [Paragraph(self._words(part, style), self.is_rightward(plain(part))) for part in parted(runs)]

    def _words(self, runs: Runs, style: TextStyle) -> list[Word]:
        """The words of a paragraph; most paragraphs are one run in one face, where each word is looked up at once."""
        if len(runs) == 1 and "\xa0" not in runs[0].text:
            pieces = list(self._pieces(runs[0], style))
            if len(pieces) == 1:
                face, text = pieces[0]
                return list(map(self._known(face).__getitem__, _WORDS.findall(text)))
        return [self._word(atoms) for atoms in self._atoms(runs, style)]

    def _known(self, face: Face) -> KnownWords:
        if face not in self._by_face:
            self._by_face[face] = KnownWords(face)
        return self._by_face[face]

    def _word(self, atoms: Atoms) -> Word:
        """A word that may go on in another face."""
        words = [self._known(face)[text] for face, text in atoms]
        return Word(atoms, sum([word.wide for word in words]), words[-1].hanging)

    def _lines(self, parts: list[Paragraph], style: TextStyle, width: float) -> list[Line]:
        found: list[Line] = []
        for part in parts:
            filled = self._calm(part, style, width)
            for place, atoms in enumerate(filled, start=1):
                line = self._line(_trimmed(atoms), style, rightward=part.rightward)
                is_broken = place < len(filled) and not atoms[-1][1].endswith(" ")
                found.append(line._replace(ends_word=False) if is_broken else line)
        return found

    def _calm(self, part: Paragraph, style: TextStyle, width: float) -> list[Atoms]:
        """Filled lines; where one short word would be left over, words of the line above keep it company."""
        found = self._fill(part.words, style, width)
        if not self._ends_alone(found, part, style, width):
            return found
        for share in _NARROWER[:5]:
            narrower = self._fill(part.words, style, width * share)
            if len(narrower) > len(found):
                return found
            if not self._ends_alone(narrower, part, style, width):
                return narrower
        return found

    def _fill(self, words: list[Word], style: TextStyle, width: float) -> list[Atoms]:
        """Words are put on a line while they fit; spaces may hang over its end."""
        found: list[Atoms] = []
        current: Atoms = []
        used, size, room = 0.0, style.size, width + 0.01
        for atoms, wide_, hanging in words:
            wide = wide_ * size / 1000
            bare = wide - hanging * size / 1000
            if current and used + bare > room:
                found.append(current)
                current, used = [], 0.0
            if bare > width:
                *full, atoms = self._broken(atoms, style, width)
                found += full
                wide = self._word(atoms).wide * size / 1000
            current += atoms
            used += wide
        return [*found, current]

    def _ends_alone(self, lines: list[Atoms], part: Paragraph, style: TextStyle, width: float) -> bool:
        if len(lines) < 2:
            return False
        last = _trimmed(lines[-1])
        if " " in "".join([text for _, text in last]).strip():
            return False
        return self._line(last, style, rightward=part.rightward).width < _ALONE * width

    def _atoms(self, runs: Runs, style: TextStyle) -> Iterator[Atoms]:
        """What must not be parted: a word with its hyphen or the space after it, over the runs it spans."""
        atom: Atoms = []
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
        found: Atoms = []
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

    def _line(self, atoms: Atoms, style: TextStyle, *, rightward: bool) -> Line:
        """Neighbours in one face joined, so that they are drawn, found and copied as one, and put in their order."""
        whole = "".join([text for _, text in atoms])
        if whole and not rightward and is_plain(whole) and len({face for face, _ in atoms}) == 1:
            face, wide = atoms[0][0], self._wide(atoms[0][0], whole) * style.size / 1000
            return Line((Piece(0.0, wide, face, whole),), wide, style, whole)
        joined: Atoms = []
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
        return Line(tuple(pieces), x, style, whole)

    def _wide(self, face: Face, text: str) -> float:
        """The width of text in thousandths of its size, measured once."""
        return self._known(face)[text].wide

    def _broken(self, atom: Atoms, style: TextStyle, width: float) -> list[Atoms]:
        """A word that is wider than a line, cut where a line is full; marks stay on their letters."""
        parts: list[Atoms] = [[]]
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


def _runs(text: str | Runs) -> Runs:
    return (Run(text),) if isinstance(text, str) else text


def shaped(piece: Piece) -> Signs:
    """The piece's signs with their places, from left to right."""
    return loaded(piece.face).signs(piece.text, leftward=piece.leftward)


def hung(mark: Line, line: Line) -> Line:
    """The line with a mark hung before its left end, where it is read, found and copied with the words."""
    moved = [piece._replace(x=piece.x - mark.width) for piece in mark.pieces]
    first = line.pieces[0] if line.pieces else None
    if moved and first and moved[-1].face == first.face and not first.is_boxes:
        joined = moved[-1]._replace(width=moved[-1].width + first.width, text=moved[-1].text + first.text)
        moved, others = [*moved[:-1], joined], line.pieces[1:]
    else:
        others = line.pieces
    return line._replace(pieces=(*moved, *others), text=mark.text + line.text)


def _unbroken(parts: Atoms) -> Atoms:
    """Spaces and hyphens between words of one right-to-left face are set in it, so that a name stays in one piece."""
    found: Atoms = []
    for place, (face, text) in enumerate(parts):
        after = parts[place + 1][0] if place + 1 < len(parts) else None
        between = found and found[-1][0] == after and is_of_script(found[-1][0]) and not text.strip(_BETWEEN)
        if found and (between or found[-1][0] == face):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((face, text))
    return found


def _trimmed(atoms: Atoms) -> Atoms:
    if not atoms:
        return []
    face, text = atoms[-1]
    return [*atoms[:-1], (face, text.rstrip(" "))]
