"""The edits of a note: each function is one step to undo. Text never changes its reader by being joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import LEVELS, LINE_BREAK, Block
from ui.sessions.editor_document import (
    HEADINGS,
    LISTS,
    Piece,
    Shape,
    block_format,
    char_format,
    marks_of,
    read_block,
    shape_of,
    write_text,
)
from ui.sessions.editor_settle import set_look

KEEP = QTextCursor.MoveMode.KeepAnchor


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Everything done inside is undone by one key."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The blocks that a selection touches, or the caret's; not one of which only the start is reached."""
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if block != last and cursor.selectionEnd() == last.position():
        last = last.previous()
    blocks = [block]
    while block != last:
        block = block.next()
        blocks.append(block)
    return blocks


def reshape(cursor: QTextCursor, change: Callable[[Shape], Shape]) -> None:
    """Give each selected block the shape that `change` makes of its own."""
    changed = [(block, change(shape_of(block))) for block in selected_blocks(cursor)]
    if all(shape_of(block) == shape for block, shape in changed):
        return
    with one_step(cursor):
        for block, shape in changed:
            QTextCursor(block).setBlockFormat(block_format(shape))
            set_look(block, shape.kind)


def toggle_kind(cursor: QTextCursor, kind: str) -> None:
    """Make the selected blocks `kind`, or paragraphs again when all are."""
    every = all(_is(shape_of(block).kind, kind) for block in selected_blocks(cursor))
    set_kind(cursor, "p" if every else kind)


def set_kind(cursor: QTextCursor, kind: str) -> None:
    """Make the selected blocks `kind`; a heading stands at the left edge, a new tick is open."""
    reshape(
        cursor,
        lambda old: old._replace(
            kind=kind, level=0 if kind in HEADINGS else old.level, state=old.state if kind == "tick" else ""
        ),
    )


def set_audience(cursor: QTextCursor, audience: Audience) -> None:
    """Say who may read the selected blocks."""
    reshape(cursor, lambda old: old._replace(audience=audience))


def move_in(cursor: QTextCursor, steps: int) -> None:
    """Move the selected blocks in or, with a negative number, out."""
    reshape(
        cursor,
        lambda old: (
            old if old.kind in HEADINGS else old._replace(level=min(max(old.level + steps, 0), LEVELS[-1]))
        ),
    )


def toggle_ticks(cursor: QTextCursor) -> None:
    """Tick the selected items, or untick them when all are ticked."""
    ticks = [shape_of(block) for block in selected_blocks(cursor) if shape_of(block).kind == "tick"]
    state = "" if all(shape.state for shape in ticks) else "x"
    reshape(cursor, lambda old: old._replace(state=state) if old.kind == "tick" else old)


def toggle_mark(cursor: QTextCursor, bit: int) -> None:
    """Set or, when all of it has it, clear a mark on the selected text."""
    pieces = [piece for block in selected_blocks(cursor) for piece in _pieces(cursor, block)]
    clear = all(marks & bit for *_, marks, _ in pieces)
    with one_step(cursor):
        for start, end, marks, kind in pieces:
            piece = QTextCursor(cursor.document())
            piece.setPosition(start)
            piece.setPosition(end, KEEP)
            piece.setCharFormat(char_format(kind, marks & ~bit if clear else marks | bit))


def new_line(cursor: QTextCursor) -> None:
    """What Enter does: a list goes on, an empty item ends it, a paragraph follows a heading."""
    with one_step(cursor):
        remove_selection(cursor)
        shape, block = shape_of(cursor.block()), cursor.block()
        if block.length() == 1 and shape.kind in LISTS | {"quote"}:
            leaves = (
                shape._replace(level=shape.level - 1) if shape.level else shape._replace(kind="p", state="")
            )
            reshape(cursor, lambda _: leaves)
            return
        marks = marks_of(cursor.charFormat())
        next_one = shape._replace(state="", starts=False)
        if shape.kind in HEADINGS and cursor.atBlockStart() and not cursor.atBlockEnd():
            cursor.insertBlock(block_format(next_one), char_format(shape.kind, 0))
            set_kind(QTextCursor(cursor.block().previous()), "p")
            return
        if shape.kind in HEADINGS and cursor.atBlockEnd():
            next_one = next_one._replace(kind="p")
            marks = 0
        cursor.insertBlock(block_format(next_one), char_format(next_one.kind, marks))


def line_break(cursor: QTextCursor) -> None:
    """What Shift+Enter does: a new line in the same block."""
    with one_step(cursor):
        remove_selection(cursor)
        cursor.insertText(LINE_BREAK)


def remove_selection(cursor: QTextCursor) -> None:
    """Remove the selected text. Where the rest of two blocks with different readers would be joined, the
    break between them stays.
    """
    if not cursor.hasSelection():
        return
    first, last = _ends(cursor)
    if first == last:
        cursor.removeSelectedText()
        return
    head, tail = shape_of(first), shape_of(last)
    kept, apart = landing_shape(cursor), _both_stay(cursor) and head.audience is not tail.audience
    with one_step(cursor):
        cursor.removeSelectedText()
        cursor.setBlockFormat(block_format(kept))
        if apart:
            cursor.insertBlock(block_format(tail))
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)


