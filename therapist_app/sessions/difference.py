"""What changed between two texts of a note: paragraph by paragraph, then word by word; pure values.

A difference holds both texts whole: `before` and `after` give them back, letter for letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeAlias, TypeVar

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument

_WORD = re.compile(r"\s*\S+\s*|\s+")
_COUNTED = re.compile(r"\S*\w\S*")
_ALIKE = 0.4  # two paragraphs that share less are not one that was rewritten
_MOST_PAIRS = 2_500  # paragraphs compared with each other where neither side is found again
_MOST_STEPS = 2_000_000  # beyond, two texts are not matched up: one goes, the other comes
T = TypeVar("T")
Line: TypeAlias = tuple[Audience, Block]
Region: TypeAlias = tuple[Sequence[Line], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is besides its words."""

    audience: Audience
    kind: str
    level: int
    state: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with its marks before and after; None where it is not there."""

    text: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph: what it was and is (None: it is not there), and its words."""

    was: Shape | None
    now: Shape | None
    pieces: tuple[Piece, ...]

    @property
    def is_none(self) -> bool:
        """Whether the paragraph stayed as it was."""
        return self.was == self.now and all(piece.was == piece.now for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Difference:
    """Every paragraph of both texts, in reading order."""

    changes: tuple[Change, ...]

    @property
    def is_none(self) -> bool:
        """Whether both texts are the same."""
        return all(change.is_none for change in self.changes)

    @property
    def before(self) -> NoteDocument:
        """The older text."""
        return NoteDocument.of(
            _line(one.was, [(piece.text, piece.was) for piece in one.pieces])
            for one in self.changes
            if one.was is not None
        )

    @property
    def after(self) -> NoteDocument:
        """The newer text."""
        return NoteDocument.of(
            _line(one.now, [(piece.text, piece.now) for piece in one.pieces])
            for one in self.changes
            if one.now is not None
        )

    @property
    def words_added(self) -> int:
        """How many words came."""
        return self._count(lambda piece: piece.was is None)

    @property
    def words_removed(self) -> int:
        """How many words went."""
        return self._count(lambda piece: piece.now is None)

    def _count(self, fits: Callable[[Piece], bool]) -> int:
        pieces = (piece for change in self.changes for piece in change.pieces if fits(piece))
        return sum(len(_COUNTED.findall(piece.text)) for piece in pieces)


def difference(before: NoteDocument, after: NoteDocument) -> Difference:
    """What changed from one text to the other."""
    old, new = _lines(before), _lines(after)
    return Difference(tuple(_changes(old, new)))


def _lines(note: NoteDocument) -> list[Line]:
    return [(part.audience, block) for part in note.normal().parts for block in part.blocks]


def _changes(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Change]:
    """First what is the same in all, then what has the same words, then what is alike."""
    for same, (some, other) in _regions(old, new, lambda line: line):
        if same:
            yield from (_change(*pair) for pair in zip(some, other, strict=True))
            continue
        for worded, (few, others) in _regions(some, other, lambda line: line[1].text):
            pairs = zip(few, others, strict=True) if worded else _alike(few, others)
            yield from (_change(*pair) for pair in pairs)


def _regions(
    old: Sequence[Line], new: Sequence[Line], key: Callable[[Line], Hashable]
) -> Iterator[tuple[bool, Region]]:
    """Stretches of paragraphs that match by a key, and those between them that do not."""
    for same, (a, b), (c, d) in _matched([key(one) for one in old], [key(one) for one in new]):
        yield same, (old[a:b], new[c:d])


def _matched(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Like `SequenceMatcher`, which is asked about the middle alone, and only where that takes no time."""
    short = min(len(old), len(new))
    start = next((at for at in range(short) if old[at] != new[at]), short)
    room = short - start
    end = next((at for at in range(room) if old[-1 - at] != new[-1 - at]), room)
    if start:
        yield True, (0, start), (0, start)
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end], start)
    if end:
        yield True, (len(old) - end, len(old)), (len(new) - end, len(new))


def _middle(
    old: Sequence[Hashable], new: Sequence[Hashable], start: int
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    theirs = Counter(new)
    if sum(theirs[one] for one in old) > _MOST_STEPS:
        yield False, (start, start + len(old)), (start, start + len(new))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", (start + a, start + b), (start + c, start + d)


def _alike(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Paragraphs of both sides in pairs, where one is the other rewritten; those left over stand alone."""
    a = c = 0
    for b, d in (*_pairs(old, new), (len(old), len(new))):
        yield from ((one, None) for one in old[a:b])
        yield from ((None, one) for one in new[c:d])
        if b < len(old) and d < len(new):
            yield old[b], new[d]
        a, c = b + 1, d + 1


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """Which paragraph is which, in order, so that as much as possible is alike."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return []
    words = [[Counter(block.text.split()) for _, block in side] for side in (old, new)]
    likes = [[_likeness(one, other) for other in words[1]] for one in words[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for c in reversed(range(len(new))):
            paired = likes[a][c] + best[a + 1][c + 1] if likes[a][c] else 0.0
            best[a][c] = max(paired, best[a + 1][c], best[a][c + 1])
    found: list[tuple[int, int]] = []
    a = c = 0
    while a < len(old) and c < len(new):
        if likes[a][c] and best[a][c] == likes[a][c] + best[a + 1][c + 1]:
            found.append((a, c))
            a, c = a + 1, c + 1
        elif best[a][c] == best[a + 1][c]:
            a += 1
        else:
            c += 1
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two paragraphs have in common, or 0 where that is too little."""
    whole = one.total() + other.total()
    share = 2 * (one & other).total() / whole if whole else 0.0
    return share if share >= _ALIKE else 0.0


def _change(old: Line | None, new: Line | None) -> Change:
    was, now = (_shape(line) if line else None for line in (old, new))
    pieces = _pieces(_words(old), _words(new))
    joined = (
        Piece("".join(piece.text for piece in run), *marks)
        for marks, run in groupby(pieces, key=lambda piece: (piece.was, piece.now))
    )
    return Change(was, now, tuple(joined))


def _pieces(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    for same, (a, b), (c, d) in _matched([text for text, _ in old], [text for text, _ in new]):
        if same:
            pairs = zip(old[a:b], new[c:d], strict=True)
            yield from (Piece(text, was, now) for (text, was), (_, now) in pairs)
        else:
            yield from (Piece(text, was, None) for text, was in old[a:b])
            yield from (Piece(text, None, now) for text, now in new[c:d])


def _words(line: Line | None) -> list[tuple[str, str]]:
    """Words with the blanks around them, cut where their marks change."""
    runs = line[1].runs if line else ()
    return [(word, marks) for text, marks in runs for word in _WORD.findall(text)]


def _shape(line: Line) -> Shape:
    audience, block = line
    return Shape(audience, block.kind, block.level, block.state)


def _line(shape: Shape, runs: Sequence[tuple[str, str | None]]) -> Line:
    kept = [(text, marks) for text, marks in runs if marks is not None]
    return shape.audience, Block.of(shape.kind, kept, level=shape.level, state=shape.state)
