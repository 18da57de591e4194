"""The note text in a window, with a small theme in place of the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.sessions.palette import Palette
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from ui.kit.clipboard import clear_copies
from ui.sessions.editor import NoteText

JOINT, A, B, THERAPIST = Audience.JOINT, Audience.A, Audience.B, Audience.THERAPIST


@pytest.fixture
def palette() -> Palette:
    return Palette()


@pytest.fixture
def text(qtbot: QtBot, palette: Palette) -> Iterator[NoteText]:
    """The note text with the focus, between two buttons."""
    window = QWidget()
    row = QHBoxLayout(window)
    editor = NoteText(palette)
    editor.set_names("Ada", "Ben")
    for widget in (QPushButton("before"), editor, QPushButton("after")):
        row.addWidget(widget)
    qtbot.addWidget(window)
    window.resize(1000, 600)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    editor.setFocus()
    QApplication.clipboard().clear()
    editor.test_window = window  # type: ignore[attr-defined]  # kept alive as long as the editor
    yield editor
    clear_copies()  # PySide frees a copy that outlives Python badly
    QApplication.clipboard().clear()


def lines(note: NoteDocument) -> list[str]:
    """A note as short lines: `a h2: words`, with *bold* and /italic/."""
    return [
        f"{part.audience} {block.kind}{'>' * block.level}{block.state and '+'}: {_marked(block)}"
        for part in note.parts
        for block in part.blocks
    ]


def _marked(block: Block) -> str:
    signs = {"": "", "b": "*", "i": "/", "bi": "*/"}
    return "".join(f"{signs[marks]}{text}{signs[marks][::-1]}" for text, marks in block.runs)


def note_of(*blocks: tuple[Audience, Block]) -> NoteDocument:
    return NoteDocument.of(blocks)


def key(editor: NoteText, which: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(editor, which, held)


def type_text(editor: NoteText, words: str) -> None:
    """Type character by character, also what QTest.keyClicks has no keys for."""
    for sign in words:
        QApplication.sendEvent(
            editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        )


def caret(editor: NoteText, line: int, column: int = 0) -> None:
    """Put the caret in a line, counted from 0; column -1 is its end."""
    block = editor.document().findBlockByNumber(line)
    cursor = editor.textCursor()
    cursor.setPosition(block.position() + (block.length() - 1 if column < 0 else column))
    editor.setTextCursor(cursor)


def select(editor: NoteText, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Select from (line, column) to (line, column)."""
    caret(editor, *start)
    cursor = editor.textCursor()
    block = editor.document().findBlockByNumber(end[0])
    place = block.position() + (block.length() - 1 if end[1] < 0 else end[1])
    cursor.setPosition(place, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
