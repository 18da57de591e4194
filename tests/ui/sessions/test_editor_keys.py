"""What the keys do to a note, typed on a keyboard; each thing done is one step to undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.sessions.conftest import JOINT, A, caret, key, lines, note_of, select, type_text
from therapist_app.sessions.note import Block
from ui.sessions.editor import NoteText

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ENTER, BACK, DELETE, Z = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Z


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("## What", "joint h2: What"),
        ("### What", "joint h3: What"),
        ("- What", "joint bullet: What"),
        ("* What", "joint bullet: What"),
        ("1. What", "joint number: What"),
        ("[] What", "joint tick: What"),
        ("[x] What", "joint tick+: What"),
        ("> What", "joint quote: What"),
        ("#### What", "joint p: #### What"),
        ("a - What", "joint p: a - What"),
    ],
)
def test_signs_at_the_start_of_a_line_make_kinds(text: NoteText, typed: str, line: str) -> None:
    type_text(text, typed)
    assert lines(text.note()) == [line]


@pytest.mark.parametrize("sign", ["## ", "- ", "1. ", "[] ", "> "])
def test_one_undo_gives_the_typed_sign_back(text: NoteText, sign: str) -> None:
    type_text(text, sign)
    key(text, Z, CTRL)
    assert lines(text.note()) == [f"joint p: {sign}"]
    key(text, Z, CTRL, SHIFT)
    assert lines(text.note())[0] != f"joint p: {sign}"
    key(text, Z, CTRL)
    type_text(text, "x")
    assert lines(text.note()) == [f"joint p: {sign}x"]


def test_a_sign_inside_a_list_is_text_save_for_ticks(text: NoteText) -> None:
    type_text(text, "- ## a")
    key(text, ENTER)
    type_text(text, "[] b")
    assert lines(text.note()) == ["joint bullet: ## a", "joint tick: b"]


def test_enter_goes_on_with_a_list_and_ends_it_in_an_empty_item(text: NoteText) -> None:
    type_text(text, "[x] one")
    key(text, ENTER)
    type_text(text, "two")
    key(text, ENTER)
    key(text, ENTER)
    type_text(text, "after")
    assert lines(text.note()) == ["joint tick+: one", "joint tick: two", "joint p: after"]


def test_enter_in_an_empty_item_moved_in_goes_out_a_level_first(text: NoteText) -> None:
    type_text(text, "- a")
    key(text, ENTER)
    key(text, Qt.Key.Key_Right, ALT, SHIFT)
    key(text, ENTER)
    assert lines(text.note()) == ["joint bullet: a", "joint bullet: "]


def test_enter_after_a_heading_starts_a_plain_paragraph(text: NoteText) -> None:
    type_text(text, "## Head")
    key(text, ENTER)
    type_text(text, "body")
    assert lines(text.note()) == ["joint h2: Head", "joint p: body"]
    assert text.currentCharFormat().fontWeight() < 600


def test_enter_before_a_heading_makes_room_above_it(text: NoteText) -> None:
    type_text(text, "## Head")
    caret(text, 0, 0)
    key(text, ENTER)
    assert lines(text.note()) == ["joint p: ", "joint h2: Head"]


def test_shift_enter_breaks_the_line_inside_a_block(text: NoteText) -> None:
    type_text(text, "- a")
    key(text, ENTER, SHIFT)
    type_text(text, "b")
    assert lines(text.note()) == ["joint bullet: a\u2028b"]


def test_backspace_at_the_start_makes_a_paragraph_before_it_joins(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("p", "a")), (JOINT, Block.of("bullet", "b", level=1))))
    caret(text, 1, 0)
    key(text, BACK)
    assert lines(text.note()) == ["joint p: a", "joint p>: b"]
    key(text, BACK)
    assert lines(text.note()) == ["joint p: a", "joint p: b"]
    key(text, BACK)
    assert lines(text.note()) == ["joint p: ab"]
    for _ in range(3):
        key(text, Z, CTRL)
    assert lines(text.note()) == ["joint p: a", "joint bullet>: b"]


def test_backspace_at_the_very_start_is_harmless(text: NoteText) -> None:
    key(text, BACK)
    key(text, BACK, CTRL)
    assert lines(text.note()) == []


def test_bold_and_italic_while_typing(text: NoteText) -> None:
    type_text(text, "a ")
    key(text, Qt.Key.Key_B, CTRL)
    type_text(text, "b ")
    key(text, Qt.Key.Key_I, CTRL)
    type_text(text, "c")
    key(text, Qt.Key.Key_B, CTRL)
    key(text, Qt.Key.Key_I, CTRL)
    type_text(text, " d")
    assert lines(text.note()) == ["joint p: a *b **/c/* d"]


def test_bold_over_a_selection_in_two_blocks_is_one_step(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("p", "one")), (JOINT, Block.of("h2", "two"))))
    select(text, (0, 1), (1, 2))
    key(text, Qt.Key.Key_B, CTRL)
    assert lines(text.note()) == ["joint p: o*ne*", "joint h2: *tw*o"]
    key(text, Qt.Key.Key_B, CTRL)
    assert lines(text.note()) == ["joint p: one", "joint h2: two"]
    key(text, Z, CTRL)
    key(text, Z, CTRL)
    assert lines(text.note()) == ["joint p: one", "joint h2: two"]
    assert not text.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        (Qt.Key.Key_H, "h2"),
        (Qt.Key.Key_L, "bullet"),
        (Qt.Key.Key_O, "number"),
        (Qt.Key.Key_X, "tick"),
        (Qt.Key.Key_U, "quote"),
    ],
)
def test_keys_for_kinds_go_there_and_back(text: NoteText, letter: Qt.Key, kind: str) -> None:
    text.load(note_of((JOINT, Block.of("p", "a")), (JOINT, Block.of("p", "b")), (JOINT, Block.of("p", "c"))))
    select(text, (0, 0), (2, 0))  # reaches only the start of the last line
    key(text, letter, CTRL, SHIFT)
    assert lines(text.note()) == [f"joint {kind}: a", f"joint {kind}: b", "joint p: c"]
    key(text, letter, CTRL, SHIFT)
    assert lines(text.note()) == ["joint p: a", "joint p: b", "joint p: c"]
    key(text, Z, CTRL)
    assert lines(text.note())[0] == f"joint {kind}: a"


def test_moving_in_and_out_stays_between_0_and_3(text: NoteText) -> None:
    type_text(text, "- a")
    for _ in range(5):
        key(text, Qt.Key.Key_Right, ALT, SHIFT)
    assert lines(text.note()) == ["joint bullet>>>: a"]
    for _ in range(5):
        key(text, Qt.Key.Key_Left, ALT, SHIFT)
    assert lines(text.note()) == ["joint bullet: a"]


def test_a_tick_by_key_and_by_mouse(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("tick", "a")), (JOINT, Block.of("tick", "b"))))
    key(text, Qt.Key.Key_D, CTRL)
    assert lines(text.note()) == ["joint tick+: a", "joint tick: b"]
    QApplication.processEvents()
    place = text.cursorRect().topLeft() + QPoint(-16, text.cursorRect().height() // 2)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert lines(text.note())[0] == "joint tick: a"
    key(text, Z, CTRL)
    assert lines(text.note())[0] == "joint tick+: a"
    assert text.textCursor().position() == 0


def test_tab_leaves_the_text(text: NoteText) -> None:
    type_text(text, "a")
    key(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()
    assert lines(text.note()) == ["joint p: a"]


def test_window_shortcuts_are_not_eaten(text: NoteText) -> None:
    fired: list[str] = []
    for keys in ("Ctrl+K", "Ctrl+Return", "Ctrl+N"):
        QShortcut(keys, text.window(), activated=lambda keys=keys: fired.append(keys))  # type: ignore[call-overload]
    type_text(text, "abc")
    caret(text, 0, 0)
    for letter in (Qt.Key.Key_K, ENTER, Qt.Key.Key_N):
        key(text, letter, CTRL)
    assert fired == ["Ctrl+K", "Ctrl+Return", "Ctrl+N"]
    assert lines(text.note()) == ["joint p: abc"]


def test_ctrl_u_does_not_delete_a_line(text: NoteText) -> None:
    type_text(text, "abc")
    key(text, Qt.Key.Key_U, CTRL)
    key(text, Qt.Key.Key_K, CTRL)
    assert lines(text.note()) == ["joint p: abc"]


def test_a_template_is_one_step_and_the_caret_waits_in_its_first_gap(text: NoteText) -> None:
    type_text(text, "before")
    text.insert_template([Block.of("h2", "What happened"), Block(), Block.of("h2", "Next"), Block()])
    type_text(text, "she")
    assert lines(text.note()) == [
        "joint p: before",
        "joint h2: What happened",
        "joint p: she",
        "joint h2: Next",
        "joint p: ",
    ]
    key(text, Z, CTRL)
    key(text, Z, CTRL)
    assert lines(text.note()) == ["joint p: before"]


def test_a_template_with_readers_takes_an_empty_notes_place(text: NoteText) -> None:
    template = note_of((JOINT, Block.of("h2", "Next")), (JOINT, Block()), (A, Block.of("p", "own")))
    text.insert_template(template)
    assert text.note() == template
    key(text, Z, CTRL)
    assert lines(text.note()) == []


def test_only_a_persons_edits_are_told(text: NoteText) -> None:
    told: list[bool] = []
    text.edited.connect(lambda: told.append(True))
    text.load(note_of((JOINT, Block.of("p", "a"))))
    caret(text, 0, 1)
    key(text, Qt.Key.Key_Left)
    assert not told
    type_text(text, "b")
    assert len(told) == 1
    key(text, Z, CTRL)
    assert len(told) == 2


def test_a_note_that_is_only_read_does_not_change(text: NoteText) -> None:
    note = note_of((JOINT, Block.of("tick", "a")))
    text.load(note)
    text.setReadOnly(True)
    type_text(text, "b")
    for letter in (Qt.Key.Key_B, Qt.Key.Key_D, Qt.Key.Key_V):
        key(text, letter, CTRL)
    key(text, BACK)
    key(text, ENTER)
    key(text, Qt.Key.Key_L, CTRL, SHIFT)
    text.insert_template([Block.of("p", "x")])
    assert text.note() == note


def test_numbers_start_again_in_each_part_and_after_other_blocks(text: NoteText) -> None:
    number = [
        Block.of("number", "x"),
        Block.of("bullet", "in", level=1),
        Block.of("number", "x"),
        Block.of("p", "y"),
    ]
    text.load(note_of(*((JOINT, block) for block in number), (JOINT, number[0]), (A, number[0])))
    assert [text.number_in_list(n) for n in range(6)] == [1, 0, 2, 0, 1, 1]
    caret(text, 0, 0)
    key(text, ENTER)
    assert [text.number_in_list(n) for n in range(4)] == [1, 2, 0, 3]
