"""Where a promise stood when, and that a pause is never due: pure functions, whatever was said in which order."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from therapist_app.commitments.cadence import due_days, is_to_ask, open_days
from therapist_app.commitments.figures import figures_of
from therapist_app.commitments.model import Cadence, CheckIn, Commitment, CommitmentState, EarlierState
from therapist_app.commitments.standing import is_active_on, rests_on, standing_of

ONE_DAY = dt.timedelta(days=1)
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
START = dt.date(2028, 2, 1)  # a leap year; 2028 changes clocks on 26 March and 29 October in Europe
days = st.integers(0, 400).map(lambda number: START + number * ONE_DAY)
said = st.lists(st.tuples(days, st.sampled_from(tuple(CommitmentState))), max_size=6)
weekday_sets = st.lists(st.integers(0, 6), unique=True, min_size=1)


def told(words, cadence=Cadence.DAILY, **fields):
    """A promise and its earlier states, from (day, state) in the order in which they were said."""
    told = [(None, CommitmentState.ACTIVE), *words]
    earlier = [
        EarlierState(commitment_id="p", state=state, state_on=day, ended_at=MADE + place * ONE_DAY)
        for place, (day, state) in enumerate(told[:-1])
    ]
    day, state = told[-1]
    promise = Commitment(
        couple_id="c", owner="a", words="I call", cadence=cadence, starts_on=START, created_at=MADE,
        state=state, state_on=day, **fields,
    )  # fmt: skip
    return promise, standing_of(promise, earlier)


def by_hand(words, day):
    """The state on a day, the slow way: of all that was said to begin by then, what was said last."""
    return next((state for on, state in reversed(words) if on <= day), CommitmentState.ACTIVE)


@given(said, days)
def test_what_was_said_last_counts_from_its_own_day_on(words, day):
    _, standing = told(words)
    assert is_active_on(standing, day) == (by_hand(words, day) == CommitmentState.ACTIVE)
    assert [one.since for one in standing] == sorted({one.since for one in standing})


def test_a_pause_whose_beginning_was_wrong_is_put_right_by_saying_it_again():
    third, ninth = START + 2 * ONE_DAY, START + 8 * ONE_DAY
    _, standing = told([(ninth, "paused"), (third, "paused")])
    assert not is_active_on(standing, third)
    assert is_active_on(standing, third - ONE_DAY)
    _, standing = told([(ninth, "paused"), (third, "active")])
    assert is_active_on(standing, ninth)


def test_the_first_day_of_a_pause_may_still_be_answered():
    _, standing = told([(START, "paused"), (START + 5 * ONE_DAY, "active")])
    assert [rests_on(standing, START + place * ONE_DAY) for place in range(6)] == [
        False, True, True, True, True, False,
    ]  # fmt: skip


@given(said, weekday_sets, days, st.integers(0, 60))
def test_no_day_of_a_pause_is_due_and_no_other_day_is_left_out(words, weekdays, first, span):
    promise, standing = told(words, Cadence.WEEKDAYS, weekdays=weekdays)
    whole = [first + place * ONE_DAY for place in range(span + 1)]
    wanted = [day for day in whole if day.weekday() in weekdays and by_hand(words, day) == "active"]
    assert due_days(promise, first, whole[-1], standing) == wanted


@given(said, st.sampled_from(tuple(Cadence)), days)
def test_nobody_is_asked_on_a_day_of_a_pause(words, cadence, day):
    promise, standing = told(words, cadence, weekdays=[0, 3], times=3, due_on=START)
    if by_hand(words, day) != "active":
        assert not is_to_ask(promise, [], day, standing)
        assert open_days(promise, [], day, standing) is None


@given(said, st.lists(days, max_size=8), days, weekday_sets)
def test_several_days_at_once_are_the_due_ones_since_the_last_answer(words, asked, day, weekdays):
    promise, standing = told(words, Cadence.WEEKDAYS, weekdays=weekdays)
    found = open_days(promise, asked, day, standing)
    if found is not None:
        assert found.count == len(due_days(promise, found.since, day, standing)) > 1
        assert not any(found.since <= one < day for one in asked)
        assert (day - found.since).days < 28


@given(st.integers(2, 21), st.integers(0, 27))
def test_some_times_a_week_are_counted_by_whole_weeks(times, back):
    promise, standing = told([], Cadence.TIMES_A_WEEK, times=times)
    found = open_days(promise, [], START + back * ONE_DAY, standing)
    assert found is not None
    assert found.count % times == 0
    assert found.count // times in (max(1, (back + 1) // 7), (back + 1) // 7 + 1)


@given(said, st.lists(days, max_size=30))
def test_answers_about_a_pause_change_no_figure(words, asked):
    promise, standing = told(words)
    today = START + 400 * ONE_DAY

    def figures(on):
        answers = [
            CheckIn(commitment_id="p", on_date=day, outcome="missed", account="clinician", created_at=MADE)
            for day in on
        ]
        return figures_of(promise, answers, today, standing)

    awake = [day for day in asked if not rests_on(standing, day)]
    seen, wanted = figures(asked), figures(awake)
    assert (seen.whole, seen.last_weeks, seen.last_slip) == (
        wanted.whole,
        wanted.last_weeks,
        wanted.last_slip,
    )
    assert len(seen.days) == len(set(asked))  # they stay readable


@given(days, st.integers(-14, 14), weekday_sets)
def test_a_date_is_the_same_date_wherever_the_clock_is_read(day, hours, weekdays):
    """Someone who travels answers for the date of the place: no instant, and so no zone, enters a cadence."""
    promise, _ = told([], Cadence.WEEKDAYS, weekdays=weekdays)
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    assert due_days(promise, noon.date(), noon.date()) == due_days(promise, day, day)
