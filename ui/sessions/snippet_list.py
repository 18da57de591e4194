"""The small list of snippets beside the caret: it opens after ; and a letter, and takes no other keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from therapist_app.sessions.note import LINE_BREAK, Block
from therapist_app.sessions.snippets import (
    LONGEST_WORD,
    MARK,
    Expansion,
    built_in,
    exact,
    fitting,
    resolved,
    typed_word,
)
from ui.kit.card import Panel
from ui.kit.dress import Dress
from ui.sessions import editor_edits as edits
from ui.sessions.editor import FULL, NoteText
from ui.sessions.editor_document import MARKS, marks_of, shape_of, write_text
from ui.theme.theme import Theme

_MOST = 6
_SEEN = 60  # letters of a text in the list
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WIDE_PX, _ROW_PX = 380, 32


class _Typed(NamedTuple):
    """The word begun at the caret: where its mark stands, and its letters."""

    place: int
    word: str


class SnippetList(Panel):
    """Stands in the text without ever having the focus; the text asks it about each key first."""

    def __init__(self, theme: Theme, text: NoteText) -> None:
        super().__init__(theme, text.viewport())
        self._text = text
        self.snippets: tuple[Expansion, ...] = built_in()
        self.values: Mapping[str, str] = {}
        self._put_away = -1  # the mark whose list was closed with Escape
        self._after_space: tuple[_Typed, Expansion] | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Snippets")
        for one in (self, self.list):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda _: self._expand_chosen())
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.list)
        text.helper = self
        text.installEventFilter(self)
        text.viewport().installEventFilter(self)
        text.verticalScrollBar().valueChanged.connect(lambda _: self.hide())
        self.hide()
        Dress(self, theme, self._space)

    # What the text asks

    def wants(self, event: QKeyEvent) -> bool:
        """While it is open, the keys that move in it and close it are its own."""
        return not self.isHidden() and _plain(event) and event.key() in (*_MOVES, *_ENTER, Qt.Key.Key_Escape)

    def takes(self, event: QKeyEvent) -> bool:
        """Move, take the chosen one, or close; a blank after a whole word lets it expand once it is typed."""
        self._after_space = None
        if not _plain(event) or self._text.isReadOnly():
            return False
        if event.text() == " ":
            typed = self._typed()
            found = exact(self.snippets, typed.word) if typed else None
            if typed and found and typed.place != self._put_away:
                self._after_space = typed, found
            return False
        if self.isHidden():
            return False
        if event.key() in _MOVES:
            rows = self.list.count()
            self.list.setCurrentRow((self.list.currentRow() + _MOVES[Qt.Key(event.key())]) % rows)
            return True
        if event.key() == Qt.Key.Key_Escape:
            typed = self._typed()
            self._put_away = typed.place if typed else -1
            self.hide()
            return True
        return event.key() in _ENTER and self._expand_chosen()

    def typed(self, text: str) -> None:
        """Expand after a blank, show what fits the word begun, or go away."""
        waiting, self._after_space = self._after_space, None
        if waiting is not None and text == " ":
            self.hide()
            self._expand(*waiting, beyond=1)
            return
        typed = self._typed() if text else None
        if typed is None:
            self._put_away = -1 if text else self._put_away
            self.hide()
        elif typed.place != self._put_away:
            self._show(typed)

    # How it is done

    def _typed(self) -> _Typed | None:
        cursor = self._text.textCursor()
        if cursor.hasSelection():
            return None
        document, end = self._text.document(), cursor.position()
        start = max(cursor.block().position(), end - LONGEST_WORD - 2)
        before = "".join(document.characterAt(place) for place in range(start, end))
        if start > cursor.block().position() and before[:1] == MARK:
            return None  # what stands before the mark was not looked at
        word = typed_word(before)
        return _Typed(end - len(word) - 1, word) if word else None

    def _show(self, typed: _Typed) -> None:
        found = fitting(self.snippets, typed.word)[:_MOST]
        self.list.clear()
        for one in found:
            text = " ".join(resolved(one.text, self.values).split())
            item = QListWidgetItem(f"{MARK}{one.word}   {text[:_SEEN]}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, self.theme.px(_ROW_PX)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if found:
            self._stand_beside_caret(len(found))
        self.setVisible(bool(found))

    def _stand_beside_caret(self, rows: int) -> None:
        """Below the caret's line, or above it where there is no room; inside the text in any case."""
        px, room = self.theme.px, self._text.viewport().rect()
        high = px(_ROW_PX) * rows + px(12)
        self.resize(min(px(_WIDE_PX), room.width() - px(8)), high)
        caret = self._text.cursorRect()
        below = caret.bottom() + px(4)
        top = below if below + high <= room.height() else max(caret.top() - high - px(4), 0)
        self.move(QPoint(max(min(caret.left(), room.width() - self.width() - px(4)), 0), top))
        self.raise_()

    def _expand_chosen(self) -> bool:
        typed, item = self._typed(), self.list.currentItem()
        self.hide()
        if typed is None or item is None:
            return False
        return self._expand(typed, item.data(Qt.ItemDataRole.UserRole))

    def _expand(self, typed: _Typed, snippet: Expansion, beyond: int = 0) -> bool:
        """Put the text in the word's place, as one step; the caret goes `beyond` it."""
        words = resolved(snippet.text, self.values).replace("\n", LINE_BREAK)
        if not self._text.has_room_for(
            [(shape_of(self._text.textCursor().block()).audience, Block.of("p", words))]
        ):
            self._text.refused.emit(FULL)
            return False
        cursor = self._text.textCursor()
        cursor.setPosition(typed.place)
        cursor.setPosition(typed.place + 1 + len(typed.word), QTextCursor.MoveMode.KeepAnchor)
        marks = MARKS[marks_of(cursor.charFormat())]
        with edits.one_step(cursor):
            cursor.removeSelectedText()
            write_text(cursor, [(words, marks)], shape_of(cursor.block()).kind)
        cursor.setPosition(cursor.position() + beyond)
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes away when the focus or a click goes elsewhere."""
        left = isinstance(event, QFocusEvent) and event.lostFocus()
        if left or event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
        return super().eventFilter(watched, event)

    def _space(self) -> None:
        px = self.theme.px
        self._lines.setContentsMargins(px(5), px(4), px(5), px(6))


def _plain(event: QKeyEvent) -> bool:
    """Whether no key is held with it that makes it another one."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
