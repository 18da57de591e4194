"""The day by keyboard alone, in the real window: seen today, the card before, a line set aside, a note on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.first_day import add_first_couple, set_up, unlock
from tests.support.robot import Robot
from therapist_app.kernel.clock import FixedClock

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, clock)
    made.start()
    yield made
    made.end()


def test_seen_today_the_card_before_and_a_line_set_aside(robot: Robot, clock: FixedClock):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    robot.press("Ctrl+0")
    robot.press("Ctrl+Shift+S", "Return")
    robot.until(lambda: robot.reads("Seen today at"))
    robot.walk_to("Before: Ada & Ben")
    robot.press("Ctrl+Shift+K")
    robot.until(lambda: robot.reads("Process notes are not on this page."))
    robot.press("Escape")
    robot.frame.activateWindow()
    robot.until(robot.frame.isActiveWindow)

    clock.advance(days=2)
    robot.press("Ctrl+1")
    robot.press("Ctrl+0")
    robot.until(lambda: robot.reads("No note yet for 21 Nov"))
    robot.walk_to("Ada & Ben, No note yet for 21 Nov")
    robot.press("Delete")
    robot.type("It was a short call.")
    robot.press("Return")
    robot.until(lambda: robot.reads("Set aside until Monday 30 November"))
    assert not robot.reads("No note yet for 21 Nov")

    robot.press("Ctrl+K")
    robot.type("show what was set aside")
    robot.press("Return")
    robot.until(lambda: robot.reads("Until 30 Nov. It was a short call."))
    robot.press("Ctrl+Shift+D")
    assert not robot.reads("short call")
    assert not robot.reads("Ada")


def test_a_note_is_printed_from_the_palette_for_whom_it_is_meant(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    robot.press("Ctrl+N")
    robot.type("They laughed.")
    robot.press("Ctrl+K")
    robot.type("print or save note")
    robot.press("Return")
    robot.until(lambda: robot.reads("Note on paper · Ada & Ben"))
    robot.until(lambda: robot.reads("for your file"))
    robot.until(lambda: robot.reads("page 1 of 1"))
    robot.press("Ctrl+L")
    unlock(robot)
    robot.until(lambda: robot.reads("Note on paper · Ada & Ben"))
    assert QApplication.activeWindow() is not None
