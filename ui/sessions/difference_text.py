"""A difference of two texts to read: added words underlined, removed ones struck through, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.difference import Change, Difference, Piece
from ui.kit.closed_text import ClosedText
from ui.sessions.parts import PartNames
from ui.sessions.version_words import change_words, folded_words
from ui.theme.theme import Theme

_AROUND = 1  # unchanged paragraphs shown on either side of a change
_HEADS = {"h2": 15.0, "h3": 14.0}
_LEADS = {"bullet": "\N{BULLET}  ", "number": "#  ", "tick": "\N{BALLOT BOX}  "}


class DifferenceText:
    """Writes into a text widget that nobody can type in."""

    def __init__(self, theme: Theme, text: ClosedText) -> None:
        self._theme, self._text = theme, text
        self._cursor = QTextCursor(text.document())
        self._fresh = True
        self._reader: Audience | None = None

    def write(self, found: Difference, names: PartNames) -> None:
        """Show every change with what stands beside it."""
        self._text.clear()
        self._cursor = QTextCursor(self._text.document())
        self._fresh, self._reader = True, None
        for shown in _folded(found):
            if isinstance(shown, int):
                self._line(above=10)
                self._put(folded_words(shown), 12, "text2", italic=True)
            else:
                self._paragraph(shown, names)
        self._text.setTextCursor(QTextCursor(self._text.document()))

    def _paragraph(self, change: Change, names: PartNames) -> None:
        shape = change.now or change.was
        if shape is None:
            return
        if shape.audience is not self._reader:
            self._reader = shape.audience
            self._line(above=14)
            self._put(names.word(shape.audience), 12, "text2", weight=600)
        said = change_words(change, names)
        if said:
            self._line(above=8)
            self._put(said, 12, "text2", italic=True)
        size = _HEADS.get(shape.kind, 14.0)
        lead = _LEADS.get(shape.kind, "")
        self._line(above=2 if said else 7, indent=shape.level + bool(lead))
        if lead:
            there = Piece(lead, None if change.was is None else "", None if change.now is None else "")
            self._piece(there, size)
        heavy = shape.kind in _HEADS
        for piece in change.pieces:
            self._piece(piece, size, heavy=heavy)
        if not change.pieces and not lead and not change.is_none:
            self._put(
                "An empty line came." if change.was is None else "An empty line went.",
                12,
                "text2",
                italic=True,
            )

    def _piece(self, piece: Piece, size: float, *, heavy: bool = False) -> None:
        marks = piece.now if piece.now is not None else piece.was or ""
        form = self._ink(size, "text", weight=600 if heavy or "b" in marks else 400, italic="i" in marks)
        if piece.was is None:
            form.setForeground(self._theme.color("ok"))
            form.setFontUnderline(True)
        elif piece.now is None:
            form.setForeground(self._theme.color("danger"))
            form.setFontStrikeOut(True)
        self._cursor.insertText(piece.text, form)

    def _put(self, text: str, size: float, role: str, *, weight: int = 400, italic: bool = False) -> None:
        self._cursor.insertText(text, self._ink(size, role, weight=weight, italic=italic))

    def _line(self, *, above: float, indent: int = 0) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(0 if self._fresh else self._theme.px(above))
        form.setLeftMargin(self._theme.px(16) * indent)
        form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._fresh:
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form)
        self._fresh = False

    def _ink(self, size: float, role: str, *, weight: int, italic: bool) -> QTextCharFormat:
        font = self._theme.font(size, weight)
        font.setItalic(italic)
        form = QTextCharFormat()
        form.setFont(font)
        form.setForeground(self._theme.color(role))
        return form


def _folded(found: Difference) -> Iterator[Change | int]:
    """Changes with their neighbours; a number for the unchanged paragraphs left out between them."""
    changes = found.changes
    near = {
        place + step
        for place, change in enumerate(changes)
        if not change.is_none
        for step in range(-_AROUND, _AROUND + 1)
    }
    left_out = 0
    for place, change in enumerate(changes):
        if place not in near:
            left_out += 1
            continue
        if left_out:
            yield left_out
        left_out = 0
        yield change
    if left_out:
        yield left_out
