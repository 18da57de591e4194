"""The row above the note: it shows what is at the caret, acts on it, and is one tab stop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.sessions.conftest import JOINT, THERAPIST, A, caret, lines, note_of, select, type_text
from tests.ui.sessions.palette import Palette
from therapist_app.sessions.note import Block
from ui.sessions.editor import NoteText
from ui.sessions.format_bar import FormatBar


@pytest.fixture
def bar(qtbot: QtBot, text: NoteText) -> FormatBar:
    made = FormatBar(text)
    text.window().layout().insertWidget(1, made)  # type: ignore[attr-defined, union-attr]
    made.setMinimumWidth(600)
    made.show()
    text.setFocus()
    return made


OFFSCREEN_MENU = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


def button(bar: FormatBar, name: str) -> QAbstractButton:
    return next(b for b in bar.findChildren(QAbstractButton) if b.accessibleName().startswith(name))


def on(bar: FormatBar) -> list[str]:
    return [b.accessibleName() for b in bar.findChildren(QAbstractButton) if b.isChecked()]


def test_it_follows_the_caret(text: NoteText, bar: FormatBar) -> None:
    text.load(
        note_of(
            (JOINT, Block.of("h2", "a")),
            (A, Block.of("bullet", [("b", "b")])),
            (THERAPIST, Block.of("tick", "c")),
        )
    )
    assert on(bar) == ["Heading"]
    caret(text, 1, 1)
    assert on(bar) == ["Bold", "List"]
    assert button(bar, "Who may read this").accessibleName() == "Who may read this: Private to Ada"
    caret(text, 2)
    assert on(bar) == ["Checkboxes"]
    assert button(bar, "Who may").accessibleName() == "Who may read this: Therapist only"


def test_a_click_acts_and_leaves_the_caret_in_the_text(text: NoteText, bar: FormatBar) -> None:
    type_text(text, "a")
    QTest.mouseClick(button(bar, "List"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(bar, "Bold"), Qt.MouseButton.LeftButton)
    assert text.hasFocus()
    type_text(text, "b")
    assert lines(text.note()) == ["joint bullet: a*b*"]
    assert on(bar) == ["Bold", "List"]


def test_it_is_one_tab_stop_with_arrows_inside(text: NoteText, bar: FormatBar) -> None:
    stops = [b for b in bar.findChildren(QWidget) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1
    stops[0].setFocus()
    names = []
    for _ in range(7):
        names.append(bar.window().focusWidget().accessibleName())  # type: ignore[union-attr]
        QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Right)
    assert names == ["Bold", "Italic", "Heading", "List", "Checkboxes", "Quote", "Who may read this: Joint"]
    assert bar.window().focusWidget().accessibleName() == "Bold"  # type: ignore[union-attr]
    QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_End)
    assert [b for b in bar.findChildren(QWidget) if b.focusPolicy() & Qt.FocusPolicy.TabFocus] == [
        button(bar, "Who may")
    ]
    QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Escape)
    assert text.hasFocus()


@OFFSCREEN_MENU
def test_its_menu_sets_the_reader(text: NoteText, bar: FormatBar) -> None:
    text.load(note_of((JOINT, Block.of("p", "a")), (JOINT, Block.of("p", "b"))))
    select(text, (1, 0), (1, 1))
    button(bar, "Who may").click()
    menu = bar.findChildren(QMenu)[-1]
    words = [action.text() for action in menu.actions()]
    assert words == [
        "Joint, in both copies",
        "Private to Ada, Ada's copy only",
        "Private to Ben, Ben's copy only",
        "Therapist only, in no copy",
    ]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    menu.actions()[2].trigger()
    menu.close()
    assert lines(text.note()) == ["joint p: a", "b p: b"]


@OFFSCREEN_MENU
def test_names_with_signs_are_shown_as_they_are(text: NoteText, bar: FormatBar) -> None:
    text.set_names("A & <b>", "🙂")
    text.set_audience(A)
    button(bar, "Who may").click()
    menu = bar.findChildren(QMenu)[-1]
    assert menu.actions()[1].text() == "Private to A && <b>, A && <b>'s copy only"
    assert menu.actions()[2].text() == "Private to 🙂, 🙂's copy only"
    menu.close()
    assert button(bar, "Who may").accessibleName() == "Who may read this: Private to A & <b>"


@pytest.mark.parametrize("em", [14.4, 16.0, 32.0])
def test_nothing_is_cut_at_any_text_size(text: NoteText, bar: FormatBar, palette: Palette, em: float) -> None:
    text.set_names("Maximiliana Alexandrina Charlotte", "Ben")
    text.set_audience(A)
    palette.turn(em=em)
    for width in (320, 480, 700, 1200):
        width = max(width, bar.minimumSizeHint().width())
        bar.setMinimumWidth(0)
        bar.resize(width, bar.sizeHint().height())
        bar.layout().activate()  # type: ignore[union-attr]
        for one in bar.findChildren(QAbstractButton):
            right = one.mapTo(bar, QPoint(one.width(), 0)).x()
            assert right <= width
            assert one.height() >= 24
            assert one.width() >= 24
    assert bar.minimumSizeHint().width() <= 36 * em


def test_every_button_has_a_name_of_its_own(bar: FormatBar) -> None:
    names = [b.accessibleName() for b in bar.findChildren(QAbstractButton)]
    assert len(names) == len(set(names)) == 7
    assert all(names)
