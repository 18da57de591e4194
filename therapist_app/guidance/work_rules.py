"""Rules about promises and sheets: kept after sorry, kept to the end, carried by both, asked about after the crisis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from therapist_app.catalogue.model import GuidanceRule
from therapist_app.commitments.figures import FOUR_WEEKS, tally
from therapist_app.commitments.model import Owner
from therapist_app.couples.model import Side
from therapist_app.guidance.case import CaseFacts, Promised
from therapist_app.guidance.facts import Fact, FactKind, From
from therapist_app.guidance.safety_rules import block_fact, phase_fact
from therapist_app.practice.thresholds import Thresholds

WEEK = dt.timedelta(weeks=1)


def apology_alone(case: CaseFacts, rule: GuidanceRule, _: Thresholds) -> tuple[Fact, ...]:
    """An apology without change is open, and whoever it is seen in has kept no promise after its first day."""
    found: list[Fact] = []
    for one in case.open_blocks(rule.blocks):
        sides = [one.tag.seen_in] if one.tag.seen_in in tuple(Side) else list(Side)
        empty = [side for side in sides if not _kept_since(case.promises, side, one.since)]
        if empty:
            found.append(block_fact(one))
        found += [Fact(FactKind.NOT_KEPT, From.COMMITMENTS, side=side, on_date=one.since) for side in empty]
    return tuple(found)


def _kept_since(promises: Iterable[Promised], side: str, since: dt.date) -> bool:
    return any(
        day.on_date > since and day.tally.kept
        for promise in promises
        if promise.owner in (side, Owner.BOTH)
        for day in promise.days
    )


def not_the_finish(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """In a late phase promises lapse, or the signs that should hold by then are low."""
    if not case.is_in(rule.phases):
        return ()
    found = (*_lapse(case, after), *_low_signs(case, rule, after))
    return (*phase_fact(case), *found) if found else ()


def _lapse(case: CaseFacts, after: Thresholds) -> tuple[Fact, ...]:
    recent = [
        day
        for one in case.promises
        if one.is_habit
        for day in one.days
        if case.today - FOUR_WEEKS < day.on_date <= case.today
    ]
    total = tally(recent)
    if total.due < after.low_rate_answers or total.kept * 100 >= after.low_rate * total.due:
        return ()
    newest = max(day.on_date for day in recent if day.tally.kept < day.tally.due)
    return (Fact(FactKind.RATE, From.COMMITMENTS, numbers=(total.kept, total.due), same=newest.isoformat()),)


def _low_signs(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """The latest rating of each sign by each rater; each sign weighs the same, and every one must be rated."""
    latest = {(one.sign, one.rater): one for one in case.ratings if one.sign in (rule.signs or ())}
    values: dict[str, list[int]] = {sign: [] for sign in rule.signs or ()}
    for one in latest.values():
        values[one.sign].append(one.value)
    if not values or not all(values.values()):
        return ()
    mean = sum(Fraction(sum(given), len(given)) for given in values.values()) / len(values)
    if mean > after.low_signs:
        return ()
    return tuple(
        Fact(
            FactKind.SIGN,
            *one.source,
            one.sign,
            one.on_date,
            one.rater,
            numbers=(one.value,),
        )
        for one in latest.values()
    )


def one_sided(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """Nearly all promises that hold and sheets that are out are one partner's alone.

    In the first phases whoever did the hurt has more to own: what serves that does not count then.
    """
    one_was_hurt = any(one.who_hurt in tuple(Side) for one in case.ruptures)
    quiet = frozenset[str]()
    if one_was_hurt and case.is_in(rule.phases):
        quiet = frozenset((*(rule.groups or ()), *(rule.components or ())))
    promises = [(one.owner, one.id) for one in case.promises if one.is_active and not one.serves & quiet]
    sheets = [(one.holder, one.id) for one in case.sheets if not one.serves & quiet]
    items = [*promises, *sheets]
    if len(items) < after.one_sided_items:
        return ()
    for side in Side:
        own = sorted(key for owner, key in items if owner == side)
        if len(own) * 100 >= after.one_sided_share * len(items):
            source = From.COMMITMENTS if promises else From.HOMEWORK
            numbers = (len(own), len(items))
            return (Fact(FactKind.SHARE, source, side=side, numbers=numbers, same=f"{side} {' '.join(own)}"),)
    return ()


def after_crisis(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """Past the first phase, each of the last whole weeks has fewer answers than the one before it."""
    if not case.is_in(rule.phases):
        return ()
    monday = case.today - dt.timedelta(days=case.today.weekday())
    first = monday - (after.falling_weeks + 1) * WEEK
    counts, newest = [0] * (after.falling_weeks + 1), first
    for promise in case.promises:
        for day in promise.days:
            if promise.is_habit and not day.rested and first <= day.on_date < monday:
                counts[(day.on_date - first) // WEEK] += day.asked
                newest = max(newest, day.on_date)
    if not all(before > then for before, then in pairwise(counts)):
        return ()
    return (Fact(FactKind.FEWER, From.COMMITMENTS, numbers=tuple(counts), same=newest.isoformat()),)
