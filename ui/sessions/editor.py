"""The text of a note to write in: keys, mouse, clipboard. Each thing a person does is one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from ui.sessions import editor_edits as edits
from ui.sessions.editor_document import BOLD, ITALIC, char_format, marks_of, shape_of
from ui.sessions.editor_menu import context_menu
from ui.sessions.editor_paste import Pasted, from_mime, to_mime
from ui.sessions.editor_shortcuts import EDITS, apply_line_start, name_of
from ui.sessions.editor_surface import NoteSurface
from ui.sessions.look import Look

_EMPTY = (Audience.JOINT, Block())
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FULL = "This note is full: one note holds no more. Nothing was lost; put the rest in another note."


class FormatState(NamedTuple):
    """What the format bar shows: the marks and the shape at the caret."""

    bold: bool = False
    italic: bool = False
    kind: str = "p"
    audience: Audience = Audience.JOINT


class TypingHelper(Protocol):
    """Something that stands beside the caret while one types, such as a list of snippets."""

    def wants(self, event: QKeyEvent) -> bool:
        """Whether this key is its own now, before the window's shortcuts."""
        ...

    def takes(self, event: QKeyEvent) -> bool:
        """Do what this key means to it, before it is typed; False leaves the key to the text."""
        ...

    def typed(self, text: str) -> None:
        """A key was typed that gave this text."""
        ...


