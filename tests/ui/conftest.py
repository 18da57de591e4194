"""What every room's tests stand on: a theme, an open practice with two couples, and a way to wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.builders import SATURDAY, Practice
from tests.support.moulds import Mould
from tests.support.vaults import MadeVault, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.files import write_whole
from therapist_app.settings import Settings
from therapist_app.workspace import Workspace
from ui.kit.context import Context
from ui.kit.dialogs import Dialogs
from ui.kit.tasks import Tasks
from ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %, on the application that all tests share."""
    made = Theme(qapp, "light")
    yield made
    if shiboken6.isValid(made):
        made.deleteLater()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The threads; a bug in work handed to them fails the test."""
    made = Tasks()
    crashed: list[BaseException] = []
    made.crashed.connect(crashed.append)
    yield made
    made.close()
    made.deleteLater()
    if crashed:
        raise crashed[0]


@pytest.fixture
def settle(tasks: Tasks) -> Callable[[], None]:
    """Wait until nothing is under way in the threads, delivering results meanwhile."""
    return tasks.drain


InVault = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def in_vault(tasks: Tasks) -> InVault:
    """Run something on the vault's thread, to tell stories into the practice or to read what is in it."""

    def run(work: Callable[[], Any]) -> Any:
        found: list[Any] = []
        troubles: list[BaseException] = []
        tasks.vault(work, found.append, None, troubles.append)
        tasks.drain()
        if troubles:
            raise troubles[0]
        return found[0]

    return run


@dataclass(frozen=True)
class SmallPractice:
    """A practice with two couples; call `told` (a builder) and the workspace on the vault's thread only."""

    told: Practice
    workspace: Workspace
    ada_ben: str
    mira_noor: str


@pytest.fixture
def small(tmp_path: Path, in_vault: InVault, tasks: Tasks) -> Iterator[SmallPractice]:
    """A real encrypted practice with Ada & Ben, who have a history, and Mira & Noor, who are new."""
    made: SmallPractice = in_vault(lambda: _small_practice(tmp_path))
    yield made
    # qtbot has closed its widgets, yet they live on, timers and all, until their deletion is carried out.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    in_vault(lambda: (made.workspace.close(), True))
    tasks.next_epoch()  # as at a lock: what a page still asks for now is dropped


def _small_practice(folder: Path) -> SmallPractice:
    words, ada_ben, mira_noor = _SMALL.copy(folder)
    clock = FixedClock(SATURDAY)
    vault = open_again(folder / "Practice.attune", clock=clock)
    told = Practice(folder, made=MadeVault(vault, words, clock))
    return SmallPractice(told, Workspace(vault, clock, told.catalogue), ada_ben, mira_noor)


def _tell(folder: Path) -> tuple[list[str], str, str]:
    with Practice(folder) as told:
        couple = told.couple("Ada", "Ben", started_on=told.day(70))
        couple.safety("no_known_concern", days_ago=70).phase("safety", days_ago=63).phase(
            "understanding", days_ago=14
        )
        couple.session(days_ago=14).says("They came in quiet. Ada named the evening calls.").done()
        couple.session(days_ago=7).says("Ben asked first, then listened.").tags("blaming", 2)
        promise = couple.promise("I text when I leave work", owner="b", days_ago=28)
        promise.kept(20, 13).missed(6)
        new = told.couple("Mira", "Noor")
        return told.made.words, couple.id, new.id


_SMALL = Mould(_tell)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with their own file."""
    return Settings(tmp_path / "settings.toml", write_whole)


@pytest.fixture
def dialogs(theme: Theme) -> Iterator[Dialogs]:
    """Questions to the person; pre-answer one with `answer_next`."""
    made = Dialogs(theme)
    yield made
    made.close_all()


@pytest.fixture
def ctx(small: SmallPractice, tasks: Tasks, theme: Theme, settings: Settings, dialogs: Dialogs) -> Context:
    """What a page is handed, on the small practice."""
    return Context(small.workspace, tasks, theme, settings, dialogs)


@pytest.fixture(autouse=True)
def _no_window_left(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """Windows that a test left open are closed, and the test fails: they leak in the product too.

    `qtbot` closes the ones it was given before this looks.
    """
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    QApplication.clipboard().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [one for one in QApplication.topLevelWidgets() if id(one) not in before and one.isVisible()]
    names = [f"{type(one).__name__} {one.objectName() or one.windowTitle()}" for one in left]
    for one in left:
        _close(one)
    assert not names, f"windows left open: {names}"


def _close(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
