"""Goals on a scale of the couple's own: set, rated by date, ended; T from what a reader may see."""

import pytest

from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.measures.goals import GoalDraft

LEVELS = ("never", "once a month", "once a week", "twice a week", "most days")


def draft(couple, words="We eat together", **more):
    return GoalDraft(couple_id=couple.id, words=words, levels=LEVELS, **more)


def test_t_follows_the_ratings_by_date(practice, goals):
    couple = practice.couple()
    supper = goals.add(draft(couple)).value
    talk = goals.add(draft(couple, "We say it the same day", weight=1)).value
    goals.add(draft(couple, "Never rated"))
    goals.rate(supper.id, -1, practice.day(60))
    goals.rate(supper.id, 1, practice.day(30))
    goals.rate(talk.id, 1, practice.day(30))
    review = goals.review(couple.id)
    assert [round(score, 2) for _, score in review.t_line] == [40, 62.4]
    assert [line.level for line in review.goals] == [1, 1, None]
    assert goals.review(couple.id, Reader.CLINICIAN, practice.day(40)).t_line == review.t_line[1:]


def test_a_rating_of_the_same_day_is_corrected_with_a_trace(practice, goals, measures):
    couple = practice.couple()
    goal = goals.add(draft(couple)).value
    goals.rate(goal.id, 2)
    goals.rate(goal.id, 0)
    assert goals.review(couple.id).t == 50
    assert [one.value for one in measures.earlier(couple.id)] == [2]


def test_a_scale_that_was_used_does_not_move(practice, goals):
    couple = practice.couple()
    goal = goals.add(draft(couple)).value
    goals.change(goal.id, draft(couple, weight=3))
    goals.rate(goal.id, 1)
    for moved in (draft(couple, weight=2), draft(couple, weight=3, audience="a")):
        with pytest.raises(InputError, match="stay as they were agreed"):
            goals.change(goal.id, moved)
    goals.change(goal.id, draft(couple, "We eat at one table", weight=3))
    assert goals.get(goal.id).words == "We eat at one table"


def test_a_goal_can_be_ended_and_taken_up_again(practice, goals):
    couple = practice.couple()
    goal = goals.add(draft(couple)).value
    goals.rate(goal.id, 1)
    assert goals.end(goal.id).value.ended_on == practice.today
    assert goals.review(couple.id).t == 60, "what was reached stays"
    assert goals.resume(goal.id).value.ended_on is None


@pytest.mark.parametrize("reader", [Reader.BOTH, Reader.B])
def test_a_goal_of_one_partner_is_in_no_number_of_the_others(practice, goals, reader):
    couple = practice.couple()
    shared = goals.add(draft(couple)).value
    goals.rate(shared.id, 0)
    before = goals.review(couple.id, reader)
    alone = goals.add(draft(couple, "CANARY alone", audience="a")).value
    goals.rate(alone.id, 2)
    assert goals.review(couple.id, reader) == before
    assert len(goals.review(couple.id, Reader.A).goals) == 2


@pytest.mark.parametrize("wrong", [{"words": " "}, {"weight": 0}, {"weight": 10}, {"audience": "all"}])
def test_what_cannot_be_is_refused(practice, goals, wrong):
    couple = practice.couple()
    with pytest.raises(InputError):
        goals.add(draft(couple, **wrong))
    goal = goals.add(draft(couple)).value
    with pytest.raises(InputError):
        goals.rate(goal.id, 3)
    assert [line.points for line in goals.review(couple.id).goals] == [()]
