"""How many keys a note costs besides its text: from unlocking, and whole, tagged and signed."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.flows.test_not_saved import in_vault
from tests.flows.test_ways import unlock
from tests.support.builders import SATURDAY, Practice
from tests.support.robot import Robot
from therapist_app.kernel.clock import FixedClock

FEW = 3  # chords besides passphrase and text
MOST = 20  # keys besides the text of a whole note: phase, block, check-in, Done, signature


class Counted(Robot):
    """Counts every key that is pressed and is no text."""

    keys = 0
    patience = 30_000

    def press(self, *keys: str) -> None:
        """One key each."""
        self.keys += len(keys)
        super().press(*keys)

    def walk_to(self, name: str) -> None:
        """By Tab, each of which is a key; backwards where that is shorter is not known to a person."""
        for _ in range(250):
            if self.here == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {name!r}")


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Counted]:
    with Practice(tmp_path) as told:
        slot = {"slot_weekday": SATURDAY.weekday(), "slot_every": "weekly"}
        first = told.couple("Ada", "Ben", started_on=told.day(60), slot_time=dt.time(9), **slot)
        first.session(days_ago=7).says("They came in quiet.").done()
        first.phase("safety", days_ago=50)
        first.promise("I text when I leave work", owner="b", days_ago=28)
        told.couple("Mira", "Noor", started_on=told.day(60), slot_time=dt.time(8), **slot)
        folder = told.made.folder
    made = Counted(qtbot, tmp_path, FixedClock(SATURDAY))
    made.start(folder)
    yield made
    made.end()


def test_three_chords_besides_the_text_lead_from_the_lock_to_a_kept_note(robot: Counted):
    unlock(robot)  # Enter
    robot.press("Ctrl+N")
    robot.until(lambda: robot.here == "Note")
    robot.type("Quiet today, and kind.")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))
    assert robot.keys <= FEW

    session = in_vault(robot, lambda: newest(robot))
    assert (session.on_date, session.start) == (SATURDAY.date(), dt.time(9))  # today's latest that is over
    assert (session.kind, session.present, session.modality) == ("joint", "both", "room")
    note = in_vault(robot, lambda: robot.doorway.window.ctx.workspace.sessions.get(session.id))
    assert note.number == 2
    assert "Quiet today, and kind." in note.note.plain_text()
    assert "What happened" in note.note.plain_text()  # the template was there


def test_a_whole_note_tagged_and_signed_is_written_by_keyboard_alone_and_its_keys_are_few(robot: Counted):
    unlock(robot)
    robot.press("Ctrl+N")
    robot.until(lambda: robot.here == "Note")
    robot.type("Ada named the evening calls. Ben asked first, then listened.")
    robot.walk_to("Phase")
    robot.press("Down")
    robot.type("Both can stay in the room.")
    robot.press("Return")
    robot.press("Ctrl+T")
    robot.type("minim")
    robot.press("Return", "2")
    robot.walk_to("Kept: I text when I leave work")
    robot.press("1")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))
    robot.press("Ctrl+Shift+Return")
    robot.until(lambda: robot.here == "Name")
    robot.type("Zoe Lin")
    robot.press("Return")
    robot.until(lambda: robot.reads("Signed by Zoe Lin"))
    sys.stdout.write(f"A whole note, tagged and signed: {robot.keys} keys besides the text\n")
    assert robot.keys <= MOST

    workspace = robot.doorway.window.ctx.workspace
    session = in_vault(robot, lambda: newest(robot))
    entry = in_vault(robot, lambda: workspace.progression.phase(session.couple_id))
    assert (entry.phase, entry.reason) == ("understanding", "Both can stay in the room.")
    tags = in_vault(robot, lambda: workspace.progression.tags(session.id))
    assert [(tag.block, tag.level) for tag in tags] == [("minimizing", 2)]
    promises = in_vault(robot, lambda: workspace.commitments.list(session.couple_id))
    assert [one.outcome for one in promises[0].check_ins if one.session_id == session.id] == ["kept"]
    assert in_vault(robot, lambda: workspace.sessions.on_day(SATURDAY.date()))[0].state == "signed"


def newest(robot: Counted):
    """The session of today."""
    return robot.doorway.window.ctx.workspace.sessions.on_day(SATURDAY.date())[0].session


def test_a_call_with_one_partner_is_an_entry_of_its_own(robot: Counted):
    unlock(robot)
    robot.press("Ctrl+K")
    robot.type("call or")
    robot.press("Return")
    robot.until(lambda: robot.reads("Call or message with"))
    robot.type("Ada")
    robot.press("Return")
    robot.until(lambda: robot.reads("Both"))
    robot.press("Return")  # Ada stands first
    robot.until(lambda: robot.here == "Note" and robot.reads("Nothing agreed about secrets"))
    robot.type("She will be late on Saturday.")
    robot.press("Ctrl+Return")
    robot.until(lambda: robot.reads("Note kept"))
    session = in_vault(robot, lambda: newest(robot))
    assert (session.kind, session.present, session.modality, session.audience) == ("call", "a", "phone", "a")
    note = in_vault(robot, lambda: robot.doorway.window.ctx.workspace.sessions.get(session.id))
    assert note.number is None
    assert note.note.plain_text().startswith("What it was about")


def test_a_no_show_takes_one_line_and_no_note(robot: Counted):
    unlock(robot)
    robot.press("Ctrl+K")
    robot.type("no-show")
    robot.press("Return")
    robot.type("Ada")
    robot.press("Return")
    robot.until(lambda: robot.reads("No-show entered for today"))
    session = in_vault(robot, lambda: newest(robot))
    assert (session.kind, session.present) == ("no_show", "none")
    assert robot.doorway.window.place().page == "today"


def test_a_score_costs_one_chord_and_enter_besides_its_number(robot: Counted):
    unlock(robot)
    robot.press("Ctrl+N")  # a couple is open
    robot.until(lambda: robot.here == "Note")
    robot.keys = 0
    robot.press("Ctrl+Shift+M")
    robot.until(lambda: robot.here == "Score")
    robot.type("14")
    robot.press("Return")
    robot.frame.activateWindow()
    robot.until(lambda: robot.reads("is at 14."))
    assert robot.keys == 2
