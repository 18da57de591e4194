"""The writing column: the format row, the text, and how long it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.rules import narrows
from therapist_app.sessions.templates import Template, built_in, headings_of, is_untouched
from ui.kit.dress import Dress
from ui.kit.words import Label
from ui.sessions import editor_edits as edits
from ui.sessions.editor import NoteText
from ui.sessions.editor_document import shape_of
from ui.sessions.find_row import FindRow
from ui.sessions.format_bar import FormatBar
from ui.sessions.page_words import counted_words
from ui.sessions.quoting import put_below
from ui.sessions.snippet_list import SnippetList
from ui.theme.theme import Theme

_FEW = 40  # no template of ours has more words in its headings


class WritingColumn(QWidget):
    """Puts the note's text under its format row; the page hears of edits and of the focus leaving."""

    edited = Signal()
    left = Signal()  # the focus went elsewhere
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = NoteText(theme)
        self.snippets = SnippetList(theme, self.text)
        self.headings = headings_of(built_in())  # of all templates: alone they are no text
        self.format = FormatBar(self.text)
        self.finder = FindRow(theme, self.text)
        self.count = Label("", "small", "text2")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.format)
        self._column.addWidget(self.finder)
        self._column.addWidget(self.text, 1)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._foot.addWidget(self.count)
        self._column.addLayout(self._foot)
        self.text.edited.connect(self._edited)
        self.text.refused.connect(self.refused)
        self.text.fitted.connect(lambda _: self._space())
        self.text.installEventFilter(self)
        Dress(self, theme, self._space)

    def show_note(self, note: NoteDocument, audience: Audience, template: Template | None = None) -> None:
        """Show a note; an empty one begins with a template's headings, or with an empty line for its reader."""
        fresh = not note.parts
        if fresh:
            note = template.note(audience) if template else NoteDocument.of([(audience, Block())])
        self.text.setReadOnly(False)
        self.text.load(note)
        self._count()
        if fresh:
            self._go_to_first_gap()
        else:
            self.text.moveCursor(QTextCursor.MoveOperation.End)

    def show_nothing(self) -> None:
        """An empty sheet while another note is on its way."""
        self.text.setReadOnly(False)
        self.text.load(NoteDocument())
        self.text.setReadOnly(True)
        self.finder.put_away()
        self.count.setText("")

    def put_caret(self, place: Mapping[str, Any] | None) -> None:
        """Go back to where the caret was, or stay where it is; in both cases the text has the focus."""
        known = {
            key: value
            for key, value in (place or {}).items()
            if isinstance(value, int) and not isinstance(value, bool)
        }
        if known:
            self.text.restore_caret(known)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def use_template(self, note: NoteDocument) -> None:
        """Put headings in as one step to undo: in place of untouched ones, or below the caret's paragraph."""
        pieces = [(part.audience, block) for part in note.parts for block in part.blocks]
        if not self.text.isReadOnly():
            cursor = self.text.textCursor()
            with edits.one_step(cursor):
                if self.is_untouched():
                    cursor.select(QTextCursor.SelectionType.Document)
                    cursor.removeSelectedText()
                    edits.set_kind(cursor, "p")
                    self.text.setTextCursor(cursor)
                if pieces:
                    put_below(self.text, pieces)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_untouched(self) -> bool:
        """Whether nothing is written yet: headings of templates at most."""
        return is_untouched(self.text.note(), self.headings)

    def start_part(self, audience: Audience) -> None:
        """Begin an empty paragraph for one reader, below the caret's paragraph."""
        self.text.insert_template(NoteDocument.of([(audience, Block())]))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, before: Audience, after: Audience) -> None:
        """The session went from one reader to another: where these are fewer, its text follows, as one step to undo."""
        if narrows(before, after):
            self.hand_over(before, after)

    def hand_over(self, before: Audience, after: Audience) -> None:
        """Give every paragraph of one reader to another, as one step to undo; the caret stays."""
        caret, document = self.text.caret_place(), self.text.document()
        cursor = QTextCursor(document)
        with edits.one_step(cursor):
            block = document.begin()
            while block.isValid():
                if shape_of(block).audience is before:
                    edits.set_audience(QTextCursor(block), after)
                block = block.next()
        self.text.restore_caret(caret)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells the page when the focus left the text."""
        if watched is self.text and isinstance(event, QFocusEvent) and event.lostFocus():
            self.left.emit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A white sheet."""
        QPainter(self).fillRect(self.rect(), self._theme.color("surface"))

    def _go_to_first_gap(self) -> None:
        block = self.text.document().begin()
        while block.isValid() and block.text():
            block = block.next()
        if block.isValid():
            self.text.setTextCursor(QTextCursor(block))

    def _edited(self) -> None:
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        words = self.text.word_count
        nothing = words < _FEW and self.is_untouched()
        self.count.setText("" if nothing else counted_words(words))

    def _space(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(8), px(14), px(10))
        self._column.setSpacing(px(4))
        spare = max(self.text.width() - self.text.column_end(), 0)
        self._foot.setContentsMargins(0, 0, spare + px(10), 0)
