"""Spelling in the real window, by keyboard, with the real dictionary: from word to word, corrected, learned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.flows.test_not_saved import in_vault
from tests.flows.test_ways import open_couple, unlock
from tests.support.builders import SATURDAY, Practice
from tests.support.robot import Robot
from therapist_app.kernel.clock import FixedClock


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Robot]:
    with Practice(tmp_path) as told:
        told.couple("Adaeze", "Ben", started_on=told.day(60))
        folder = told.made.folder
    made = Robot(qtbot, tmp_path, FixedClock(SATURDAY))
    made.start(folder)
    unlock(made)
    open_couple(made, "Ada")
    made.press("Ctrl+N")
    made.until(lambda: made.here == "Note")
    made.settle()
    yield made
    made.end()


def page(robot: Robot):
    return robot.doorway.window.stack.current


def menu(robot: Robot) -> QMenu:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
    robot.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_a_slip_is_found_corrected_and_the_correction_taken_back(robot: Robot):
    robot.type("Adaeze was dysregulated and recieved no comfort. ")
    text = page(robot).writing.text
    robot.until(lambda: len(page(robot).spelling.marks.marks) == 1)  # her name and the field's word are right
    text.moveCursor(QTextCursor.MoveOperation.Start)
    shown = menu(robot)
    robot.until(lambda: any(action.text() == "received" for action in shown.actions()))
    assert shown.activeAction().text() == "received"
    QTest.keyClick(shown, Qt.Key.Key_Return)
    robot.settle()
    assert "and received no" in text.toPlainText()
    robot.until(lambda: not page(robot).spelling.marks.marks)
    robot.press("Ctrl+Z")
    assert "and recieved no" in text.toPlainText()


def test_a_word_of_ones_own_is_learned_and_lies_in_the_vault(robot: Robot):
    robot.type("They spoke of the zorblatt. ")
    robot.until(lambda: len(page(robot).spelling.marks.marks) == 1)
    page(robot).writing.text.moveCursor(QTextCursor.MoveOperation.Start)
    shown = menu(robot)
    learn = next(action for action in shown.actions() if action.text().startswith("Add "))
    shown.setActiveAction(learn)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    robot.until(lambda: not page(robot).spelling.marks.marks)
    workspace = robot.doorway.window.ctx.workspace
    assert in_vault(robot, workspace.words.list) == ("zorblatt",)


def test_marking_can_be_turned_off_and_on_from_the_palette(robot: Robot):
    robot.type("They spoke of the zorblatt. ")
    robot.until(lambda: len(page(robot).spelling.marks.marks) == 1)
    robot.doorway.window.do("spelling")
    robot.until(lambda: not page(robot).spelling.marks.marks)
    robot.doorway.window.do("spelling")
    robot.until(lambda: len(page(robot).spelling.marks.marks) == 1)
