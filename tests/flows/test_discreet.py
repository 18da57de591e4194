"""Names hidden: no page, sheet, list, tooltip or spoken name shows a name or what somebody wrote about somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.builders import assess
from tests.support.leftovers import _texts
from tests.support.robot import Robot
from tests.support.vaults import WEAK
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.workspace import create_workspace
from ui.kit.places import Place

PASSPHRASE = "seven green lamps over water"
NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
A, B = "Zephyrinda", "Quillonby"
PAGES = ("today", "repair", "intake", "report", "add_couple", "search", "handouts", "safety", "settings")
TABS = ("overview", "notes", "commitments", "homework", "progress")
_MOST_DEEP = 40


@dataclass(frozen=True)
class Told:
    """A practice in which every field that names someone holds a word to look for."""

    folder: Path
    couple: str
    session: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("discreet") / "Willow.attune"
    clock = FixedClock(NOW)
    made = create_workspace(folder, PASSPHRASE, "Willow Street", clock=clock, policy=WEAK).workspace
    couple = made.couples.add(CoupleDraft(PartnerDraft(A), PartnerDraft(B))).value.id
    assess(made.safety, couple, "no_known_concern", on_date=made.clock.today(), reason=f"{A} said so")
    made.progression.phases.enter(couple, "safety", on_date=made.clock.today(), reason=f"{B} asked for it")
    session = made.sessions.start(couple).value.id
    blocks = (Block.of("p", f"{A} spoke of {B} and the evening"),)
    made.sessions.save_note(session, NoteDocument((Part(Audience.JOINT, blocks),)))
    made.sessions.done(session)
    made.progression.tag_block(session, "blaming", 2)
    promise = made.commitments.add(
        CommitmentDraft(couple_id=couple, owner="a", words=f"I text {B} at five", starts_on=clock.today())
    ).value.id
    made.commitments.check_in(promise, "kept", on_date=clock.today(), account="clinician")
    rupture = {"kind": "betrayal", "period": f"since {B} moved", "line": f"{A} found it"}
    wound = made.couples.add_rupture(couple, **rupture).value.id
    made.repair.mark(wound, "named", session_id=session, line=f"{B} said it")
    for side, other in (("a", B), ("b", A)):
        made.intake.answer(couple, side, "connection", choice="far_apart", words=f"{other} is away")
    made.intake.save_both(couple, brought=f"{A} called")
    made.intake.set_direction(couple, "deciding", line=f"{B} is not sure")
    made.homework.give(couple, "welcome", holder="both", review_on=None, override_reason="")
    made.close()
    return Told(folder, couple, session)


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, told: Told) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start(told.folder)
    made.type(PASSPHRASE)
    made.press("Return")
    made.until(lambda: made.doorway.window is not None)
    made.settle()
    made.doorway.window.set_discreet(True)
    made.settle()
    yield made
    made.outside.dialogs.close_all()
    made.end()


def show(robot: Robot, page: str, told: Told) -> None:
    if page in TABS:
        place = Place("couple", told.couple, tab=page)
    else:
        place = Place(page, told.couple if page in ("repair", "intake", "report", "safety") else "")
    robot.doorway.window.go(place)
    robot.settle()


def named(words: tuple[str, ...] = (A, B)) -> list[str]:
    """Everything that can be seen, pointed at or heard and that holds one of the words."""
    found = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        texts = [*_texts(widget), *_spoken(QAccessible.queryAccessibleInterface(widget))]
        texts += [("action", action.text()) for action in widget.actions()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            texts += [("cell", text) for text in _cells(widget)]
        for place, text in texts:
            if any(word.casefold() in str(text).casefold() for word in words):
                found.append(f"{type(widget).__name__}.{place}: {text[:60]}")
    return found


def _cells(view: QAbstractItemView) -> list[str]:
    """What the cells of a list or table show, say and tell."""
    roles = Qt.ItemDataRole
    told = (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole, roles.AccessibleDescriptionRole)
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(columns)]
    return [str(model.data(place, role)) for place in places for role in told]


def _spoken(found: object, deep: int = 0) -> list[tuple[str, str]]:
    if not isinstance(found, QAccessibleInterface) or not found.isValid() or deep > 1:
        return []
    kinds = QAccessible.Text
    texts = [
        (f"spoken {kind.name}", found.text(kind)) for kind in (kinds.Name, kinds.Description, kinds.Value)
    ]
    return texts + [
        text
        for at in range(min(found.childCount(), _MOST_DEEP))
        for text in _spoken(found.child(at), deep + 1)
    ]


def test_the_search_for_names_finds_them_while_they_are_shown(robot: Robot, told: Told):
    robot.doorway.window.set_discreet(False)
    show(robot, "overview", told)
    assert len(named((A,))) > 3


@pytest.mark.parametrize("page", [*PAGES, *TABS])
def test_no_page_shows_a_name(robot: Robot, told: Told, page: str):
    show(robot, page, told)
    assert named() == []


def test_a_note_is_the_one_page_that_is_read_by_choice_and_its_title_names_nobody(robot: Robot, told: Told):
    robot.doorway.window.go(Place("note", told.couple, told.session))
    robot.settle()
    assert A not in robot.frame.windowTitle()
    shown = [one for one in named() if not one.startswith(("NoteText", "NoteSurface", "WritingColumn"))]
    assert shown == []


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.parametrize("page", ["overview", "commitments", "progress"])
def test_no_sheet_that_a_button_of_a_page_opens_shows_a_name(robot: Robot, told: Told, page: str):
    show(robot, page, told)
    window: QWidget = robot.doorway.window
    names = {
        one.accessibleName() or one.text()
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled()
    }
    seen = {}
    for name in sorted(names):
        show(robot, page, told)
        button = next(
            (
                one
                for one in window.findChildren(QAbstractButton)
                if one.isVisible() and one.isEnabled() and (one.accessibleName() or one.text()) == name
            ),
            None,
        )
        if button is None or name.startswith(("Print", "Lock", "Save", "Write", "Done", "Sign")):
            continue
        button.click()
        robot.settle()
        found = [one for one in named() if not one.startswith(("NoteText", "WritingColumn"))]
        if found:
            seen[name] = found
        if popup := QApplication.activePopupWidget():
            popup.close()
        robot.outside.dialogs.close_all()
        robot.settle()
    assert seen == {}


def test_find_or_do_and_its_hits_show_no_name(robot: Robot, told: Told):
    robot.press("Ctrl+K")
    robot.type("wil")
    assert named() == []
    robot.press("Escape")
