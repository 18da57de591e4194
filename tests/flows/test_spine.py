"""The whole way of a first day, in the real window, by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from tests.support.first_day import add_first_couple, add_promise, set_up, unlock
from tests.support.robot import Robot
from therapist_app.kernel.clock import FixedClock

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start()
    yield made
    made.end()


def test_from_first_run_to_a_printed_handout_and_back_after_a_lock(robot: Robot, tmp_path: Path):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben & Co")
    write_note(robot)
    add_promise(robot, "I text when I leave work, by six")
    sheet = tmp_path / "sheet.pdf"
    save_handout(robot, sheet)
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(sheet.read_bytes())).pages)
    assert "Ada" in words
    assert "Ben & Co" in words
    assert "Willow Street" in words

    before = robot.doorway.window.place()
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    assert robot.doorway.window is None
    assert not robot.reads("Ada")
    unlock(robot)
    assert robot.doorway.window.place() == before
    robot.press("Ctrl+2")
    robot.until(lambda: robot.reads("Ada named the evening calls."))
    robot.press("Ctrl+1")
    robot.until(lambda: robot.reads("Minimizing harm"))
    assert robot.reads("I text when I leave work, by six")
    robot.press("Ctrl+5")
    assert robot.doorway.window.place().tab == "progress"


def test_a_note_is_there_after_a_quit_without_any_saving(robot: Robot, qtbot: QtBot, tmp_path: Path):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    robot.press("Ctrl+N")
    robot.type("The last words before the door opens")
    robot.frame.close()
    robot.until(robot.frame.isHidden)

    again = Robot(qtbot, tmp_path, FixedClock(NOW))
    try:
        again.start()
        unlock(again)
        again.until(lambda: again.doorway.window.place().page == "note")
        assert again.here == "Note"
        again.type(", and on")
        again.press("Ctrl+Return")
        again.press("Ctrl+2")
        again.until(lambda: again.reads("The last words before the door opens, and on"))
    finally:
        again.end()


def test_three_chords_besides_the_text_from_unlock_to_a_finished_note(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    unlock(robot)  # Enter
    robot.press("Ctrl+N")
    robot.type("Quiet today.")
    robot.press("Ctrl+Return")
    assert robot.doorway.window.place().page != "note"
    assert robot.reads("Note kept")


def write_note(robot: Robot) -> None:
    """Text, a phase, a block with its level; then Done."""
    robot.press("Ctrl+N")
    assert robot.here == "Note"
    robot.type("Ada named the evening calls.")
    robot.walk_to("Phase")
    robot.press("Down", "Down")
    robot.press("Ctrl+T")
    robot.type("minim")
    robot.press("Return")
    robot.until(lambda: robot.reads("Minimizing harm"))
    robot.press("2")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))


def save_handout(robot: Robot, path: Path) -> None:
    robot.press("Ctrl+P")
    assert robot.doorway.window.place().tab == "homework"
    robot.outside.dialogs.answer_next(str(path))
    robot.wait_for("Save PDF")
    robot.walk_to("Save PDF")
    robot.press("Return")
    robot.until(path.exists)
    robot.settle()
