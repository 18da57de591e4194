"""Short ways through the real window, by keyboard alone: where keys, cards and links lead, and what Undo leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.support.builders import SATURDAY, Practice
from tests.support.robot import Robot
from tests.support.vaults import PASSPHRASE
from therapist_app.kernel.clock import FixedClock
from ui.kit.pdf_pages import Paper
from ui.kit.places import Place
from ui.kit.print_job import printer_for

TODAY = Place("today")


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Robot]:
    """At Today of a practice with Ada & Ben, who come this morning, and the invented Ona & Per."""
    with Practice(tmp_path) as told:
        ada_ben = told.couple(
            "Ada", "Ben", slot_weekday=5, slot_time=dt.time(11), slot_every="weekly", started_on=told.day(60)
        )
        ada_ben.safety("no_known_concern", days_ago=60).phase("understanding", days_ago=30)
        ada_ben.session(days_ago=7).says("They came in laughing.").done()
        ada_ben.promise("No contact with X", kind="bottom_line", owner="b", days_ago=30)
        told.couple("Ona", "Per", is_sample=True).session(days_ago=3).says("Invented.").done()
        folder = told.made.folder
    made = Robot(qtbot, tmp_path, FixedClock(SATURDAY))
    made.start(folder)
    unlock(made)
    yield made
    made.end()


def unlock(robot: Robot) -> None:
    robot.type(PASSPHRASE)
    robot.press("Return")
    robot.until(lambda: robot.doorway.window is not None)
    robot.settle()


def open_couple(robot: Robot, name: str) -> str:
    """Find a couple by name; its id."""
    robot.press("Ctrl+K")
    robot.type(name)
    robot.press("Return")
    return robot.doorway.window.place().couple_id


def toast(robot: Robot) -> str:
    return robot.doorway.window.toasts.words.text()


@pytest.mark.parametrize("where", ["Ctrl+1", "Ctrl+N", "Ctrl+4"])
def test_ctrl_p_and_enter_print_from_anywhere(robot: Robot, tmp_path: Path, where: str):
    couple = open_couple(robot, "ada")
    robot.press("Ctrl+4")
    tab = robot.doorway.window.stack.current.stack.currentWidget()
    tab.giving.outlet.make_printer = into(tmp_path / "paper.pdf")
    robot.press("Ctrl+0")
    open_couple(robot, "ada")
    robot.press(where)
    robot.outside.dialogs.answer_next(1)
    robot.press("Ctrl+P", "Return")
    robot.until(lambda: "sent to the printer" in toast(robot))
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    robot.press("Ctrl+0")
    robot.press("Ctrl+Z")  # outside of text: what the toast says is taken back
    robot.until(lambda: toast(robot) == "No longer noted as given")
    found: list[object] = []
    homework = robot.doorway.window.ctx.workspace.homework
    robot.outside.tasks.vault(lambda: homework.assignments(couple), found.append)
    robot.settle()
    assert found == [()]


def into(path: Path):
    """A printer that prints into a file, since a test has no paper."""

    def make(paper: Paper, words: str) -> QPrinter:
        printer = printer_for(paper, words)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return make


def test_done_leads_back_to_today_from_a_note_that_was_opened_there(robot: Robot):
    robot.walk_to("Write note: Ada & Ben")
    robot.press("Return")
    assert robot.doorway.window.place().page == "note"
    robot.type("Quiet.")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))
    assert robot.doorway.window.place() == TODAY


def test_undo_of_a_new_couple_leads_to_today_and_nothing_leads_to_it_any_more(robot: Robot):
    robot.walk_to("Add a couple")
    robot.press("Return")
    robot.type("Zoe")
    robot.walk_to("Second partner's name")
    robot.type("Yan")
    robot.press("Return")
    robot.until(lambda: toast(robot) == "Couple added")
    couple = robot.doorway.window.place().couple_id
    for key in ("Ctrl+3", "Ctrl+5", "Ctrl+4", "Ctrl+,"):  # its tabs are made, and it lies behind
        robot.press(key)
    robot.doorway.window.toasts.undo_button.setFocus()
    robot.press("Return")
    assert robot.doorway.window.place() == TODAY
    assert "no longer here" not in toast(robot)
    assert not robot.reads("Zoe")
    stack = robot.doorway.window.stack
    assert couple not in [page.place().couple_id for page in stack.pages]
    for _ in range(6):
        robot.press("Alt+Left")
        assert robot.doorway.window.place().couple_id != couple
        assert "no longer here" not in toast(robot)
    open_couple(robot, "ada")  # the couple page is made anew
    assert robot.reads("Ada & Ben")


def test_a_sample_that_is_removed_leads_to_today_and_is_forgotten(robot: Robot):
    couple = open_couple(robot, "ona")
    robot.press("Ctrl+N")  # a note of it lies behind, too
    robot.type("Nothing real.")
    robot.press("Ctrl+1")
    robot.doorway.window.stack.current.remove_couple()
    robot.settle()
    robot.type("Ona & Per")
    robot.press("Return")
    robot.until(lambda: toast(robot) == "The couple is removed")
    robot.frame.activateWindow()  # what a desktop does when a sheet has closed
    robot.until(robot.frame.isActiveWindow)
    assert robot.doorway.window.place() == TODAY
    assert not robot.reads("Ona")
    for _ in range(6):
        robot.press("Alt+Left")
        assert robot.doorway.window.place().couple_id != couple
    robot.settle()
    assert "no longer here" not in toast(robot)
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.unlock_page is not None)  # and nothing unsaved holds the lock up


def test_a_bottom_line_that_did_not_hold_leads_to_the_page_of_safety(robot: Robot):
    open_couple(robot, "ada")
    robot.press("Ctrl+3")
    robot.walk_to("Check in: “No contact with X”")
    robot.press("Return", "3", "Return")
    robot.until(lambda: robot.reads("This did not hold on 21 Nov. That belongs to safety."))
    robot.walk_to("Open safety")
    robot.press("Return")
    robot.until(lambda: robot.doorway.window.place().page == "safety")
    robot.until(lambda: robot.reads("For you only."))
    robot.press("Alt+Left")
    robot.until(lambda: robot.doorway.window.place().tab == "commitments")


def test_an_unfinished_promise_is_there_again_after_a_lock(robot: Robot):
    open_couple(robot, "ada")
    robot.press("Ctrl+3")
    robot.walk_to("New promise")
    robot.press("Return")
    robot.type("I cook")
    robot.walk_to("What the other will notice")
    robot.type("It smells of onions")
    robot.walk_to("Next review")
    robot.press("Ctrl+A")
    robot.type("5 dec")
    before = robot.doorway.window.place()
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    assert not robot.reads("onions")
    unlock(robot)
    assert robot.doorway.window.place() == before
    assert robot.here == "The promise, in their own words"
    assert robot.reads("It smells of onions")
    robot.press("Return")
    robot.until(lambda: toast(robot) == "Promise added")
    assert robot.reads("“I cook”")
    assert robot.reads("5 Dec")
