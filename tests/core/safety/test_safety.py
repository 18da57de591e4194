"""Safety: what is entered stays, what a status needs is said, and each act can be undone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.builders import all_asked
from therapist_app.kernel.errors import InputError
from therapist_app.safety.drafts import PlanDraft, RiskDraft, ScreenDraft


def refused(act):
    with pytest.raises(InputError) as found:
        act()
    return found.value


def key_of(practice, couple):
    return practice.couples.get(couple.id).safety_status


def test_no_concern_known_says_who_was_not_screened_alone_and_changes_nothing(practice):
    couple = practice.couple("Ada", "Ben").screened("a")
    error = refused(lambda: practice.safety.set_status(couple.id, "no_known_concern"))
    assert error.whole == "Ben has not been screened alone. Nothing was changed."
    assert key_of(practice, couple) == "not_assessed"
    couple.screened("b")
    practice.safety.set_status(couple.id, "no_known_concern")
    assert key_of(practice, couple) == "no_known_concern"


def test_a_screen_counts_when_nobody_could_listen_and_nothing_was_left_out(practice):
    couple = practice.couple("Ada", "Ben").screened("b")
    half = ScreenDraft("a", answers={"threats": "no"})
    practice.safety.screen(couple.id, half)
    (said,) = practice.safety.missing_for(couple.id, "no_known_concern")
    assert said.startswith("Ada was not asked about: Fear of the partner, ")
    heard = all_asked("a")
    practice.clock.advance(minutes=1)
    practice.safety.screen(couple.id, ScreenDraft("a", "phone", False, heard.answers))
    (said,) = practice.safety.missing_for(couple.id, "no_known_concern")
    assert said == "When Ada was last asked, it was not sure that nobody could listen."


def test_a_screen_without_an_answer_or_with_a_topic_nobody_knows_is_refused(practice):
    couple = practice.couple()
    for answers in ({}, {"threats": "not_asked"}, {"threats": "maybe"}, {"weather": "no"}):
        error = refused(
            lambda answers=answers: practice.safety.screen(couple.id, ScreenDraft("a", answers=answers))
        )
        assert error.field == "answers"
    assert practice.safety.history(couple.id).screens == ()


def test_paused_work_opens_again_with_new_screens_a_reason_and_a_word_on_consultation(practice):
    couple = practice.couple("Ada", "Ben").safety("no_known_concern", days_ago=30)
    couple.safety("unsafe", days_ago=20, reason="Fear named alone.")
    safety, opens = practice.safety, {"reason": "Calm for weeks.", "consulted": True}
    assert (
        refused(lambda: safety.set_status(couple.id, "concerns", reason=" ", consulted=True)).field
        == "reason"
    )
    assert refused(lambda: safety.set_status(couple.id, "concerns", reason="Calm.")).field == "consulted"
    error = refused(lambda: safety.set_status(couple.id, "not_assessed", **opens))
    assert error.whole == (
        "Ada has not been screened alone since joint work was paused on 1 Nov. "
        "Ben has not been screened alone since joint work was paused on 1 Nov. Joint work stays paused."
    )
    couple.screened("a", days_ago=20).screened("b", days_ago=3)  # on the day of the pause is not after it
    assert refused(lambda: safety.set_status(couple.id, "concerns", **opens)).sentence.startswith(
        "Ada has not"
    )
    couple.screened("a", days_ago=2)
    safety.set_status(couple.id, "concerns", **opens)
    assert key_of(practice, couple) == "concerns"
    newest = safety.history(couple.id).statuses[0]
    assert (newest.reason, newest.consulted) == ("Calm for weeks.", True)


def test_a_pause_can_be_said_again_and_needs_nothing_but_a_reason(practice):
    couple = practice.couple().safety("unsafe", days_ago=9, reason="Threats.")
    practice.safety.set_status(couple.id, "unsafe", reasons=["threats"])
    assert refused(lambda: practice.safety.set_status(couple.id, "unsafe")).field == "reason"


def test_no_concern_known_ages_and_a_parting_opens_it_again(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=80)
    assert practice.safety.standing(couple.id).due_on == practice.day(-10)
    practice.safety.set_due_after(60)
    assert practice.safety.standing(couple.id).due_on == practice.day(20)
    practice.safety.set_due_after(300)
    practice.safety.set_plan(
        couple.id, [PlanDraft("separation", "She is at her sister's.", on_date=practice.day(4))]
    )
    assert practice.safety.standing(couple.id).due_on == practice.day(4)
    couple.screened("a", days_ago=3).screened("b", days_ago=1)
    assert practice.safety.standing(couple.id).due_on == practice.day(3) + dt.timedelta(days=300)


def test_a_corrected_screen_leaves_a_trace_and_its_undo_is_exact(practice):
    couple = practice.couple().screened("a", days_ago=2)
    old = practice.safety.history(couple.id).screens[0]
    draft = all_asked("a", practice.day(2), threats="yes")
    act = practice.safety.screen(couple.id, draft, corrects=old.id).value
    assert [one.answers["threats"] for one in practice.safety.standing(couple.id).screens] == ["yes"]
    ended = {one.id: one.why_ended for one in practice.safety.history(couple.id).screens}
    assert ended == {old.id: "corrected", act.made[0].id: None}
    practice.safety.undo(act)
    assert [one.id for one in practice.safety.standing(couple.id).screens] == [old.id]
    assert {one.why_ended for one in practice.safety.history(couple.id).screens} == {None, "taken_back"}
    refused(lambda: practice.safety.undo(act))  # once


def test_an_entry_of_another_couple_or_kind_is_not_corrected(practice):
    one, other = practice.couple().screened("a"), practice.couple("Mira", "Noor")
    theirs = practice.safety.history(one.id).screens[0].id
    refused(lambda: practice.safety.screen(other.id, all_asked("a"), corrects=theirs))
    refused(lambda: practice.safety.enter_risk(one.id, RiskDraft("a", "none"), corrects=theirs))
    assert practice.safety.standing(one.id).screen("a").id == theirs


def test_the_plan_keeps_each_item_and_what_stood_before(practice):
    couple = practice.couple()
    first = [PlanDraft("harm_stopped", "No shouting since May.", says="b"), PlanDraft("who_checks", "I do.")]
    practice.safety.set_plan(couple.id, first)
    act = practice.safety.set_plan(
        couple.id, [first[0], PlanDraft("who_checks", "Her sister."), PlanDraft("honesty")]
    )
    assert [one.words for one in act.value.made] == ["Her sister."]
    plan = practice.safety.standing(couple.id).plan
    assert {key: (one.words, one.says) for key, one in plan.items()} == {
        "harm_stopped": ("No shouting since May.", "b"),
        "who_checks": ("Her sister.", None),
    }
    gone = practice.safety.set_plan(couple.id, [PlanDraft("who_checks")]).value
    assert set(practice.safety.standing(couple.id).plan) == {"harm_stopped"}
    practice.safety.undo(gone)
    practice.safety.undo(act.value)
    assert practice.safety.standing(couple.id).plan["who_checks"].words == "I do."
    assert len(practice.safety.history(couple.id).plan) == 3


def test_a_plan_item_that_was_said_anew_since_is_not_doubled_by_an_undo(practice):
    couple = practice.couple()
    practice.safety.set_plan(couple.id, [PlanDraft("honesty", "All told.")])
    gone = practice.safety.set_plan(couple.id, [PlanDraft("honesty")]).value
    practice.safety.set_plan(couple.id, [PlanDraft("honesty", "Nearly all.")])
    refused(lambda: practice.safety.undo(gone))
    assert practice.safety.standing(couple.id).plan["honesty"].words == "Nearly all."


def test_a_status_is_taken_back_on_its_first_day_alone(practice):
    couple = practice.couple().safety("concerns", days_ago=3)
    act = practice.safety.set_status(couple.id, "unsafe", reasons=["threats"]).value
    practice.safety.undo(act)
    assert key_of(practice, couple) == "concerns"
    later = practice.safety.set_status(couple.id, "unsafe", reasons=["threats"]).value
    practice.clock.advance(days=1)
    assert "first day" in refused(lambda: practice.safety.undo(later)).advice
    assert key_of(practice, couple) == "unsafe"


def test_a_risk_needs_a_day_to_ask_again_and_the_latest_date_holds(practice):
    couple, safety = practice.couple(), practice.safety
    assert refused(lambda: safety.enter_risk(couple.id, RiskDraft("a", "thoughts"))).field == "next_check_on"
    early = RiskDraft("a", "plan", next_check_on=practice.day(9), on_date=practice.day(1))
    assert refused(lambda: safety.enter_risk(couple.id, early)).field == "next_check_on"
    safety.enter_risk(couple.id, RiskDraft("a", "plan", "Calls first.", "Her doctor", practice.day(-2)))
    safety.enter_risk(couple.id, RiskDraft("a", "none", on_date=practice.day(30)))
    standing = safety.standing(couple.id)
    assert (standing.risk("a").level, standing.risk("a").told, standing.risk("b")) == (
        "plan",
        "Her doctor",
        None,
    )


def test_a_yes_proposes_a_status_with_its_reasons_and_sets_none(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=20)
    practice.clock.advance(minutes=1)
    couple.screened("b", money_or_movement_control="yes")
    assert practice.safety.standing(couple.id).proposal.status == "concerns"
    couple.screened("a", choking="yes", threats="yes", substances="yes")
    found = practice.safety.standing(couple.id).proposal
    assert found.status == "unsafe"
    assert set(found.reasons) == {"ongoing_abuse", "threats", "other", "chronic_emotional_harm"}
    assert dict(found.said)["b"] == ("money_or_movement_control",)
    assert key_of(practice, couple) == "no_known_concern"
    practice.clock.advance(minutes=1)
    couple.safety("concerns")  # the clinician decides: nothing is proposed about what was known then
    assert practice.safety.standing(couple.id).proposal is None


def test_safety_lines_stand_on_top_until_they_are_dealt_with(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=100)

    def lines():
        return [(end.group, end.kind, end.stays) for end in practice.progression.loose_ends()]

    assert lines() == [("safety", "screen_due", False)]
    practice.clock.advance(minutes=1)
    couple.screened("a", suicide_or_self_harm="yes", threats="yes").screened("b")
    assert lines()[0] == ("risk", "risk_unanswered", True)
    assert ("safety", "screen_unanswered", False) in lines()
    practice.safety.enter_risk(couple.id, RiskDraft("a", "thoughts", next_check_on=practice.day(-7)))
    assert [one for one in lines() if one[0] == "risk"] == []
    practice.clock.advance(days=7)
    assert lines()[0] == ("risk", "risk_check", True)
    practice.couples.set_status(couple.id, "paused")
    assert [one[1] for one in lines()] == ["risk_check"]  # work that rests does not rest a risk
    practice.safety.enter_risk(couple.id, RiskDraft("a", "plan", next_check_on=practice.day(-30)))
    assert lines() == [("risk", "risk_check", True)]
    practice.couples.set_status(couple.id, "closed")
    assert lines() == []


def test_a_plan_waits_to_be_looked_at_from_its_day_on(practice):
    couple = practice.couple().safety("concerns")
    practice.safety.set_plan(couple.id, [PlanDraft("date", on_date=practice.day(-3))])
    assert [one.kind for one in practice.progression.loose_ends()] == ["safety_plan"]
    practice.clock.advance(days=3)
    assert [one.kind for one in practice.progression.loose_ends()] == ["plan_check"]


def test_what_is_known_of_all_couples_is_what_is_known_of_each(practice):
    couples = [practice.couple(f"A{n}", f"B{n}") for n in range(4)]
    for number, couple in enumerate(couples):
        couple.screened("a", days_ago=number, threats="yes").safety("concerns", days_ago=number)
        practice.safety.set_plan(couple.id, [PlanDraft("honesty", f"Word {number}")])
        practice.safety.enter_risk(couple.id, RiskDraft("b", "none"))
    practice.safety.take_back(practice.safety.history(couples[0].id).screens[0].id)
    practice.couples.set_status(couples[3].id, "closed")
    found = practice.safety.standings()
    assert set(found) == {couple.id for couple in couples[:3]}
    for couple in couples[:3]:
        assert repr(found[couple.id]) == repr(practice.safety.standing(couple.id))
