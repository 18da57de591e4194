"""The form of a promise: one sentence first, kept with Enter, never lost, taken back with Undo."""

import datetime as dt
import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.commitments.conftest import DAY, keys
from ui.commitments.page import CommitmentsTab
from ui.kit.places import Place


def test_a_new_promise_begins_with_one_sentence_and_gentle_hints(page, settle, promises, heard):
    page.new_button.setFocus()
    keys(page, Qt.Key.Key_Space)
    assert page.form.words.edit.hasFocus()
    keys(page, "I will be better")
    assert len(page.form.hints) == 2
    page.form.words.edit.selectAll()
    keys(page, "I call at noon each day")
    assert page.form.hints == ()
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    made = promises()[-1].commitment
    assert (made.words, made.owner, made.cadence) == ("I call at noon each day", "a", "daily")
    assert made.review_on == DAY + dt.timedelta(days=14)
    assert page.form is None
    assert heard.words == "Promise added"
    assert page.list.row(made.id).hasFocus()
    heard.undo()
    settle()
    assert made.id not in [file.commitment.id for file in promises()]
    assert page.list.row(made.id) is None


def test_enter_keeps_a_sentence_alone_and_only_once(page, settle, promises):
    before = len(promises())
    page.write()
    keys(page, "I call at noon each day", Qt.Key.Key_Return, Qt.Key.Key_Return)
    settle()
    made = [file.commitment for file in promises()][before:]
    assert [(one.words, one.cadence) for one in made] == [("I call at noon each day", "daily")]
    assert page.form is None


def test_enter_keeps_from_a_date_too_unless_it_cannot_be_read(page, settle, promises):
    page.write("I cook")
    page.form.review.edit.setFocus()
    page.form.review.edit.selectAll()
    keys(page, "someday", Qt.Key.Key_Return)
    settle()
    assert page.form.review.error
    page.form.review.edit.selectAll()
    keys(page, "5 dec", Qt.Key.Key_Return)
    settle()
    assert promises()[-1].commitment.review_on == dt.date(2026, 12, 5)


def test_a_starter_is_typed_into_the_form_to_be_changed(page, settle, promises):
    page.write()
    assert page.form.starter.isVisible()
    page.form.starter.combo.setFocus()
    keys(page, Qt.Key.Key_Down)
    assert page.form.words.value == "When we argue, I begin my first sentence with “I”"  # of an open block
    assert (page.form.terms.cadence, page.form.block.key) == ("each_time", "blaming")
    page.form.words.edit.setFocus()
    keys(page, Qt.Key.Key_End, ", both of us")
    assert not page.form.starter.isVisible()
    page.form.keep()
    settle()
    made = promises()[-1].commitment
    assert (made.words[-12:], made.trigger, made.block) == (", both of us", "we argue", "blaming")


def test_a_promise_can_answer_a_step(page, settle, promises):
    page.write("I call at noon each day")
    page.form.block.combo.set_key("step_08")
    page.form.keep()
    settle()
    made = promises()[-1].commitment
    assert (made.block, made.step) == (None, "step_08")
    page.list.change_asked.emit(made.id)
    assert page.form.block.key == "step_08"


def test_once_asks_for_its_day(page, settle):
    page.write("I call the bank")
    page.form.terms.rhythm.combo.set_key("once")
    page.form.terms._show_fitting()
    page.form.keep()
    settle()
    assert page.form.terms.due.error == "By which day? Please give one. Nothing was changed."


def test_hints_stop_nobody(page, settle, promises):
    page.write("I will be better")
    page.form.keep()
    settle()
    assert promises()[-1].commitment.words == "I will be better"


def test_a_blank_promise_is_refused_at_its_field(page, settle):
    page.write()
    page.form.keep()
    settle()
    assert page.form.words.error == "Please give the promise in words. Nothing else was changed."
    assert page.form.words.edit.hasFocus()


