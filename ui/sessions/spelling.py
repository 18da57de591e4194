"""Marks words that nobody spells so, in what can be seen of the note; never the word that is being typed.

The marks lie over the text and are no part of it: they cannot be undone, copied, printed or saved.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor

from therapist_app.spelling.speller import Speller
from therapist_app.spelling.tokens import words_in
from ui.sessions.editor import NoteText

_PAUSE_MS = 120  # after a change, so that a fast typist is left alone
_SLICE = 0.004  # seconds of looking up before the window gets its turn
_MOST_MARKS = 300
_LETTERS_BEFORE = 80  # of a long paragraph, looked at outside the view, so that a word is seen whole

Range = tuple[int, int]


class SpellingMarks(QObject):
    """Stands beside one text; without a speller it marks nothing."""

    changed = Signal()

    def __init__(self, text: NoteText) -> None:
        super().__init__(text)
        self._text = text
        self._speller: Speller | None = None
        self._marks: list[Range] = []
        self._typing: Range | None = None  # the word at the caret, as long as it is being typed
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        text.edited.connect(self._edited)
        text.cursorPositionChanged.connect(self._moved)
        text.verticalScrollBar().valueChanged.connect(lambda _: self._timer.start())
        text.verticalScrollBar().rangeChanged.connect(lambda *_: self._timer.start())
        text.look.changed.connect(self._paint)

    def use(self, speller: Speller | None) -> None:
        """Look words up here from now on; None takes every mark away."""
        self._speller = speller
        self.look()

    @property
    def speller(self) -> Speller | None:
        """Where words are looked up."""
        return self._speller

    @property
    def marks(self) -> list[Range]:
        """Where the marked words stand: positions in the document, in their order."""
        return list(self._marks)

    def marked_at(self, position: int) -> QTextCursor | None:
        """The marked word at a position of the document, selected."""
        for start, end in self._marks:
            if start <= position <= end:
                return self._selected(start, end)
        return None

    def next_after(self, position: int) -> QTextCursor | None:
        """The next word of the whole note that nobody spells so, selected; from the end it goes on at the beginning."""
        speller, document = self._speller, self._text.document()
        if speller is None:
            return None
        first = document.findBlock(position)
        block, count = first, document.blockCount() + 1
        for number in range(count):
            for start, end, word in _placed(block):
                is_before = number == 0 and start < position
                is_beyond = number == count - 1 and start >= position
                if not is_before and not is_beyond and not speller.knows(word):
                    return self._selected(start, end)
            block = block.next()
            if not block.isValid():
                block = document.begin()
        return None

    def look(self) -> None:
        """Look at what can be seen; what takes longer than a moment goes on after the window's other work."""
        speller = self._speller
        found: list[Range] = []
        unfinished = False
        if speller is not None and not self._text.isReadOnly():
            until = time.perf_counter() + _SLICE
            for start, end, word in self._seen():
                if not speller.was_asked(word) and time.perf_counter() > until:
                    unfinished = True
                    break
                if not speller.knows(word) and not self._is_typed(start, end):
                    found.append((start, end))
                    if len(found) == _MOST_MARKS:
                        break
        if unfinished:
            QTimer.singleShot(0, self, self.look)
        elif found != self._marks:
            self._marks = found
            self._paint()
            self.changed.emit()

    def _seen(self) -> list[tuple[int, int, str]]:
        view = self._text.viewport().rect()
        first = self._text.cursorForPosition(QPoint(0, 0)).position()
        last = self._text.cursorForPosition(QPoint(view.right(), view.bottom())).position()
        found: list[tuple[int, int, str]] = []
        block = self._text.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            found += _placed(block, first, last)
            block = block.next()
        return found

    def _is_typed(self, start: int, end: int) -> bool:
        if self._typing is None:
            return False
        at = self._text.textCursor().position()
        return start <= at <= end

    def _edited(self) -> None:
        at = self._text.textCursor().position()
        self._typing = (at, at)
        # What was marked may have moved: nothing wrong may be shown meanwhile.
        if self._marks and self._marks[-1][1] >= at - 1:
            self._marks = [(start, end) for start, end in self._marks if end < at - 1]
            self._paint()
        self._timer.start()

    def _moved(self) -> None:
        at = self._text.textCursor().position()
        if self._typing is not None and abs(at - self._typing[0]) > 1:
            self._typing = None  # the caret went elsewhere: the word is written
        self._timer.start()

    def _paint(self) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(self._text.look.color("danger")))
        selections: list[NoteText.ExtraSelection] = []
        for start, end in self._marks:
            one = NoteText.ExtraSelection()
            one.cursor = self._selected(start, end)  # pyright: ignore[reportAttributeAccessIssue]  the stub lacks it
            one.format = form  # pyright: ignore[reportAttributeAccessIssue]
            selections.append(one)
        self._text.setExtraSelections(selections)

    def _selected(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _placed(block: QTextBlock, first: int = 0, last: int = 2**31) -> list[tuple[int, int, str]]:
    """The words of a block between two positions of the document, with their positions there."""
    text, at = block.text(), block.position()
    begin = max(0, first - at - _LETTERS_BEFORE)
    part = text[begin : max(0, last - at) + _LETTERS_BEFORE]
    if begin and part:  # not in the middle of a word
        cut = part.find(" ") + 1
        begin, part = begin + cut, part[cut:]
    units = _units(part)
    return [
        (at + begin + units(word.start), at + begin + units(word.end), word.text) for word in words_in(part)
    ]


def _units(text: str) -> Callable[[int], int]:
    """From Python characters to Qt's, which counts an emoji as two."""
    if text.isascii() or all(ord(letter) < 0x10000 for letter in text):
        return lambda place: place
    return lambda place: place + sum(ord(letter) > 0xFFFF for letter in text[:place])
