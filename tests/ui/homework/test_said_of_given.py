"""What is said of a sheet that was given: how much was done, how well it went, and nothing half said is lost."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import LISTENING, Opened, OpenPage
from therapist_app.homework.outcome import SheetOutcome, outcome_of
from ui.homework.tab import HomeworkTab
from ui.kit.context import Context
from ui.kit.places import Place

OpenTab = Callable[..., Opened]


def test_given_sheets_are_marked_as_reviewed_with_a_line(
    open_tab: OpenTab, small: SmallPractice, ctx: Context, in_vault: InVault
) -> None:
    homework = small.workspace.homework
    in_vault(lambda: homework.give(small.ada_ben, LISTENING, holder="both"))
    tab = open_tab()
    row = tab.page.chooser.out.rows[0]
    assert "Five minutes" in row.row.words.first.text()
    tab.qtbot.waitUntil(row.isVisible)
    row.mark.setFocus()
    tab.press(Qt.Key.Key_Space)
    for key in (Qt.Key.Key_3, Qt.Key.Key_Tab, Qt.Key.Key_4, Qt.Key.Key_Tab):
        tab.press(key)
    tab.type("Four evenings of seven")
    tab.press(Qt.Key.Key_Tab)
    tab.type("Late shifts")
    tab.press(Qt.Key.Key_Return)
    tab.wait_for_words("reviewed")
    given = tab.given()[0]
    assert given.reviewed_on == ctx.workspace.clock.today()
    assert outcome_of(given) == SheetOutcome(3, 4, "Four evenings of seven", "Late shifts", given.reviewed_on)
    assert not tab.page.chooser.out.rows
    tab.page.chooser.views.chips["given"].click()
    words = [label.text() for label in tab.page.chooser.given.findChildren(QLabel)]
    assert "Looked at" in words
    said = ["Most of it done, it went very well", "Four evenings of seven", "In the way: Late shifts"]
    assert [one for one in words if one in said] == said
    assert tab.undo is not None
    tab.undo()
    tab.wait_for_words("waits to be looked at again")
    assert (tab.given()[0].reviewed_on, tab.given()[0].review_line) == (None, "")
    tab.page.chooser.views.chips["all"].click()
    assert tab.page.chooser.out.rows


def test_what_was_said_of_a_sheet_and_is_kept_is_asked_no_more(
    open_tab: OpenTab, small: SmallPractice, in_vault: InVault
) -> None:
    homework = small.workspace.homework
    in_vault(lambda: homework.give(small.ada_ben, LISTENING, holder="both"))
    tab = open_tab()
    tab.page.chooser.views.chips["given"].click()
    row = tab.page.chooser.given.rows[0]
    tab.qtbot.waitUntil(row.isVisible)
    row.mark.click()
    tab.press(Qt.Key.Key_4)
    tab.press(Qt.Key.Key_Return)
    tab.wait_for_words("reviewed")
    tab.qtbot.waitUntil(lambda: tab.page.chooser.given.rows[0] is not row)
    assert tab.given()[0].how_much == 4
    assert tab.page.chooser.given.rows[0].form is None


def test_what_is_half_said_of_a_sheet_comes_back_after_a_lock_though_another_view_was_turned_to(
    open_page: OpenPage, small: SmallPractice, in_vault: InVault
) -> None:
    homework = small.workspace.homework
    in_vault(lambda: homework.give(small.ada_ben, LISTENING, holder="both"))
    tab = open_page(HomeworkTab, Place("couple", small.ada_ben, tab="homework"))
    tab.page.chooser.views.chips["given"].click()
    row = tab.page.chooser.given.rows[0]
    tab.qtbot.waitUntil(row.isVisible)
    row.mark.click()
    tab.press(Qt.Key.Key_3)
    tab.page.chooser.views.chips["all"].click()
    kept = Place.from_json(json.loads(json.dumps(tab.page.place().to_json())))
    assert kept
    again = open_page(HomeworkTab, kept)
    again.qtbot.waitUntil(lambda: bool(again.page.chooser.given.rows))
    again.ctx.tasks.drain()
    assert again.page.chooser.view == "given"
    assert again.page.chooser.given.rows[0].begun == row.begun
    assert 3 in row.begun.values()
