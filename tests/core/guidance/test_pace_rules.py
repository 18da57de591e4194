"""Rules about pace, on both sides of every boundary."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.core.guidance.cases import ago, case, kinds, path, rated, seen, speaks, tag
from therapist_app.guidance.case import Broke, Person, Safety, Seen, Stretch, Tagged
from therapist_app.progression.loose_ends import LooseEnd

# A slower pace


@pytest.mark.parametrize(
    ("block", "level", "expected"),
    [
        ("expecting_rapid", 1, True),
        ("rushing_vulnerability", 2, True),
        ("pressuring_forgiveness", 3, True),
        ("pressuring_forgiveness", 0, False),
        ("blaming", 3, False),
    ],
)
def test_an_open_block_of_timing_asks_for_a_slower_pace(block, level, expected):
    assert bool(speaks("slow_down", case(tags=(tag(block, 9), tag(block, 2, level))))) is expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("rupture", 30, 4), ("understanding", 9, 1)], True),  # safety was skipped
        ([("rupture", 30, 4), ("safety", 9, 1)], False),
        ([("rupture", 60, 9), ("safety", 30, 3), ("understanding", 9, 1)], True),  # passed in three sessions
        ([("rupture", 60, 9), ("safety", 30, 4), ("understanding", 9, 1)], False),  # in four
        ([("rupture", 60, 9), ("understanding", 30, 3)], True),  # three sessions since
        ([("rupture", 60, 9), ("understanding", 30, 4)], False),  # it is no news any more
        ([("understanding", 9, 1)], False),  # they came with words for it
        ([("integration", 60, 9), ("renewal", 9, 1)], False),  # upkeep
        ([("understanding", 60, 9), ("rupture", 9, 1)], False),  # a return is no rush
        ([("understanding", 90, 9), ("rupture", 60, 2), ("understanding", 9, 1)], False),  # they were there
        ([("understanding", 90, 9), ("rupture", 60, 2), ("vulnerability", 9, 1)], True),  # beyond it
    ],
)
def test_a_phase_passed_over_within_three_sessions_is_a_rush(steps, expected):
    assert bool(speaks("slow_down", case(path=path(*steps)))) is expected


# Time to look at the plan


def still(today: dt.date, day: dt.date):
    """A couple whose first session and last movement lie on one day."""
    return case(today=today, seen=(Seen("s", day),), path=(Stretch("safety", 2, day, 9, "e"),))


@pytest.mark.parametrize(
    ("today", "day", "expected"),
    [
        (dt.date(2026, 11, 21), dt.date(2026, 5, 21), True),  # six months to the day
        (dt.date(2026, 11, 21), dt.date(2026, 5, 22), False),
        (dt.date(2026, 8, 31), dt.date(2026, 2, 28), True),  # the last of a shorter month
        (dt.date(2026, 8, 30), dt.date(2026, 2, 28), True),
        (dt.date(2026, 8, 31), dt.date(2026, 3, 1), False),
        (dt.date(2024, 8, 31), dt.date(2024, 2, 29), True),
        (dt.date(2026, 8, 28), dt.date(2026, 2, 28), True),
        (dt.date(2026, 8, 27), dt.date(2026, 2, 28), False),
        (dt.date(2026, 2, 28), dt.date(2025, 8, 28), True),
        (dt.date(2026, 2, 28), dt.date(2025, 8, 29), False),
    ],
)
def test_six_months_are_counted_to_the_day(today, day, expected):
    assert bool(speaks("stalled", still(today, day))) is expected


LONG_AGO = still(dt.date(2026, 11, 21), dt.date(2025, 1, 7))
LATELY, BEFORE = dt.date(2026, 9, 1), dt.date(2026, 5, 1)


def blocks(*days_and_levels: tuple[dt.date, int]):
    tags = (
        Tagged("s", day, "blaming", "insufficient_accountability", level) for day, level in days_and_levels
    )
    return {"tags": tuple(tags)}


def signs(*days_and_values: tuple[dt.date, int]):
    return {
        "ratings": tuple(replace(rated("warmth", 0, value), on_date=day) for day, value in days_and_values)
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"path": (*LONG_AGO.path, Stretch("understanding", 3, LATELY, 2, "f"))}, False),
        ({"path": (*LONG_AGO.path, Stretch("rupture", 1, LATELY, 2, "f"))}, False),  # a return is movement
        (blocks((BEFORE, 2), (LATELY, 2)), True),  # tagged again as it was
        (blocks((BEFORE, 2), (LATELY, 1)), False),
        (blocks((BEFORE, 2), (LATELY, 3)), False),  # a change for the worse is one too
        (blocks((BEFORE, 2), (LATELY, 0)), False),
        (blocks((LATELY, 2)), False),
        (signs((BEFORE, 2), (LATELY, 3)), False),
        (signs((BEFORE, 2), (LATELY, 2)), True),
        (signs((BEFORE, 2), (LATELY, 1)), True),  # it fell
        (signs((LATELY, 4)), True),  # a first rating is no rise
        ({"seen": ()}, False),  # nobody came yet
        ({"seen": (Seen("s", LATELY),), "path": ()}, False),  # they came lately
        ({"path": ()}, True),
    ],
)
def test_whatever_moved_lately_is_no_standstill(more, expected):
    assert bool(speaks("stalled", replace(LONG_AGO, **more))) is expected


def test_how_long_is_for_the_practice_to_say():
    facts = still(dt.date(2026, 11, 21), dt.date(2026, 8, 21))
    assert not speaks("stalled", facts)
    assert speaks("stalled", facts, stalled_months=3)


# A pace that fits them


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Person("a"), Person("b"), []),
        (Person("a", "secure"), Person("b", "secure"), []),
        (Person("a", "anxious"), Person("b", "secure"), ["style"]),
        (Person("a", None, "avoider"), Person("b"), ["profile"]),
        (
            Person("a", "avoidant", "rationalist"),
            Person("b", "fearful_avoidant"),
            ["style", "profile", "style"],
        ),
    ],
)
def test_a_style_that_asks_for_its_own_pace_is_spoken_of(a, b, expected):
    assert kinds(speaks("style_fit", case(people=(a, b)))) == expected


@pytest.mark.parametrize(
    ("kind", "first", "steady"),
    [
        ("betrayal", dt.date(2025, 11, 22), True),
        ("betrayal", dt.date(2025, 11, 21), False),  # a year to the day
        ("distance", dt.date(2026, 9, 1), False),
    ],
)
def test_in_the_first_year_after_a_betrayal_steady_answers_come_first(kind, first, steady):
    facts = case(people=(Person("a", "anxious"),), ruptures=(Broke("r", kind),), seen=(Seen("s", first),))
    found = speaks("style_fit", facts)
    assert ("steady" in found.says) is steady
    assert (found.says == found.rule.instead) is steady


@pytest.mark.parametrize("status", ["concerns", "unsafe"])
def test_styles_are_not_spoken_of_while_a_couple_is_not_safe(status):
    facts = case(status=status, safety=Safety(status, ago(2), "s"), people=(Person("a", "anxious"),))
    assert speaks("style_fit", facts) is None


# Loose ends


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("homework_unreviewed", True),
        ("promise_past_review", True),
        ("not_seen", True),
        ("draft", True),
        ("unsigned", True),
        ("review_due", True),
        ("safety_plan", False),  # rules of safety speak of it
        ("missing_note", False),
    ],
)
def test_what_waits_too_long_is_gathered(kind, expected):
    end = LooseEnd(kind, "notes", "c", "Ada & Ben", "It waits", ago(30), facts="30")
    assert bool(speaks("loose_ends", case(ends=(end,), seen=seen(3)))) is expected
