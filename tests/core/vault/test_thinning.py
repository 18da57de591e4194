"""Backups are thinned by their order and number: no clock, right or wrong, ever decides what goes."""

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from therapist_app.vault.thinning import (
    DAILY,
    MONTHLY,
    NEVER,
    PINNED_DAYS,
    WEEKLY,
    Standing,
    next_day,
    to_keep,
)

TEN_YEARS = dt.timedelta(days=3653)
FIRST = dt.date(2026, 1, 5)


def stand(dates, pinned=()):
    """The backups that a practice would have made on these dates, in this order, were none ever taken away."""
    shelf, day, before = [], 0, ""
    for seq, date in enumerate(dates, start=1):
        day = next_day(day, before, date.isoformat())
        before = date.isoformat()
        shelf.append(Standing(seq, day, seq in pinned))
    return shelf


def live(dates, pinned=()):
    """The numbers left after as many backups, each followed by a thinning."""
    left = []
    for one in stand(dates, pinned):
        left.append(one)
        keep = to_keep(left)
        left = [old for old in left if old.seq in keep]
    return [one.seq for one in left]


def workdays(many, each=1):
    days = [FIRST + dt.timedelta(days=at) for at in range(many * 2)]
    return [day for day in days if day.weekday() < 5 for _ in range(each)][: many * each]


def test_a_year_of_work_leaves_two_days_whole_then_days_weeks_and_months():
    left = live(workdays(260, each=3))
    assert left[-6:] == list(range(775, 781))  # all of the last two days
    assert len(left) <= 6 + DAILY + WEEKLY + MONTHLY
    days = [(seq - 1) // 3 for seq in left]
    assert 259 - days[0] >= 160  # nine months of twenty working days, less the one under way
    assert max(later - earlier for earlier, later in pairwise(days)) <= 20


@given(
    st.integers(1, 260),
    st.integers(0, 259),
    st.integers(1, 259),
    st.sampled_from([TEN_YEARS, -TEN_YEARS, dt.timedelta(days=1), dt.timedelta(days=-1)]),
)
@settings(max_examples=60, deadline=None)
def test_a_clock_that_jumps_for_a_while_costs_no_more_than_a_shift_of_one_day(many, start, length, jump):
    true = workdays(many)
    wrong = [day + jump if start <= at < start + length else day for at, day in enumerate(true)]
    ages, wrong_ages = ([many - seq for seq in live(dates)] for dates in (true, wrong))
    assert wrong_ages[-min(NEVER, many) :] == ages[-min(NEVER, many) :]
    assert len(wrong_ages) >= len(ages) - 2
    for age in ages:  # near to each one that a right clock keeps lies one that the wrong clock keeps
        room = 2 if age < DAILY else 6 if age < 5 * WEEKLY else 21
        assert min(abs(age - other) for other in wrong_ages) <= room, (age, ages, wrong_ages)


@given(st.lists(st.dates(dt.date(1970, 1, 1), dt.date(2100, 1, 1)), min_size=1, max_size=120))
@settings(deadline=None)
def test_whatever_the_clock_says_the_newest_stay_and_the_shelf_stays_small(dates):
    shelf = stand(dates)
    left = live(dates)
    newest = [one.seq for one in shelf[-NEVER:]]
    assert set(newest) <= set(left)
    last_two_days = {one.day for one in shelf if one.day > shelf[-1].day - 2}
    whole = [one.seq for one in shelf if one.day in last_two_days]
    assert set(whole) <= set(left)
    assert len(left) <= len(whole) + DAILY + WEEKLY + MONTHLY + NEVER


@given(st.integers(1, 200), st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_thinning_each_time_and_thinning_once_leave_the_same(many, each):
    dates = workdays(many, each)
    assert live(dates) == sorted(to_keep(stand(dates)))


@given(st.integers(1, 120), st.integers(0, 150))
@settings(max_examples=60, deadline=None)
def test_a_pinned_one_stays_ninety_days_and_until_three_later_ones_are_there(at, later):
    dates = workdays(at + later)
    is_left = at in live(dates, pinned={at})
    if later < PINNED_DAYS or later < NEVER:
        assert is_left
    many_on_one_day = [*dates[:at], *[dates[at - 1] + dt.timedelta(days=4000)] * min(later, 2)]
    assert at in live(many_on_one_day, pinned={at})


def test_a_day_number_moves_by_one_at_most_however_far_the_clock_goes():
    assert next_day(7, "2026-03-04", "2026-03-04") == 7
    assert next_day(7, "2026-03-04", "2036-03-04") == 8
    assert next_day(8, "2036-03-04", "2026-03-05") == 8
    assert next_day(8, "2026-03-05", "2026-03-06") == 9
