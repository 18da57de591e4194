"""The caseload review, used by keyboard on a real practice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.builders import ACouple
from ui.kit.page_sheet import PageSheet
from ui.kit.places import Place
from ui.progression.caseload_page import CaseloadPage

TEXT = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def page(ctx, qtbot, settle, small, in_vault):
    in_vault(lambda: ACouple(small.told, small.mira_noor).safety("concerns").id)
    made = CaseloadPage(ctx)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open(Place("caseload"))
    settle()
    return made


def couples(page):
    return [page.table.lines.index(row, 0).data() for row in range(page.table.lines.rowCount())]


def press(page, key):
    page.table.setFocus()
    QTest.keyClick(page.table, key)


def test_every_couple_has_its_line(page):
    assert couples(page) == ["Mira & Noor", "Ada & Ben"]  # by phase: none yet comes first
    row = [page.table.lines.index(1, column).data() for column in range(7)]
    assert row[1:4] == ["3 Understanding, 2 weeks", "No concern known", "7 days ago"]
    assert page.table.lines.index(1, 3).data(TEXT) == "Ada & Ben, last seen: 7 days ago"


def test_a_number_sorts_and_again_the_other_way_round(page):
    press(page, Qt.Key.Key_1)
    assert couples(page) == ["Ada & Ben", "Mira & Noor"]
    press(page, Qt.Key.Key_1)
    assert couples(page) == ["Mira & Noor", "Ada & Ben"]
    assert page.place().extra == {"show": "all", "by": "couple", "turned": True}


def test_a_choice_filters_and_says_what_is_shown(page):
    page.shows.chips["safety"].setFocus()
    QTest.keyClick(page.shows.chips["safety"], Qt.Key.Key_Space)
    assert couples(page) == ["Mira & Noor"]
    assert page.said.text().startswith("Couples with a safety concern")
    page.shows.chips["reviews"].click()
    assert couples(page) == []
    assert page.empty.isVisible()
    assert not page.print.isEnabled()


def test_enter_opens_the_couple(page, small):
    went = []
    page.navigate_requested.connect(went.append)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    assert went == [Place("couple", small.ada_ben, tab="overview")]


def test_names_can_be_hidden_on_screen_and_for_a_screen_reader(page):
    page.set_discreet(True)
    said = " ".join(couples(page)) + page.table.lines.index(0, 2).data(TEXT)
    assert "Mira" not in said
    assert "Ada" not in said


def test_the_lines_are_printed_for_the_clinician_alone(page, ctx, settle):
    page.print.setFocus()
    QTest.keyClick(page.print, Qt.Key.Key_Space)
    settle()
    sheet = ctx.dialogs.shown[-1]
    assert isinstance(sheet, PageSheet)
    assert "for you only" in sheet.windowTitle().lower()
    sheet.reject()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_has_no_room_is_said_with_the_couple(page, theme, settle, scale):
    theme.set_scale(scale)
    settle()
    assert page.minimumSizeHint().width() <= 1016
    assert page.table.horizontalScrollBar().maximum() == 0
    hidden = [column for column in range(7) if page.table.isColumnHidden(column)]
    assert bool(hidden) is (scale == 2.0)
    said = page.table.lines.index(1, 0).data(TEXT)
    assert ("last seen: 7 days ago" in said) is (3 in hidden)
    theme.set_scale(1.0)


def test_in_a_narrow_window_the_longest_facts_are_cut_and_the_short_ones_stand_whole(
    page, small, in_vault, settle
):
    in_vault(lambda: ACouple(small.told, small.ada_ben).phase("renewal").id)
    page.open(Place("caseload"))
    table, ever_cut = page.table, set()
    metrics = table.fontMetrics()
    for width in range(700, 1000, 20):
        page.resize(width, 640)
        settle()
        shown = {column for column in range(1, 7) if not table.isColumnHidden(column)}
        wide = {
            column: max(metrics.horizontalAdvance(table.lines.index(row, column).data()) for row in range(2))
            for column in shown
        }
        cut = {column for column in shown if table.columnWidth(column) < wide[column] + 18}
        for longer in cut:
            assert all(wide[column] <= wide[longer] for column in shown - cut)
        assert sum(map(table.columnWidth, range(7))) <= table.viewport().width()
        ever_cut |= cut
    assert ever_cut, "no window was narrow enough for this test"
    assert not ever_cut & {3, 4, 6}


def test_a_long_name_is_cut_before_any_fact_is(page, small, in_vault, settle):
    name = "Maximiliane-Alexandrina Featherstonehaugh-Cholmondeley Wrenn"
    in_vault(lambda: ACouple(small.told, small.ada_ben).phase("renewal").id)
    done = in_vault(lambda: small.workspace.couples.update_partner(small.ada_ben, "a", name=name))
    page.resize(1016, 640)
    page.reload(done.changes)
    settle()
    table = page.table
    metrics = table.fontMetrics()
    for column in range(1, 7):
        for row in range(2):
            needed = metrics.horizontalAdvance(table.lines.index(row, column).data())
            assert table.columnWidth(column) > needed, (row, column)
    facts = sum(table.columnWidth(column) for column in range(1, 7))
    assert metrics.horizontalAdvance(name) > table.columnWidth(0) >= table.viewport().width() - facts - 8
    assert table.columnWidth(0) > 1.5 * metrics.horizontalAdvance(
        "Mira & Noor"
    )  # all the room to spare is its own
    assert sum(table.columnWidth(column) for column in range(7)) <= table.viewport().width()
