"""A new couple, typed in and added with the keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.couples.add_page import AddCouplePage
from ui.kit.places import Place


class Heard:
    def __init__(self, page) -> None:
        self.places, self.changes, self.messages, self.actions = [], [], [], []
        page.navigate_requested.connect(self.places.append)
        page.changed.connect(self.changes.append)
        page.message.connect(lambda words, undo: self.messages.append((words, undo)))
        page.action_requested.connect(self.actions.append)


@pytest.fixture
def open_page(ctx, qtbot, settle):
    def opened():
        page = AddCouplePage(ctx)
        qtbot.addWidget(page)
        page.resize(1016, 800)
        page.show()
        page.activateWindow()
        qtbot.waitExposed(page)
        page.open(Place("add_couple"))
        settle()
        return page

    return opened


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def heard(page):
    return Heard(page)


@pytest.fixture
def added(small, in_vault):
    """The couples that were not there before."""
    known = {small.ada_ben, small.mira_noor}
    return lambda: [file for file in in_vault(small.workspace.couples.list) if file.couple.id not in known]


def type_here(words):
    QTest.keyClicks(QApplication.focusWidget(), words)


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)


def test_two_names_and_enter_are_enough(page, heard, added, settle):
    type_here("Ora")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    type_here("Per")
    key(Qt.Key.Key_Return)
    settle()
    (file,) = added()
    assert (file.couple.label, file.a.name, file.b.name) == ("Ora & Per", "Ora", "Per")
    assert heard.places == [Place("couple", file.couple.id)]
    assert [change.couple_id for change in heard.changes] == [file.couple.id]
    assert [words for words, _ in heard.messages] == ["Couple added"]
    assert page.a_name.value == page.b_name.value == ""


def test_everything_that_can_be_said_is_kept(page, added, settle):
    type_here("Ora")
    key(Qt.Key.Key_Tab)
    type_here("she/her")
    key(Qt.Key.Key_Tab)
    type_here("Per")
    key(Qt.Key.Key_Tab)
    type_here("he/him")
    key(Qt.Key.Key_Tab)
    type_here("O and P")
    key(Qt.Key.Key_Tab)
    type_here("14 Nov")
    key(Qt.Key.Key_Tab)
    assert page.started_on.date == dt.date(2026, 11, 14)
    while QApplication.focusWidget() is not page.weekday.combo:
        key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_T)  # Tuesday: the first day with that letter
    key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.every.combo
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Tab)
    type_here("9:30")
    key(Qt.Key.Key_Return)
    settle()
    (file,) = added()
    couple = file.couple
    assert (couple.label, file.a.pronouns, file.b.pronouns) == ("O and P", "she/her", "he/him")
    assert couple.started_on == dt.date(2026, 11, 14)
    assert (couple.slot_weekday, couple.slot_time, couple.slot_every) == (1, dt.time(9, 30), "alternate")


def test_a_label_alone_is_enough(page, added, settle):
    page.label.edit.setFocus()
    type_here("Thursday four")
    key(Qt.Key.Key_Return)
    settle()
    (file,) = added()
    assert (file.couple.label, file.a.name, file.b.name) == ("Thursday four", "Partner A", "Partner B")


def test_a_missing_name_is_asked_for_at_its_field(page, heard, added, settle):
    type_here("Ora")
    key(Qt.Key.Key_Return)
    settle()
    assert page.b_name.error.startswith("Please give a name for this partner.")
    assert QApplication.focusWidget() is page.b_name.edit
    assert page.a_name.value == "Ora"
    assert added() == []
    assert heard.places == []
    type_here("Per")
    assert page.b_name.error == ""
    key(Qt.Key.Key_Return)
    settle()
    assert len(added()) == 1


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("started_on", "someday", "not a date we can read"),
        ("started_on", "1 May 1920", "does not look right"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_its_field(page, added, settle, field, words, said):
    type_here("Ora")
    page.b_name.edit.setText("Per")
    getattr(page, field).edit.setFocus()
    type_here(words)
    key(Qt.Key.Key_Return)
    settle()
    assert said in getattr(page, field).error
    assert added() == []


def test_how_often_and_when_are_asked_only_with_a_day(page):
    assert not page.every.isVisible()
    assert not page.time.isVisible()
    page.weekday.combo.setFocus()
    key(Qt.Key.Key_Down)
    assert page.every.isVisible()
    assert page.time.isVisible()


def test_an_impatient_second_enter_adds_once(page, added, settle):
    type_here("Ora")
    page.b_name.edit.setText("Per")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return)
    settle()
    assert len(added()) == 1


def test_enter_on_cancel_adds_nobody_and_forgets_what_was_typed(page, heard, added, settle):
    type_here("Ora")
    page.b_name.edit.setText("Per")
    page.cancel_button.setFocus()
    key(Qt.Key.Key_Return)
    settle()
    assert heard.actions == ["back"]
    assert added() == []
    assert page.a_name.value == ""


def test_escape_leaves_only_while_nothing_is_typed(page, heard):
    type_here("O")
    key(Qt.Key.Key_Escape)
    assert heard.actions == []
    key(Qt.Key.Key_Backspace)
    key(Qt.Key.Key_Escape)
    assert heard.actions == ["back"]


def test_what_was_typed_is_there_again_after_a_lock_and_gone_once_added(
    page, open_page, small, in_vault, added, settle
):
    page.a_name.edit.setText("Ora Çelik-נועה 🌿")
    page.weekday.combo.set_key(3)
    page.time.edit.setText("16:00")
    done = []
    page.settle(lambda *worked: done.append(worked))
    settle()
    assert done == [()]
    again = open_page()
    assert again.a_name.value == "Ora Çelik-נועה 🌿"
    assert (again.weekday.key, again.time.time) == (3, dt.time(16))
    again.b_name.edit.setText("Per")
    again.add()
    settle()
    assert len(added()) == 1
    fresh = open_page()
    assert fresh.a_name.value == ""


def test_an_ampersand_in_a_name_is_kept_and_shown(page, added, settle):
    type_here("A&M")
    page.b_name.edit.setText("R&B")
    key(Qt.Key.Key_Return)
    settle()
    assert added()[0].couple.label == "A&M & R&B"
