"""What is known about each block of an open note, kept up to date at the cost of the change alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument, Numbering
from ui.sessions.editor_document import SHAPE, Piece, Shape, read_block, shape_of_code


class BlockIndex:
    """Shapes of all blocks, and their values as far as they were read since they last changed."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._codes: list[int] = [0]
        self._values: list[Block | None] = [None]
        self._words: list[int] = [-1]
        self._numbers: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self._codes)

    def reset(self, pieces: Sequence[Piece] = ()) -> None:
        """Start again after a load; `pieces` are what was written, so they need no reading."""
        count = self._document.blockCount()
        known = [block for _, block in pieces]
        self._values = [*known] if len(known) == count else [None] * count
        self._words = [-1] * count
        self._codes = [0] * count
        self._numbers = None
        self._read_codes(0, count)

    def follow(self, position: int, removed: int, added: int) -> range:
        """Take in a change as `contentsChange` reports it; returns the numbers of the blocks it touched."""
        first = self._document.findBlock(position).blockNumber()
        last = self._document.findBlock(position + added).blockNumber()
        count = self._document.blockCount()
        first, last = max(first, 0), count - 1 if last < 0 else last
        now = last - first + 1
        was = now - (count - len(self._codes))
        self._values[first : first + was] = [None] * now
        self._words[first : first + was] = [-1] * now
        old = self._codes[first : first + was]
        self._codes[first : first + was] = [0] * now
        self._read_codes(first, first + now)
        if old != self._codes[first : first + now]:
            self._numbers = None
        return range(first, first + now)

    def shape(self, number: int) -> Shape:
        """The shape of the block with this number."""
        return shape_of_code(self._codes[number])

    def audience(self, number: int) -> Audience:
        """Who may read the block with this number."""
        return shape_of_code(self._codes[number]).audience

    def part_start(self, number: int) -> int:
        """The first block of the part that holds this block."""
        audience = self._codes[number] >> 6 & 3
        while number and self._codes[number - 1] >> 6 & 3 == audience:
            number -= 1
        return number

    def number_in_list(self, number: int) -> int:
        """The number shown before a numbered block; lists start again in each part."""
        if self._numbers is None:
            self._numbers = self._count()
        return self._numbers.get(number, 0)

    def note(self) -> NoteDocument:
        """The whole note as a value."""
        self._read_values()
        audiences = (shape_of_code(code).audience for code in self._codes)
        return NoteDocument.of(zip(audiences, (block or Block() for block in self._values), strict=True))

    def word_count(self) -> int:
        """How many words the note holds."""
        self._read_values()
        for number, words in enumerate(self._words):
            if words < 0:
                self._words[number] = (self._values[number] or Block()).word_count
        return sum(self._words)

    def _read_codes(self, first: int, end: int) -> None:
        block = self._document.findBlockByNumber(first)
        for number in range(first, end):
            self._codes[number] = block.blockFormat().intProperty(SHAPE)
            block = block.next()

    def _read_values(self) -> None:
        for number, value in enumerate(self._values):
            if value is None:
                self._values[number] = read_block(self._document.findBlockByNumber(number))

    def _count(self) -> dict[int, int]:
        numbers: dict[int, int] = {}
        numbering, before = Numbering(), self._codes[0] >> 6
        for place, code in enumerate(self._codes):
            if code >> 6 & 3 != before & 3:
                numbering, before = Numbering(), code >> 6
            shape = shape_of_code(code)
            if number := numbering.number(shape.kind, shape.level):
                numbers[place] = number
        return numbers
