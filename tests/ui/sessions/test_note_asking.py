"""Asking beside the note: how promises went, by whose account, over several days, and what became of sheets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.builders import ACouple
from tests.ui.conftest import InVault, SmallPractice
from tests.ui.sessions.desk_top import DeskTop
from therapist_app.homework.outcome import outcome_of
from therapist_app.kernel.changes import Changes
from ui.kit.context import Context

KEY = Qt.Key


@pytest.fixture
def top(ctx: Context, small: SmallPractice, in_vault: InVault, qtbot: QtBot) -> Iterator[DeskTop]:
    made = DeskTop(ctx, small, in_vault)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    made.open(small.ada_ben)
    yield made
    made.close()


def test_a_promise_is_asked_about_and_the_account_can_be_said(top: DeskTop) -> None:
    row = next(iter(top.page.panel.promises.rows.values()))
    assert top.page.panel.promises.said.text() == "0 of 1 asked"
    top.tab_to(row.how)
    top.key(KEY.Key_2)
    assert _answers(top) == {"clinician": "partly"}
    assert top.page.panel.promises.said.text() == "1 of 1 asked"
    row._fill()
    _choose(row._menu, "By Ben’s account")
    top.wait()
    assert _answers(top) == {"b": "partly"}
    row._fill()
    _choose(row._menu, "Add Ada’s account beside it")
    top.wait()
    top.key(KEY.Key_3)
    assert _answers(top) == {"b": "partly", "a": "missed"}
    assert row.also.text() == "Partly by Ben’s account"
    row._fill()
    _choose(row._menu, "Take this answer back")
    top.wait()
    assert _answers(top) == {"b": "partly"}
    row._show("b")
    row._fill()
    _choose(row._menu, "Ada noticed and said so")
    top.wait()
    assert _answers(top) == {"b": "partly"}
    row._fill()
    assert _is_checked(row._menu, "Ada noticed and said so")


def test_a_sheet_given_before_is_talked_about(top: DeskTop) -> None:
    homework, couple = top.small.workspace.homework, top.small.ada_ben
    done = top.in_vault(
        lambda: homework.give(
            couple,
            "listening_habit",
            holder="both",
            given_on=top.small.told.day(7),
            review_on=top.small.told.today,
        )
    )
    top.page.reload(done.changes)
    top.wait()
    row = top.page.panel.sheets.rows[done.value.id]
    assert row.second.text() == "Both, given 14 Nov, due today"
    top.tab_to(row.talked)
    top.key(KEY.Key_Space)
    assert row.second.text() == "Both, talked about today"
    assert top.in_vault(lambda: homework.assignments(couple))[0].reviewed_on == top.small.told.today
    for key in (KEY.Key_4, KEY.Key_Tab, KEY.Key_2, KEY.Key_Return):
        top.key(key)
    said = outcome_of(top.in_vault(lambda: homework.assignments(couple))[0])
    assert (said.how_much, said.how_well, said.on_date) == (4, 2, top.small.told.today)
    assert row.became.text() == "All of it done, it was all right"
    assert top.focus is row.talked


def test_several_days_are_answered_at_once_and_the_account_can_still_be_said(top: DeskTop) -> None:
    couple = ACouple(top.small.told, top.small.ada_ben)
    promise = top.in_vault(lambda: couple.promise("I cook", owner="b", days_ago=9).kept(5).id)
    top.page.reload(Changes.of("commitment", couple=top.small.ada_ben))
    top.wait()
    row = top.page.panel.promises.rows[promise]
    assert row.days.words == "The last 5 at once"
    row._fill_counts()
    _choose(row._counts, "4 of 5 kept")
    top.wait()
    assert (row.days.words, row.how.outcome) == ("4 of 5 kept", "")
    row._fill()
    _choose(row._menu, "By Ben’s account")
    top.wait()
    last = top.in_vault(lambda: top.small.workspace.commitments.get(promise)).check_ins[-1]
    assert (last.kept_days, last.asked_days, last.account) == (4, 5, "b")


def test_a_bottom_line_that_did_not_hold_says_where_that_belongs(top: DeskTop) -> None:
    couple = ACouple(top.small.told, top.small.ada_ben)
    line = top.in_vault(lambda: couple.promise("No contact with X", kind="bottom_line", days_ago=9).id)
    top.page.reload(Changes.of("commitment", couple=top.small.ada_ben))
    top.wait()
    row = top.page.panel.promises.rows[line]
    row.how.setFocus()
    top.key(KEY.Key_3)
    assert row.also.text() == "A bottom line that did not hold belongs to safety: it waits on Today"


def _answers(top: DeskTop) -> dict[str, str]:
    service = top.small.workspace.commitments
    files = top.in_vault(lambda: service.list(top.small.ada_ben))
    return {one.account: one.outcome for one in files[0].check_ins if one.session_id == top.session_id}


def _is_checked(menu, words: str) -> bool:
    return next(action for action in menu.actions() if action.text() == words).isChecked()


def _choose(menu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
