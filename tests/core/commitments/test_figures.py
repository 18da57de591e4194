"""What check-ins add up to: rates, runs, slips and balance, by the rules on several accounts."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.commitments.figures import (
    balance_of,
    figures_of,
    outcomes_by_day,
    small_wins_of,
)
from therapist_app.commitments.model import CheckIn, Commitment, Outcome

TODAY = dt.date(2026, 11, 21)
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OUTCOMES = tuple(Outcome)
accounts = st.sampled_from(("a", "b", "clinician"))
one_day = st.tuples(st.integers(0, 60), st.sampled_from(OUTCOMES), accounts)
several = st.tuples(st.integers(0, 60), st.integers(2, 28), st.integers(0, 28), accounts)
check_ins = st.lists(st.one_of(one_day, several), max_size=40).map(
    lambda found: [(told if len(one) == 3 else at_once)(*one, order=order) for order, one in enumerate(found)]
)


def told(days_ago: int, outcome: str, account: str = "clinician", order: int = 0) -> CheckIn:
    return CheckIn(
        commitment_id="p",
        on_date=TODAY - dt.timedelta(days=days_ago),
        outcome=outcome,
        account=account,
        created_at=MADE + dt.timedelta(seconds=order),
    )


def at_once(days_ago: int, asked: int, kept: int, account: str = "clinician", order: int = 0) -> CheckIn:
    """Several days in one answer, up to one that lies so far back."""
    kept = min(kept, asked)
    made = told(days_ago, "kept" if kept == asked else "partly" if kept else "missed", account, order)
    made.since_on, made.asked_days, made.kept_days = made.on_date - dt.timedelta(days=asked - 1), asked, kept
    return made


def promise(owner: str = "a", kind: str = "habit") -> Commitment:
    start = TODAY - dt.timedelta(days=90)
    return Commitment(couple_id="c", owner=owner, kind=kind, words="I call", starts_on=start, created_at=MADE)


def figures(*found: CheckIn, kind: str = "habit"):
    return figures_of(promise(kind=kind), found, TODAY)


def test_the_rate_leaves_out_what_did_not_come_up_and_days_nobody_asked_about():
    seen = figures(told(1, "kept"), told(2, "not_applicable"), told(4, "partly"), told(9, "missed"))
    assert (seen.whole.kept, seen.whole.partly, seen.whole.missed) == (1, 1, 1)
    assert seen.whole.rate == pytest.approx(1 / 3)


def test_nothing_asked_has_no_rate_rather_than_a_zero():
    assert figures().whole.rate is None
    assert figures(told(1, "not_applicable")).last_weeks.rate is None


def test_four_weeks_are_the_last_28_days_with_today():
    seen = figures(told(0, "kept"), told(27, "kept"), told(28, "missed"), told(60, "missed"))
    assert (seen.last_weeks.kept, seen.last_weeks.due) == (2, 2)
    assert seen.whole.due == 4


def test_the_clinicians_account_counts_over_the_others():
    seen = figures(told(1, "kept", "clinician"), told(1, "missed", "a", 1), told(1, "missed", "b", 2))
    assert seen.whole.kept == seen.whole.due == 1


def test_of_one_account_the_latest_counts():
    seen = figures(told(1, "missed", "a", 0), told(1, "kept", "a", 1))
    assert seen.whole.kept == seen.whole.due == 1


def test_two_accounts_that_differ_are_seen_differently_and_leave_the_count_and_the_run():
    seen = figures(told(3, "kept"), told(2, "kept", "a"), told(2, "missed", "b"), told(1, "kept"))
    assert seen.whole.due == 2
    assert seen.run == 2
    assert [day.is_seen_differently for day in seen.days] == [False, True, False]


def test_two_accounts_that_agree_count_once():
    assert figures(told(2, "partly", "a"), told(2, "partly", "b")).whole.partly == 1


@pytest.mark.parametrize("slip", ["partly", "missed"])
def test_a_run_breaks_at_a_slip_and_not_at_what_did_not_come_up(slip):
    days = [told(9, "kept"), told(8, "kept"), told(7, "kept"), told(6, slip), told(5, "kept")]
    seen = figures(*days, told(4, "not_applicable"), told(1, "kept"))
    assert (seen.run, seen.longest) == (2, 3)
    assert (seen.last_slip, seen.mended_on) == (days[3].on_date, days[4].on_date)


def test_a_run_that_just_broke_is_none():
    assert figures(told(2, "kept"), told(1, "missed")).run == 0


def test_several_days_at_once_count_each_as_kept_or_missed_and_as_a_run_only_if_all_were_kept():
    seen = figures(told(9, "kept"), at_once(1, 5, 4))
    assert (seen.whole.kept, seen.whole.partly, seen.whole.missed, seen.run) == (5, 0, 1, 0)
    seen = figures(told(9, "kept"), at_once(1, 5, 5))
    assert (seen.whole.kept, seen.run, seen.last_slip) == (6, 6, None)


def test_a_bottom_line_has_no_rate_and_no_run():
    seen = figures(told(3, "kept"), told(2, "missed"), told(1, "kept"), kind="bottom_line")
    assert (seen.whole.due, seen.last_weeks.due, seen.run, seen.longest) == (0, 0, 0, 0)
    assert len(seen.days) == 3


def test_a_promise_of_both_counts_once_for_the_couple_and_once_for_each():
    pairs = [
        (promise("a"), figures(told(1, "kept"))),
        (promise("b"), figures(told(1, "missed"))),
        (promise("both"), figures(told(1, "kept"), told(2, "partly"))),
        (promise("b", "bottom_line"), figures(told(1, "missed"), kind="bottom_line")),
    ]
    balance, wins = balance_of(pairs), small_wins_of(pairs)
    assert (balance.a.kept, balance.a.due) == (2, 3)
    assert (balance.b.kept, balance.b.due) == (1, 3)
    assert (wins.last_weeks.kept, wins.last_weeks.due) == (2, 4)


@given(check_ins)
def test_figures_hold_together_whatever_was_answered(found):
    seen = figures(*found)
    days = outcomes_by_day(found)
    assert len(days) == len({one.on_date for one in found})
    assert seen.whole.due <= sum(day.asked for day in days)
    assert seen.last_weeks.kept <= seen.whole.kept
    assert 0 <= seen.run <= seen.longest <= seen.whole.kept
    assert (seen.whole.rate is None) == (seen.whole.due == 0)
    assert (seen.last_slip is None) == (seen.whole.partly + seen.whole.missed == 0)
    if seen.mended_on:
        assert seen.last_slip is not None
        assert seen.mended_on > seen.last_slip  # where nobody said when it was mended
    if seen.run:
        assert seen.last_slip is None or seen.mended_on is not None


@given(check_ins, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert figures(*shuffled) == figures(*found)


@given(check_ins)
def test_what_did_not_come_up_by_the_clinicians_account_changes_no_figure(found):
    free = [one for one in found if one.on_date != TODAY - dt.timedelta(days=61)]
    with_gap = figures(*free, told(61, "not_applicable"))
    without = figures(*free)
    assert (with_gap.whole, with_gap.run, with_gap.longest) == (without.whole, without.run, without.longest)
