"""What is taken from the last note into this one: quotes and the plan. Each keeps who may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtGui import QTextCursor

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.dates import short_day
from therapist_app.sessions.before import LastNote, Line, narrower
from therapist_app.sessions.note import Block
from ui.sessions import editor_edits as edits
from ui.sessions.editor import FULL, NoteText
from ui.sessions.editor_document import Piece, Shape, block_format, char_format, shape_of

_HEADINGS = ("h2", "h3")


def put_below(text: NoteText, pieces: Sequence[Piece]) -> bool:
    """Put blocks below the caret's paragraph, or in the place of an empty one, as one step to undo.

    Nothing is joined with what is there. The caret goes to the first empty block of what was put in, else to
    its end; False if the note is read only or full.
    """
    if text.isReadOnly() or not pieces:
        return False
    if not text.has_room_for(pieces):
        text.refused.emit(FULL)
        return False
    cursor = text.textCursor()
    with edits.one_step(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().length() > 1:
            empty = Shape(audience=shape_of(cursor.block()).audience)
            cursor.insertBlock(block_format(empty), char_format("p", 0))
        first = cursor.blockNumber()
        edits.insert_pieces(cursor, pieces)
    gap = next((at for at, (_, block) in enumerate(pieces) if not block.runs), len(pieces) - 1)
    cursor.setPosition(text.document().findBlockByNumber(first + gap).position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    text.setTextCursor(cursor)
    text.ensureCursorVisible()
    return True


def put_quote(text: NoteText, line: Line, on_date: dt.date, session: Audience) -> Audience | None:
    """Quote a line with its day, in a part of its own reader; who that is, or None if nothing was put in.

    Where the caret's part has another reader the caret stays with its own, so that what is typed next is not
    read by others than before.
    """
    audience = narrower(line.audience, session)
    quote = Block.of("quote", [(f"{short_day(on_date)}: ", "i"), *line.block.runs])
    done = _put_apart(text, [(audience, quote)])
    return audience if done else None


def put_plan(text: NoteText, last: LastNote, plan: Sequence[Line], session: Audience) -> bool:
    """Carry the plan of the last note forward: a heading with its day, and every line with its reader."""
    lines = [(narrower(line.audience, session), line.block) for line in plan]
    if not lines:
        return False
    heading = Block.of("h3", f"From the plan of {short_day(last.on_date)}")
    return _put_apart(text, [(lines[0][0], heading), *lines])


def _put_apart(text: NoteText, pieces: list[Piece]) -> bool:
    cursor = text.textCursor()
    cursor.setPosition(cursor.position())
    here, position = shape_of(cursor.block()).audience, cursor.position()
    if cursor.block().length() > 1 and any(audience is not here for audience, _ in pieces):
        done = put_below(text, pieces)
        cursor.setPosition(position)
        text.setTextCursor(cursor)
        return done
    return put_below(text, [*pieces, (here, Block())])
