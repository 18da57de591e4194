"""A note to read beside the list: its parts with who they are for, its headings, its words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.sessions.note import Block, NoteDocument, Numbering
from ui.couples.words import audience_words
from ui.kit.buttons import Button, IconButton
from ui.kit.card import Panel
from ui.kit.closed_text import ClosedText
from ui.kit.dress import Dress
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note with the words that stand over it."""

    session_id: str
    title: str
    second: str
    note: NoteDocument
    a_name: str
    b_name: str
    may_sign: bool = False


class NotePane(Panel):
    """Read only; Tab goes through it, and Open leads to the note itself."""

    open_requested = Signal()
    sign_requested = Signal()
    print_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The chosen note")
        self._read: ReadNote | None = None
        self.title = Elided("", "card")
        self.second = Elided("", "small", "text2")
        self.button = Button(theme, "Open note", "pen", tall="small")
        self.sign = Button(theme, "Sign", "signature", tall="small", tip="Sign this note (Ctrl+Shift+Enter)")
        self.print = IconButton(theme, "printer", "Print or save this note", tall="small")
        self.text = ClosedText()
        self.text.setProperty("bare", True)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAcceptRichText(False)
        flags = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.nothing = Label("Choose a note to read it here.", "body", "text2", wrap=True)
        self.button.clicked.connect(self.open_requested)
        self.sign.clicked.connect(self.sign_requested)
        self.print.clicked.connect(self.print_requested)
        self._lay_out()
        self.show_note(None)
        Dress(self, theme, self._space)

    def show_note(self, read: ReadNote | None) -> None:
        """Show a note, or say that none is chosen."""
        self._read = read
        for part in (self.title, self.second, self.button, self.text):
            part.setVisible(read is not None)
        self.sign.setVisible(read is not None and read.may_sign)
        self.print.setVisible(read is not None and bool(read.note.parts))
        self.nothing.setVisible(read is None)
        if read is None:
            self.text.clear()
            return
        self.title.setText(read.title)
        self.second.setText(read.second)
        self.text.setAccessibleName(f"{read.title}, {read.second}")
        self._write(read)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.second)
        self._head = QHBoxLayout()
        self._head.addLayout(words, 1)
        self._head.addWidget(self.print, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._head)
        self._whole.addWidget(self.nothing)
        self._whole.addWidget(self.text, 1)

    def _space(self) -> None:
        px = self.theme.px
        self._whole.setContentsMargins(px(16), px(14), px(8), px(12))
        self._whole.setSpacing(px(10))
        self._head.setContentsMargins(0, 0, px(8), 0)
        if self._read is not None:
            self._write(self._read)

    def _write(self, read: ReadNote) -> None:
        self.text.clear()
        self.text.document().setDocumentMargin(0)
        cursor = QTextCursor(self.text.document())
        several = len({part.audience for part in read.note.parts}) > 1 or any(
            part.audience != "joint" for part in read.note.parts
        )
        numbering = Numbering()
        for place, part in enumerate(read.note.parts):
            if several:
                words = audience_words(part.audience, read.a_name, read.b_name)
                self._line(cursor, words, self.theme.font(12, 600), "text2", above=18 if place else 0)
            for block in part.blocks:
                self._block(cursor, block, numbering.number(block.kind, block.level))
        if not read.note.parts:
            self._line(cursor, "No note yet.", self.theme.font(13), "text2")
        cursor = QTextCursor(self.text.document())
        self.text.setTextCursor(cursor)

    def _block(self, cursor: QTextCursor, block: Block, number: int) -> None:
        theme = self.theme
        if block.kind in ("h2", "h3"):
            self._line(
                cursor, block.text, theme.font(15 if block.kind == "h2" else 14, 600), "text", above=12
            )
            return
        leads = {"bullet": "•  ", "number": f"{number}.  ", "tick": "☑  " if block.state else "☐  "}
        lead = leads.get(block.kind, "")
        self._line(cursor, lead, theme.font(14), "text", above=5, indent=block.level + bool(lead))
        for text, marks in block.runs:
            font = theme.font(14, 600 if "b" in marks else 400)
            font.setItalic("i" in marks or block.kind == "quote")
            cursor.insertText(text, self._ink(font, "text"))

    def _line(
        self, cursor: QTextCursor, text: str, font: QFont, role: str, *, above: float = 0, indent: int = 0
    ) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(self.theme.px(above))
        form.setLeftMargin(self.theme.px(16) * indent)
        form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if not self.text.document().isEmpty() or cursor.position() > 0:
            cursor.insertBlock(form)
        else:
            cursor.setBlockFormat(form)
        cursor.insertText(text, self._ink(font, role))

    def _ink(self, font: QFont, role: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(font)
        form.setForeground(self.theme.color(role))
        return form
