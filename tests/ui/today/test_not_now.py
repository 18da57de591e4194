"""Setting a loose end aside on Today: by keyboard, with its reason, and back again."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from therapist_app.kernel.changes import Changes
from ui.kit.places import Place


@pytest.fixture
def promised(small, in_vault):
    """A couple with a promise long past its review, and one with safety concerns."""

    def tell():
        told = small.told
        away = told.couple("Ida", "Jon").safety("no_known_concern", days_ago=1)
        away.promise(days_ago=60, review_on=told.day(20))
        worried = told.couple("Kim", "Lou").safety("concerns", days_ago=1)
        return away.id, worried.id

    return in_vault(tell)


@pytest.fixture
def today(open_page, promised):
    page, heard = open_page()
    page.changed.connect(page.reload)
    return page, heard


def type_keys(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def row_of(page, label: str, kind: str):
    return next(row for row in page.loose_ends.end_rows if row.end.label == label and row.end.kind == kind)


def labels(page) -> list[tuple[str, str]]:
    return [(row.end.label, row.end.kind) for row in page.loose_ends.end_rows]


def read(page) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


PROMISE = ("Ida & Jon", "promise_past_review")
SAFETY = ("Kim & Lou", "safety_plan")


def test_delete_a_reason_and_enter_set_a_line_aside_and_the_focus_stays_in_the_card(today, settle):
    page, heard = today
    row_of(page, *PROMISE).line.setFocus()
    press(Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is page.loose_ends.form.reason.edit
    type_keys("They are away.")
    press(Qt.Key.Key_Return)
    settle()
    assert PROMISE not in labels(page)
    assert heard.messages[-1][0] == "Set aside until Saturday 28 November"
    assert page.loose_ends.isAncestorOf(QApplication.focusWidget())
    assert "Show what was set aside (1)" in page.loose_ends.aside_link.text()
    heard.messages[-1][1]()  # undo
    settle()
    assert PROMISE in labels(page)
    assert page.loose_ends.aside_link is None


def test_what_was_set_aside_is_shown_with_its_reason_and_brought_back(today, settle):
    page, _ = today
    page.loose_ends.ask(row_of(page, *PROMISE).end)
    type_keys("They are away.")
    press(Qt.Key.Key_Return)
    settle()
    page.open(Place("today", extra={"open": "aside"}))
    settle()
    assert "Until 28 Nov. They are away." in read(page)
    page.set_discreet(True)
    assert "They are away." not in read(page)
    assert "Ida" not in read(page)
    (row,) = page.loose_ends.aside_rows
    row.back.setFocus()
    press(Qt.Key.Key_Space)
    settle()
    assert PROMISE in [(row.end.label, row.end.kind) for row in page.loose_ends.end_rows]


def test_safety_takes_a_reason_and_offers_a_week_alone(today, settle):
    page, heard = today
    page.loose_ends.ask(row_of(page, *SAFETY).end)
    form = page.loose_ends.form
    assert not form.until.isVisible()
    press(Qt.Key.Key_Return)
    settle()
    assert "Please say why" in form.reason.error
    assert SAFETY in labels(page)
    type_keys("Both seen alone on Friday.")
    press(Qt.Key.Key_Return)
    settle()
    assert SAFETY not in labels(page)
    assert "28 November" in heard.messages[-1][0]


def test_while_a_couple_is_not_safe_the_page_says_that_the_line_stays(
    open_page, small, promised, in_vault, settle
):
    in_vault(
        lambda: small.workspace.safety.set_status(
            promised[1], "unsafe", on_date=small.told.today, reason="Afraid."
        )
    )
    page, heard = open_page()
    row = row_of(page, *SAFETY)
    assert not row.not_now.isVisible()
    row.line.setFocus()
    press(Qt.Key.Key_Delete)
    settle()
    assert page.loose_ends.form is None
    assert "this line stays" in heard.messages[-1][0]


def test_escape_leaves_everything_as_it_was(today, settle):
    page, _ = today
    row_of(page, *PROMISE).not_now.click()
    type_keys("Not yet")
    press(Qt.Key.Key_Escape)
    assert page.loose_ends.form is None
    assert QApplication.focusWidget() is row_of(page, *PROMISE).line
    assert page.place() == Place("today")


def test_a_form_that_is_half_filled_survives_another_look_and_a_lock(today, open_page, settle):
    page, _ = today
    page.loose_ends.ask(row_of(page, *PROMISE).end)
    type_keys("They are in")
    page.loose_ends.form.until.set_key("four_weeks")
    page.reload(Changes.of("note"))
    settle()
    assert page.loose_ends.form.reason.value == "They are in"
    kept = Place.from_json(page.place().to_json())
    assert kept is not None
    again, _ = open_page()
    again.open(kept)
    settle()
    form = again.loose_ends.form
    assert (form.reason.value, form.until.key) == ("They are in", "four_weeks")


def test_the_card_before_is_asked_for_by_its_button_and_by_the_focus(open_page, comes_today, small, settle):
    comes_today(small.ada_ben, 11)
    comes_today(small.mira_noor, 14)
    page, heard = open_page()
    first, second = page.day.panels
    assert page.before_session() == (small.mira_noor, "")  # the next to come
    second.before_button.click()
    assert heard.actions == ["before"]
    assert page.before_session() == (small.mira_noor, "")
    first.note_button.setFocus()
    assert page.before_session() == (small.ada_ben, first.card.session_id)
    assert dt.time(11) == first.card.at
