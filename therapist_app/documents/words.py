"""What a text is made of before it is set: words that must not be parted, with their widths."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from therapist_app.documents.fonts import Face, loaded

Atoms: TypeAlias = "list[tuple[Face, str]]"  # stretches of text, each in one face


class Word(NamedTuple):
    """A word over its faces: in thousandths of the size its width, and of that the space that may hang over a line."""

    atoms: Atoms
    wide: float
    hanging: float


class KnownWords(dict[str, Word]):
    """The words and texts that were measured in one face."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._space = text_width(face, " ")

    def __missing__(self, text: str) -> Word:
        hanging = self._space * (len(text) - len(text.rstrip(" ")))
        found = self[text] = Word([(self._face, text)], text_width(self._face, text), hanging)
        return found


class Paragraph(NamedTuple):
    """Words that go on one after the other, and whether they are read from right to left."""

    words: list[Word]
    rightward: bool


def text_width(face: Face, text: str) -> float:
    """The width of text in thousandths of its size, kerned."""
    return loaded(face).advance(text)
