"""Every page of the window: reached by Tab, named for a screen reader, and whole at 200 % text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.robot import Robot, name_of
from tests.support.vaults import WEAK
from therapist_app.kernel.clock import FixedClock
from therapist_app.sample.build import build_sample
from therapist_app.workspace import create_workspace
from ui.couples.excerpt import Excerpt
from ui.kit.places import Place

PASSPHRASE = "seven green lamps over water"
NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
PAGES = (
    "today",
    "overview",
    "notes",
    "commitments",
    "homework",
    "progress",
    "note",
    "repair",
    "intake",
    "report",
    "caseload",
    "figures",
    "add_couple",
    "search",
    "handouts",
    "own_sheet",
    "said_sheet",
    "safety",
    "settings",
)
TABS = ("overview", "notes", "commitments", "homework", "progress")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A sample practice on disk; its folder, a couple and one of its sessions."""
    folder = tmp_path_factory.mktemp("sample") / "Sample.attune"
    clock = FixedClock(NOW)
    workspace = create_workspace(folder, PASSPHRASE, "Willow Street", clock=clock, policy=WEAK).workspace
    build_sample(workspace, clock, seed="1", couples=4, weeks=20)
    workspace.homework.own.begin("Our evening walk")
    couple = workspace.progression.caseload()[0].couple.id
    session = workspace.sessions.list(couple, limit=1)[0].session.id
    workspace.close()
    return folder, couple, session


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path, practice: tuple[Path, str, str]) -> Iterator[Robot]:
    made = Robot(qtbot, tmp_path, FixedClock(NOW))
    made.start(practice[0])
    made.type(PASSPHRASE)
    made.press("Return")
    made.until(lambda: made.doorway.window is not None)
    made.settle()
    yield made
    made.end()


def show(robot: Robot, page: str, practice: tuple[Path, str, str]) -> None:
    _, couple, session = practice
    of_session = page in ("note", "said_sheet")
    of_couple = of_session or page in ("report", "repair", "intake", "safety")
    place = Place(page, couple if of_couple else "", session if of_session else "")
    if page == "own_sheet":
        robot.doorway.window.go(Place("handouts"))
        robot.settle()
        place = Place(page, extra={"sheet": robot.doorway.window.stack.current.sheets.key})
    robot.doorway.window.go(Place("couple", couple, tab=page) if page in TABS else place)
    robot.settle()


def stops(window: QWidget) -> list[QWidget]:
    """Everything that Tab should reach: visible, in use, and meant for the keyboard."""
    found = window.findChildren(QWidget)
    return [
        one
        for one in found
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_to_every_control_each_with_a_plain_name_and_comes_around(robot, practice, page):
    show(robot, page, practice)
    wanted = stops(robot.frame)
    assert_named(wanted)
    first = robot._target()
    reached = [first]
    for _ in range(len(wanted) + 5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        QCoreApplication.processEvents()
        here = QApplication.focusWidget()
        if here is first:
            break
        assert here not in reached, f"Tab runs in a circle that leaves things out, at {name_of(here)}"
        reached.append(here)
    left_out = [name_of(one) for one in wanted if one not in reached]
    assert left_out == []


def assert_named(controls: list[QWidget]) -> None:
    names = [name_of(one) for one in controls]
    nameless = [type(one).__name__ for one in controls if not _name(one)]
    assert nameless == []
    assert not [name for name in names if "&&" in name or re.search(r"Ctrl\+\w$", name)]
    assert not [one for one, two in pairwise(names) if one == two]


def _name(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if isinstance(found, QAccessibleInterface) else ""


@pytest.mark.parametrize("page", PAGES)
def test_at_200_percent_nothing_is_cut_and_nothing_scrolls_sideways(robot, practice, page):
    robot.outside.settings.change(text_size=200)
    show(robot, page, practice)
    assert robot.frame.minimumSizeHint().width() <= 1280
    assert robot.frame.width() == 1280
    sideways = [
        type(area).__name__
        for area in robot.frame.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0 and area.objectName() != "map"
    ]
    assert sideways == []
    assert cut(robot.frame) == []


def cut(window: QWidget) -> list[str]:
    """Words that do not fit their label or button and have no tooltip that says them."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.toolTip() or isinstance(widget, Excerpt):
            continue  # an excerpt is meant to end early; its card leads to the whole
        if isinstance(widget, QPushButton) and widget.text():
            need = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&"))
            if need > widget.width():
                found.append(f"button {widget.text()}")
        elif isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            if widget.wordWrap():
                room = QRect(0, 0, widget.contentsRect().width(), 100_000)
                need = (
                    widget.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, widget.text()).height()
                )
                if need > widget.height() + 2:
                    found.append(f"paragraph {widget.text()[:40]}")
            elif widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() + 1:
                found.append(f"label {widget.text()[:40]}")
    return found
