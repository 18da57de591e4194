"""Lock in the real window: what was on the screen and in memory is gone, and unlocking leads back to it."""

from __future__ import annotations

import datetime as dt
import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.builders import assess
from tests.support.first_day import PASSPHRASE, unlock
from tests.support.leftovers import kept_strings, open_objects, open_things, shown_words
from tests.support.robot import Robot
from tests.support.vaults import WEAK
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.vault.keys import DataKey
from therapist_app.workspace import create_workspace
from ui.kit.places import Place

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
TABS = ("overview", "notes", "commitments", "homework", "progress")
PAGES = ("today", *TABS, "report", "add_couple", "handouts", "settings", "note")
KINDS = ("ada", "ben", "note", "promise", "reason", "safety", "rupture", "typed")


@dataclass(frozen=True)
class Told:
    """A practice whose every text holds a word that is nowhere else; `words` are in the order of KINDS."""

    folder: Path
    couple: str
    session: str
    words: list[str]
    others: list[object]  # left open by other tests


@pytest.fixture
def told(tmp_path: Path) -> Told:
    others = open_objects()
    words = ["".join((kind, *(secrets.choice(string.ascii_lowercase) for _ in range(12)))) for kind in KINDS]
    folder = tmp_path / "Practice.attune"
    clock = FixedClock(NOW)
    workspace = create_workspace(folder, PASSPHRASE, "Willow Street", clock=clock, policy=WEAK).workspace
    ada, ben, note, promise, reason, safety, rupture, _ = words
    couple = workspace.couples.add(CoupleDraft(PartnerDraft(ada), PartnerDraft(ben))).value.id
    assess(workspace.safety, couple, "no_known_concern", reason=safety)
    workspace.couples.add_rupture(couple, kind="betrayal", line=rupture)
    workspace.progression.phases.enter(couple, "safety", reason=reason)
    session = workspace.sessions.start(couple).value.id
    text = Block.of("p", f"{ada} said {note}.")
    workspace.sessions.save_note(session, NoteDocument((Part(Audience.JOINT, (text,)),)))
    workspace.progression.tag_block(session, "blaming", 2)
    draft = CommitmentDraft(couple_id=couple, owner="a", words=promise, starts_on=NOW.date())
    workspace.commitments.add(draft)
    workspace.close()
    return Told(folder, couple, session, words, others)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, told: Told) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start(told.folder)
    unlock(made)
    for page in PAGES:
        show(made, page, told)
    yield made
    made.end()


def show(robot: Robot, page: str, told: Told) -> None:
    session = told.session if page == "note" else ""
    place = Place(page, told.couple if page in ("note", "report") else "", session)
    robot.doorway.window.go(Place("couple", told.couple, tab=page) if page in TABS else place)
    robot.settle()


def look_for(robot: Robot, word: str) -> None:
    """Find a word with "find or do"."""
    robot.press("Ctrl+K")
    robot.type(word)
    robot.until(lambda: robot.doorway.window.palette_box.model.rowCount() > 0)


def locked(robot: Robot) -> None:
    robot.until(lambda: robot.doorway.unlock_page is not None)
    robot.settle()


def assert_nothing_left(told: Told) -> None:
    # The clipboard of the offscreen platform does not say whose it is; a real one is tested in tests/faults.
    assert [one for one in shown_words(told.words) if "clipboard" not in one] == []
    assert kept_strings(told.words, [told.words]) == []
    assert open_things(told.others) == []


def test_the_open_window_holds_all_that_is_looked_for(robot, told):
    robot.type(told.words[KINDS.index("typed")])
    look_for(robot, told.words[KINDS.index("note")])
    shown = {KINDS[int(one.split()[-1])] for one in shown_words(told.words)}
    held = {KINDS[int(one.split()[-1])] for one in kept_strings(told.words, [told.words])}
    assert shown == set(KINDS) - {"reason"}  # which no page shows now
    assert held >= set(KINDS) - {"typed"}
    assert {"Workspace", "Vault", "DataKey", "SessionService"} <= {
        one.partition(",")[0].rpartition(".")[2] for one in open_things(told.others)
    }
    robot.press("Escape")


def test_after_the_key_for_lock_nothing_is_left_and_unlocking_shows_the_same_place(robot, told):
    robot.type(told.words[KINDS.index("typed")])
    look_for(robot, told.words[KINDS.index("note")])
    robot.press("Escape", "Left", "Left", "Left")
    before = robot.doorway.window.place()
    assert robot.here == "Note"
    keys = [one for one in open_objects() if isinstance(one, DataKey) and one not in told.others]
    assert keys
    robot.press("Ctrl+L")
    locked(robot)
    assert not any(key._bytes for key in keys)
    assert robot.frame.windowTitle() == "Attune"
    assert_nothing_left(told)

    unlock(robot)
    robot.until(lambda: robot.here == "Note")
    assert robot.doorway.window.place() == before
    assert before.extra["caret"]
    assert robot.reads(told.words[KINDS.index("typed")])


def test_a_lock_by_idleness_leaves_nothing_of_an_open_sheet_and_its_half_typed_words(robot, told):
    show(robot, "overview", told)
    robot.walk_to("Change phase")
    robot.press("Return")
    robot.until(lambda: robot.outside.dialogs.shown)
    robot.walk_to("Why, in a line")
    robot.type(told.words[KINDS.index("typed")])
    assert shown_words(told.words[-1:])
    robot.doorway.window.lock_requested.emit("idle")
    locked(robot)
    assert robot.outside.dialogs.shown == ()
    assert_nothing_left(told)


def test_a_lock_while_something_is_looked_for_leaves_nothing_of_it(robot, told):
    look_for(robot, told.words[KINDS.index("note")])
    robot.doorway.window.lock_requested.emit("idle")
    locked(robot)
    assert_nothing_left(told)
