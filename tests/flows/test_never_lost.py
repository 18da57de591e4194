"""Written over, removed, signed since: what stood there comes back, by keyboard alone, in the real window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.first_day import add_first_couple, add_promise, set_up
from tests.support.robot import Robot
from therapist_app.kernel.clock import FixedClock

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
FIRST = "They came in laughing and sat down side by side for the first time since spring began."


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, clock)
    made.start()
    yield made
    made.end()


def back_in_the_window(robot: Robot) -> None:
    """What a desktop does when a sheet closes, and the offscreen one does not."""
    robot.frame.activateWindow()
    robot.until(robot.frame.isActiveWindow)


def do(robot: Robot, words: str) -> None:
    """Find an action by its words and do it."""
    robot.press("Ctrl+K")
    robot.type(words)
    robot.press("Return")


def write(robot: Robot, words: str = FIRST) -> None:
    robot.press("Ctrl+N")
    robot.type(words)
    robot.until(lambda: robot.reads("Saved"))


def test_what_was_written_over_is_seen_and_brought_back(robot: Robot, clock: FixedClock):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    write(robot)
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))
    clock.advance(seconds=300)
    robot.press("Ctrl+2", "Return")
    robot.until(lambda: robot.here == "Note")
    robot.press("Ctrl+A")
    robot.type("Quiet.")
    robot.press("Ctrl+Shift+E")
    robot.until(lambda: robot.here == "Versions, newest first")
    robot.until(lambda: robot.reads("1 word added, 21 removed"))
    assert robot.reads("Until 10:06 today · 21 words")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("That version is back"))
    back_in_the_window(robot)
    robot.until(lambda: robot.doorway.window.stack.current.writing.text.toPlainText().count(FIRST))
    robot.walk_to("Undo: That version is back")
    robot.press("Return")
    robot.until(lambda: not robot.reads(FIRST))
    robot.until(lambda: robot.reads("Quiet."))
    do(robot, "Earlier versions of this note")
    robot.until(lambda: robot.here == "Versions, newest first")
    robot.press("Escape")
    back_in_the_window(robot)


def test_a_removed_note_comes_back_with_one_key_and_from_the_trash(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    write(robot)
    do(robot, "Remove this note")
    robot.until(lambda: robot.reads("Note removed. It lies in the trash"))
    assert robot.doorway.window.place().page == "couple"
    assert not robot.reads(FIRST)
    robot.press("Ctrl+Z")
    robot.until(lambda: robot.here == "Note")
    robot.until(lambda: robot.reads(FIRST))

    do(robot, "Remove this note")
    robot.until(lambda: robot.reads("Note removed. It lies in the trash"))
    do(robot, "Trash")
    robot.until(lambda: robot.reads("Note: Joint session"))
    assert robot.reads("Ada & Ben · of 21 Nov · removed today")
    robot.walk_to("Restore Note: Joint session, Ada & Ben · of 21 Nov · removed today")
    robot.press("Return")
    robot.until(lambda: robot.reads("Nothing was removed"))
    robot.press("Alt+Left", "Ctrl+2")
    robot.until(lambda: robot.reads(FIRST))


def test_the_way_back_to_a_removed_note_starts_no_other(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    write(robot)
    do(robot, "Remove this note")
    robot.until(lambda: robot.reads("Note removed. It lies in the trash"))
    robot.press("Alt+Left")
    robot.until(lambda: robot.doorway.window.place().page != "note")
    robot.press("Ctrl+2")
    robot.until(lambda: robot.reads("Your first note takes about three minutes"))


def test_what_is_removed_for_good_is_asked_for_and_gone(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    add_promise(robot, "I text when I leave work")
    robot.until(lambda: "I text when I leave work" in robot.here)
    robot.press("Delete")
    robot.until(lambda: robot.reads("Promise removed. It lies in the trash"))
    do(robot, "Trash")
    line = "Promise: I text when I leave work"
    robot.until(lambda: robot.reads(line))
    robot.walk_to(f"Remove for good: {line}, Ada & Ben · of 21 Nov · removed today")
    robot.press("Return")
    robot.until(lambda: robot.here == "Cancel")
    robot.press("Escape")
    back_in_the_window(robot)
    assert robot.reads(line)
    robot.walk_to(f"Remove for good: {line}, Ada & Ben · of 21 Nov · removed today")
    robot.press("Return")
    robot.until(lambda: robot.here == "Cancel")
    robot.walk_to("Remove for good")
    robot.press("Return")
    robot.until(lambda: robot.reads("Removed for good"))
    back_in_the_window(robot)
    assert not robot.reads(line)


def test_ctrl_z_takes_back_act_after_act_when_their_words_are_gone(robot: Robot):
    set_up(robot)
    add_first_couple(robot, "Ada", "Ben")
    for words in ("I text when I leave work", "I call at five"):
        if words.startswith("I text"):
            add_promise(robot, words)
        else:
            robot.walk_to("New promise")
            robot.press("Return")
            robot.type(words)
            robot.walk_to("Keep promise")
            robot.press("Return")
            robot.until(lambda: robot.reads("I call at five"))
    robot.until(lambda: "I call at five" in robot.here)
    robot.press("Delete")
    robot.until(lambda: not robot.reads("“I call at five”"))
    robot.press("Delete")
    robot.until(lambda: not robot.reads("“I text when I leave work”"))
    robot.doorway.window.toasts.hide()
    robot.press("Ctrl+Z")
    robot.until(lambda: robot.reads("“I text when I leave work”"))
    assert robot.reads("Undone: Promise removed")
    robot.press("Ctrl+Z")
    robot.until(lambda: robot.reads("“I call at five”"))
