from __future__ import annotations
import datetime as dt, gc
from collections.abc import Iterator
from pathlib import Path
import pytest
from pytestqt.qtbot import QtBot
from PySide6.QtWidgets import QApplication
from tests.support.first_day import PASSPHRASE, unlock
from tests.support.leftovers import *
from tests.support.robot import Robot
from tests.support.vaults import WEAK
from therapist_app.kernel.clock import FixedClock
from therapist_app.workspace import create_workspace
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.sessions.note import *
from therapist_app.kernel.audience import Audience
from ui.kit.places import Place

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
MARK = "quollish"

def mark(what): return f"{MARK}{what}"

@pytest.fixture
def practice(tmp_path):
    w = create_workspace(tmp_path / "P.attune", PASSPHRASE, "Willow", clock=FixedClock(NOW), policy=WEAK).workspace
    c = w.couples.add(CoupleDraft(PartnerDraft(mark("a")), PartnerDraft(mark("b")))).value.id
    w.progression.set_phase(c, "safety", reason=mark("reason"))
    s = w.sessions.start(c).value.id
    w.sessions.save_note(s, NoteDocument((Part(Audience.JOINT, (Block.of("p", mark("note")),)),)))
    w.progression.tag_block(s, "blaming", 2)
    w.commitments.add(CommitmentDraft(couple_id=c, owner="a", words=mark("promise"), starts_on=NOW.date()))
    w.close()
    return tmp_path / "P.attune", c, s

@pytest.fixture
def robot(qtbot, tmp_path, practice):
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start(practice[0])
    unlock(made)
    yield made
    made.end()

TABS = ("overview", "notes", "commitments", "homework", "progress")
def test_x(robot, practice):
    _, c, s = practice
    for page in ("today", *TABS, "report", "add_couple", "handouts", "settings", "note"):
        robot.doorway.window.go(Place("couple", c, tab=page) if page in TABS else Place(page, c if page in ("note","report") else "", s if page == "note" else ""))
        robot.settle()
        robot.settle()
        print(page, len(shown_words([MARK])))
    robot.press("Ctrl+A","Ctrl+C")
    robot.press("Ctrl+K"); robot.type(MARK)
    robot.until(lambda: robot.reads("In notes") or True)
    robot.settle()
    assert shown_words([MARK])
    print(len(kept_strings([MARK])), open_things())
    robot.press("Escape")
    robot.press("Ctrl+L")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    robot.settle()
    print("BEFORE GC")
    print("\n".join(shown_words([MARK])))
    print("\n".join(kept_strings([MARK])))
    print("\n".join(open_things()))
    gc.collect(); robot.settle(); gc.collect()
    print("AFTER")
    print("\n".join(shown_words([MARK])))
    print("\n".join(kept_strings([MARK])))
    print("\n".join(open_things()))
    assert 0
