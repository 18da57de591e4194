"""The keys of the note text as data, and the signs at the start of a line that make headings and lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from ui.sessions import editor_edits as edits
from ui.sessions.editor_document import Shape, block_format, shape_of
from ui.sessions.parts import STYLES

Edit = Callable[[QTextCursor], None]


@dataclass(frozen=True, slots=True)
class EditorKey:
    """One thing that keys do to the text: a name for code, words for people, the keys."""

    name: str
    label: str
    keys: tuple[str, ...]


EDITOR_KEYS: tuple[EditorKey, ...] = (
    EditorKey("bold", "Bold", ("Ctrl+B",)),
    EditorKey("italic", "Italic", ("Ctrl+I",)),
    EditorKey("heading", "Heading", ("Ctrl+Shift+H",)),
    EditorKey("bullet", "List", ("Ctrl+Shift+L",)),
    EditorKey("number", "Numbered list", ("Ctrl+Shift+O",)),
    EditorKey("tick", "Checkboxes", ("Ctrl+Shift+X",)),
    EditorKey("quote", "Quote", ("Ctrl+Shift+U",)),
    EditorKey("done", "Check or uncheck this item", ("Ctrl+D",)),
    EditorKey("in", "Move in", ("Alt+Shift+Right", "Ctrl+]")),
    EditorKey("out", "Move out", ("Alt+Shift+Left", "Ctrl+[")),
    *(EditorKey(f"reader_{a.value}", "Who may read this", (style.keys,)) for a, style in STYLES.items()),
)

# Edits of blocks by name; bold and italic also change what is typed next, so the editor does these itself.
EDITS: dict[str, Edit] = {
    "heading": partial(edits.toggle_kind, kind="h2"),
    **{kind: partial(edits.toggle_kind, kind=kind) for kind in ("bullet", "number", "tick", "quote")},
    "done": edits.toggle_ticks,
    "in": partial(edits.move_in, steps=1),
    "out": partial(edits.move_in, steps=-1),
    **{f"reader_{audience.value}": partial(edits.set_audience, audience=audience) for audience in STYLES},
}

_BY_KEYS = {keys: key.name for key in EDITOR_KEYS for keys in key.keys}

# Keys by which Qt deletes to the end of a line or a whole line, where Attune means something else by them.
_NEVER = (QKeySequence.StandardKey.DeleteEndOfLine, QKeySequence.StandardKey.DeleteCompleteLine)

LINE_STARTS: dict[str, tuple[str, str]] = {
    "##": ("h2", ""),
    "###": ("h3", ""),
    "-": ("bullet", ""),
    "*": ("bullet", ""),
    "1.": ("number", ""),
    "[]": ("tick", ""),
    "[ ]": ("tick", ""),
    "[x]": ("tick", "x"),
    ">": ("quote", ""),
}
_LONGEST = max(map(len, LINE_STARTS))


def name_of(event: QKeyEvent) -> str:
    """The name of what these keys do to the text; "" for keys not ours, "none" for keys held off."""
    plain = event.keyCombination()
    modifiers = plain.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = QKeySequence(plain.key() | modifiers).toString(QKeySequence.SequenceFormat.PortableText)
    if name := _BY_KEYS.get(keys):
        return name
    return "none" if any(event.matches(key) for key in _NEVER) else ""


def apply_line_start(cursor: QTextCursor) -> bool:
    """After a space was typed: make the sign before the caret a kind of block, as a step of its own."""
    block = cursor.block()
    place = cursor.positionInBlock()
    if not 2 <= place <= _LONGEST + 1 or cursor.hasSelection():
        return False
    sign = block.text()[:place]
    kind, state = LINE_STARTS.get(sign.removesuffix(" "), ("", ""))
    shape = shape_of(block)
    if not kind or not sign.endswith(" ") or not _may_become(shape, kind):
        return False
    with edits.one_step(cursor):
        cursor.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        edits.set_kind(cursor, kind)
        if state:
            cursor.setBlockFormat(block_format(shape_of(cursor.block())._replace(state=state)))
    return True


def _may_become(shape: Shape, kind: str) -> bool:
    return shape.kind == "p" or (shape.kind in ("bullet", "number") and kind == "tick")
