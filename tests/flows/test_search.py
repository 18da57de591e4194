"""Search by keyboard alone: words, filters, the way to a hit and back; nothing of it is left after a lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.robot import Robot
from tests.support.vaults import WEAK
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.workspace import Workspace, create_workspace

PASSPHRASE = "seven green lamps over water"
NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)


def write(workspace: Workspace, couple: str, days_ago: int, *parts: tuple[Audience, str]) -> str:
    day = NOW.date() - dt.timedelta(days_ago)
    session = workspace.sessions.start(couple, on_date=day).value.id
    note = NoteDocument(tuple(Part(audience, (Block.of("p", text),)) for audience, text in parts))
    workspace.sessions.save_note(session, note)
    workspace.sessions.done(session)
    return session


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Robot]:
    clock, folder = FixedClock(NOW), tmp_path / "Willow.attune"
    made = create_workspace(folder, PASSPHRASE, "Willow Street", clock=clock, policy=WEAK).workspace
    one = made.couples.add(CoupleDraft(PartnerDraft("Ada"), PartnerDraft("Ben"))).value.id
    two = made.couples.add(CoupleDraft(PartnerDraft("Mira"), PartnerDraft("Noor"))).value.id
    write(made, one, 20, (Audience.JOINT, "They planted the orchard."))
    write(made, two, 9, (Audience.JOINT, "An orchard of their own."), (Audience.THERAPIST, "My quarry."))
    made.close()
    robot = Robot(qtbot, tmp_path, clock)
    robot.start(folder)
    enter(robot)
    yield robot
    robot.end()


def enter(robot: Robot) -> None:
    robot.type(PASSPHRASE)
    robot.press("Return")
    robot.until(lambda: robot.doorway.window is not None)
    robot.settle()


def look(robot: Robot, words: str, says: str) -> None:
    robot.type(words)
    robot.until(lambda: robot.reads(says))
    robot.settle()


def test_words_are_found_opened_and_come_back_to_by_keyboard_alone(robot):
    robot.press("Ctrl+Shift+F")
    look(robot, "orch", "2 places found")
    assert [text for text in robot.screen() if "orchard" in text] == [
        "Mira & Noor, Note · Thu 12 Nov, An orchard of their own.",
        "Ada & Ben, Note · Sun 1 Nov, They planted the orchard.",
    ]
    robot.press("Down", "Return")
    robot.until(lambda: robot.doorway.window.place().page == "note")
    robot.settle()
    caret = robot.doorway.window.stack.current.writing.text.textCursor()
    assert caret.block().text()[: caret.positionInBlock()].endswith("orchard")
    assert not caret.hasSelection()
    robot.press("Alt+Left")
    robot.settle()
    page = robot.doorway.window.stack.current
    assert robot.reads("2 places found")
    assert page.field.text() == "orch"
    assert page.list.chosen.who == "Ada & Ben"
    robot.press("Escape")
    assert robot.doorway.window.place().page == "today"


def test_the_therapists_own_words_are_found_only_with_their_filter(robot):
    robot.press("Ctrl+Shift+F")
    look(robot, "quarry", "Nothing found")
    robot.walk_to("Who may read")
    robot.type("Therapist")
    robot.until(lambda: robot.reads("1 place found"))
    assert robot.reads("Mira & Noor, Note · Thu 12 Nov, Therapist only, My quarry.")


def test_filters_narrow_and_can_be_taken_away(robot):
    robot.press("Ctrl+Shift+F")
    look(robot, "orchard", "2 places found")
    robot.walk_to("From")
    robot.type("1 Dec 2025")
    robot.walk_to("Until")
    robot.type("2 Nov 2026")
    robot.press("Return")
    robot.until(lambda: robot.reads("1 place found"))
    robot.walk_to("From")
    robot.press("Ctrl+A")
    robot.type("20 Nov 2026")
    robot.press("Return")
    robot.until(lambda: robot.reads("Nothing found with these filters"))
    robot.walk_to("Take the filters away")
    robot.press("Return")
    robot.until(lambda: robot.reads("2 places found"))


def test_find_or_do_hands_its_words_over(robot):
    robot.press("Ctrl+K")
    robot.type("orchard")
    offered = "Search everywhere for \u201corchard\u201d"
    robot.until(lambda: any(offered in text for text in robot.screen()))
    robot.until(lambda: any("They planted" in text for text in robot.screen()))
    robot.press("Up", "Return")
    robot.until(lambda: robot.reads("2 places found"))
    assert robot.doorway.window.place().page == "search"


def test_names_hidden_hide_whose_and_which_words(robot):
    robot.press("Ctrl+Shift+F")
    look(robot, "orchard", "2 places found")
    robot.press("Ctrl+Shift+D")
    assert robot.reads("M. & N., Note · Thu 12 Nov, Hidden")
    assert not [text for text in robot.screen() if "planted" in text or "Mira" in text]


def test_a_lock_forgets_what_was_looked_for(robot):
    robot.press("Ctrl+Shift+F")
    look(robot, "orchard", "2 places found")
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.window is None)
    robot.settle()
    enter(robot)
    page = robot.doorway.window.stack.current
    assert robot.doorway.window.place().page == "search"
    assert page.field.text() == ""
    assert not [text for text in robot.screen() if "orch" in text]
