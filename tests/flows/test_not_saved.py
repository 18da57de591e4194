"""When the vault takes nothing: it is said on every page until it is kept, whatever was typed stays, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.flows.test_ways import open_couple, toast, unlock
from tests.support.builders import SATURDAY, Practice
from tests.support.robot import Robot
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.clock import FixedClock
from ui.commitments.answers import StateAnswer
from ui.commitments.drawer import Drawer
from ui.commitments.promise_row import PromiseRow
from ui.homework.given_list import GivenRow
from ui.kit.date_field import DateField
from ui.kit.fields import ComboBox
from ui.kit.form_sheet import FormSheet
from ui.kit.half_filled import typed_in
from ui.kit.places import Place
from ui.kit.ticks import CheckBox, RadioButton

READ_ONLY = "This disk is read-only. Not saved — your text is still here."


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Robot]:
    with Practice(tmp_path) as told:
        couple = told.couple("Ada", "Ben", started_on=told.day(60))
        couple.session(days_ago=7).says("They came in laughing.")
        folder = told.made.folder
    made = Robot(qtbot, tmp_path, FixedClock(SATURDAY))
    made.start(folder)
    unlock(made)
    yield made
    made.end()


def refuse(robot: Robot, refused: bool) -> None:
    """As on a disk that turned read-only, or can be written again."""
    robot.doorway.window.ctx.workspace.vault.read_only = refused


def bar(robot: Robot) -> str:
    shown = robot.doorway.window.safekeeping.failure
    return shown.words.text() if shown.isVisible() else ""


def until_kept(robot: Robot) -> None:
    refuse(robot, False)
    robot.until(lambda: not bar(robot))
    robot.settle()


def in_vault(robot: Robot, work):
    found: list = []
    robot.outside.tasks.vault(work, found.append)
    robot.settle()
    return found[0]


def write_note(robot: Robot, words: str) -> None:
    """Begin today's note; from the first word on, the vault takes nothing."""
    open_couple(robot, "Ada")
    robot.press("Ctrl+N")
    robot.until(lambda: robot.here == "Note")
    robot.settle()
    refuse(robot, True)
    robot.type(words)


def test_a_note_is_said_to_be_unsaved_on_every_page_and_saves_by_itself(robot: Robot):
    write_note(robot, "Only on the screen")
    robot.until(lambda: bar(robot).startswith(READ_ONLY))
    assert isinstance(QApplication.focusWidget(), QWidget)
    assert robot.here == "Note"  # the bar takes nobody's caret
    robot.type(", and more")
    robot.press("Ctrl+0")
    assert bar(robot).startswith(READ_ONLY)
    until_kept(robot)
    open_couple(robot, "Ada")
    robot.press("Ctrl+2")
    robot.until(lambda: robot.reads("Only on the screen, and more"))


def test_try_again_is_reached_with_tab(robot: Robot):
    write_note(robot, "Only on the screen")
    robot.until(lambda: bar(robot))
    robot.walk_to("Try again")
    refuse(robot, False)
    robot.press("Space")
    robot.until(lambda: not bar(robot))


def test_a_promise_stays_in_its_form_and_is_kept_by_itself(robot: Robot):
    window = robot.doorway.window
    couple = open_couple(robot, "Ada")
    window.go(Place("couple", couple, tab="commitments", extra={"new": "I call at five"}))
    robot.settle()
    refuse(robot, True)
    robot.press("Ctrl+Return")
    robot.until(lambda: bar(robot).startswith(READ_ONLY))
    robot.type(" every day")
    assert robot.reads("I call at five every day")
    until_kept(robot)
    promises = in_vault(robot, lambda: window.ctx.workspace.commitments.list(couple))
    assert [one.commitment.words for one in promises] == ["I call at five every day"]
    assert toast(robot) == "Promise added"


