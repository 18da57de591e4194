"""When a promise is due: pure functions of calendar dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.commitments.cadence import cadence_words, due_days, due_weekdays, is_to_ask
from therapist_app.commitments.model import Cadence, Commitment

days = st.dates(dt.date(2019, 1, 1), dt.date(2033, 12, 31))
spans = st.integers(-3, 500).map(lambda number: dt.timedelta(days=number))
weekday_sets = st.lists(st.integers(0, 6), unique=True, min_size=1)
WEEK = [dt.date(2026, 11, 16) + dt.timedelta(days=number) for number in range(7)]


def promise(cadence: str = Cadence.DAILY, starts_on: dt.date = dt.date(2026, 1, 1), **fields) -> Commitment:
    return Commitment(
        couple_id="c",
        owner="a",
        words="I call",
        cadence=cadence,
        starts_on=starts_on,
        created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        **fields,
    )


@given(days, days, spans)
def test_a_daily_promise_is_due_once_on_every_day_of_its_time(start, first, span):
    found = due_days(promise(starts_on=start), first, first + span)
    begin = max(start, first)
    assert found == sorted(set(found))
    assert len(found) == max((first + span - begin).days + 1, 0)
    assert all(begin <= day <= first + span for day in found)


@given(weekday_sets, days, spans)
def test_chosen_weekdays_are_due_on_these_weekdays_and_no_day_is_left_out(weekdays, first, span):
    last = first + span
    found = due_days(promise(Cadence.WEEKDAYS, dt.date(2018, 1, 1), weekdays=weekdays), first, last)
    whole = {first + dt.timedelta(days=number) for number in range(max(span.days + 1, 0))}
    assert set(found) == {day for day in whole if day.weekday() in weekdays}


@given(days, days, spans)
def test_once_is_due_on_its_day_alone(due, first, span):
    found = due_days(promise(Cadence.ONCE, dt.date(2018, 1, 1), due_on=due), first, first + span)
    assert found == ([due] if first <= due <= first + span else [])


@given(days, spans, spans)
def test_a_span_is_the_sum_of_its_halves(first, one, two):
    daily = promise(Cadence.WEEKDAYS, dt.date(2018, 1, 1), weekdays=[0, 2, 5])
    middle = first + abs(one)
    last = middle + abs(two)
    next_day = middle + dt.timedelta(days=1)
    assert due_days(daily, first, last) == due_days(daily, first, middle) + due_days(daily, next_day, last)


def test_leap_days_month_ends_and_changes_of_the_clock_are_days_like_others():
    for first, last, count in (
        (dt.date(2028, 2, 27), dt.date(2028, 3, 1), 4),
        (dt.date(2027, 2, 27), dt.date(2027, 3, 1), 3),
        (dt.date(2026, 3, 28), dt.date(2026, 3, 30), 3),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), 2),
    ):
        assert len(due_days(promise(), first, last)) == count


@pytest.mark.parametrize("cadence", [Cadence.TIMES_A_WEEK, Cadence.EACH_TIME])
def test_promises_without_set_days_name_none_and_are_asked_about_once_a_day(cadence):
    free = promise(cadence, WEEK[0], times=4)
    assert due_days(free, WEEK[0], WEEK[6]) == []
    assert due_weekdays(free) == frozenset(range(7))
    assert is_to_ask(free, [WEEK[1]], WEEK[2])
    assert not is_to_ask(free, [WEEK[2]], WEEK[2])
    assert not is_to_ask(free, [], WEEK[0] - dt.timedelta(days=1))


def test_a_promise_is_asked_about_when_it_came_due_since_the_last_answer():
    tuesdays = promise(Cadence.WEEKDAYS, WEEK[0], weekdays=[1])
    assert not is_to_ask(tuesdays, [], WEEK[0])
    assert is_to_ask(tuesdays, [], WEEK[1])
    assert is_to_ask(tuesdays, [], WEEK[5])
    assert not is_to_ask(tuesdays, [WEEK[1]], WEEK[5])
    once = promise(Cadence.ONCE, WEEK[0], due_on=WEEK[3])
    assert [is_to_ask(once, [], day) for day in WEEK] == [False, False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"cadence": "daily"}, "Each day"),
        ({"cadence": "weekdays", "weekdays": [0, 1, 2, 3, 4]}, "Each weekday"),
        ({"cadence": "weekdays", "weekdays": [5, 1, 3]}, "Tue, Thu and Sat"),
        ({"cadence": "weekdays", "weekdays": [6]}, "Each Sunday"),
        ({"cadence": "weekdays", "weekdays": [5, 6]}, "Sat and Sun"),
        ({"cadence": "times_a_week", "times": 4}, "4 times a week"),
        ({"cadence": "times_a_week", "times": 1}, "Once a week"),
        ({"cadence": "each_time", "trigger": "I come home"}, "Each time I come home"),
        ({"cadence": "once", "due_on": dt.date(2026, 12, 3)}, "Once, by 3 Dec"),
    ],
)
def test_cadence_in_words(fields, words):
    assert cadence_words(promise(**fields)) == words