def test_chosen_days_need_a_day_and_the_sentence_stands_there(page, settle, promises):
    page.write("I cook")
    page.form.terms.rhythm.combo.setFocus()
    keys(page, Qt.Key.Key_Down)
    assert page.form.terms.days.isVisible()
    assert page.form.terms.cadence == "weekdays"
    page.form.keep()
    settle()
    assert page.form.terms.days.error == "Please choose at least one day. Nothing was changed."
    page.form.terms._days.set_keys(["1", "3"])
    page.form.keep()
    settle()
    assert promises()[-1].commitment.weekdays == [1, 3]


def test_a_promise_that_is_being_written_is_part_of_the_place(page, ctx, qtbot, settle, small):
    page.write("I say so when")
    place = page.place()
    other = CommitmentsTab(ctx, None)
    qtbot.addWidget(other)
    other.open(place)
    settle()
    assert other.form.words.value == "I say so when"


def fill(form):
    form.words.set_value("I tidy up")
    form.who.set_key("b")
    form.terms.rhythm.combo.set_key("weekdays")
    form.terms._show_fitting()
    form.terms._days.set_keys(["1", "3"])
    form.terms.due.edit.setText("fri")
    form.terms.trigger.edit.setText("I run late")
    form.terms.times.combo.set_key(5)
    form.notice.edit.setText("a clear table")
    form.starts.edit.setText("tomorrow")
    form.review.edit.setText("some day in")
    form.block.combo.set_key("blaming")
    form.slip.edit.setText("a word")


def test_every_field_of_an_unfinished_form_is_part_of_the_place(page, ctx, qtbot, settle):
    page.write()
    fill(page.form)
    place = page.place()
    kept = json.loads(json.dumps(place.to_json()))
    other = CommitmentsTab(ctx, None)
    qtbot.addWidget(other)
    other.open(Place.from_json(kept))
    settle()
    form = other.form
    assert other.place() == place
    assert (form.who.key, form.terms.cadence, form.terms.weekdays) == ("b", "weekdays", (1, 3))
    assert (form.notice.value, form.slip.value, form.block.key) == ("a clear table", "a word", "blaming")
    assert (form.terms.due.date, form.starts.date) == (dt.date(2026, 11, 27), DAY + dt.timedelta(days=1))
    assert (form.terms.trigger.value, form.terms.times.key) == ("I run late", 5)
    assert form.review.edit.text() == "some day in"  # what cannot be read yet is not lost either
    assert not form.terms.days.isHidden()
    assert form.terms.times.isHidden()


def test_a_change_that_is_being_written_comes_back_as_a_change(page, ctx, qtbot, settle, promises):
    page.list.change_asked.emit(page.list.rows[0].id)
    page.form.words.set_value("I ring when I leave work")
    page.form.kind.set_key("bottom_line")
    place = page.place()
    other = CommitmentsTab(ctx, None)
    qtbot.addWidget(other)
    other.open(place)
    settle()
    assert other.form.promise.id == promises()[0].commitment.id
    assert (other.form.words.value, other.form.kind.key) == ("I ring when I leave work", "bottom_line")
    assert other.form.terms.isHidden()


def test_what_stands_in_an_open_form_is_newer_than_a_place_that_comes_back(page, settle):
    page.write("I say so")
    before = page.place()
    page.form.words.set_value("I say so when it gets too much")
    page.open(before)
    settle()
    assert page.form.words.value == "I say so when it gets too much"


def test_a_place_of_a_promise_that_is_gone_opens_no_form(page, settle, small):
    extra = {"change": {"commitment_id": "nowhere", "words": "x"}}
    page.open(Place("couple", small.ada_ben, tab="commitments", extra=extra))
    settle()
    assert page.form is None


def test_words_can_be_changed_and_changed_back(page, heard, settle, promises):
    page.list.change_asked.emit(page.list.rows[0].id)
    page.form.words.edit.selectAll()
    keys(page, "I ring when I leave work", Qt.Key.Key_Tab)
    page.form.keep()
    settle()
    assert promises()[0].commitment.words == "I ring when I leave work"
    heard.undo()
    settle()
    assert promises()[0].commitment.words == "I text when I leave work"
