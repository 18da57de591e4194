"""The intake through a lock, and a repair step marked while a note is written; by keyboard, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.flows.test_not_saved import in_vault
from tests.flows.test_own_words import NOW, PASSPHRASE, enter, lock
from tests.support.builders import assess
from tests.support.robot import Robot
from tests.support.vaults import WEAK
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.clock import FixedClock
from therapist_app.workspace import create_workspace
from ui.kit.places import Place


@pytest.fixture
def couple(tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "Willow.attune"
    made = create_workspace(folder, PASSPHRASE, "Willow", clock=FixedClock(NOW), policy=WEAK).workspace
    found = made.couples.add(CoupleDraft(PartnerDraft("Ada"), PartnerDraft("Ben"))).value.id
    assess(made.safety, found, "no_known_concern", on_date=made.clock.today(), reason="Each asked alone.")
    made.couples.add_rupture(found, kind="betrayal", period="last winter")
    made.couples.add_rupture(found, kind="distance", period="since the move")
    made.close()
    return folder, found


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, couple: tuple[Path, str]) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start(couple[0])
    enter(made)
    made.doorway.window.go(Place("couple", couple[1]))
    made.settle()
    in_front(made)
    yield made
    made.end()


def in_front(robot: Robot) -> None:
    robot.frame.activateWindow()
    robot.until(robot.frame.isActiveWindow)
    robot.settle()


def do(robot: Robot, words: str) -> None:
    robot.press("Ctrl+K")
    robot.type(words)
    robot.press("Return")


def test_a_step_is_marked_while_a_note_is_written_and_the_caret_stays(robot: Robot, couple: tuple[Path, str]):
    robot.press("Ctrl+N")
    robot.until(lambda: robot.here == "Note")
    robot.type("He said all of it.")
    do(robot, "mark a repair step")
    robot.until(lambda: robot.reads("Which wound?"))
    robot.type("distance")
    robot.press("Return")
    robot.until(lambda: robot.reads("Which step?"))
    robot.type("owned")
    robot.press("Return")
    robot.until(lambda: robot.reads("Marked: Owned with remorse"))
    assert robot.here == "Note"
    session = robot.doorway.window.place().session_id
    repair = robot.doorway.window.ctx.workspace.repair
    threads = in_vault(robot, lambda: repair.threads(couple[1]))
    marked = {one.rupture.kind: [part.latest.session_id for part in one.taken] for one in threads}
    assert marked == {"distance": [session], "betrayal": []}
    robot.type(" And wept.")
    assert "He said all of it. And wept." in "".join(robot.screen())


def test_answers_and_a_half_filled_direction_stand_as_they_were_typed_after_a_lock(
    robot: Robot, couple: tuple[Path, str]
):
    do(robot, "intake")
    robot.wait_for("Ada: Goals")
    robot.walk_to("Ada: Goals")
    robot.type("One quiet evening")
    robot.walk_to("Change the direction of the work")
    robot.press("Return")
    robot.until(lambda: robot.here == "Where it is heading")
    robot.walk_to("In a line")
    robot.type("Not sure y")
    lock(robot)
    in_front(robot)
    enter(robot)
    robot.until(lambda: robot.outside.dialogs.shown)
    assert robot.outside.dialogs.shown[-1].line.value == "Not sure y"
    robot.press("Escape")
    in_front(robot)
    assert robot.doorway.window.place().page == "intake"
    robot.wait_for("Ada: Goals")
    intake = robot.doorway.window.ctx.workspace.intake
    kept = in_vault(robot, lambda: intake.get(couple[1])).answer("a", "goals")
    assert (kept.words, kept.audience) == ("One quiet evening", "a")


def test_what_is_suggested_stands_in_the_phase_sheet_and_nothing_is_set_before_it_is_kept(
    robot: Robot, couple: tuple[Path, str]
):
    workspace = robot.doorway.window.ctx.workspace
    for side in ("a", "b"):
        in_vault(
            robot,
            lambda side=side: workspace.intake.answer(couple[1], side, "connection", choice="far_apart"),
        )
    do(robot, "intake")
    robot.wait_for("Begin in Safety & Stabilization")
    robot.walk_to("Begin in Safety & Stabilization")
    robot.press("Return")
    robot.until(lambda: robot.outside.dialogs.shown)
    sheet = robot.outside.dialogs.shown[-1]
    assert (sheet.phase.key, sheet.reason.value) == (
        "safety",
        "Intake: begin with five minutes of listening.",
    )
    assert in_vault(robot, lambda: workspace.progression.phase(couple[1])) is None
    sheet.activateWindow()
    robot.walk_to("Keep")
    robot.press("Return")
    robot.until(lambda: not robot.outside.dialogs.shown)
    assert in_vault(robot, lambda: workspace.progression.phase(couple[1])).phase == "safety"
