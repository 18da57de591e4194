"""Write, Done, sign, add: by keyboard alone, in the real window, and all of it there after a lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.first_day import add_first_couple, set_up, unlock
from tests.support.robot import Robot
from therapist_app.kernel.clock import FixedClock

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start()
    yield made
    made.end()


def test_a_note_is_written_done_signed_and_added_to_by_keyboard_alone(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    robot.press("Ctrl+N")
    robot.type("They laughed.")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))

    robot.press("Ctrl+Shift+Return")
    robot.until(lambda: robot.here == "Name")
    robot.type("Zoe Lin")
    robot.walk_to("Credentials")
    robot.type("LMFT 12345")
    robot.press("Return")
    robot.until(lambda: robot.reads("Signed by"))
    back_in_the_window(robot)
    assert robot.here == "Signed note"
    assert robot.reads("Signed by Zoe Lin, LMFT 12345")
    assert robot.reads("They laughed.")

    robot.walk_to("Add an addendum")
    robot.press("Return")
    robot.until(lambda: robot.here == "Kind")
    robot.walk_to("Text")
    robot.type("Ben laughed first.")
    robot.walk_to("Reason")
    robot.type("Left out")
    robot.walk_to("Name")
    robot.type("Zoe Lin")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Signed, with 1 addition"))
    back_in_the_window(robot)
    assert robot.reads("Ben laughed first.")

    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    unlock(robot)
    robot.until(lambda: robot.reads("Signed, with 1 addition"))
    assert robot.here == "Signed note"
    robot.type("Nothing can be typed here")
    assert not robot.reads("Nothing can be typed here")
    robot.press("Ctrl+2")
    robot.until(lambda: robot.reads("amended"))
    assert robot.outside.dialogs.shown == ()


def back_in_the_window(robot: Robot) -> None:
    """What a desktop does when a sheet closes, and the offscreen one does not."""
    robot.frame.activateWindow()
    robot.until(robot.frame.isActiveWindow)


def test_signing_says_so_when_nothing_waits_for_it(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    robot.press("Ctrl+Shift+Return")
    robot.until(lambda: robot.reads("No note of this couple waits to be signed."))
