"""Rules about safety, on both sides of every boundary."""

from __future__ import annotations

import pytest

from tests.core.guidance.cases import ago, case, fact, kinds, path, rated, seen, sheet, speaks, tag
from therapist_app.guidance.case import Safety, Verdict
from therapist_app.guidance.facts import FactKind

LACK = ("continued_harm", "dishonesty", "threats")


@pytest.mark.parametrize(
    "phase", ["rupture", "safety", "understanding", "vulnerability", "renewal", "integration"]
)
@pytest.mark.parametrize("block", LACK)
def test_any_lack_of_safety_in_any_phase_asks_to_see_each_alone(block, phase):
    assert speaks("alone_first", case(tags=(tag(block, 3),), path=path((phase, 30, 4))))


@pytest.mark.parametrize(
    ("tags", "alone", "waits_for"),
    [
        ([], [], None),
        ([tag("blaming", 3)], [], None),  # of another group
        ([tag("threats", 9), tag("threats", 2, 0)], [], None),  # resolved
        ([tag("threats", 9, 0), tag("threats", 2)], [], ["a", "b"]),  # open again
        ([tag("threats", 9, 1)], [], ["a", "b"]),  # mild is enough
        ([tag("threats", 9)], [("a", 5)], ["b"]),
        ([tag("threats", 9)], [("a", 5), ("b", 2)], None),  # both were seen since
        ([tag("threats", 9)], [("a", 9), ("b", 9)], None),  # that very day counts
        ([tag("threats", 9)], [("a", 10), ("b", 2)], ["a"]),  # the day before does not
        ([tag("threats", 9), tag("threats", 1)], [("a", 5), ("b", 5)], ["a", "b"]),  # tagged again since
    ],
)
def test_it_waits_for_whoever_was_not_seen_alone_since(tags, alone, waits_for):
    sessions = [one for side, days in alone for one in seen(days, alone=side)]
    found = speaks("alone_first", case(tags=tuple(tags), seen=tuple(sessions)))
    told = [one.side for one in found.facts if one.kind == FactKind.NOT_ALONE] if found else None
    assert told == waits_for


STATUS = {status: Safety(status, ago(10), "s") for status in ("no_known_concern", "concerns", "unsafe")}


@pytest.mark.parametrize(
    ("phase", "status", "block", "out", "expected"),
    [
        ("vulnerability", "no_known_concern", None, False, False),
        ("understanding", "concerns", None, False, False),  # one phase too early
        ("vulnerability", "concerns", None, False, True),
        ("renewal", "unsafe", None, False, True),
        ("integration", "concerns", None, False, True),
        ("vulnerability", "no_known_concern", "dishonesty", False, True),
        ("understanding", "no_known_concern", "dishonesty", False, False),
        ("vulnerability", "no_known_concern", "blaming", False, False),
        ("safety", "no_known_concern", "threats", True, True),  # a sheet that asks for openness is out
        ("safety", "concerns", None, True, True),
        ("safety", "no_known_concern", None, True, False),
    ],
)
def test_safety_comes_before_openness(phase, status, block, out, expected):
    facts = case(
        status=status,
        safety=STATUS[status],
        path=path((phase, 30, 4)),
        tags=(tag(block, 5),) if block else (),
        sheets=(sheet("both", needs_safety=out), sheet("both", "plain")),
    )
    assert bool(speaks("safety_first", facts)) is expected


def test_safety_that_nobody_assessed_is_open_too():
    facts = case(status="not_assessed", safety=Safety(), path=path(("vulnerability", 30, 4)))
    assert kinds(speaks("safety_first", facts)) == ["safety", "phase"]


def test_of_a_status_that_the_reader_may_not_know_it_does_not_speak():
    facts = case(status="concerns", safety=None, path=path(("vulnerability", 30, 4)))
    assert speaks("safety_first", facts) is None


@pytest.mark.parametrize(
    ("values", "falls"),
    [
        ((3,), False),
        ((3, 2), False),
        ((3, 1), True),
        ((4, 3, 2), True),  # step by step is down by two as well
        ((4, 1, 3), False),  # it rose again
        ((2, 4, 2, 3), False),
        ((0, 0), False),
    ],
)
def test_a_sign_is_worse_when_it_lies_two_below_its_best(values, falls):
    ratings = tuple(rated("warmth", 100 - place, value) for place, value in enumerate(values))
    found = speaks("worse_now", case(ratings=ratings))
    assert bool(found) is falls
    if falls:
        assert fact(found, FactKind.SIGN_FELL).numbers == (max(values), values[-1])


def test_each_rater_and_each_sign_is_compared_with_itself():
    ratings = (rated("warmth", 9, 4, "a"), rated("warmth", 8, 1, "b"), rated("attunement", 7, 1, "a"))
    assert speaks("worse_now", case(ratings=ratings)) is None
    assert speaks("worse_now", case(ratings=(*ratings, rated("warmth", 6, 2, "a"))))


@pytest.mark.parametrize(("drop", "speaks_then"), [(1, True), (2, False)])
def test_how_far_it_fell_is_for_the_practice_to_say(drop, speaks_then):
    ratings = (rated("warmth", 9, 3), rated("warmth", 8, 2))
    assert bool(speaks("worse_now", case(ratings=ratings), sign_drop=drop)) is speaks_then


@pytest.mark.parametrize(
    ("block", "level", "expected"),
    [("continued_harm", 1, True), ("dishonesty", 3, True), ("threats", 3, False), ("dishonesty", 0, False)],
)
def test_harm_or_secrets_that_go_on_ask_for_a_look_now(block, level, expected):
    tags = (tag(block, 9), tag(block, 2, level))
    assert bool(speaks("worse_now", case(tags=tags))) is expected


def test_a_reliable_deterioration_asks_for_a_look_now():
    verdict = Verdict("v", "A measure got reliably worse", "b", ago(3))
    found = speaks("worse_now", case(verdicts=(verdict,)))
    assert fact(found, FactKind.VERDICT).what == "A measure got reliably worse"


@pytest.mark.parametrize("status", ["concerns", "unsafe"])
@pytest.mark.parametrize("rule", ["alone_first", "worse_now", "safety_first"])
def test_rules_about_safety_speak_while_a_couple_is_not_safe(rule, status):
    facts = case(
        status=status,
        safety=STATUS[status],
        path=path(("vulnerability", 30, 4)),
        tags=(tag("continued_harm", 3),),
    )
    assert speaks(rule, facts)
