"""Find in this note: one field that goes from hit to hit, put away with Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import IconButton
from ui.kit.closed_text import ClosedText
from ui.kit.dress import Dress
from ui.kit.edit import Edit
from ui.kit.words import Label
from ui.sessions.editor import NoteText
from ui.theme.theme import Theme


class FindRow(QWidget):
    """Hidden until asked for."""

    def __init__(self, theme: Theme, text: NoteText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text = theme, text
        self.edit = Edit(
            theme, "Find in this note", placeholder="Find in this note", icon="search", tall="small"
        )
        self.said = Label("", "small", "text2")
        self.before = IconButton(theme, "chevron-up", "Hit before", tall="small")
        self.after = IconButton(theme, "chevron-down", "Next hit", tall="small")
        self.close_button = IconButton(theme, "cross", "Put find away (Esc)", tall="small")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.edit, self.said, self.before, self.after, self.close_button):
            self._row.addWidget(widget)
        self.edit.textEdited.connect(lambda _: self._go(from_start=True))
        self.edit.returnPressed.connect(self._go)
        self.after.clicked.connect(lambda: self._go())
        self.before.clicked.connect(lambda: self._go(backward=True))
        self.close_button.clicked.connect(self.leave)
        self.hide()
        Dress(self, theme, lambda: self._row.setSpacing(theme.px(6)))

    def ask(self) -> None:
        """Show the field and write in it; what is selected is looked for."""
        chosen = self._text.textCursor().selectedText()
        if chosen and len(chosen) < 80:
            self.edit.setText(chosen)
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def leave(self) -> None:
        """Put the field away and go back to the text."""
        self.put_away()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hide, and forget what was looked for."""
        self.hide()
        self.edit.clear()
        self.said.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _go(self, *, from_start: bool = False, backward: bool = False) -> None:
        wanted = self.edit.text()
        if not wanted:
            self.said.setText("")
            return
        document, start = self._text.document(), self._text.textCursor()
        if from_start:
            start.setPosition(start.selectionStart())
        way = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        hit = document.find(wanted, start, way)
        if hit.isNull():
            start.movePosition(QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start)
            hit = document.find(wanted, start, way)
        self.said.setText("Not found" if hit.isNull() else "")
        if not hit.isNull():
            self._text.setTextCursor(hit)
            self._text.ensureCursorVisible()


def show_word(text: NoteText | ClosedText, word: str) -> None:
    """Put the caret behind the first place of a word; it is not selected, so that nobody types over it."""
    hit = text.document().find(word) if word else QTextCursor()
    if not hit.isNull():
        hit.clearSelection()
        text.setTextCursor(hit)
        text.ensureCursorVisible()
