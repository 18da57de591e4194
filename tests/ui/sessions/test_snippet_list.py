"""Snippets while one types: what expands, what is left as typed, and which keys the list leaves alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from tests.ui.sessions.conftest import A, caret, lines, note_of, select, type_text
from therapist_app.sessions.note import LINE_BREAK, Block
from therapist_app.sessions.snippets import Expansion
from ui.sessions.editor import NoteText
from ui.sessions.snippet_list import SnippetList

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def window(qtbot, theme):
    made = QWidget()
    row = QHBoxLayout(made)
    text = NoteText(theme)
    for one in (text, QPushButton("after")):
        row.addWidget(one)
    made.text = text
    made.snippets = SnippetList(theme, text)
    made.snippets.snippets = (
        Expansion("late", "They came late."),
        Expansion("later", "Later, {a} said {x}."),
        Expansion("two", "One\nTwo"),
    )
    made.snippets.values = {"a": "Ada"}
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    text.setFocus()
    return made


def key(window, which, *held):
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    QTest.keyClick(window.text, which, modifiers)


def shown(window):
    return [window.snippets.list.item(at).text().split()[0] for at in range(window.snippets.list.count())]


def test_a_blank_expands_a_whole_word_and_one_undo_gives_back_what_was_typed(window):
    type_text(window.text, "Well, ;late ")
    assert lines(window.text.note()) == ["joint p: Well, They came late. "]
    key(window, KEY.Key_Z, CTRL)
    assert lines(window.text.note()) == ["joint p: Well, ;late "]
    assert window.snippets.isHidden()


@pytest.mark.parametrize("which", [KEY.Key_Return, KEY.Key_Tab])
def test_enter_and_tab_take_the_one_that_is_marked_and_the_caret_stays_in_the_text(window, which):
    type_text(window.text, ";l")
    assert shown(window) == [";late", ";later"]
    key(window, KEY.Key_Down)
    key(window, which)
    assert lines(window.text.note()) == ["joint p: Later, Ada said {x}."]
    assert window.text.hasFocus()
    key(window, KEY.Key_Z, CTRL)
    assert lines(window.text.note()) == ["joint p: ;l"]


def test_arrows_go_around_and_up_leads_to_the_last(window):
    type_text(window.text, ";l")
    key(window, KEY.Key_Up)
    key(window, KEY.Key_Return)
    assert lines(window.text.note()) == ["joint p: Later, Ada said {x}."]


def test_escape_closes_the_list_for_this_word_and_every_key_is_the_texts_own_again(window):
    type_text(window.text, ";la")
    key(window, KEY.Key_Escape)
    assert window.snippets.isHidden()
    type_text(window.text, "te")
    assert window.snippets.isHidden()
    key(window, KEY.Key_Return)
    type_text(window.text, "x ;late ")
    assert lines(window.text.note()) == ["joint p: ;late", "joint p: x They came late. "]


def test_what_is_no_snippet_stays_as_typed_and_no_key_is_taken(window):
    type_text(window.text, ";what tired;late a; b")
    assert window.snippets.isHidden()
    key(window, KEY.Key_Return)
    type_text(window.text, ";zz")
    key(window, KEY.Key_Tab)
    assert lines(window.text.note()) == ["joint p: ;what tired;late a; b", "joint p: ;zz"]
    assert not window.text.hasFocus()


def test_without_the_list_enter_tab_and_arrows_do_what_they_always_do(window):
    window.text.load(note_of((A, Block.of("p", "one ;late"))))
    caret(window.text, 0, -1)
    assert window.snippets.isHidden()
    key(window, KEY.Key_Return)
    assert lines(window.text.note()) == ["a p: one ;late", "a p: "]


def test_the_text_keeps_reader_kind_and_marks_and_is_one_block(window):
    window.text.load(note_of((A, Block.of("bullet", "so: "))))
    caret(window.text, 0, -1)
    key(window, KEY.Key_B, CTRL)
    type_text(window.text, ";two ")
    assert lines(window.text.note()) == [f"a bullet: so: *One{LINE_BREAK}Two *"]


def test_the_list_goes_with_the_focus_with_a_selection_and_where_nothing_can_be_written(window):
    type_text(window.text, ";l")
    assert window.snippets.isVisible()
    select(window.text, (0, 0), (0, 1))
    key(window, KEY.Key_Shift)
    window.findChild(QPushButton).setFocus()
    QApplication.processEvents()
    assert window.snippets.isHidden()
    window.text.setReadOnly(True)
    window.text.setFocus()
    key(window, KEY.Key_Space)
    assert lines(window.text.note()) == ["joint p: ;l"]


def test_the_list_stays_inside_the_text_at_its_right_and_lower_edge(window):
    type_text(window.text, "x" * 10)
    for _ in range(40):
        key(window, KEY.Key_Return)
    type_text(window.text, "word " * 14 + ";l")
    assert window.snippets.isVisible()
    assert window.text.viewport().rect().contains(window.snippets.geometry())
