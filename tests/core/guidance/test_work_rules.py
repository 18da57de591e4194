"""Rules about promises and sheets, on both sides of every boundary."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.core.guidance.cases import TODAY, ago, case, fact, kinds, path, promise, rated, sheet, speaks, tag
from therapist_app.guidance.case import Broke, Safety
from therapist_app.guidance.facts import FactKind

LATE = path(("renewal", 200, 9))


def answers(kept: int, missed: int, first: int = 2) -> list[tuple[int, str]]:
    """So many days kept, then missed, one a day."""
    return [(first + at, "kept" if at < kept else "missed") for at in range(kept + missed)]


# Forgiveness is not the finish


@pytest.mark.parametrize(
    ("kept", "missed", "expected"),
    [
        (2, 2, False),  # 50 of 100 of exactly four
        (1, 3, True),
        (1, 2, False),  # of three only
        (0, 3, False),
        (0, 4, True),
        (12, 12, False),
        (11, 12, True),  # 47.8
        (0, 0, False),
    ],
)
def test_promises_lapse_below_half_of_at_least_four(kept, missed, expected):
    facts = case(path=LATE, promises=(promise("a", *answers(kept, missed)),))
    found = speaks("not_the_finish", facts)
    assert bool(found) is expected
    if expected:
        assert fact(found, FactKind.RATE).numbers == (kept, kept + missed)


def test_just_below_the_threshold_is_below_it():
    many = [promise("a", *answers(0, 1), key=str(at)) for at in range(501)]
    many += [promise("b", *answers(1, 0), key=f"b{at}") for at in range(499)]
    assert speaks("not_the_finish", case(path=LATE, promises=tuple(many)))  # 49.9
    assert not speaks(
        "not_the_finish", case(path=LATE, promises=tuple(many[1:500] + many[501:]))
    )  # 499 of 998


@pytest.mark.parametrize(
    ("phase", "expected"),
    [("rupture", False), ("vulnerability", False), ("renewal", True), ("integration", True)],
)
def test_it_speaks_in_the_late_phases_alone(phase, expected):
    facts = case(path=path((phase, 200, 9)), promises=(promise("a", *answers(0, 5)),))
    assert bool(speaks("not_the_finish", facts)) is expected


def test_a_bottom_line_is_no_rate():
    facts = case(path=LATE, promises=(promise("a", *answers(0, 5), is_habit=False),))
    assert speaks("not_the_finish", facts) is None


@pytest.mark.parametrize(
    ("safety", "follow", "expected"),
    [
        ((1,), (1,), True),  # a mean of exactly one
        ((1,), (2,), False),
        ((0,), (2,), True),
        ((1, 2), (0, 1), True),  # by two raters: 1.5 and 0.5
        ((1, 2), (1, 1), False),  # 1.5 and 1
        ((0,), (), False),  # unrated is not zero
        ((), (), False),
    ],
)
def test_low_signs_are_low_on_average(safety, follow, expected):
    ratings = [rated("felt_safety", 9, value, rater) for rater, value in zip("ab", safety, strict=False)]
    ratings += [rated("follow_through", 9, value, rater) for rater, value in zip("ab", follow, strict=False)]
    assert bool(speaks("not_the_finish", case(path=LATE, ratings=tuple(ratings)))) is expected


def test_the_latest_rating_counts():
    low = (rated("felt_safety", 30, 0), rated("follow_through", 30, 0))
    assert speaks("not_the_finish", case(path=LATE, ratings=low))
    risen = (*low, rated("felt_safety", 3, 3))
    assert speaks("not_the_finish", case(path=LATE, ratings=risen)) is None


# Sorry, and what comes next


@pytest.mark.parametrize(
    ("seen_in", "promises", "expected"),
    [
        ("b", [], ["b"]),
        ("b", [promise("b", (10, "kept"))], []),
        ("b", [promise("b", (20, "kept"))], ["b"]),  # on the day it was tagged
        ("b", [promise("b", (19, "kept"))], []),  # the day after
        ("b", [promise("b", (10, "partly"))], ["b"]),
        ("b", [promise("a", (10, "kept"))], ["b"]),  # the other partner's
        ("b", [promise("both", (10, "kept"))], []),
        ("both", [promise("a", (10, "kept"))], ["b"]),
        ("between", [], ["a", "b"]),
    ],
)
def test_an_apology_waits_for_a_kept_promise_of_that_partner(seen_in, promises, expected):
    facts = case(tags=(tag("one_time_apology", 20, seen_in=seen_in),), promises=tuple(promises))
    found = speaks("apology_alone", facts)
    told = [one.side for one in found.facts if one.kind == FactKind.NOT_KEPT] if found else []
    assert told == expected


def test_a_resolved_apology_says_nothing():
    tags = (tag("one_time_apology", 20, seen_in="b"), tag("one_time_apology", 5, 0, "b"))
    assert speaks("apology_alone", case(tags=tags)) is None


# Who carries the work


def owned(*owners: str, **more: object) -> tuple:
    return tuple(promise(owner, key=f"p{at}", **more) for at, owner in enumerate(owners))


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        ("aaaab", "a"),  # 80 of 100 of exactly five
        ("aaaa", ""),  # of four only
        ("aaabb", ""),
        ("bbbbbb", "b"),
        ("aaaabb", ""),  # 67
        (["a", "a", "a", "a", "both"], "a"),
        (["a", "a", "a", "both", "both"], ""),
        (["both"] * 6, ""),
    ],
)
def test_nearly_all_on_one_partner_is_one_sided(owners, expected):
    found = speaks("one_sided", case(path=LATE, promises=owned(*owners)))
    assert (found.facts[0].side if found else "") == expected


def test_sheets_count_as_promises_do_and_what_has_ended_does_not():
    two = owned("a", "a")
    sheets = tuple(sheet("a", f"s{at}") for at in range(3))
    assert speaks("one_sided", case(path=LATE, promises=two, sheets=sheets))
    ended = owned("a", "a", is_active=False)
    assert speaks("one_sided", case(path=LATE, promises=ended, sheets=sheets)) is None


@pytest.mark.parametrize(
    ("phase", "hurt", "serves", "expected"),
    [
        ("understanding", "a", {"accountability"}, False),  # whoever did the hurt has more to own
        ("understanding", "a", {"insufficient_accountability"}, False),
        ("rupture", "b", {"accountability"}, False),
        ("vulnerability", "a", {"accountability"}, True),  # from the fourth phase on
        ("understanding", "both", {"accountability"}, True),  # no one partner was hurt
        ("understanding", None, {"accountability"}, True),
        ("understanding", "a", {"safety"}, True),
    ],
)
def test_owning_it_is_no_one_sided_work_in_the_first_phases(phase, hurt, serves, expected):
    facts = case(
        path=path((phase, 60, 9)),
        ruptures=(Broke("r", "betrayal", hurt),),
        promises=owned("b", "b", "b", "b", "b", serves=frozenset(serves)),
    )
    assert bool(speaks("one_sided", facts)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [("no_known_concern", True), ("not_assessed", True), ("concerns", False), ("unsafe", False)],
)
def test_it_is_silent_while_a_couple_is_not_safe(status, expected):
    facts = case(status=status, safety=Safety(status, ago(3), "s"), path=LATE, promises=owned(*"aaaaa"))
    assert bool(speaks("one_sided", facts)) is expected


# After the crisis

MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())


def weekly(*counts: int) -> tuple:
    """So many answers in each whole week, the last week last."""
    found = []
    for back, count in enumerate(reversed(counts), 1):
        monday = (TODAY - MONDAY).days + 7 * back
        found += [(monday - day, "kept") for day in range(count)]
    return (promise("a", *found),)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((5, 4, 3, 2, 1), True),
        ((5, 4, 3, 2), False),  # four weeks, three of them lower: the one before them had none
        ((4, 3, 2, 1, 0), True),
        ((5, 4, 3, 2, 2), False),  # not lower in the last
        ((5, 5, 4, 3, 2), False),  # nor in the first of the four
        ((1, 5, 4, 3, 2, 1), True),
        ((5, 4, 5, 2, 1), False),
        ((0, 0, 0, 0, 0), False),
    ],
)
def test_check_ins_grow_fewer_four_weeks_in_a_row(counts, expected):
    found = speaks("after_crisis", case(path=path(("safety", 90, 9)), promises=weekly(*counts)))
    assert bool(found) is expected
    if expected:
        assert fact(found, FactKind.FEWER).numbers == counts[-5:]


def test_the_week_that_is_not_over_says_nothing_yet():
    busy = (*weekly(5, 4, 3, 2, 1), promise("b", *[(day, "kept") for day in range(6)], key="q"))
    assert speaks("after_crisis", case(path=path(("safety", 90, 9)), promises=busy))


@pytest.mark.parametrize(("phase", "expected"), [("rupture", False), ("safety", True), ("integration", True)])
def test_the_crisis_itself_is_no_time_for_it(phase, expected):
    facts = case(path=path((phase, 90, 9)), promises=weekly(5, 4, 3, 2, 1))
    assert bool(speaks("after_crisis", facts)) is expected


def test_all_facts_of_a_rule_are_told():
    low = (rated("felt_safety", 9, 0), rated("follow_through", 9, 1))
    found = speaks("not_the_finish", case(path=LATE, ratings=low, promises=(promise("a", *answers(0, 4)),)))
    assert kinds(found) == ["phase", "rate", "sign", "sign"]
