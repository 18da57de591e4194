"""Scores of partners: entered, corrected with a trace, taken back and given back, and who may see them."""

import dataclasses

import pytest

from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.instrument import Instrument
from therapist_app.measures.service import ScoreDraft

OTHERS = (Reader.BOTH, Reader.B)


def draft(couple, instrument="csi_16", partner="a", value=48, **more):
    return ScoreDraft(couple_id=couple.id, instrument=instrument, partner=partner, value=value, **more)


def values(measures, couple, reader=Reader.CLINICIAN):
    return {
        (one.instrument.key, line.side): [point.value for point in line.points]
        for one in measures.review(couple.id, reader)
        for line in one.lines
    }


def test_scores_of_both_stand_on_one_review(practice, measures):
    couple = practice.couple()
    for days, a, b in ((90, 40, 55), (30, 48, 54)):
        measures.add(draft(couple, value=a, on_date=practice.day(days)))
        measures.add(draft(couple, partner="b", value=b, on_date=practice.day(days)))
    assert values(measures, couple) == {("csi_16", "a"): [40, 48], ("csi_16", "b"): [55, 54]}
    (review,) = measures.review(couple.id)
    assert [gap for _, gap in review.gaps] == [15, 6]


def test_a_second_score_of_a_day_corrects_the_first_and_leaves_a_trace(practice, measures):
    couple = practice.couple()
    practice.practice.update(clinician="Zoe Lin")
    measures.add(draft(couple, value=84 - 40))
    measures.add(draft(couple, value=48))
    measures.add(draft(couple, value=48))
    assert values(measures, couple) == {("csi_16", "a"): [48]}
    (earlier,) = measures.earlier(couple.id)
    assert (earlier.value, earlier.why, earlier.clinician) == (44, "corrected", "Zoe Lin")


def test_a_score_can_be_corrected_to_another_day_and_instrument(practice, measures):
    couple = practice.couple()
    first = measures.add(draft(couple)).value
    measures.correct(first.id, draft(couple, "csi_32", "b", 99, on_date=practice.day(3)))
    assert values(measures, couple) == {("csi_32", "b"): [99]}
    assert [one.value for one in measures.earlier(couple.id)] == [48]


def test_taking_back_is_undone_by_giving_back(practice, measures):
    couple = practice.couple()
    score = measures.add(draft(couple)).value
    measures.take_back(score.id)
    assert values(measures, couple) == {}
    measures.give_back(score.id)
    assert values(measures, couple) == {("csi_16", "a"): [48]}
    assert measures.earlier(couple.id) == ()
    measures.take_back(score.id)
    measures.add(draft(couple, value=50))
    with pytest.raises(InputError, match="another score"):
        measures.give_back(score.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": 82}, "value"),
        ({"value": "a lot"}, "value"),
        ({"partner": "c"}, "partner"),
        ({"instrument": "horoscope"}, "instrument"),
        ({"audience": "everyone"}, "audience"),
        ({"audience": "b"}, "audience"),
        ({"instrument": "phq_9", "value": 9, "audience": "joint"}, "audience"),
        ({"instrument": "phq_9", "value": 9, "audience": "b"}, "audience"),
        ({"instrument": "phq_9", "value": 9, "item_nine": "4"}, "item_nine"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(practice, measures, wrong, field):
    couple = practice.couple()
    with pytest.raises(InputError) as refused:
        measures.add(draft(couple, **wrong))
    assert refused.value.field == field
    assert values(measures, couple) == {}


@pytest.mark.parametrize("instrument", ["phq_9", "gad_7"])
def test_what_is_private_is_on_no_page_for_both_or_the_other(practice, measures, instrument):
    couple = practice.couple()
    measures.add(draft(couple, instrument, "a", 17))
    measures.add(draft(couple, instrument, "b", 3))
    assert values(measures, couple, Reader.BOTH) == {}
    assert values(measures, couple, Reader.A) == {(instrument, "a"): [17]}
    assert values(measures, couple, Reader.B) == {(instrument, "b"): [3]}
    reviews = measures.review(couple.id)
    assert [len(one.lines) for one in reviews] == [1, 1], "never both on one axis, not even for the clinician"


@pytest.mark.parametrize("reader", OTHERS)
def test_what_is_for_one_partner_moves_no_number_of_the_others(practice, measures, reader):
    couple = practice.couple()
    measures.add(draft(couple, value=40, on_date=practice.day(60)))
    measures.add(draft(couple, partner="b", value=55, on_date=practice.day(60)))
    before = measures.review(couple.id, reader)
    measures.add(draft(couple, value=71, audience="a", on_date=practice.day(30)))
    measures.add(draft(couple, "ors", value=12.3, audience="a"))
    measures.add(draft(couple, "gad_7", value=19))
    measures.add(draft(couple, "csi_4", value=19, audience="therapist"))
    assert measures.review(couple.id, reader) == before
    assert measures.earlier(couple.id, reader) == ()


def test_item_nine_stays_beside_the_total(practice, measures):
    couple = practice.couple()
    measures.add(draft(couple, "phq_9", value=12, item_nine="1"))
    measures.add(draft(couple, "gad_7", value=12, item_nine="1"))
    assert [one.item_nine for one in measures.review(couple.id)] == [1, None]


def test_a_period_begins_where_it_is_told(practice, measures):
    couple = practice.couple()
    for days in (300, 100, 10):
        measures.add(draft(couple, value=days // 10, on_date=practice.day(days)))
    (review,) = measures.review(couple.id, Reader.CLINICIAN, practice.day(100))
    assert [point.value for point in review.lines[0].points] == [10, 1]


def test_next_is_the_instrument_used_last_and_the_partner_who_has_none_today(practice, measures):
    couple, other = practice.couple(), practice.couple("Cleo", "Dov")
    assert measures.next_score(couple.id).partner == "a"
    measures.add(draft(other, "ors", value=20))
    assert measures.next_score(couple.id).instrument == "ors"
    measures.add(draft(couple, "rdas", value=50))
    found = measures.next_score(couple.id)
    assert (found.instrument, found.partner) == ("rdas", "b")


def test_scores_and_goals_go_with_their_couple(practice, measures, goals):
    couple = practice.couple(is_sample=True)
    score = measures.add(draft(couple)).value
    measures.add(draft(couple, value=50))
    goal = goals.add(GoalDraft(couple_id=couple.id, words="We eat together")).value
    goals.rate(goal.id, 1)
    practice.couples.remove_couple(couple.id)
    for gone in (lambda: measures.get(score.id), lambda: goals.get(goal.id)):
        with pytest.raises(InputError):
            gone()
    assert measures.earlier(couple.id) == ()


def test_a_measure_that_becomes_private_leaves_the_pages_of_the_others(practice, measures):
    couple = practice.couple()
    facts = Instrument(key="", label="Mood", least=0, most=10, better="higher", source="Own")
    mood = measures.instruments.keep(facts).value
    measures.add(draft(couple, mood.key, "a", 7))
    assert values(measures, couple, Reader.BOTH) == {("own_mood", "a"): [7]}
    measures.instruments.keep(dataclasses.replace(mood, private=True))
    assert values(measures, couple, Reader.BOTH) == values(measures, couple, Reader.B) == {}
    assert values(measures, couple, Reader.A) == {("own_mood", "a"): [7]}