def test_a_promise_half_written_is_not_lost_by_a_lock(robot: Robot):
    couple = open_couple(robot, "Ada")
    robot.doorway.window.go(Place("couple", couple, tab="commitments", extra={"new": "I call at"}))
    robot.settle()
    refuse(robot, True)
    robot.press("Ctrl+L")
    robot.until(lambda: robot.reads("Some of your text is not saved yet."))
    refuse(robot, False)
    robot.press("Return")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    unlock(robot)
    robot.until(lambda: robot.reads("I call at"))


FORMS = {
    "couple": "Called",
    "safety:status": "In your own words",
    "safety:plan": "Contact rules",
    "partner_b": "Pronouns",
    "cycle": "Ben: The new move",
    "phase": "Why, in a line",
    "rupture": "What happened, in short",
}


def look_at_window(robot: Robot) -> None:
    """As a desktop does when a sheet over the window has closed."""
    robot.frame.activateWindow()
    robot.until(robot.frame.isActiveWindow)


def unlock_again(robot: Robot) -> None:
    robot.until(lambda: robot.doorway.unlock_page is not None)
    look_at_window(robot)
    robot.doorway.unlock_page.focus_first()
    unlock(robot)


def lock_and_return(robot: Robot) -> FormSheet:
    robot.press("Ctrl+L")
    unlock_again(robot)
    robot.until(lambda: robot.outside.dialogs.shown)
    robot.settle()
    [sheet] = robot.outside.dialogs.shown
    assert isinstance(sheet, FormSheet)
    return sheet


def open_form(robot: Robot, form: str, couple: str) -> FormSheet:
    page, _, word = form.rpartition(":")
    robot.doorway.window.go(Place(page or "couple", couple, extra={"open": word}))
    robot.until(lambda: robot.outside.dialogs.shown)
    robot.settle()
    [sheet] = robot.outside.dialogs.shown
    assert isinstance(sheet, FormSheet)
    return sheet


@pytest.mark.parametrize("form", FORMS)
def test_a_form_half_filled_stands_there_again_after_a_lock(robot: Robot, form: str):
    couple = open_couple(robot, "Ada")
    sheet = open_form(robot, form, couple)
    robot.until(lambda: QApplication.activeWindow() is sheet)
    robot.walk_to(FORMS[form])
    robot.type("half a sen")
    for combo in sheet.findChildren(ComboBox):
        combo.setCurrentIndex(combo.count() - 1)
        combo.activated.emit(combo.currentIndex())
    for date in sheet.findChildren(DateField):
        date.edit.setText("4 Mar 2026")
    for button in [*sheet.findChildren(CheckBox)[:1], *sheet.findChildren(RadioButton)[-1:]]:
        button.click()
    typed = sheet.half_filled
    assert any("half a sen" in str(value) for value in typed.values())
    again = lock_and_return(robot)
    assert type(again) is type(sheet)
    assert again.half_filled == typed
    robot.until(lambda: QApplication.activeWindow() is again)
    robot.press("Ctrl+Return")
    robot.until(lambda: not robot.outside.dialogs.shown)
    file = in_vault(robot, lambda: robot.doorway.window.ctx.workspace.couples.get(couple))
    path = in_vault(robot, lambda: robot.doorway.window.ctx.workspace.progression.path(couple))
    safe = in_vault(robot, lambda: robot.doorway.window.ctx.workspace.safety.standing(couple))
    assert "half a sen" in f"{file} {path} {safe}"


def promise_of(robot: Robot, couple: str) -> str:
    """A promise that can be asked about."""
    service = robot.doorway.window.ctx.workspace.commitments
    draft = CommitmentDraft(couple_id=couple, owner="b", words="I call at five", cadence="daily")
    return in_vault(robot, lambda: service.add(draft)).value.id


def drawer_of(robot: Robot) -> Drawer:
    robot.until(lambda: robot.frame.findChildren(Drawer))
    robot.settle()
    [drawer] = [one for one in robot.frame.findChildren(Drawer) if not one.isHidden()]
    return drawer


