"""The page of today in a window of the size it has beside the sidebar."""

from __future__ import annotations

import datetime as dt

import pytest

from ui.kit.places import Place
from ui.today.page import TodayPage


class Heard:
    """What a page asked of the shell."""

    def __init__(self, page) -> None:
        self.places, self.changes, self.messages, self.actions = [], [], [], []
        page.navigate_requested.connect(self.places.append)
        page.changed.connect(self.changes.append)
        page.message.connect(lambda words, undo: self.messages.append((words, undo)))
        page.action_requested.connect(self.actions.append)


@pytest.fixture
def open_page(ctx, qtbot, settle):
    def opened(*, discreet=False, size=(1016, 800)):
        page = TodayPage(ctx)
        qtbot.addWidget(page)
        page.set_discreet(discreet)
        page.resize(*size)
        page.open(Place("today"))
        page.show()
        page.activateWindow()
        qtbot.waitExposed(page)
        settle()
        return page, Heard(page)

    return opened


@pytest.fixture
def comes_today(small, in_vault):
    """Give a couple its usual hour on the day of the clock, a Saturday at 12:02."""

    def come(couple_id, hour, minute=0):
        couples = small.workspace.couples
        in_vault(
            lambda: couples.update(
                couple_id, slot_weekday=5, slot_time=dt.time(hour, minute), slot_every="weekly"
            )
        )

    return come
