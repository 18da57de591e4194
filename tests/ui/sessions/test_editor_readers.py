"""Who may read which text: set by keys, kept by copy and undo, and never changed by joining text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.sessions.conftest import JOINT, THERAPIST, A, B, caret, key, lines, note_of, select, type_text
from tests.ui.sessions.test_editor_keys import BACK, CTRL, DELETE, ENTER, SHIFT, Z
from therapist_app.sessions.note import Block, NoteDocument
from ui.sessions.editor import NoteText

P = Block.of


@pytest.fixture
def mixed() -> NoteDocument:
    return note_of(
        (JOINT, P("p", "both")), (A, P("p", "ada")), (A, P("bullet", "more")), (THERAPIST, P("p", "own"))
    )


@pytest.mark.parametrize(
    ("letter", "audience"),
    [(Qt.Key.Key_A, "a"), (Qt.Key.Key_B, "b"), (Qt.Key.Key_T, "therapist")],
)
def test_keys_say_who_may_read_the_caret_s_line(text: NoteText, letter: Qt.Key, audience: str) -> None:
    text.load(note_of(*((JOINT, P("p", word)) for word in "xyz")))
    caret(text, 1)
    key(text, letter, CTRL, SHIFT)
    assert lines(text.note()) == ["joint p: x", f"{audience} p: y", "joint p: z"]
    assert len(text.note().parts) == 3
    key(text, Qt.Key.Key_J, CTRL, SHIFT)
    assert len(text.note().parts) == 1
    key(text, Z, CTRL)
    assert text.note().parts[1].audience == audience


def test_the_whole_selection_becomes_one_part_in_one_step(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    select(text, (0, 2), (3, 1))
    text.set_audience(B)
    assert [part.audience for part in text.note().parts] == [B]
    key(text, Z, CTRL)
    assert text.note() == mixed


def test_new_lines_stay_in_their_part(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    caret(text, 1, -1)
    key(text, ENTER)
    type_text(text, "secret")
    assert lines(text.note())[1:3] == ["a p: ada", "a p: secret"]


@pytest.mark.parametrize(("line", "press"), [(1, BACK), (0, DELETE), (3, BACK), (2, DELETE)])
@pytest.mark.parametrize("held", [(), (CTRL,)])
def test_text_for_different_readers_is_never_joined(
    text: NoteText, mixed: NoteDocument, line: int, press: Qt.Key, held: tuple[Qt.KeyboardModifier, ...]
) -> None:
    text.load(mixed)
    caret(text, line, 0 if press == BACK else -1)
    key(text, press, *held)
    assert text.note() == mixed
    assert text.textCursor().blockNumber() == (line - 1 if press == BACK else line + 1)


def test_an_empty_line_at_the_edge_of_a_part_can_be_removed(text: NoteText) -> None:
    note = note_of((JOINT, P("p", "both")), (JOINT, Block()), (A, P("p", "ada")))
    for line, press in ((2, BACK), (1, BACK), (1, DELETE), (0, DELETE)):
        text.load(note)
        caret(text, line, 0 if press == BACK else -1)
        key(text, press)
        assert lines(text.note()) == ["joint p: both", "a p: ada"]


@pytest.mark.parametrize("how", ["backspace", "delete", "cut", "type", "enter", "break", "paste"])
def test_removing_across_readers_keeps_the_rest_apart(text: NoteText, mixed: NoteDocument, how: str) -> None:
    text.load(mixed)
    QApplication.clipboard().setText("X")
    select(text, (0, 2), (3, 1))
    if how == "type":
        type_text(text, "X")
    elif how == "break":
        key(text, ENTER, SHIFT)
    elif how in ("cut", "paste"):
        key(text, Qt.Key.Key_X if how == "cut" else Qt.Key.Key_V, CTRL)
    else:
        key(text, {"backspace": BACK, "delete": DELETE, "enter": ENTER}[how])
    left = {
        (part.audience, "".join(block.text for block in part.blocks).strip("\u2028"))
        for part in text.note().parts
    }
    head = "boX" if how in ("type", "paste") else "bo"
    assert left == {(JOINT, head), (THERAPIST, "wn")}
    key(text, Z, CTRL)
    assert text.note() == mixed


def test_removing_whole_lines_leaves_the_rest_with_its_reader(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    select(text, (0, 0), (3, 1))
    key(text, DELETE)
    assert lines(text.note()) == ["therapist p: wn"]


def test_select_all_and_delete_leaves_a_plain_line(text: NoteText) -> None:
    text.load(note_of((A, P("h2", "x")), (A, P("bullet", "y"))))
    key(text, Qt.Key.Key_A, CTRL)
    key(text, DELETE)
    assert lines(text.note()) == ["a p: "]


def test_copied_blocks_keep_their_readers_and_kinds(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    key(text, Qt.Key.Key_A, CTRL)
    key(text, Qt.Key.Key_C, CTRL)
    text.load(NoteDocument())
    key(text, Qt.Key.Key_V, CTRL)
    assert text.note() == mixed
    key(text, Z, CTRL)
    assert lines(text.note()) == []


def test_private_words_pasted_into_a_joint_line_stay_private(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    select(text, (1, 0), (1, 2))
    key(text, Qt.Key.Key_C, CTRL)
    caret(text, 0, 2)
    key(text, Qt.Key.Key_V, CTRL)
    assert lines(text.note())[:4] == ["joint p: bo", "a p: ad", "joint p: th", "a p: ada"]


def test_words_pasted_into_their_own_part_join_the_line(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    select(text, (1, 0), (1, 2))
    key(text, Qt.Key.Key_C, CTRL)
    caret(text, 2, 1)
    key(text, Qt.Key.Key_V, CTRL)
    assert lines(text.note())[2] == "a bullet: madore"


def test_composed_text_over_different_readers_keeps_the_rest_apart(
    text: NoteText, mixed: NoteDocument
) -> None:
    text.load(mixed)
    select(text, (0, 2), (3, 1))
    event = QInputMethodEvent()
    event.setCommitString("\u6f22")
    QApplication.sendEvent(text, event)
    assert lines(text.note()) == ["joint p: bo\u6f22", "therapist p: wn"]


def test_a_click_on_a_label_selects_its_part(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    text.select_part(2)
    assert text.textCursor().selectedText() == "ada\u2029more"


def test_the_reader_of_the_caret_s_part_is_told_in_words(text: NoteText, mixed: NoteDocument) -> None:
    text.load(mixed)
    caret(text, 1)
    assert text.accessibleDescription() == "Private to Ada"
    caret(text, 3)
    assert text.accessibleDescription() == "Therapist only"
