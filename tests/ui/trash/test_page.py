"""The trash on the screen: what, whose, when; hidden names stay hidden; the focus stays in the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import InVault, SmallPractice
from therapist_app.trash.service import Removed
from ui.kit.context import Context
from ui.kit.places import Place
from ui.trash.page import TrashPage
from ui.trash.words import what_words, whose_words

NOW = dt.datetime(2026, 11, 21, 12, 2, tzinfo=dt.UTC)


@pytest.fixture
def page(ctx: Context, qtbot: QtBot, small: SmallPractice, in_vault: InVault, settle: Callable[[], None]):
    promise = in_vault(lambda: small.workspace.commitments.list(small.ada_ben))[0].commitment.id
    in_vault(lambda: small.workspace.trash.remove_commitment(promise))
    session = in_vault(lambda: small.workspace.sessions.list(small.ada_ben))[0].session.id
    in_vault(lambda: small.workspace.trash.remove_session(session))
    made = TrashPage(ctx)
    made.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activateWindow()
    made.open(Place("trash"))
    settle()
    return made


def words(page: TrashPage) -> list[str]:
    return [one.accessibleName() for one in page.restores]


def read(page: TrashPage) -> list[str]:
    """Every line that can be read."""
    return [one.text() for one in page.findChildren(QLabel) if not one.isHidden() and one.isVisibleTo(page)]


def test_it_says_what_whose_and_when_the_last_removed_first(page: TrashPage):
    assert words(page) == [
        "Restore Note: Joint session, Ada & Ben · of 14 Nov · removed today",
        "Restore Promise: I text when I leave work, Ada & Ben · of 24 Oct · removed today",
    ]


def test_hidden_names_hide_whose_and_their_own_words(page: TrashPage):
    page.set_discreet(True)
    said = " ".join(words(page) + read(page))
    assert "Ada" not in said
    assert "I text" not in said
    assert "Promise: Hidden" in said


def test_what_is_restored_leaves_and_the_focus_goes_to_the_next(
    page: TrashPage, small: SmallPractice, in_vault: InVault, settle: Callable[[], None], qtbot: QtBot
):
    page.restores[0].setFocus()
    page.restores[0].click()
    settle()
    assert len(words(page)) == 1
    assert QApplication.focusWidget() is page.restores[0]
    assert len(in_vault(lambda: small.workspace.sessions.list(small.ada_ben))) == 2
    page.restores[0].click()
    settle()
    qtbot.waitUntil(lambda: "Nothing was removed" in read(page))


@pytest.mark.parametrize(
    ("removed_at", "said"),
    [
        (NOW - dt.timedelta(hours=1), "removed today"),
        (NOW - dt.timedelta(days=3), "removed 18 Nov"),
        (NOW - dt.timedelta(days=400), "removed 17 Oct 2025"),
    ],
)
def test_days_are_said_as_short_as_they_are_clear(removed_at: dt.datetime, said: str):
    one = Removed("x", "snippet", ";calm", "", "", None, removed_at)
    assert whose_words(one, NOW, discreet=False) == said
    assert what_words(one, discreet=False) == "Snippet: ;calm"
