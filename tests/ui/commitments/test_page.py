"""The promises tab, used by keyboard on a real practice."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.support.builders import ACouple
from tests.ui.commitments.conftest import DAY, keys, shown
from therapist_app.commitments.rules import CommitmentDraft
from therapist_app.kernel.changes import Changes
from ui.kit.places import Place, safety_of


def test_small_wins_come_first_and_runs_only_when_asked_for(page, settle, small, see):
    see(page.wins, "2 of 3")
    assert "kept in a row now" not in shown(page.wins)
    page.wins.link.setFocus()
    keys(page, Qt.Key.Key_Space)
    see(page.wins, "longest run 2")
    assert page.wins.link.hasFocus()
    page.open(Place("couple", small.mira_noor, tab="commitments"))
    page.open(Place("couple", small.ada_ben, tab="commitments"))
    settle()
    see(page.wins, "2 of 3")
    assert "kept in a row now" not in shown(page.wins)


def test_who_carries_it_has_numbers_beside_its_bars(page):
    assert {"Ada", "Ben", "2 of 3 kept", "not asked yet"} <= set(shown(page.carry))


def test_a_promise_says_everything_to_a_screen_reader(page):
    name = page.list.rows[0].accessibleName()
    assert name.startswith("Ben: “I text when I leave work”. Each day. Last 3 check-ins: 1 Nov kept")


@pytest.mark.parametrize(
    ("key", "outcome"), [("1", "kept"), ("2", "partly"), ("3", "missed"), ("4", "not_applicable")]
)
def test_one_digit_and_enter_check_in(page, heard, settle, promises, key, outcome):
    page.list.rows[0].setFocus()
    keys(page, key, Qt.Key.Key_Return)
    settle()
    last = promises()[0].check_ins[-1]
    assert (last.on_date, last.outcome, last.account) == (DAY, outcome, "clinician")
    assert heard.changes[-1].nouns == {"check_in", "commitment"}
    assert page.list.rows[0].hasFocus()
    assert page.list.rows[0].drawer is None


def test_a_check_in_by_a_partners_account_on_another_day(page, settle, promises):
    page.list.rows[0].setFocus()
    keys(page, "1")
    drawer = page.list.rows[0].drawer
    drawer.account.setFocus()
    keys(page, Qt.Key.Key_Left)
    drawer.day.edit.setFocus()
    drawer.day.edit.selectAll()
    keys(page, "19 nov", Qt.Key.Key_Return)
    settle()
    last = promises()[0].check_ins[-1]
    assert (last.on_date, last.account) == (dt.date(2026, 11, 19), "b")


def test_undo_takes_a_check_in_back_and_returns_the_one_it_replaced(page, heard, settle, promises):
    page.list.rows[0].setFocus()
    keys(page, "1", Qt.Key.Key_Return)
    settle()
    keys(page, "3", Qt.Key.Key_Return)
    settle()
    assert [one.outcome for one in promises()[0].check_ins if one.on_date == DAY] == ["missed"]
    heard.undo()
    settle()
    assert [one.outcome for one in promises()[0].check_ins if one.on_date == DAY] == ["kept"]


def test_a_day_before_the_promise_is_refused_in_a_plain_sentence(page, settle, promises, see):
    page.list.rows[0].setFocus()
    keys(page, "1")
    drawer = page.list.rows[0].drawer
    drawer.day.edit.setFocus()
    drawer.day.edit.selectAll()
    keys(page, "1 sep", Qt.Key.Key_Return)
    settle()
    see(drawer, "That day is before the promise began. Nothing was changed. Choose a later day.")
    assert drawer.day.edit.hasFocus()
    assert drawer.day.edit.property("wrong")
    assert len(promises()[0].check_ins) == 3


def test_without_an_answer_nothing_is_kept(page, settle, promises, see):
    page.list.rows[0].setFocus()
    keys(page, Qt.Key.Key_Return, Qt.Key.Key_Return)
    settle()
    see(page.list.rows[0].drawer, "How did it go? Please choose one of the four.")
    assert len(promises()[0].check_ins) == 3


def test_escape_closes_and_keeps_nothing(page, settle, promises):
    page.list.rows[0].setFocus()
    keys(page, "2", Qt.Key.Key_Escape)
    settle()
    assert page.list.rows[0].drawer is None
    assert page.list.rows[0].hasFocus()
    assert len(promises()[0].check_ins) == 3


@pytest.mark.parametrize(
    ("state", "said"), [("paused", "paused"), ("achieved", "achieved"), ("let_go", "let go")]
)
def test_a_promise_changes_its_state_with_a_reason_and_back(page, heard, settle, promises, state, said):
    page.list.rows[0].ask_state(state)
    keys(page, "Away for work", Qt.Key.Key_Return)
    settle()
    one = promises()[0].commitment
    assert (one.state, one.state_reason, one.state_on) == (state, "Away for work", DAY)
    assert heard.words == f"Promise {said}"
    assert page.states.chips[state].accessibleName().endswith(" 1")
    heard.undo()
    settle()
    one = promises()[0].commitment
    assert (one.state, one.state_reason) == ("active", "")
    assert len(page.list.rows) == 1


def test_what_is_being_said_survives_news_from_elsewhere(page, settle, small):
    page.list.rows[0].setFocus()
    keys(page, "2")
    page.list.rows[0].drawer.line.edit.setFocus()
    keys(page, "late once")
    page.reload(Changes.of("commitment", couple=small.ada_ben))
    settle()
    drawer = page.list.rows[0].drawer
    assert (drawer.answer.outcome, drawer.answer.line) == ("partly", "late once")
    assert drawer.line.edit.hasFocus()


def test_a_couple_without_promises_is_shown_how_to_begin(page, settle, small, see):
    page.open(Place("couple", small.mira_noor, tab="commitments"))
    settle()
    see(page.empty, "A promise is small, visible and dated")
    assert not page.list.isVisible()


def test_a_bottom_line_has_no_rate_and_leads_to_safety(page, heard, settle, small, in_vault, see):
    couple = small.ada_ben
    told = in_vault(
        lambda: small.workspace.commitments.add(_bottom_line(couple, small.told.day(10))).value.id
    )
    page.reload(Changes.of("commitment", couple=couple))
    settle()
    see(page.list, "never counted as a rate")
    page.list.focus(told)
    keys(page, "3", Qt.Key.Key_Return)
    settle()
    assert "safety" in heard.words
    see(page.wins, "2 of 3")
    row = page.list.row(told)
    see(row, "This did not hold on 21 Nov. That belongs to safety.")
    assert row.accessibleName().endswith("That belongs to safety")
    row.more_button.setFocus()
    keys(page, Qt.Key.Key_Tab)
    assert row.safety_link.hasFocus()
    places = []
    page.navigate_requested.connect(places.append)
    keys(page, Qt.Key.Key_Return)
    assert places == [safety_of(couple)]


@pytest.mark.parametrize("answer", ["safety", "kept", "paused"])
def test_a_slip_of_a_bottom_line_asks_until_it_is_answered(page, settle, small, in_vault, answer):
    couple, workspace = small.ada_ben, small.workspace

    def tell():
        told = ACouple(small.told, couple).promise("No contact with X", kind="bottom_line", days_ago=10)
        return told.missed(2).on(1, "not_applicable").id

    told = in_vault(tell)
    page.reload(Changes.of("commitment", couple=couple))
    settle()
    assert page.list.row(told).safety_link is not None
    answers = {
        "safety": lambda: workspace.safety.set_status(couple, "concerns", reason="A slip."),
        "kept": lambda: workspace.commitments.check_in(told, "kept"),
        "paused": lambda: workspace.commitments.set_state(told, "paused"),
    }
    small.told.clock.advance(seconds=1)
    in_vault(answers[answer])
    page.reload(Changes.of("couple", couple=couple))
    settle()
    if answer == "paused":
        page.states.set_keys(["paused"])
        page._render()
    assert page.list.row(told).safety_link is None


def test_a_promise_names_nobody_while_names_are_hidden(page, settle, small, in_vault):
    told = ACouple(small.told, small.ada_ben)
    promise = in_vault(lambda: told.promise("I text Ada, then Ben", days_ago=3).id)
    page.set_discreet(True)
    settle()
    row = page.list.row(promise)
    for text in [row.accessibleName(), *shown(row), row.more_button.accessibleName()]:
        assert "Ada" not in text
    assert "“I text A., then B.”" in shown(row)


def _bottom_line(couple_id, starts_on):
    return CommitmentDraft(couple_id, "b", "No contact with X", kind="bottom_line", starts_on=starts_on)


def test_names_can_be_hidden_even_while_something_is_read_or_written(page, settle, see, small):
    page.write("I cook")
    page.reload(Changes.of("commitment", couple=small.ada_ben))
    page.set_discreet(True)
    settle()
    assert "Ada" not in " ".join(shown(page))
    see(page.list, "Partner B")
    assert [part.accessibleName() for part in page.form.who.segments] == ["Partner A", "Partner B", "Both"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_runs_out_sideways(page, theme, settle, scale):
    theme.set_scale(scale)
    settle()
    page.list.rows[0].check_in("kept")
    page.write("I will be better")
    page.repaint()
    assert page.page.inside.minimumSizeHint().width() <= page.page.viewport().width()
    theme.set_scale(1.0)


def test_tab_goes_in_reading_order_through_what_was_opened(page, settle, small, in_vault):
    in_vault(lambda: ACouple(small.told, small.ada_ben).promise("I say when it gets too much", days_ago=3))
    page.reload(Changes.of("commitment", couple=small.ada_ben))
    settle()
    page.list.rows[0].check_in("kept")
    page.write("I cook")
    page.new_button.setFocus()
    walked = []
    for _ in range(40):
        walked.append(page.window().focusWidget().accessibleName().split(":")[0])
        if page.list.rows[1].more_button.hasFocus():
            break
        keys(page, Qt.Key.Key_Tab)
    assert walked[:3] == ["New promise", "The promise, in their own words", "Ada"]
    assert walked[-17:] == [
        "Cancel",
        "Keep promise",
        "Ben",
        "Check in",
        "More for “I text when I leave work”",
        "Kept",
        "Several days at once",
        "You",
        "Day",
        "Calendar for day",
        "A few words on it",
        "Ada noticed and said so",
        "Keep",
        "Cancel",
        "Ada",
        "Check in",
        "More for “I say when it gets too much”",
    ]


def test_everything_that_takes_the_focus_has_a_name(page, settle):
    page.list.rows[0].check_in("kept")
    page.write("I cook")
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
