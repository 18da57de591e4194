"""The promises tab in a window, and hands to use it by keyboard."""

import datetime as dt

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from therapist_app.kernel.changes import Changes
from ui.commitments.page import CommitmentsTab
from ui.kit.places import Place

DAY = dt.date(2026, 11, 21)


class Heard:
    """What the page told the window."""

    def __init__(self, page):
        self.changes: list[Changes] = []
        self.messages: list[tuple] = []
        page.changed.connect(self.changes.append)
        page.message.connect(lambda words, undo: self.messages.append((words, undo)))

    @property
    def words(self):
        return self.messages[-1][0]

    def undo(self):
        self.messages[-1][1]()


@pytest.fixture
def page(ctx, qtbot, small, settle):
    made = CommitmentsTab(ctx, None)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open(Place("couple", small.ada_ben, tab="commitments"))
    settle()
    return made


@pytest.fixture
def heard(page):
    return Heard(page)


@pytest.fixture
def promises(small, in_vault):
    """The couple's promises as the vault has them now."""
    return lambda: in_vault(lambda: small.workspace.commitments.list(small.ada_ben))


def keys(page, *which):
    for key in which:
        target = page.window().focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


@pytest.fixture
def see(qtbot):
    """Wait until these words can be read in a part of the page."""
    return lambda widget, words: qtbot.waitUntil(lambda: words in shown(widget))


def shown(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