def landing_shape(cursor: QTextCursor) -> Shape:
    """The shape of the block that the caret is in once the selection is removed."""
    first, last = _ends(cursor)
    everything = (
        cursor.selectionStart() == 0 and cursor.selectionEnd() == cursor.document().characterCount() - 1
    )
    if first == last or not everything:
        tail_alone = first != last and cursor.selectionStart() == first.position() and _tail_stays(cursor)
        return shape_of(last if tail_alone else first)
    return Shape(audience=shape_of(first).audience)


def spans_blocks(cursor: QTextCursor) -> bool:
    """Whether a selection reaches from one block into another."""
    first, last = _ends(cursor)
    return first != last


def _ends(cursor: QTextCursor) -> tuple[QTextBlock, QTextBlock]:
    document = cursor.document()
    return document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())


def _tail_stays(cursor: QTextCursor) -> bool:
    last = _ends(cursor)[1]
    return cursor.selectionEnd() < last.position() + last.length() - 1


def _both_stay(cursor: QTextCursor) -> bool:
    return cursor.selectionStart() > _ends(cursor)[0].position() and _tail_stays(cursor)


def delete_back(cursor: QTextCursor) -> bool:
    """What Backspace does at the start of a block; False where there is nothing special to do."""
    block, shape = cursor.block(), shape_of(cursor.block())
    if cursor.hasSelection() or not cursor.atBlockStart():
        return False
    if shape.kind != "p":
        set_kind(cursor, "p")
        return True
    if shape.level:
        move_in(cursor, -1)
        return True
    if not block.previous().isValid():
        return True
    _join(cursor, block.previous(), block)
    return True


def delete_forward(cursor: QTextCursor) -> bool:
    """What Delete does at the end of a block; False where there is nothing special to do."""
    block = cursor.block()
    if cursor.hasSelection() or not cursor.atBlockEnd():
        return False
    if block.next().isValid():
        _join(cursor, block, block.next())
    return True


def insert_pieces(cursor: QTextCursor, pieces: Sequence[Piece], *, inline: bool = False) -> None:
    """Put blocks in at the caret. `inline` text joins the caret's paragraph, unless it has another reader."""
    with one_step(cursor):
        remove_selection(cursor)
        here = shape_of(cursor.block())
        tail_apart = not cursor.atBlockEnd()
        joins_first = _joins(pieces[0], here) and (inline or not cursor.atBlockStart())
        if inline and len(pieces) == 1 and joins_first:
            write_text(cursor, pieces[0][1].runs, here.kind)
            return
        if tail_apart:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        if joins_first:
            write_text(cursor, pieces[0][1].runs, here.kind)
        _write_blocks(cursor, pieces[joins_first:], reuse=not joins_first and cursor.atBlockStart())
        if tail_apart and _joins((here.audience, Block(here.kind)), shape_of(cursor.block())):
            kept = shape_of(cursor.block())
            place = cursor.position()
            cursor.deleteChar()
            cursor.setBlockFormat(block_format(kept))
            cursor.setPosition(place)


def selected_pieces(cursor: QTextCursor) -> list[Piece]:
    """The selected text as blocks with their audience."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    return [
        (
            shape_of(block).audience,
            read_block(block, max(start - block.position(), 0), end - block.position()),
        )
        for block in selected_blocks(cursor)
    ]


def _is(kind: str, wanted: str) -> bool:
    return kind == wanted or (wanted in HEADINGS and kind in HEADINGS)


def _joins(piece: Piece, here: Shape) -> bool:
    return piece[0] is here.audience and piece[1].kind in ("p", here.kind)


def _pieces(cursor: QTextCursor, block: QTextBlock) -> Iterator[tuple[int, int, int, str]]:
    start, end, kind = cursor.selectionStart(), cursor.selectionEnd(), shape_of(block).kind
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        first = max(fragment.position(), start)
        last = min(fragment.position() + fragment.length(), end)
        if first < last:
            yield first, last, marks_of(fragment.charFormat()), kind
        each += 1


def _join(cursor: QTextCursor, upper: QTextBlock, lower: QTextBlock) -> None:
    """Remove the break between two blocks, or only step over it when both hold text for different readers."""
    above, below = shape_of(upper), shape_of(lower)
    if above.audience is not below.audience and upper.length() > 1 and lower.length() > 1:
        back = cursor.position() == lower.position()
        cursor.setPosition(upper.position() + upper.length() - 1 if back else lower.position())
        return
    kept = below if upper.length() == 1 and lower.length() > 1 else above
    with one_step(cursor):
        cursor.setPosition(upper.position() + upper.length() - 1)
        cursor.deleteChar()
        cursor.setBlockFormat(block_format(kept))


def _write_blocks(cursor: QTextCursor, pieces: Sequence[Piece], *, reuse: bool) -> None:
    """Write blocks after the caret's own; with `reuse`, the first takes the place of that empty block."""
    for place, (audience, block) in enumerate(pieces):
        shape = Shape(block.kind, block.level, block.state, audience)
        if place == 0 and reuse:
            cursor.setBlockFormat(block_format(shape))
            cursor.setBlockCharFormat(char_format(block.kind, 0))
        else:
            cursor.insertBlock(block_format(shape), char_format(block.kind, 0))
        write_text(cursor, block.runs, block.kind)
