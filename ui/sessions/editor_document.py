"""A note in a QTextDocument and back, exactly.

Each block carries one number, its shape: kind, indent, tick, audience, and whether it starts a part. Each
piece of text carries its marks. Sizes are nominal, at 100 % text: the layout's paint device scales them, so
that a change of text size or theme is no edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import KINDS, Block

Piece = tuple[Audience, Block]

SHAPE = QTextFormat.Property.UserProperty.value + 1
LOOK = QTextFormat.Property.UserProperty.value + 2  # marks, and the size of a heading
AUDIENCES = tuple(Audience)
MARKS = ("", "b", "i", "bi")  # by bits: 1 bold, 2 italic
BOLD, ITALIC = 1, 2
_BYTE_ORDER = ("\ufeff", "\ufffe")
LISTS = frozenset({"bullet", "number", "tick"})
HEADINGS = {"h2": 1, "h3": 2}

TEXT_PX, HEADING_PX, LINE_PX = 16, 17, 24
PAD_PX, GAP_PX = 8, 16  # around the text of a part, and between two parts
INDENT_UNIT_PX = 2
_MARKER = {"bullet": 9, "number": 12, "tick": 13, "quote": 8}  # room before the text, in indent units
_LEVEL = 12
_AFTER = {"h2": 4, "h3": 4, "bullet": 4, "number": 4, "tick": 4}
_BEFORE = {"h2": 16, "h3": 12}


class Shape(NamedTuple):
    """What is kept about a block besides its text; `starts` is set where a part begins, save at the top."""

    kind: str = "p"
    level: int = 0
    state: str = ""
    audience: Audience = Audience.JOINT
    starts: bool = False

    @property
    def code(self) -> int:
        """The shape as the number kept in the block's format."""
        return (
            KINDS.index(self.kind)
            | self.level << 3
            | bool(self.state) << 5
            | AUDIENCES.index(self.audience) << 6
            | self.starts << 8
        )


@cache
def shape_of_code(code: int) -> Shape:
    """The shape kept as this number; 0 is a joint paragraph."""
    return Shape(
        KINDS[code & 7],
        code >> 3 & 3,
        "x" if code >> 5 & 1 else "",
        AUDIENCES[code >> 6 & 3],
        bool(code >> 8),
    )


def shape_of(block: QTextBlock) -> Shape:
    """The shape of a block in a document."""
    return shape_of_code(block.blockFormat().intProperty(SHAPE))


@cache
def block_format(shape: Shape) -> QTextBlockFormat:
    """How a block of this shape stands; sizes at 100 % text. Not to be changed by the caller."""
    made = QTextBlockFormat()
    made.setProperty(SHAPE, shape.code)
    made.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    made.setBottomMargin(_AFTER.get(shape.kind, 8))
    made.setTopMargin(2 * PAD_PX + GAP_PX if shape.starts else _BEFORE.get(shape.kind, 0))
    made.setIndent(_MARKER.get(shape.kind, 0) + _LEVEL * shape.level)
    return made


@cache
def char_format(kind: str, marks: int) -> QTextCharFormat:
    """How text with these marks looks in a block of this kind. Not to be changed by the caller."""
    made = QTextCharFormat()
    heading = HEADINGS.get(kind, 0)
    made.setProperty(LOOK, marks | heading << 2)
    if heading == 1:
        made.setFontPointSize(points(HEADING_PX))
    if heading or marks & BOLD:
        made.setFontWeight(QFont.Weight.DemiBold)
    if marks & ITALIC:
        made.setFontItalic(True)
    return made


def points(pixels: float) -> float:
    """Nominal pixels as points of the screen, the unit that a paint device scales."""
    return pixels * 72 / QGuiApplication.primaryScreen().logicalDotsPerInchY()


def marks_of(look: QTextCharFormat) -> int:
    """The marks that a piece of text carries."""
    return look.intProperty(LOOK) & 3


class NoteTextDocument(QTextDocument):
    """A document that never reads a file or address, whatever is put into it."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, in a form that Qt takes for an answer."""
        return QByteArray(b"")


def read_block(block: QTextBlock, start: int = 0, end: int | None = None) -> Block:
    """The value of a block, or of its characters from `start` to `end` (in UTF-16 units)."""
    shape = shape_of(block)
    return Block.of(shape.kind, read_runs(block, start, end), level=shape.level, state=shape.state)


def read_runs(block: QTextBlock, start: int = 0, end: int | None = None) -> Iterable[tuple[str, str]]:
    """The marked text of a block from `start` to `end` (in UTF-16 units)."""
    whole = start == 0 and (end is None or end >= block.length() - 1)
    for place, text, marks in _fragments(block):
        if whole:
            yield text, MARKS[marks]
            continue
        first, last = max(start - place, 0), None if end is None else max(end - place, 0)
        units = text.encode("utf-16-le", "surrogatepass")
        cut = units[2 * first : None if last is None else 2 * last]
        yield cut.decode("utf-16-le", "surrogatepass"), MARKS[marks]


def _fragments(block: QTextBlock) -> Iterable[tuple[int, str, int]]:
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        yield fragment.position() - block.position(), fragment.text(), marks_of(fragment.charFormat())
        each += 1


def write_text(cursor: QTextCursor, runs: Iterable[tuple[str, str]], kind: str) -> None:
    """Put marked text in at the cursor, looking as it does in a block of `kind`."""
    for text, marks in runs:
        look = char_format(kind, MARKS.index(marks))
        if text.startswith(_BYTE_ORDER):
            _write_exactly(cursor, text, look)
        else:
            cursor.insertText(text, look)


def _write_exactly(cursor: QTextCursor, text: str, look: QTextCharFormat) -> None:
    """Put in text whose first character PySide would take for a byte order mark and drop."""
    place = cursor.position()
    cursor.insertText("." + text, look)
    start = QTextCursor(cursor.document())
    start.setPosition(place)
    start.deleteChar()


def write_note(document: QTextDocument, pieces: Iterable[Piece]) -> None:
    """Make the document hold exactly these blocks; there is nothing to undo afterwards."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    before: Audience | None = None
    for audience, block in pieces or [(Audience.JOINT, Block())]:
        starts = before is not None and audience is not before
        shape = Shape(block.kind, block.level, block.state, audience, starts)
        plain = char_format(block.kind, 0)
        if before is None:
            cursor.setBlockFormat(block_format(shape))
            cursor.setBlockCharFormat(plain)
        else:
            cursor.insertBlock(block_format(shape), plain)
        write_text(cursor, block.runs, block.kind)
        before = audience
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)
