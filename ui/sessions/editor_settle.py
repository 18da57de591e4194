"""Puts right what an edit leaves behind, in its own undo step: where parts start and how text looks."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from ui.sessions.editor_document import (
    LOOK,
    block_format,
    char_format,
    marks_of,
    shape_of,
)
from ui.sessions.editor_index import BlockIndex


def settle(document: QTextDocument, index: BlockIndex, touched: range) -> None:
    """Mend the touched blocks and the one after them; without a fault nothing is written."""
    last = min(touched.stop, len(index) - 1)
    faults = [number for number in range(touched.start, last + 1) if _has_fault(document, index, number)]
    if not faults:
        return
    cursor = QTextCursor(document)
    cursor.joinPreviousEditBlock()
    for number in faults:
        _mend(document.findBlockByNumber(number), starts=_should_start(index, number))
    cursor.endEditBlock()


def set_look(block: QTextBlock, kind: str) -> None:
    """Make all text of a block look as it does in a block of `kind`, keeping its marks."""
    cursor = QTextCursor(block)
    for start, end, marks in _other_looks(block, kind):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(char_format(kind, marks))
    if block.charFormat().intProperty(LOOK) >> 2 != char_format(kind, 0).intProperty(LOOK) >> 2:
        cursor.setPosition(block.position())
        cursor.setBlockCharFormat(char_format(kind, marks_of(block.charFormat())))


def _should_start(index: BlockIndex, number: int) -> bool:
    return number > 0 and index.audience(number) is not index.audience(number - 1)


def _has_fault(document: QTextDocument, index: BlockIndex, number: int) -> bool:
    shape = index.shape(number)
    if shape.starts != _should_start(index, number):
        return True
    return bool(_other_looks(document.findBlockByNumber(number), shape.kind))


def _mend(block: QTextBlock, *, starts: bool) -> None:
    shape = shape_of(block)
    if shape.starts != starts:
        QTextCursor(block).setBlockFormat(block_format(shape._replace(starts=starts)))
    set_look(block, shape.kind)


def _other_looks(block: QTextBlock, kind: str) -> list[tuple[int, int, int]]:
    """Pieces of text that look as in another kind of block: start, end, marks."""
    heading = char_format(kind, 0).intProperty(LOOK) >> 2
    found: list[tuple[int, int, int]] = []
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        look = fragment.charFormat().intProperty(LOOK)
        if look >> 2 != heading:
            found.append((fragment.position(), fragment.position() + fragment.length(), look & 3))
        each += 1
    return found
