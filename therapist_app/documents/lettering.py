"""How letters are spelled in a PDF: by their codes, with the moves between them.

With a face's usual letters each pair of neighbours is spelled once for every document; signs that a document needs
beyond them get codes of its own and are forgotten with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import add
from typing import NamedTuple

from therapist_app.documents import embedding
from therapist_app.documents.fonts import Face, LoadedFace, is_of_script, loaded
from therapist_app.documents.ink import number
from therapist_app.documents.pdf_file import PdfFile
from therapist_app.documents.shaping import Sign

_LEAST = 5e-7  # a smaller move is none
_NOTHING = "\0"  # after the last letter


class Stretch(NamedTuple):
    """Signs that are shown at once: how far they are raised, in thousandths of the size, their font and themselves."""

    rise: float
    font: str
    shown: str


class _Usual(dict[str, str]):
    """A face's usual letters as they are spelled before their neighbour or nothing, worked out when first met."""

    def __init__(self, face: LoadedFace, codes: dict[str, int]) -> None:
        super().__init__()
        self._face = face
        self._codes = codes
        self.letters = frozenset(codes)

    def code(self, sign: Sign) -> int:
        """The code of a sign, or 0."""
        return self._codes.get(sign.letters, 0)

    def __missing__(self, pair: str) -> str:
        kern = self._face.kerned[pair]
        moved = f">{number(-kern)}<" if abs(kern) > _LEAST else ""
        found = self[pair] = f"{self._codes[pair[0]]:04X}{moved}"
        return found


@cache
def _usual(face: Face) -> _Usual:
    """Of a script whose letters change with their neighbours there are none."""
    return _Usual(loaded(face), {} if is_of_script(face) else embedding.usual(face)[1])


class Letters:
    """The letters of one document: each text is spelled once, and forgotten with the document."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[tuple[Face, str, bool], tuple[Stretch, ...]] = {}
        self._names: dict[
            tuple[Face, bool], str
        ] = {}  # what pages call a face's usual letters, and its own signs
        self._own: dict[Face, dict[tuple[int, str], tuple[int, Sign]]] = {}  # with their codes

    def spelled(self, face: Face, text: str, *, leftward: bool) -> tuple[Stretch, ...]:
        """What shows a text in one face."""
        key = (face, text, leftward)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._stretches(face, text, leftward=leftward)
        return found

    def finish(self) -> None:
        """Put every font that was used into the file; call once, after the last page."""
        for (face, is_usual), name in self._names.items():
            if is_usual:
                cut = embedding.usual(face)[0]
            else:
                cut = embedding.own(face, [sign for _, sign in self._own[face].values()])
            self._file.fonts[name[1:].encode()] = embedding.embedded(self._file, cut)

    def _stretches(self, face: Face, text: str, *, leftward: bool) -> tuple[Stretch, ...]:
        usual = _usual(face)
        if usual.letters.issuperset(text):
            spelled = "".join(map(usual.__getitem__, map(add, text, text[1:] + _NOTHING)))
            return (Stretch(0.0, self._name(face, is_usual=True), f"[<{spelled}>] TJ"),)
        return tuple(self._signs(face, loaded(face).signs(text, leftward=leftward)))

    def _signs(self, face: Face, signs: Sequence[Sign]) -> Iterator[Stretch]:
        """Signs parted by how far they are raised and by the font that has them."""
        usual = _usual(face)
        for (rise, is_usual), group in groupby(signs, key=lambda one: (one.rise, usual.code(one) > 0)):
            some = list(group)
            codes = [usual.code(one) or self._own_code(face, one) for one in some]
            yield Stretch(rise, self._name(face, is_usual=is_usual), _shown(codes, some))

    def _name(self, face: Face, *, is_usual: bool) -> str:
        return self._names.setdefault((face, is_usual), f"/F{len(self._names) + 1}")

    def _own_code(self, face: Face, sign: Sign) -> int:
        own = self._own.setdefault(face, {})
        return own.setdefault((sign.glyph, sign.letters), (len(own) + 1, sign))[0]


def _shown(codes: Sequence[int], signs: Sequence[Sign]) -> str:
    """Signs with the moves between them, in thousandths of the size and against the direction of writing."""
    found: list[str] = []
    move = 0.0
    for code, sign in zip(codes, signs, strict=True):
        move -= sign.shift
        if abs(move) > _LEAST:
            found.append(f">{number(move)}<")
        found.append(f"{code:04X}")
        move = sign.width - sign.advance + sign.shift
    after = number(move) if abs(move) > _LEAST else ""
    return f"[<{''.join(found)}>{after}] TJ"
