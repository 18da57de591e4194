"""Several days at once, what mended a slip, and what was said so far: corrected or taken back with a trace."""

import pytest
from PySide6.QtCore import Qt

from tests.support.builders import ACouple
from tests.ui.commitments.conftest import DAY, keys, shown
from therapist_app.kernel.changes import Changes


@pytest.fixture
def told(page, small, in_vault, settle):
    """A daily promise that was kept ten days ago and not asked about since."""
    found = in_vault(lambda: ACouple(small.told, small.ada_ben).promise("I cook", days_ago=20).kept(10).id)
    page.reload(Changes.of("commitment", couple=small.ada_ben))
    settle()
    return found


@pytest.fixture
def answers(small, in_vault, told):
    """What stands about it, and what no longer does."""

    def read():
        service = small.workspace.commitments
        return service.get(told).check_ins, service.earlier_answers(small.ada_ben)

    return lambda: in_vault(read)


def test_one_answer_says_how_many_of_the_days_since_the_last_were_kept(page, settle, told, answers, heard):
    row = page.list.row(told)
    row.setFocus()
    keys(page, Qt.Key.Key_Return)
    row.drawer.days.setFocus()
    keys(page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert row.drawer.days.currentText() == "9 of 10 kept"
    assert row.drawer.repair.isVisible()
    row.drawer.repair.edit.setFocus()
    keys(page, "Said so at once", Qt.Key.Key_Return)
    settle()
    last = answers()[0][-1]
    assert (last.kept_days, last.asked_days, last.outcome) == (9, 10, "partly")
    assert (last.repair, last.repaired_on) == ("Said so at once", DAY)
    assert heard.words == "Check-in noted: 9 of 10 kept, up to 21 Nov"
    heard.undo()
    settle()
    assert len(answers()[0]) == 1


def test_what_mended_it_is_asked_after_a_slip_alone(page, told):
    row = page.list.row(told)
    row.check_in("kept")
    assert not row.drawer.repair.isVisible()
    row.drawer.outcome.setFocus()
    keys(page, "3")
    assert row.drawer.repair.isVisible()
    row.drawer.repair.edit.setText("Said sorry")
    row.drawer.outcome.setFocus()
    keys(page, "1")
    assert row.drawer.answer.repair == ""


def test_an_answer_is_corrected_by_keyboard_and_what_it_was_stays_readable(page, settle, told, answers):
    page.list.row(told).look_back()
    keys(page, Qt.Key.Key_Space, "3", Qt.Key.Key_Return)
    settle()
    stands, gone = answers()
    assert [(one.outcome, one.on_date) for one in stands] == [("missed", gone[0].on_date)]
    assert (gone[0].outcome, gone[0].why) == ("kept", "corrected")
    page.list.row(told).look_back()
    words = shown(page.list.row(told).drawer)
    assert words[words.index("No longer stands") + 1].startswith(
        "11 Nov: kept, told by you. Corrected 21 Nov"
    )


def test_an_answer_is_taken_back_and_stands_again_with_undo(page, settle, told, answers, heard):
    page.list.row(told).look_back()
    page.list.row(told).drawer.acts[1].setFocus()
    keys(page, Qt.Key.Key_Space)
    settle()
    assert [len(found) for found in answers()] == [0, 1]
    assert "Nobody was asked about it yet." in shown(page.list.row(told).drawer)
    heard.undo()
    settle()
    assert [len(found) for found in answers()] == [1, 0]


def test_pauses_are_told_with_their_reasons(page, settle, told, small, in_vault):
    service = small.workspace.commitments
    in_vault(lambda: service.set_state(told, "paused", reason="Moving with Ada"))
    in_vault(lambda: service.set_state(told, "active", reason="Settled"))
    page.set_discreet(True)
    settle()
    page.list.row(told).look_back()
    words = shown(page.list.row(told).drawer)
    assert words[words.index("Where it stood") + 1 :][:1] == ["Taken up again 21 Nov: Settled"]
    assert "Ada" not in " ".join(words)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_it_runs_out_sideways(page, theme, settle, told, scale):
    theme.set_scale(scale)
    settle()
    page.list.row(told).look_back(whole=True)
    page.repaint()
    assert page.page.inside.minimumSizeHint().width() <= page.page.viewport().width()
    theme.set_scale(1.0)
