"""A signed note as one text to read: its parts with their readers, its signature, what was added, what it was."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor

from therapist_app.sessions.note import Block, NoteDocument, Numbering
from therapist_app.sessions.signed_file import SignedEntry, SignedFile
from ui.kit.closed_text import ClosedText
from ui.sessions.parts import PartNames
from ui.sessions.signed_words import added_title, earlier_title, hash_words, signed_words
from ui.theme.theme import Theme

_HEADS = {"h2": 15, "h3": 14}


class SignedText:
    """Writes into a text widget that nobody can type in."""

    def __init__(self, theme: Theme, text: ClosedText) -> None:
        self._theme, self._text = theme, text
        self._cursor = QTextCursor(text.document())
        self._fresh = True

    def write(self, file: SignedFile, names: PartNames) -> None:
        """Show all that was signed: the original first and whole, everything later below it."""
        self._text.clear()
        self._cursor = QTextCursor(self._text.document())
        self._fresh = True
        if file.note is not None:
            self._note(file.note.note, names)
            self._signature(file.note)
        for entry in file.added:
            self._line(added_title(entry), 15, weight=600, above=26)
            if entry.reason:
                self._line(f"Reason: {entry.reason}", 13, ink="text2", above=3)
            self._note(entry.note, names)
            self._signature(entry)
        for entry in file.earlier:
            self._line(earlier_title(entry), 15, weight=600, above=26)
            if entry.reason:
                self._line(f"Reason: {entry.reason}", 13, ink="text2", above=3)
            self._note(entry.note, names)
            self._signature(entry)
        self._text.setTextCursor(QTextCursor(self._text.document()))

    def _note(self, note: NoteDocument, names: PartNames) -> None:
        numbering = Numbering()
        for place, part in enumerate(note.parts):
            self._line(names.word(part.audience), 12, weight=600, ink="text2", above=14 if place else 8)
            for block in part.blocks:
                self._block(block, numbering.number(block.kind, block.level))

    def _signature(self, entry: SignedEntry) -> None:
        self._line(signed_words(entry), 13, weight=600, above=14)
        self._line(hash_words(entry), 12, ink="text2", above=2)

    def _block(self, block: Block, number: int) -> None:
        if block.kind in _HEADS:
            self._line(block.text, _HEADS[block.kind], weight=600, above=12)
            return
        ticked = "\N{BALLOT BOX WITH CHECK}" if block.state else "\N{BALLOT BOX}"
        leads = {"bullet": "\N{BULLET}  ", "number": f"{number}.  ", "tick": f"{ticked}  "}
        lead = leads.get(block.kind, "")
        self._line(lead, 14, above=5, indent=block.level + bool(lead))
        for text, marks in block.runs:
            font = self._theme.font(14, 600 if "b" in marks else 400)
            font.setItalic("i" in marks or block.kind == "quote")
            self._cursor.insertText(text, self._ink(font, "text"))

    def _line(
        self,
        text: str,
        size: float,
        *,
        weight: int = 400,
        ink: str = "text",
        above: float = 0,
        indent: int = 0,
    ) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(self._theme.px(above))
        form.setLeftMargin(self._theme.px(16) * indent)
        form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._fresh:
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form)
        self._fresh = False
        self._cursor.insertText(text, self._ink(self._theme.font(size, weight), ink))

    def _ink(self, font: QFont, role: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(font)
        form.setForeground(self._theme.color(role))
        return form
