"""The page of the intake: kept as it is typed, private until shared, and a suggestion that sets nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.filling import by_hand
from therapist_app.documents.filled import fields_of
from therapist_app.kernel.audience import Reader
from ui.kit.places import Place


def intake(small, in_vault, reader=Reader.CLINICIAN):
    return in_vault(lambda: small.workspace.intake.get(small.ada_ben, reader))


def test_what_is_typed_is_kept_at_a_lock_and_stands_there_again(asking, small, in_vault):
    asking.open(small.ada_ben)
    asking.write("a", "goals", "An evening a week")
    asking.choose("b", "connection", "far_apart")
    assert asking.keep() == [True]
    file = intake(small, in_vault)
    assert file.answer("a", "goals").words == "An evening a week"
    assert file.answer("b", "connection").choice == "far_apart"
    asking.open(small.mira_noor).open(small.ada_ben)
    assert asking.page.partners["a"].fields["goals"].words.value == "An evening a week"
    assert asking.page.partners["b"].fields["connection"].key == "far_apart"


def test_what_is_typed_about_one_couple_stays_with_it_when_another_is_opened(asking, small, in_vault):
    asking.open(small.ada_ben)
    asking.write("a", "brought", "The calls")
    asking.open(small.mira_noor)
    assert intake(small, in_vault).answer("a", "brought").words == "The calls"
    assert in_vault(lambda: small.workspace.intake.get(small.mira_noor)).answers == ()


def test_sharing_is_asked_once_there_is_something_to_share(asking, small, in_vault):
    asking.open(small.ada_ben)
    field = asking.page.partners["a"].fields["sensitive_spots"]
    assert not field.shared.isVisible()
    asking.write("a", "sensitive_spots", "Being laughed at")
    asking.keep()
    assert intake(small, in_vault, Reader.B).answers == ()
    asking.press("Ada: Sensitive spots. May be shown to Ben")
    asking.keep()
    assert intake(small, in_vault, Reader.B).answers[0].words == "Being laughed at"
    asking.write("a", "sensitive_spots", "")
    asking.write("a", "sensitive_spots", "Something new")  # a new answer is asked about anew
    asking.keep()
    assert intake(small, in_vault, Reader.B).answers == ()


def test_words_that_cannot_be_kept_say_so_at_their_field_and_hold_nothing_else_up(asking, small, in_vault):
    asking.open(small.ada_ben)
    asking.write("a", "goals", "x" * 20_001)
    asking.write("b", "goals", "Peace")
    asking.keep()
    assert "longer than" in asking.page.partners["a"].fields["goals"].words.error
    assert intake(small, in_vault).answer("b", "goals").words == "Peace"


def test_what_both_said_is_kept_with_its_pressures(asking, small, in_vault):
    asking.open(small.ada_ben)
    asking.press("Pressure: Money")
    asking.keep()
    assert intake(small, in_vault).both.pressures == ["money"]


def test_a_suggestion_comes_as_they_answer_and_begins_in_the_phase_sheet(asking, small, in_vault):
    asking.open(small.ada_ben)
    assert "Ask each of them how it is between them now" in asking.words()
    asking.choose("a", "connection", "close")
    asking.choose("b", "connection", "far_apart")
    asking.keep()
    assert "Begin with five minutes of listening" in asking.words()
    assert "– Ben: “Far apart”" in asking.words()
    asking.press("Begin in Safety & Stabilization")
    typed = {"Phase": "safety", "Why, in a line": "Intake: begin with five minutes of listening."}
    there = Place("couple", small.ada_ben, tab="overview", extra={"open": "phase", "typed": typed})
    assert asking.went == [there]
    assert in_vault(lambda: small.workspace.progression.phase(small.ada_ben)).phase == "understanding"


def test_another_phase_can_be_chosen(asking, small):
    asking.open(small.mira_noor)  # safety was not assessed yet
    assert "Safety first" in asking.words()
    asking.press("Begin in another phase")
    assert asking.went[-1].extra == {"open": "phase", "typed": {}}


def test_the_usual_response_offers_a_profile_and_its_undo_takes_it_away(asking, small, in_vault):
    def profile():
        return in_vault(lambda: small.workspace.couples.get(small.ada_ben)).a.profile

    asking.open(small.ada_ben)
    asking.choose("a", "response", "go_quiet")
    assert profile() is None  # offered, never set
    asking.press("Note as Ada’s profile: Avoider")
    assert profile() == "avoider"
    assert not asking.page.partners["a"].take_over.isVisible()
    asking.said[-1][1]()
    asking.wait()
    assert profile() is None


def test_a_direction_is_noted_with_its_day(asking, small, in_vault):
    asking.open(small.ada_ben)
    asking.press("Change the direction of the work")
    sheet = asking.ctx.dialogs.shown[-1]
    sheet.direction.combo.set_key("deciding")
    sheet.since.set_date(small.told.day(3))
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    asking.wait()
    assert intake(small, in_vault).direction.direction == "deciding"
    assert "Since 18 Nov" in asking.words()


def test_a_half_filled_direction_is_remembered_at_a_lock_and_comes_back(asking, small):
    asking.open(small.ada_ben)
    asking.press("Change the direction of the work")
    asking.ctx.dialogs.shown[-1].line.edit.setText("Half a")
    place = asking.page.place()
    asking.ctx.dialogs.close_all()
    asking.wait()
    asking.open(small.ada_ben, **place.extra)
    assert asking.ctx.dialogs.shown[-1].line.value == "Half a"


@pytest.mark.parametrize("discreet", [False, True])
def test_while_names_are_hidden_nothing_they_said_can_be_read(asking, small, in_vault, discreet):
    answer = small.workspace.intake.answer
    in_vault(lambda: answer(small.ada_ben, "a", "connection", choice="close", words="Ada is fine"))
    in_vault(lambda: answer(small.ada_ben, "b", "connection", choice="far_apart"))
    asking.open(small.ada_ben)
    asking.page.set_discreet(discreet)
    asking.wait()
    shown = asking.words()
    assert ("Far apart" in shown) == (not discreet)
    assert ("Ada" in shown) == (not discreet)
    assert bool(asking.page.partners) == (not discreet)


def test_the_sheet_to_fill_in_is_one_button_away(asking, small):
    asking.open(small.ada_ben)
    asking.press("Sheet to fill in")
    assert asking.went == [Place("couple", small.ada_ben, tab="homework", extra={"sheet": "intake"})]


def test_a_sheet_that_came_back_is_taken_over_and_undone(asking, small, in_vault):
    returns = small.workspace.returns

    def come_back():
        sheet = returns.layout(small.ada_ben, "intake", holder="b")()
        returns.give(sheet)
        values = {one.name: "Yes" for one in sheet.sheet.blanks if one.words.endswith(": Far apart")}
        return returns.take_in(returns.look(fields_of(by_hand(sheet.sheet.pdf, values))))

    asking.open(small.ada_ben)
    in_vault(come_back)
    asking.open(small.ada_ben)
    asking.press("Take over Ben’s sheet that came back")
    assert intake(small, in_vault).answer("b", "connection").choice == "far_apart"
    assert asking.page.partners["b"].fields["connection"].key == "far_apart"
    asking.said[-1][1]()
    asking.wait()
    assert intake(small, in_vault).answers == ()
    assert asking.page.partners["b"].fields["connection"].key is None
