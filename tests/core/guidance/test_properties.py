"""Each counted rule against a second computation, slow and obvious, on random histories."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.core.guidance.cases import (
    CATALOGUE,
    TODAY,
    ago,
    case,
    path,
    promise,
    rated,
    seen,
    sheet,
    speaks,
    tag,
)
from therapist_app.guidance.case import Stretch

OUTCOMES = st.sampled_from(["kept", "partly", "missed", "not_applicable"])
ANSWERS = st.dictionaries(st.integers(0, 60), OUTCOMES, max_size=40)
OWNERS = st.sampled_from(["a", "b", "both"])
PROMISES = st.lists(st.tuples(OWNERS, ANSWERS), max_size=4)
SIGN_RATINGS = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.sampled_from(["felt_safety", "warmth"]),
        st.sampled_from("ab"),
        st.integers(0, 4),
    ),
    max_size=14,
)
TAGS = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from([one.key for one in CATALOGUE.blocks]), st.integers(0, 3)),
    max_size=14,
)


def told(promises):
    return tuple(
        promise(owner, *answers.items(), key=str(at)) for at, (owner, answers) in enumerate(promises)
    )


@given(PROMISES)
def test_a_low_rate(promises):
    kept = due = 0
    for back in range(28):  # day by day
        for _, answers in promises:
            said = answers.get(back)
            kept += said == "kept"
            due += said in ("kept", "partly", "missed")
    low = due >= 4 and kept / due < 0.5
    facts = case(path=path(("renewal", 90, 5)), promises=told(promises))
    assert bool(speaks("not_the_finish", facts)) is low


@given(PROMISES)
def test_fewer_check_ins(promises):
    weeks = []
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    for back in range(5, 0, -1):
        days = [monday - dt.timedelta(days=7 * back - day) for day in range(7)]
        weeks.append(sum((TODAY - day).days in answers for day in days for _, answers in promises))
    fewer = weeks[0] > weeks[1] > weeks[2] > weeks[3] > weeks[4]
    facts = case(path=path(("safety", 90, 5)), promises=told(promises))
    assert bool(speaks("after_crisis", facts)) is fewer


@given(st.lists(OWNERS, max_size=9), st.lists(OWNERS, max_size=4))
def test_nearly_all_on_one(promises, sheets):
    owners = [*promises, *sheets]
    share = max((owners.count(side) / len(owners) for side in "ab"), default=0) if owners else 0
    facts = case(
        promises=tuple(promise(owner, key=f"p{at}") for at, owner in enumerate(promises)),
        sheets=tuple(sheet(holder, f"s{at}") for at, holder in enumerate(sheets)),
    )
    assert bool(speaks("one_sided", facts)) is (len(owners) >= 5 and share >= 0.8)


@given(SIGN_RATINGS)
def test_a_sign_that_fell(given_ratings):
    in_order = sorted(given_ratings, key=lambda one: -one[0])
    worse = False
    for sign in ("felt_safety", "warmth"):
        for rater in "ab":
            values = [value for _, its, by, value in in_order if (its, by) == (sign, rater)]
            worse = worse or (bool(values) and max(values) - values[-1] >= 2)
    facts = case(ratings=tuple(rated(sign, days, value, rater) for days, sign, rater, value in in_order))
    assert bool(speaks("worse_now", facts)) is worse


@given(TAGS)
def test_open_blocks(tags):
    in_order = sorted(tags, key=lambda one: -one[0])
    facts = case(tags=tuple(tag(block, days, level) for days, block, level in in_order))
    for group in CATALOGUE.block_groups:
        is_open = {
            block.key
            for block in CATALOGUE.blocks_in(group.key)
            if ([0] + [level for _, its, level in in_order if its == block.key])[-1]
        }
        assert {one.tag.block for one in facts.open_blocks([group.key])} == is_open
        for one in facts.open_blocks([group.key]):
            own = [(days, level) for days, its, level in in_order if its == one.tag.block]
            last_zero = max((at for at, (_, level) in enumerate(own) if level == 0), default=-1)
            assert one.since == ago(own[last_zero + 1][0])


@given(
    TAGS,
    SIGN_RATINGS,
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 6)), max_size=4),
    st.integers(0, 400),
)
def test_a_standstill(tags, ratings, moves, first):
    """Nothing at all on any day after the one six months ago."""
    tags, ratings = sorted(tags, key=lambda one: -one[0]), sorted(ratings, key=lambda one: -one[0])
    moves = sorted(dict(moves).items(), reverse=True)
    phases = {one.number: one.key for one in CATALOGUE.phases}
    moves = [one for at, one in enumerate(moves) if not at or moves[at - 1][1] != one[1]]
    half_a_year_ago = dt.date(2026, 5, 21)
    moved = [ago(days) for days, _ in moves] + [ago(first)]
    for at, (days, block, level) in enumerate(tags):
        before = [its for _, other, its in tags[:at] if other == block]
        moved += [ago(days)] if level != (before[-1] if before else 0) else []
    for at, (days, sign, rater, value) in enumerate(ratings):
        before = [its for _, other, by, its in ratings[:at] if (other, by) == (sign, rater)]
        moved += [ago(days)] if before and value > before[-1] else []
    facts = case(
        seen=seen(first),
        path=tuple(Stretch(phases[number], number, ago(days), 1, str(days)) for days, number in moves),
        tags=tuple(tag(block, days, level) for days, block, level in tags),
        ratings=tuple(rated(sign, days, value, rater) for days, sign, rater, value in ratings),
    )
    assert bool(speaks("stalled", facts)) is all(day <= half_a_year_ago for day in moved)
