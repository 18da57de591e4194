"""The progress tab, used by keyboard on a real practice."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.support.builders import ACouple
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.dates import months_before
from therapist_app.progression.comparing import moved_in, told_of
from therapist_app.progression.periods import Choice, Period, choice_in
from ui.kit.places import Place

TEXT = Qt.ItemDataRole.AccessibleTextRole
NAMES = {"a": "Ada", "b": "Ben"}
TODAY = dt.date(2026, 11, 21)


def period(first, last):
    return Period(TODAY - dt.timedelta(days=first), TODAY - dt.timedelta(days=last))


def shown(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def press(page, *which):
    for key in which:
        QTest.keyClick(page.window().focusWidget(), key)


def test_the_finding_is_a_sentence_and_a_return_is_called_one(page):
    assert page.head.sentence.text() == "In Safety again, with one return in November."
    assert "return" in [shape.text for shape in page.path.view.figure.shapes if hasattr(shape, "text")]


def test_a_return_is_never_red(page):
    colours = {getattr(shape, "edge", None) for shape in page.path.view.figure.shapes}
    colours |= {getattr(shape, "fill", None) for shape in page.path.view.figure.shapes}
    assert not {"danger", "warn"} & colours


def test_every_cell_of_the_map_says_what_it_shows(page):
    model = page.blocks.table.blocks
    for row in range(model.rowCount()):
        for column in range(1, model.columnCount()):
            assert model.index(row, column).data(TEXT) or model.row(row).is_heading
    names = [model.row(row).label for row in range(model.rowCount())]
    row = names.index("Minimizing harm")
    assert (
        model.index(row, model.columnCount() - 1).data(TEXT) == "Minimizing harm, session 4, 19 Nov: moderate"
    )
    assert model.index(row, 1).data(TEXT) == "Minimizing harm, session 1, 7 Nov: not tagged"


def test_arrows_walk_over_headings_and_the_cell_is_said(page):
    page.blocks.table.setFocus()
    assert page.blocks.said.text() == "Minimizing harm, session 4, 19 Nov: moderate"
    press(page, Qt.Key.Key_Left)
    assert page.blocks.said.text() == "Minimizing harm, session 3, 16 Nov: severe"
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert page.blocks.said.text() == "Blaming the other person, session 4, 19 Nov: resolved"
    press(page, Qt.Key.Key_Home)
    assert page.blocks.said.text() == "Blaming the other person, session 1, 7 Nov: not tagged"


def test_enter_opens_the_session_of_a_cell(page, grown, in_vault, small):
    places = []
    page.navigate_requested.connect(places.append)
    page.blocks.table.setFocus()
    press(page, Qt.Key.Key_Return)
    newest = in_vault(lambda: small.workspace.sessions.list(grown)[0].session.id)
    assert places == [Place("note", grown, newest)]


def test_all_fifteen_blocks_can_be_shown(page):
    assert page.blocks.table.blocks.rowCount() == 3
    page.blocks.link.setFocus()
    press(page, Qt.Key.Key_Space)
    assert page.blocks.table.blocks.rowCount() == 20
    assert page.blocks.link.text() == "Show tagged only"
    assert page.blocks.link.hasFocus()


def test_where_room_is_short_the_newest_are_shown_and_arrows_go_on_to_the_earlier(
    page, settle, grown, in_vault, small
):
    in_vault(lambda: [ACouple(small.told, grown).session(days_ago=day) for day in range(20, 60)])
    page.reload(Changes.of("session", couple=grown))
    settle()
    table = page.blocks.table
    few = table.blocks.columnCount() - 1
    assert few < 44
    assert page.blocks.earlier.isVisible()
    table.setFocus()
    assert page.blocks.said.text() == "Minimizing harm, session 44, 19 Nov: moderate"
    press(page, *[Qt.Key.Key_Left] * 43)
    assert page.blocks.said.text() == "Minimizing harm, session 1, 23 Sep: not tagged"
    assert table.blocks.columnCount() - 1 == few
    assert not page.blocks.earlier.isEnabled()
    press(page, *[Qt.Key.Key_Right] * 43)
    assert page.blocks.said.text() == "Minimizing harm, session 44, 19 Nov: moderate"


def test_each_picture_is_also_a_table(page):
    for card in (page.path, page.promises, page.balance):
        card.link.setFocus()
        press(page, Qt.Key.Key_Space)
        assert card.as_table
        assert card.table.rowCount() > 0


def test_blocks_and_phases_are_a_table_with_its_sentence(page):
    assert page.phases.sentence.text().startswith("A block came up 3 times in this time")
    assert not page.phases.table.isVisible()
    page.phases.link.setFocus()
    press(page, Qt.Key.Key_Space)
    assert page.phases.table.isVisible()
    heads = [page.phases.table.horizontalHeaderItem(column).text() for column in range(6)]
    assert heads == ["Block", "Seen in", "First", "Now", "Safety", "Understanding"]
    assert page.phases.table.item(1, 3).text().startswith("moderate, for")


def test_another_period_reads_again(page, settle, grown, in_vault, small):
    in_vault(lambda: ACouple(small.told, grown).session(days_ago=200).id)
    page.head.periods.setFocus()
    press(page, Qt.Key.Key_Left, Qt.Key.Key_Left)
    settle()
    assert page.head.period == "3"
    assert page.facts.review.first == dt.date(2026, 8, 21)
    assert page.place().extra == {"period": "3"}
    press(page, Qt.Key.Key_End)
    settle()
    assert page.facts.review.first == small.told.day(200)


def test_the_report_is_one_button(page, grown):
    places = []
    page.navigate_requested.connect(places.append)
    page.head.report.setFocus()
    press(page, Qt.Key.Key_Space)
    assert places == [Place("report", grown)]


def test_what_changes_elsewhere_shows_here(page, settle, grown, in_vault, small):
    in_vault(lambda: ACouple(small.told, grown).phase("understanding").id)
    page.reload(Changes.of("phase", couple=grown))
    settle()
    assert page.head.sentence.text().startswith("From Safety to Understanding")


def test_before_three_sessions_it_says_what_will_be_here(page, settle, small, qtbot):
    page.open(Place("couple", small.mira_noor, tab="progress"))
    settle()
    qtbot.waitUntil(lambda: "After three sessions this page shows the path" in shown(page.empty))
    assert not page.path.isVisible()
    asked = []
    page.action_requested.connect(asked.append)
    buttons = [one for one in page.empty.findChildren(type(page.head.report)) if one.isVisible()]
    buttons[0].setFocus()
    press(page, Qt.Key.Key_Space)
    assert asked == ["new_note"]


def test_names_can_be_hidden(page, settle):
    page.set_discreet(True)
    settle()
    assert "Ada" not in " ".join(shown(page)) + page.balance.view.accessibleName()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_runs_out_sideways(page, theme, settle, scale):
    theme.set_scale(scale)
    settle()
    assert page.page.inside.minimumSizeHint().width() <= page.page.viewport().width()
    theme.set_scale(1.0)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 11, 21), 3, dt.date(2026, 8, 21)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 12, dt.date(2025, 1, 15)),
        (dt.date(2026, 6, 30), 6, dt.date(2025, 12, 30)),
    ],
)
def test_a_period_begins_on_the_same_day_of_a_month(day, months, before):
    assert months_before(day, months) == before


def test_the_last_review_is_a_period_and_the_next_one_is_shown(page, small, settle, in_vault):
    reviews = small.workspace.progression.reviews
    page.head.set_period("review")
    page.open(Place("couple", small.ada_ben, tab="progress", extra={"period": "review"}))
    settle()
    assert page.head.reviewed.text() == "No review is marked yet."
    assert page.facts.review.first == page.facts.review.today - dt.timedelta(days=63)  # from the start
    day = small.told.day(6)
    done = in_vault(lambda: reviews.mark(small.ada_ben, day, small.told.day(-30)))
    page.reload(done.changes)
    settle()
    assert page.facts.review.first == day
    assert page.head.reviewed.text() == "Last review 15 Nov, next one 21 Dec."


def test_a_review_is_asked_for_by_keyboard(page, small):
    asked = []
    page.navigate_requested.connect(asked.append)
    page.head.review.setFocus()
    press(page, Qt.Key.Key_Space)
    assert asked == [Place("couple", small.ada_ben, tab="progress", extra={"period": "12", "open": "review"})]


def test_a_period_is_compared_and_the_place_and_the_report_keep_it(page, grown, settle):
    places = []
    page.navigate_requested.connect(places.append)
    page.head.set_period("")
    page.compare.set_choice(Choice("own", own=(period(21, 9), period(8, 0))))
    page.compare.chosen.emit()
    settle()
    words = page.compare.said.text().splitlines()
    moved = moved_in(page.facts.beside, page._ctx.workspace.catalogue, NAMES)
    assert words == list(told_of(moved))
    assert "The phase at the end was Understanding, then Safety." in words
    page.compare.link.click()
    assert page.compare.table.isVisible()
    assert page.compare.table.item(0, 0).text() == "Phases"
    page.head.report.click()
    assert choice_in(places[-1].extra) == page.facts.choice
    kept = page.place()
    page.compare.set_choice(None)
    page.open(kept)
    settle()
    assert page.compare.choice == page.facts.choice._replace(first=None)
    assert page.facts.beside is not None


def test_where_there_are_no_two_times_a_sentence_says_why(page, settle):
    page.compare.set_choice(Choice("weeks"))
    page.compare.chosen.emit()
    settle()
    assert page.compare.sentence.text().startswith("The work is younger than 24 weeks")
    assert not page.compare.said.isVisible()
    assert not page.compare.table.isVisible()


def test_enter_on_a_block_shows_what_was_tried_and_fold_goes_back(page, grown, in_vault, small, settle):
    def tell():
        couple = ACouple(small.told, grown)
        couple.promise("I say what I did", owner="b", days_ago=3, block="minimizing")

    in_vault(tell)
    page.reload(Changes.of("commitment", couple=grown))
    settle()
    page.phases.link.click()
    page.phases.table.setFocus()
    page.phases.table.setCurrentCell(1, 0)
    press(page, Qt.Key.Key_Return)
    settle()
    assert page.tried.title.text() == "What was tried: Minimizing harm"
    assert page.tried.table.hasFocus()
    row = [page.tried.table.item(0, column).text() for column in range(5)]
    assert row[1:] == ["Promise “I say what I did”", "Ben", "severe on 16 Nov", "moderate on 19 Nov"]
    page.set_discreet(True)
    settle()
    assert "I say" not in page.tried.table.item(0, 1).text()
    page.tried.link.click()
    assert page.tried.isHidden()
    assert page.phases.table.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_table_never_scrolls_sideways_and_says_everything(page, theme, settle, scale):
    theme.set_scale(scale)
    page.phases.link.click()
    settle()
    table = page.phases.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.is_folded is (scale == 2.0)
    said = " ".join(table.item(row, column).text() for row in (0, 1) for column in range(table.columnCount()))
    for words in ("Minimizing harm", "Insufficient Accountability", "between them", "16 Nov", "moderate"):
        assert words in said
