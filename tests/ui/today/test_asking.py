"""Promises are asked about from Today: unfolded on request, answered with a key, taken back with Undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.builders import ACouple
from tests.ui.today.test_page import press_until, read


@pytest.fixture
def cook(comes_today, small, in_vault):
    """A second promise of a couple that comes today."""
    comes_today(small.ada_ben, 14)
    return in_vault(lambda: ACouple(small.told, small.ada_ben).promise("I cook for Ada", days_ago=9).id)


@pytest.fixture
def answers(small, in_vault, cook):
    """How the promise went, as the vault has it."""

    def read_them():
        found = small.workspace.commitments.get(cook).check_ins
        return [(one.on_date, one.outcome, one.account) for one in found]

    return lambda: in_vault(read_them)


def unfold(page):
    press_until(page, page.day.panels[0].asking.link)
    return page.day.panels[0].asking


def test_promises_are_read_only_once_they_are_asked_for(open_page, cook, small):
    page, _ = open_page()
    asking = page.day.panels[0].asking
    assert asking.link.text() == "2 promises to ask about"
    assert "I cook" not in " ".join(read(page))
    asking = unfold(page)
    assert "Ada: “I cook for Ada”" in read(page)
    assert asking.controls[0].isAncestorOf(QApplication.focusWidget())


def test_a_digit_answers_and_the_next_promise_has_the_focus(
    open_page, cook, small, settle, answers, in_vault
):
    page, heard = open_page()
    asking = unfold(page)
    last = asking.controls[-1]
    last.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    settle()
    page.reload(heard.changes[-1])
    settle()
    assert answers() == [(small.told.today, "partly", "clinician")]
    assert heard.messages[-1][0] == "Check-in noted: partly"
    asking = page.day.panels[0].asking
    assert asking.link.text() == "1 promise to ask about"
    assert asking.controls[0].isAncestorOf(QApplication.focusWidget())
    heard.messages[-1][1]()
    settle()
    assert answers() == []
    gone = in_vault(lambda: small.workspace.commitments.earlier_answers(small.ada_ben))
    assert [(one.outcome, one.why) for one in gone] == [("partly", "taken_back")]


def test_when_all_were_asked_about_the_note_is_next(open_page, cook, settle):
    page, heard = open_page()
    unfold(page)
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
        settle()
        page.reload(heard.changes[-1])
        settle()
    assert page.day.panels[0].asking is None
    assert page.day.panels[0].note_button.hasFocus()


def test_an_answer_belongs_to_the_session_that_is_entered(open_page, small, in_vault, settle, answers, cook):
    session = in_vault(lambda: small.workspace.sessions.start(small.ada_ben).value.id)
    page, _ = open_page()
    asking = unfold(page)
    asking.controls[-1].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    settle()
    found = in_vault(lambda: small.workspace.commitments.get(cook).check_ins)
    assert [one.session_id for one in found] == [session]


def test_nobody_is_named_while_names_are_hidden(open_page, cook):
    page, _ = open_page(discreet=True)
    unfold(page)
    assert "I cook for A." in " ".join(read(page))
    assert "Ada" not in " ".join(read(page.day.panels[0]))


def test_nothing_is_asked_while_joint_work_is_paused(open_page, cook, small, in_vault):
    in_vault(lambda: small.workspace.safety.set_status(small.ada_ben, "unsafe", reason="Told alone."))
    page, _ = open_page()
    assert page.day.panels[0].asking is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_runs_out_sideways_while_it_is_unfolded(open_page, cook, theme, settle, scale):
    theme.set_scale(scale)
    page, _ = open_page()
    unfold(page)
    page.repaint()
    assert page.area.inside.minimumSizeHint().width() <= page.area.viewport().width()
    theme.set_scale(1.0)
