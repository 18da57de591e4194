"""Marks below words that nobody spells so: which, where, when, and what a person can do about one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.spelling.speller import Speller
from ui.sessions.editor import NoteText
from ui.sessions.spelling import SpellingMarks


class Words:
    """A dictionary of a few words, which counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def lookup(self, word: str) -> bool:
        self.asked += 1
        return word.lower() in {"she", "said", "it", "and", "the", "end", "well"}

    def suggest(self, word: str):
        return iter(["said"])


@pytest.fixture
def marks(text):
    made = SpellingMarks(text)
    made.use(Speller(Words()))
    return made


def load(text: NoteText, *lines: str) -> None:
    text.load(NoteDocument.of([(Audience.JOINT, Block.of("p", line)) for line in lines]))


def marked(marks: SpellingMarks, text: NoteText) -> list[str]:
    found = []
    for start, end in marks.marks:
        cursor = QTextCursor(text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found.append(cursor.selectedText())
    return found


def until(qtbot, marks, text, words):
    qtbot.waitUntil(lambda: marked(marks, text) == words, timeout=5_000)


def test_words_that_are_not_known_are_marked_where_they_stand(text, marks, qtbot):
    load(text, "She siad it", "\N{GRINNING FACE} and tehn the end")
    marks.look()
    until(qtbot, marks, text, ["siad", "tehn"])
    assert len(text.extraSelections()) == 2


def test_the_word_that_is_being_typed_is_left_alone_until_it_is_written(text, marks, qtbot):
    load(text, "She ")
    text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(text, "siad")
    marks.look()
    assert marked(marks, text) == []
    QTest.keyClicks(text, " ")
    until(qtbot, marks, text, ["siad"])


def test_going_elsewhere_says_that_the_word_is_written(text, marks, qtbot):
    load(text, "She ")
    text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(text, "siad")
    text.moveCursor(QTextCursor.MoveOperation.Start)
    until(qtbot, marks, text, ["siad"])


def test_marks_are_no_part_of_the_note_nor_of_its_steps(text, marks, qtbot):
    load(text, "She siad it")
    before, edits = text.note(), []
    text.edited.connect(lambda: edits.append(1))
    marks.look()
    until(qtbot, marks, text, ["siad"])
    assert text.note() == before
    assert edits == []
    assert not text.document().isUndoAvailable()


def test_only_what_can_be_seen_is_looked_up(text, qtbot):
    words = Words()
    load(text, *[f"she said it {letter * 3}{other * 2}" for letter in "bcdfgh" for other in "jklmnpqrst"])
    text.moveCursor(QTextCursor.MoveOperation.Start)
    marks = SpellingMarks(text)
    marks.use(Speller(words))
    qtbot.waitUntil(lambda: bool(marks.marks), timeout=5_000)
    seen = len(marks.marks)
    assert seen < 40
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: marked(marks, text)[-1:] == ["hhhtt"], timeout=5_000)


def test_without_a_speller_nothing_is_marked(text, marks, qtbot):
    load(text, "She siad it")
    marks.look()
    until(qtbot, marks, text, ["siad"])
    marks.use(None)
    assert marks.marks == []
    assert text.extraSelections() == []


def test_the_next_word_is_found_from_the_caret_on_and_round_the_end(text, marks):
    load(text, "She siad it", "and tehn well")
    first = marks.next_after(0)
    assert first is not None
    assert first.selectedText() == "siad"
    second = marks.next_after(first.selectionEnd())
    assert second is not None
    assert second.selectedText() == "tehn"
    again = marks.next_after(second.selectionEnd())
    assert again is not None
    assert again.selectedText() == "siad"
    load(text, "she said it")
    assert marks.next_after(0) is None


def test_a_mark_goes_as_soon_as_its_word_is_changed(text, marks, qtbot):
    load(text, "siad it")
    text.moveCursor(QTextCursor.MoveOperation.End)
    marks.look()
    until(qtbot, marks, text, ["siad"])
    text.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(text, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert "siad" not in marked(marks, text)