def test_a_check_in_half_said_stands_there_again_after_a_lock(robot: Robot):
    couple = open_couple(robot, "Ada")
    promise = promise_of(robot, couple)
    robot.doorway.window.go(Place("couple", couple, tab="commitments", extra={"commitment_id": promise}))
    robot.until(lambda: isinstance(QApplication.focusWidget(), PromiseRow))
    robot.press("Return")
    robot.press("3")
    robot.walk_to("A few words on it")
    robot.type("The train was late")
    typed = typed_in(drawer_of(robot))
    robot.press("Ctrl+L")
    unlock_again(robot)
    assert typed_in(drawer_of(robot)) == typed
    robot.walk_to("A few words on it")
    robot.press("Return")
    robot.until(lambda: not robot.frame.findChildren(Drawer))
    [file] = in_vault(robot, lambda: robot.doorway.window.ctx.workspace.commitments.list(couple))
    assert [(one.outcome, one.line) for one in file.check_ins] == [("missed", "The train was late")]


def test_why_a_promise_pauses_stands_there_again_after_a_lock(robot: Robot):
    couple = open_couple(robot, "Ada")
    promise = promise_of(robot, couple)
    robot.doorway.window.go(Place("couple", couple, tab="commitments", extra={"commitment_id": promise}))
    robot.until(lambda: isinstance(QApplication.focusWidget(), PromiseRow))
    robot.doorway.window.findChild(PromiseRow).open_with(StateAnswer("paused")).focus_first()
    robot.type("His shift changed")
    robot.press("Ctrl+L")
    unlock_again(robot)
    drawer = drawer_of(robot)
    assert drawer.answer == StateAnswer("paused", drawer.answer.on_date, "His shift changed")


def test_what_is_said_of_a_sheet_stands_there_again_after_a_lock(robot: Robot):
    couple = open_couple(robot, "Ada")
    homework = robot.doorway.window.ctx.workspace.homework
    in_vault(robot, lambda: homework.give(couple, "listening_habit", holder="both"))
    robot.doorway.window.go(Place("couple", couple, tab="homework"))
    robot.until(lambda: robot.frame.findChildren(GivenRow))
    robot.settle()
    row = next(one for one in robot.frame.findChildren(GivenRow) if one.isVisible())
    row.mark.click()
    robot.walk_to("What came of it")
    robot.type("Four evenings")
    robot.doorway.window.tell(Changes.of("assignment", couple=couple))  # something else changed meanwhile
    robot.settle()
    assert "Four evenings" in robot.screen()
    robot.press("Ctrl+L")
    unlock_again(robot)
    robot.until(lambda: "Four evenings" in robot.screen())
    robot.settle()
    robot.walk_to("What came of it")
    robot.press("Return")
    robot.settle()
    given = robot.doorway.window.ctx.workspace.homework.assignments
    assert [one.review_line for one in in_vault(robot, lambda: given(couple))] == ["Four evenings"]
    assert not [one for one in robot.frame.findChildren(GivenRow) if one.form is not None]


def test_a_form_called_off_or_not_touched_does_not_come_back(robot: Robot):
    couple = open_couple(robot, "Ada")
    open_form(robot, "couple", couple)
    robot.press("Ctrl+L")
    unlock_again(robot)
    assert robot.outside.dialogs.shown == ()
    sheet = open_form(robot, "couple", couple)
    sheet.findChildren(QLineEdit)[0].setText("The Bens")
    robot.press("Escape")
    robot.until(lambda: not robot.outside.dialogs.shown)
    look_at_window(robot)
    robot.press("Ctrl+L")
    unlock_again(robot)
    assert robot.outside.dialogs.shown == ()