class NoteText(NoteSurface):
    """The note editor's text. `look` is the theme; see NoteSurface for loading and reading the note."""

    format_changed = Signal(object)  # the FormatState at the caret
    refused = Signal(str)  # a sentence: what was not put in, and why
    menu_opening = Signal(object, object)  # the QMenu of the text, and a QTextCursor where it was asked for

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._state = FormatState()
        self.helper: TypingHelper | None = None
        super().__init__(look, parent)
        self.cursorPositionChanged.connect(self._tell_format)
        self.currentCharFormatChanged.connect(self._tell_format)
        self.edited.connect(self._tell_format)

    def loaded(self) -> None:
        """Tells the format bar about the new note's caret."""
        super().loaded()
        self._tell_format()

    def set_names(self, a: str, b: str) -> None:
        """The partners' names for the labels ("Private to Ada")."""
        super().set_names(a, b)
        self._tell_reader(announced=False)
        self.format_changed.emit(self._state)

    def format_state(self) -> FormatState:
        """The marks and shape at the caret."""
        marks = marks_of(self.currentCharFormat())
        shape = shape_of(self.textCursor().block())
        return FormatState(bool(marks & BOLD), bool(marks & ITALIC), shape.kind, shape.audience)

    def act(self, name: str) -> None:
        """Do what a key of EDITOR_KEYS does, by its name."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if name in ("bold", "italic"):
            self._toggle_mark(cursor, BOLD if name == "bold" else ITALIC)
        else:
            EDITS[name](cursor)
            self._put(cursor)
        self._tell_format()

    def set_audience(self, audience: Audience) -> None:
        """Say who may read the selected blocks, or the caret's."""
        self.act(f"reader_{audience.value}")

    def insert_template(self, blocks: NoteDocument | Sequence[Block]) -> None:
        """Put a template after the caret's paragraph, or in an empty note's place, as one step to undo."""
        if isinstance(blocks, NoteDocument):
            pieces = [(part.audience, block) for part in blocks.parts for block in part.blocks]
        else:
            here = shape_of(self.textCursor().block()).audience
            pieces = [(here, block) for block in blocks]
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        first = cursor.blockNumber() + (cursor.block().length() > 1)
        if pieces and self._insert(cursor, Pasted(tuple(pieces), inline=False)):
            gap = next((n for n, (_, block) in enumerate(pieces) if not block.runs), len(pieces) - 1)
            cursor.setPosition(self.document().findBlockByNumber(first + gap).position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self._put(cursor)

    # Undo and clipboard

    def undo(self) -> None:
        """Take back the last step."""
        with self._stepping():
            super().undo()

    def redo(self) -> None:
        """Do the step again that was taken back."""
        with self._stepping():
            super().redo()

    def cut(self) -> None:
        """Copy the selection and remove it, keeping apart what different people may read."""
        if self.textCursor().hasSelection() and not self.isReadOnly():
            self.copy()
            self._edit(edits.remove_selection)

    def paste_plain(self) -> None:
        """Put the clipboard's text in without its form."""
        self._paste(QGuiApplication.clipboard().mimeData(), plain=True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text in any form; never pictures or files."""
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in what a note can hold of a paste or drop."""
        self._paste(source)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection as plain text and in our own form."""
        cursor = self.textCursor()
        pieces = edits.selected_pieces(cursor)
        return to_mime(pieces, inline=len(pieces) == 1)

    # Qt's events

    def event(self, event: QEvent) -> bool:
        """Claims our keys before the window's shortcuts do, and leaves the window its own."""
        if self.helper is not None and isinstance(event, QKeyEvent) and self._helped(self.helper, event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            name = name_of(event)
            if name == "none":
                return False
            if name and not self.isReadOnly():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Our keys first, then Qt's for moving and typing."""
        if self.helper is not None and self.helper.takes(event):
            return
        name = name_of(event)
        ctrl_enter = event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if name == "none" or ctrl_enter:
            event.ignore()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif name:
            self.act(name)
        elif not self._own_key(event):
            self._type(event)
        if self.helper is not None:
            self.helper.typed("" if name or _is_chord(event) else event.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed text, put in place of a selection as typed text is."""
        if (event.commitString() or event.preeditString()) and self._spans_blocks():
            self._edit(edits.remove_selection)
        super().inputMethodEvent(event)
        if self.helper is not None and event.commitString():
            self.helper.typed(event.commitString())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick box ticks it and leaves the caret."""
        left = event.button() is Qt.MouseButton.LeftButton
        if left and not self.isReadOnly() and (block := self.tick_at(event.position())):
            edits.toggle_ticks(QTextCursor(block))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows a hand over tick boxes."""
        super().mouseMoveEvent(event)
        over = not event.buttons() and not self.isReadOnly() and self.tick_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; the text size is set for the whole app, not here."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().wheelEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Text dragged inside the note is moved with its reader; other text comes in as a paste."""
        inside = event.source() in (self, self.viewport())
        if not inside or self.isReadOnly():
            super().dropEvent(event)
            return
        target, source = self.cursorForPosition(event.position().toPoint()), self.textCursor()
        event.setDropAction(Qt.DropAction.CopyAction)  # Qt must not remove anything itself
        event.accept()
        if not source.selectionStart() <= target.position() <= source.selectionEnd():
            pasted = from_mime(event.mimeData(), shape_of(target.block()))
            with edits.one_step(source):
                edits.remove_selection(source)
                if pasted:
                    self._insert(target, pasted)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Our own menu; it does not stop the window."""
        menu = context_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        inside = self.viewport().mapFromGlobal(event.globalPos())
        self.menu_opening.emit(menu, self.cursorForPosition(inside) if by_mouse else self.textCursor())
        menu.popup(event.globalPos())

    # How it is done

    @staticmethod
    def _helped(helper: TypingHelper, event: QKeyEvent) -> bool:
        """Whether the helper has this key: Tab is its before Qt moves the focus by it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            return helper.wants(event)
        return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and helper.takes(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        if event.matches(standard.Undo):
            self.undo()
        elif event.matches(standard.Redo):
            self.redo()
        elif event.matches(standard.Cut):
            self.cut()
        elif event.keyCombination().toCombined() == _PASTE_PLAIN:
            self.paste_plain()
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._edit(edits.new_line if self.has_room_for([_EMPTY]) else lambda _: self.refused.emit(FULL))
        elif event.key() in _ENTER:
            self._edit(edits.line_break)
        elif event.key() == Qt.Key.Key_Backspace and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self._delete(edits.delete_back)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return self._delete(edits.delete_forward)
        else:
            return False
        return True

    def _type(self, event: QKeyEvent) -> None:
        typed = event.text()
        printable = typed >= " " and typed != "\x7f" and not _is_chord(event)
        if printable and not self.has_room_for(()):
            self.refused.emit(FULL)
            return
        if printable and self._spans_blocks():
            cursor = self.textCursor()
            with edits.one_step(cursor):
                edits.remove_selection(cursor)
                self.setTextCursor(cursor)
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)
        if typed == " ":
            cursor = self.textCursor()
            if apply_line_start(cursor):
                self._put(cursor)

    def _delete(self, special: Callable[[QTextCursor], bool]) -> bool:
        cursor = self.textCursor()
        if self._spans_blocks():
            self._edit(edits.remove_selection)
            return True
        done = special(cursor)
        if done:
            self._put(cursor)
        return done

    def _spans_blocks(self) -> bool:
        return edits.spans_blocks(self.textCursor())

    def _edit(self, edit: Callable[[QTextCursor], None]) -> None:
        cursor = self.textCursor()
        edit(cursor)
        self._put(cursor)

    def _put(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _toggle_mark(self, cursor: QTextCursor, bit: int) -> None:
        if cursor.hasSelection():
            edits.toggle_mark(cursor, bit)
            return
        kind = shape_of(cursor.block()).kind
        self.setCurrentCharFormat(char_format(kind, marks_of(self.currentCharFormat()) ^ bit))

    def _paste(self, source: QMimeData, *, plain: bool = False) -> None:
        cursor = self.textCursor()
        pasted = from_mime(source, edits.landing_shape(cursor), plain=plain)
        if pasted and self._insert(cursor, pasted):
            self._put(cursor)

    def _insert(self, cursor: QTextCursor, pasted: Pasted) -> bool:
        if self.isReadOnly():
            return False
        if not self.has_room_for(pasted.pieces):
            self.refused.emit(FULL)
            return False
        edits.insert_pieces(cursor, pasted.pieces, inline=pasted.inline)
        return True

    def _tell_format(self) -> None:
        state = self.format_state()
        if state != self._state:
            moved = state.audience is not self._state.audience
            self._state = state
            self._tell_reader(announced=moved)
            self.format_changed.emit(state)

    def _tell_reader(self, *, announced: bool) -> None:
        """Say to a screen reader who may read the caret's part."""
        word = self.names.word(self._state.audience)
        self.setAccessibleDescription(word)
        if announced and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, word))


def _is_chord(event: QKeyEvent) -> bool:
    """Whether keys are held that make a command; Ctrl with Alt is AltGr, which types."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.ControlModifier


_PASTE_PLAIN = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.Key.Key_V
).toCombined()
