"""The toast: one at a time, there long enough to be read, taken back by a key, and gone without a trace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import toast as toast_module
from ui.kit.toast import Toast
from ui.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
SHORT = 60


class Room(QWidget):
    """A window with a button and a field, and a toast over it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button, self.field = QPushButton("Somewhere"), QLineEdit()
        lines = QVBoxLayout(self)
        lines.addWidget(self.button)
        lines.addWidget(self.field)
        self.toast = Toast(theme, self)
        self.resize(800, 500)


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(toast_module, "SHOWN_MS", SHORT)
    made = Room(theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.button.setFocus()
    qtbot.waitUntil(made.button.hasFocus)
    return made


def test_it_speaks_at_the_bottom_centre_and_goes_by_itself(room: Room, qtbot: QtBot) -> None:
    room.toast.say("Note kept")
    assert room.toast.isVisible()
    middle = room.toast.geometry().center()
    assert abs(middle.x() - room.width() / 2) <= 1
    assert middle.y() > room.height() * 0.8
    assert room.rect().contains(room.toast.geometry())
    assert room.toast.accessibleName() == "Note kept"
    qtbot.waitUntil(lambda: not room.toast.isVisible())
    assert room.button.hasFocus(), "it never takes the focus"


def test_the_words_are_forgotten_when_it_goes(room: Room, qtbot: QtBot) -> None:
    room.toast.say("Ada & Ben is paused", lambda: None)
    qtbot.waitUntil(lambda: not room.toast.isVisible())
    assert room.toast.words.text() == room.toast.accessibleName() == ""
    assert "Ada" not in room.toast.undo_button.accessibleName()


def test_ctrl_z_takes_it_back_once(room: Room) -> None:
    undone: list[str] = []
    room.toast.say("Promise let go", lambda: undone.append("once"))
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    assert undone == ["once"]
    assert not room.toast.isVisible()


def test_ctrl_z_in_a_text_field_belongs_to_the_text(room: Room, qtbot: QtBot) -> None:
    undone: list[str] = []
    room.field.setFocus()
    qtbot.waitUntil(room.field.hasFocus)
    QTest.keyClicks(room.field, "abc")
    room.toast.say("Promise let go", lambda: undone.append("once"))
    QTest.keyClick(room.field, Qt.Key.Key_Z, CTRL)
    assert (room.field.text(), undone) == ("", [])


def test_the_button_takes_it_back(room: Room) -> None:
    undone: list[str] = []
    room.toast.say("Promise let go", lambda: undone.append("once"))
    assert room.toast.undo_button.height() >= 32
    QTest.mouseClick(room.toast.undo_button, Qt.MouseButton.LeftButton)
    assert undone == ["once"]


def test_without_an_undo_there_is_no_button(room: Room) -> None:
    room.toast.say("Names are hidden")
    assert not room.toast.undo_button.isVisible()
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    assert room.toast.words.text() == "Names are hidden"


def test_ctrl_z_takes_back_one_act_after_the_other_long_after_their_words(room: Room, qtbot: QtBot) -> None:
    undone: list[str] = []
    room.toast.say("Promise let go", lambda: undone.append("promise"))
    room.toast.say("Sheet taken back", lambda: undone.append("sheet"))
    room.toast.say("Names are hidden")
    qtbot.waitUntil(lambda: not room.toast.isVisible())
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    assert undone == ["sheet"]
    assert room.toast.words.text() == "Undone: Sheet taken back"
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    assert undone == ["sheet", "promise"]


def test_at_a_lock_no_undo_is_left(room: Room) -> None:
    room.toast.say("Promise let go", lambda: pytest.fail("an undo outlived the lock"))
    room.toast.hide()
    room.toast.forget_undos()
    QTest.keyClick(room.button, Qt.Key.Key_Z, CTRL)
    room.toast.take_back()
    assert not room.toast.isVisible()


def test_an_undo_may_speak_itself(room: Room) -> None:
    room.toast.say("Promise let go", lambda: room.toast.say("Promise is back"))
    room.toast.take_back()
    assert room.toast.isVisible()
    assert room.toast.words.text() == "Promise is back"


def test_it_stays_while_the_pointer_is_on_it(room: Room, qtbot: QtBot) -> None:
    at = QPointF(5, 5)
    room.toast.say("Note kept")
    QApplication.sendEvent(room.toast, QEnterEvent(at, at, at))
    qtbot.wait(SHORT * 3)
    assert room.toast.isVisible()
    QApplication.sendEvent(room.toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not room.toast.isVisible())


def test_it_stays_while_it_has_the_focus_and_escape_sends_it_away(room: Room, qtbot: QtBot) -> None:
    room.toast.say("Note kept", lambda: None)
    room.toast.undo_button.setFocus()
    qtbot.wait(SHORT * 3)
    assert room.toast.isVisible()
    QTest.keyClick(room.toast.undo_button, Qt.Key.Key_Escape)
    assert not room.toast.isVisible()
    assert room.button.hasFocus(), "the focus goes back to where it was"


@pytest.mark.parametrize(("wide", "scale"), [(800, 1.0), (420, 1.0), (640, 2.0)])
def test_many_words_take_several_lines_inside_the_window(
    room: Room, theme: Theme, wide: int, scale: float
) -> None:
    theme.set_scale(scale)
    room.resize(wide, 500)
    room.toast.say("The note of Maximiliana and Bartholomew is kept, " * 4, lambda: None)
    assert room.rect().contains(room.toast.geometry())
    words = room.toast.words
    assert words.heightForWidth(words.width()) <= words.height()


def test_it_follows_the_window(room: Room) -> None:
    room.toast.say("Note kept")
    room.resize(500, 300)
    QApplication.processEvents()
    assert room.rect().contains(room.toast.geometry())
