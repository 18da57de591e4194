"""From a note to a sheet of its words, and an own handout through a lock: nothing that was typed is lost or told on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.robot import Robot
from tests.support.vaults import WEAK
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.workspace import create_workspace
from ui.homework.own_page import OwnSheetPage
from ui.homework.said_page import SaidPage
from ui.kit.places import Place
from ui.sessions.page import NotePage

PASSPHRASE = "seven green lamps over water"
NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
SAID = ((Audience.JOINT, "The heron."), (Audience.B, "The walnut."), (Audience.THERAPIST, "The obsidian."))


@dataclass(frozen=True)
class Told:
    folder: Path
    couple: str
    session: str
    own: str


@pytest.fixture
def told(tmp_path: Path) -> Told:
    folder = tmp_path / "Willow.attune"
    made = create_workspace(folder, PASSPHRASE, "Willow", clock=FixedClock(NOW), policy=WEAK).workspace
    couple = made.couples.add(CoupleDraft(PartnerDraft("Ada"), PartnerDraft("Ben"))).value.id
    session = made.sessions.start(couple).value.id
    made.sessions.save_note(session, NoteDocument.of([(who, Block.of("p", text)) for who, text in SAID]))
    own = made.homework.own.begin("Our evening walk").value
    made.close()
    return Told(folder, couple, session, own)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, told: Told) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start(told.folder)
    enter(made)
    yield made
    made.end()


def enter(robot: Robot) -> None:
    robot.type(PASSPHRASE)
    robot.press("Return")
    robot.until(lambda: robot.doorway.window is not None)
    robot.settle()


def lock(robot: Robot) -> None:
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.window is None)
    robot.settle()


def test_selected_words_become_a_sheet_without_what_is_the_therapists_own(robot: Robot, told: Told) -> None:
    window = robot.doorway.window
    window.go(Place("note", told.couple, told.session))
    robot.settle()
    page = window.stack.current
    assert isinstance(page, NotePage)
    page.writing.text.selectAll()
    window.do("said_sheet")
    robot.until(lambda: isinstance(window.stack.current, SaidPage))
    robot.settle()
    assert window.place().extra["words"] == [["joint", "The heron."], ["b", "The walnut."]]
    window.stack.current.for_a.edit.setFocus()
    robot.type("Call the plumber")
    lock(robot)
    enter(robot)
    page = robot.doorway.window.stack.current
    assert isinstance(page, SaidPage)
    assert page.for_a.value == "Call the plumber"


def test_an_own_handout_stands_as_it_was_typed_after_a_lock(robot: Robot, told: Told) -> None:
    robot.doorway.window.go(Place("own_sheet", extra={"sheet": told.own}))
    robot.settle()
    page = robot.doorway.window.stack.current
    assert isinstance(page, OwnSheetPage)
    page.form.text.setFocus()
    robot.press("Ctrl+End")
    robot.type(":::check")
    lock(robot)
    enter(robot)
    page = robot.doorway.window.stack.current
    assert isinstance(page, OwnSheetPage)
    assert page.form.body.rstrip().endswith(":::check")
    robot.until(lambda: page.form.mistake.text().startswith("Line "))
