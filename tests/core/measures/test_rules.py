"""Reliable change and T: published examples, and a slow second computation on random numbers."""

import dataclasses
import random
from decimal import Decimal, getcontext

import pytest

from therapist_app.measures.instrument import Instrument
from therapist_app.measures.rules import (
    Verdict,
    Weighed,
    reliable_change,
    t_score,
    t_working,
    verdict_of,
    working_of,
)
from therapist_app.measures.shipped import load_instruments

SHIPPED = {one.key: one for one in load_instruments()}
JT = Instrument(
    key="jt",
    label="Example",
    least=0,
    most=100,
    step=0.5,
    better="higher",
    cut_off=50,
    sd=7.5,
    reliability=0.8,
    change_source="Jacobson & Truax, 1991",
    source="Jacobson & Truax, 1991",
)
WORDS = {1: Verdict.IMPROVED, -1: Verdict.WORSE, 0: Verdict.UNCHANGED}
getcontext().prec = 40


def slow_index(first, last, sd, reliability):
    """Step by step as the paper writes it: SE, then Sdiff, then RC."""
    error = Decimal(str(sd)) * (1 - Decimal(str(reliability))).sqrt()
    difference = (2 * error**2).sqrt()
    return (Decimal(str(last)) - Decimal(str(first))) / difference


def slow_t(goals):
    """The sum over all pairs of goals, each with itself 1 and with another 0.3."""
    pairs = sum(
        Decimal(str(a.weight)) * Decimal(str(b.weight)) * (Decimal(1) if a is b else Decimal("0.3"))
        for a in goals
        for b in goals
    )
    reached = sum(Decimal(str(goal.weight)) * Decimal(str(goal.level)) for goal in goals)
    return 50 + 10 * reached / pairs.sqrt()


def test_the_worked_example_of_jacobson_and_truax():
    assert reliable_change(32.5, 47.5, 7.5, 0.8) == pytest.approx(3.162278, abs=1e-6)
    assert verdict_of(JT, 32.5, 47.5) == Verdict.IMPROVED
    assert verdict_of(JT, 32.5, 50) == Verdict.RECOVERED
    assert "= +3.16." in working_of(JT, 32.5, 47.5)


def test_the_worked_examples_of_kiresuk_and_sherman():
    assert t_score([Weighed(1, 1)]) == pytest.approx(60)
    assert t_score([Weighed(1, 1)] * 3) == pytest.approx(63.69, abs=0.005)
    assert t_score([Weighed(2, 0), Weighed(1, 0)]) == 50
    assert t_score([]) is None
    assert "= 60.0, with" in t_working([Weighed(1, 1)])


@pytest.mark.parametrize("seed", range(20))
def test_random_changes_are_judged_as_a_slow_computation_judges_them(seed):
    chance = random.Random(seed)
    for _ in range(40):
        sd, reliability = round(chance.uniform(0.5, 30), 2), round(chance.uniform(0, 0.99), 2)
        better, cut = chance.choice(("higher", "lower")), chance.randint(1, 99)
        one = dataclasses.replace(JT, sd=sd, reliability=reliability, better=better, cut_off=cut)
        first, last = chance.randint(0, 200) / 2, chance.randint(0, 200) / 2
        index = slow_index(first, last, sd, reliability)
        assert reliable_change(first, last, sd, reliability) == pytest.approx(float(index), abs=1e-9)
        way = 0 if abs(index) <= Decimal("1.96") else 1 if index > 0 else -1
        wanted = WORDS[way if better == "higher" else -way]
        far = [score < cut if better == "higher" else score >= cut for score in (first, last)]
        if wanted == Verdict.IMPROVED and far == [True, False]:
            wanted = Verdict.RECOVERED
        assert verdict_of(one, first, last) == wanted


@pytest.mark.parametrize("seed", range(20))
def test_random_goals_have_the_t_of_a_slow_computation(seed):
    chance = random.Random(seed)
    for _ in range(40):
        goals = [Weighed(chance.randint(1, 9), chance.randint(-2, 2)) for _ in range(chance.randint(1, 8))]
        assert t_score(goals) == pytest.approx(float(slow_t(goals)), abs=1e-9)


@pytest.mark.parametrize(
    ("key", "first", "last", "verdict"),
    [
        ("rdas", 40, 51, Verdict.UNCHANGED),
        ("rdas", 36, 48, Verdict.RECOVERED),
        ("rdas", 30, 42, Verdict.IMPROVED),
        ("rdas", 52, 40, Verdict.WORSE),
        ("phq_9", 15, 10, Verdict.UNCHANGED),
        ("phq_9", 15, 9, Verdict.RECOVERED),
        ("phq_9", 20, 14, Verdict.IMPROVED),
        ("phq_9", 4, 10, Verdict.WORSE),
        ("gad_7", 11, 7, Verdict.RECOVERED),
        ("gad_7", 11, 8, Verdict.UNCHANGED),
        ("csi_16", 10, 80, None),
        ("ors", 10, 40, None),
    ],
)
def test_published_rules_on_both_sides_of_their_boundaries(key, first, last, verdict):
    assert verdict_of(SHIPPED[key], first, last) == verdict
    said = working_of(SHIPPED[key], first, last)
    assert ("none is computed" in said) == (verdict is None)


def test_equal_scores_are_no_change():
    assert verdict_of(JT, 40, 40) == Verdict.UNCHANGED
    assert verdict_of(SHIPPED["phq_9"], 12, 12) == Verdict.UNCHANGED
