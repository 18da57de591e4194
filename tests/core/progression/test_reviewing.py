"""Reviews as dated events: marked, taken back, and a planned one is a loose end on its day."""

from __future__ import annotations

import datetime as dt

import pytest

from therapist_app.kernel.errors import InputError


def due(practice):
    return [end for end in practice.progression.loose_ends() if end.kind == "review_due"]


@pytest.fixture
def couple(practice):
    couple = practice.couple()
    couple.session(days_ago=1)
    return couple


@pytest.mark.parametrize(("days", "expected"), [(8, False), (7, True), (1, True)])
def test_a_planned_review_waits_from_its_day_on(practice, couple, days, expected):
    day = practice.today + dt.timedelta(days=days)
    practice.progression.reviews.mark(couple.id, practice.day(30), day)
    practice.clock.advance(days=7)
    assert bool(due(practice)) is expected


def test_the_latest_review_says_what_is_planned(practice, couple):
    reviews = practice.progression.reviews
    reviews.mark(couple.id, practice.day(60), practice.day(10), "Both want to go on")
    assert [(end.couple_id, end.on_date) for end in due(practice)] == [(couple.id, practice.day(10))]
    last = reviews.mark(couple.id).value
    assert due(practice) == []
    assert reviews.last(couple.id).on_date == practice.today
    reviews.take_back(last.id)
    assert len(due(practice)) == 1
    assert [one.line for one in reviews.of(couple.id)] == ["Both want to go on"]


def test_of_a_couple_that_is_not_seen_now_nothing_is_due(practice, couple):
    practice.progression.reviews.mark(couple.id, practice.day(60), practice.day(10))
    practice.couples.set_status(couple.id, "paused")
    assert due(practice) == []


@pytest.mark.parametrize(
    ("on", "following", "field"), [(-5, None, "on_date"), (0, 1, "next_on"), (3, 3, "next_on")]
)
def test_days_that_cannot_be_are_refused(practice, couple, on, following, field):
    day = None if following is None else practice.day(following)
    with pytest.raises(InputError) as caught:
        practice.progression.reviews.mark(couple.id, practice.day(on), day)
    assert caught.value.field == field
    assert practice.progression.reviews.of(couple.id) == ()


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("past_review_days", 3, "promise_past_review"),
        ("unseen_weeks", 1, "not_seen"),
        ("unsigned_days", 2, "draft"),
    ],
)
def test_when_something_is_a_loose_end_is_for_the_practice_to_say(practice, key, value, kind):
    couple = practice.couple()
    couple.session(days_ago=7).says("They came.")
    couple.promise(days_ago=20, review_on=practice.day(3))
    assert kind not in [end.kind for end in practice.progression.loose_ends()]
    practice.guidance.thresholds.set(key, value)
    assert kind in [end.kind for end in practice.progression.loose_ends()]