def test_a_form_the_vault_refused_holds_the_lock_until_its_words_are_kept(robot: Robot):
    couple = open_couple(robot, "Ada")
    sheet = open_form(robot, "safety:status", couple)
    sheet.reason.edit.setPlainText("Call the helpline")
    refuse(robot, True)
    robot.press("Ctrl+Return")
    robot.until(lambda: sheet.error.startswith(READ_ONLY))
    robot.doorway.window.lock_requested.emit("idle")
    robot.until(lambda: robot.reads("Some of your text is not saved yet."))
    look_at_window(robot)
    refuse(robot, False)
    robot.press("Return")
    unlock_again(robot)
    robot.until(lambda: robot.outside.dialogs.shown)
    [again] = robot.outside.dialogs.shown
    assert again.reason.value == "Call the helpline"


def test_a_couples_sheet_stays_open_and_closes_once_it_is_kept(robot: Robot):
    window = robot.doorway.window
    couple = open_couple(robot, "Ada")
    window.stack.current.edit_couple()
    robot.settle()
    [sheet] = window.ctx.dialogs.shown
    label = sheet.findChildren(QLineEdit)[0]
    label.setText("The Bens")
    refuse(robot, True)
    robot.press("Ctrl+Return")
    robot.until(lambda: sheet.error.startswith(READ_ONLY))
    assert label.text() == "The Bens"
    until_kept(robot)
    assert not window.ctx.dialogs.shown
    file = in_vault(robot, lambda: window.ctx.workspace.couples.get(couple))
    assert file.couple.label == "The Bens"


def test_the_practices_name_is_kept_by_itself(robot: Robot):
    window = robot.doorway.window
    robot.press("Ctrl+,")
    robot.walk_to("Practice name")
    refuse(robot, True)
    robot.type("Willow Street")
    robot.press("Tab")
    robot.until(lambda: bar(robot).startswith(READ_ONLY))
    assert robot.reads("Willow Street")
    until_kept(robot)
    assert in_vault(robot, lambda: window.ctx.workspace.practice.get().name) == "Willow Street"
    assert not robot.reads("Not saved")


def test_a_copy_elsewhere_carries_the_text_over_a_lock(robot: Robot, tmp_path: Path):
    elsewhere = tmp_path / "Stick"
    elsewhere.mkdir()
    write_note(robot, "Carried in a copy")
    window = robot.doorway.window
    robot.until(lambda: window.ctx.unsaved.tries == 1)
    assert not window.safekeeping.failure.copy.isVisible()
    while window.ctx.unsaved.tries < 3:
        window.ctx.unsaved.retry()
        robot.settle()
    assert window.safekeeping.failure.copy.isVisible()
    robot.press("Ctrl+L")
    robot.until(lambda: robot.reads("Some of your text is not saved yet."))
    robot.outside.dialogs.answer_next(str(elsewhere))
    robot.walk_to("Save an encrypted copy")
    robot.press("Space")
    robot.until(lambda: robot.reads("An encrypted copy of your text is saved."))
    assert [path.suffix for path in elsewhere.iterdir()] == [".attunedraft"]
    assert robot.here == "Lock now"
    robot.press("Space")
    robot.until(lambda: robot.doorway.unlock_page is not None)
    unlock(robot)
    assert robot.reads("Text that could not be saved lies in an encrypted copy in Stick.")
    robot.walk_to("Look at it")
    robot.press("Space")
    robot.until(lambda: robot.doorway.window.ctx.dialogs.shown)
    assert robot.reads("Put text back")
    robot.until(lambda: QApplication.activeWindow() is robot.doorway.window.ctx.dialogs.shown[-1])
    robot.press("Ctrl+Return")
    robot.until(lambda: not robot.doorway.window.ctx.dialogs.shown)
    assert not robot.reads("lies in an encrypted copy")
    workspace = robot.doorway.window.ctx.workspace

    def texts() -> list[str]:
        [couple] = workspace.couples.list()
        rows = workspace.sessions.list(couple.couple.id)
        return [workspace.sessions.get(row.session.id).note.plain_text() for row in rows]

    assert "Carried in a copy" in in_vault(robot, texts)[0]
