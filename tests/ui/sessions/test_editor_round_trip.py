"""A note that is shown and read back is the same note, whatever it holds."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.sessions.conftest import JOINT, THERAPIST, A, caret, lines, note_of, type_text
from tests.ui.sessions.notes import NOTES
from tests.ui.sessions.palette import DARK, Palette
from therapist_app.sessions.note import Block, NoteDocument
from ui.sessions.editor import NoteText
from ui.sessions.editor_document import read_block, shape_of, write_note
from ui.sessions.editor_shortcuts import EDITS
from ui.sessions.editor_surface import LARGEST

MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


KEYS = (
    "bold",
    "italic",
    "Enter",
    "Backspace",
    "Delete",
    "undo",
    "redo",
    "copy",
    "paste",
    "cut",
    "word",
    "template",
)
PLACE = st.integers(0, 1000)


def read_anew(editor: NoteText) -> NoteDocument:
    """The note as a reader without any memory sees it in the document."""
    document = editor.document()
    every = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return NoteDocument.of((shape_of(block).audience, read_block(block)) for block in every)


@MANY
@given(note=NOTES)
def test_a_written_document_reads_back_as_the_same_note(qapp: object, note: NoteDocument) -> None:
    document = QTextDocument()
    write_note(document, [(part.audience, block) for part in note.parts for block in part.blocks])
    every = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    assert NoteDocument.of((shape_of(block).audience, read_block(block)) for block in every) == note


@settings(MANY, max_examples=300)
@given(note=NOTES)
def test_a_loaded_note_is_kept_and_is_not_an_edit(text: NoteText, note: NoteDocument) -> None:
    seen: list[bool] = []
    text.edited.connect(lambda: seen.append(True))
    text.load(note)
    assert text.note() == note
    assert read_anew(text) == note
    assert not seen
    assert not text.document().isUndoAvailable()


@settings(MANY, max_examples=300)
@given(note=NOTES, data=st.data())
def test_after_any_edits_the_note_is_what_the_document_holds(
    text: NoteText, note: NoteDocument, data: st.DataObject
) -> None:
    QApplication.clipboard().clear()
    text.load(note)
    names = st.sampled_from([*EDITS, *KEYS])
    for name in data.draw(st.lists(names, max_size=8)):
        places = text.document().characterCount()
        cursor = text.textCursor()
        cursor.setPosition(data.draw(PLACE) % places)
        cursor.setPosition(data.draw(PLACE) % places, QTextCursor.MoveMode.KeepAnchor)
        text.setTextCursor(cursor)
        do(text, name)
        assert text.note() == read_anew(text)
        assert_parts_start_where_readers_change(text)
    while text.document().isUndoAvailable():
        text.undo()
    assert text.note() == note


def do(text: NoteText, name: str) -> None:
    if name in ("Enter", "Backspace", "Delete"):
        QTest.keyClick(text, Qt.Key[f"Key_{name}"])
    elif name == "word":
        QTest.keyClicks(text, "word")
    elif name == "template":
        text.insert_template([Block.of("h2", "Next"), Block("p")])
    elif name in ("undo", "redo", "copy", "paste", "cut"):
        getattr(text, name)()
    else:
        text.act(name)


def assert_parts_start_where_readers_change(text: NoteText) -> None:
    block, before = text.document().begin(), None
    while block.isValid():
        shape = shape_of(block)
        assert shape.starts == (before is not None and shape.audience is not before)
        before, block = shape.audience, block.next()


@pytest.mark.parametrize("what", ["\x00", "\ud800", "\udc00x", "\ufdd0", "\ufffc"])
def test_characters_that_cannot_be_kept_are_replaced_not_lost(text: NoteText, what: str) -> None:
    text.load(note_of((JOINT, Block.of("p", f"a{what}b"))))
    kept = text.note().parts[0].blocks[0].text
    assert kept[0] == "a"
    assert kept[-1] == "b"
    assert "\ufffd" in kept
    assert NoteDocument.from_json(text.note().to_json()) == text.note()


def test_typed_text_is_kept_to_the_letter(text: NoteText) -> None:
    words = "  Two spaces, * and _ and ~x~ <b>&amp;</b>\u00a0\u05e9\u05dc e\u0301"
    type_text(text, words)
    assert text.note().parts[0].blocks[0].text == words


def test_theme_and_text_size_are_no_edits(text: NoteText, palette: Palette) -> None:
    QTest.keyClicks(text, "hello")
    text.document().setModified(False)
    steps, seen = text.document().availableUndoSteps(), []
    text.edited.connect(lambda: seen.append(True))
    before = text.cursorRect().height()
    palette.turn(DARK, em=32)
    assert text.document().availableUndoSteps() == steps
    assert not text.document().isModified()
    assert not seen
    assert text.palette().base().color().name() == DARK["surface"]
    assert 1.8 <= text.cursorRect().height() / before <= 2.2


def test_the_document_never_reads_a_file(text: NoteText) -> None:
    handle, name = tempfile.mkstemp(suffix=".png")
    os.close(handle)
    Path(name).write_bytes(b"secret")
    image = int(QTextDocument.ResourceType.ImageResource)
    found = text.document().resource(image, QUrl.fromLocalFile(name))
    Path(name).unlink()
    assert not found or bytes(found) == b""


def test_the_caret_comes_back(text: NoteText) -> None:
    note = note_of(*((JOINT, Block.of("p", f"line {n}")) for n in range(200)))
    text.load(note)
    caret(text, 150, 3)
    place = text.caret_place()
    text.load(NoteDocument())
    text.load(note)
    text.restore_caret(place)
    assert text.textCursor().blockNumber() == 150
    assert text.textCursor().positionInBlock() == 3
    assert text.verticalScrollBar().value() == place["scroll"]


def test_a_caret_place_beyond_the_text_is_its_end(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("p", "short"))))
    text.restore_caret({"anchor": 900, "position": 900, "scroll": 70000})
    assert text.textCursor().position() == 5


def test_words_are_counted_as_they_come_and_go(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("p", "one two")), (A, Block.of("p", "three"))))
    assert text.word_count == 3
    caret(text, 1, -1)
    QTest.keyClicks(text, " four - five")
    assert text.word_count == 5


def test_a_huge_note_is_shown_in_part_and_kept_whole(text: NoteText) -> None:
    big = note_of(*((THERAPIST, Block.of("p", "word " * 100)) for _ in range(20_000)))
    text.load(big)
    assert text.is_shortened
    assert text.isReadOnly()
    assert text.document().characterCount() <= LARGEST + 1
    QTest.keyClicks(text, "x")
    assert text.note() == big
    text.load(note_of((JOINT, Block.of("p", "small"))))
    assert not text.isReadOnly()
    assert lines(text.note()) == ["joint p: small"]


def test_one_huge_paragraph_is_shown_in_part_and_kept_whole(text: NoteText) -> None:
    big = note_of((JOINT, Block.of("quote", "word " * 2_000_000)))
    text.load(big)
    assert text.is_shortened
    assert text.document().characterCount() > 1000
    assert text.note() == big


def test_a_long_run_of_cursor_calls_leaves_python_alive(qapp: object) -> None:
    document = QTextDocument()
    cursor = QTextCursor(document)  # a Qt binding that gives back None too often aborts here
    for _ in range(20_000):
        cursor.setPosition(0)
    assert cursor.position() == 0
