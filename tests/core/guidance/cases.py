"""Couples written down as plain facts, for rules to look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from therapist_app.catalogue.load import load_catalogue
from therapist_app.commitments.figures import DayOutcome
from therapist_app.guidance.case import (
    CaseFacts,
    Promised,
    Rated,
    Safety,
    Seen,
    SheetOut,
    Stretch,
    Tagged,
)
from therapist_app.guidance.facts import Fact, FactKind
from therapist_app.guidance.rules import Fired, fired
from therapist_app.practice.thresholds import thresholds_of

CATALOGUE = load_catalogue()
USUAL = thresholds_of(CATALOGUE)
TODAY = dt.date(2026, 11, 21)  # a Saturday
SAFE = {"status": "no_known_concern", "safety": Safety("no_known_concern", TODAY - dt.timedelta(300), "s")}


def ago(days: int) -> dt.date:
    """A day counted back from today."""
    return TODAY - dt.timedelta(days=days)


def case(**facts: Any) -> CaseFacts:
    """A couple of whom nothing is known but that no concern is, and these facts."""
    return CaseFacts(**{"couple_id": "c", "today": TODAY, **SAFE, **facts})


def seen(*days_ago: int, alone: str = "") -> tuple[Seen, ...]:
    """Sessions so many days ago."""
    return tuple(Seen(f"session {days} {alone}", ago(days), alone) for days in sorted(days_ago, reverse=True))


def tag(block: str, days_ago: int, level: int = 2, seen_in: str = "between") -> Tagged:
    """A block tagged so many days ago."""
    return Tagged(f"session {days_ago}", ago(days_ago), block, CATALOGUE.block(block).group, level, seen_in)


def rated(sign: str, days_ago: int, value: int, rater: str = "clinician") -> Rated:
    """A sign rated so many days ago."""
    return Rated(f"session {days_ago}", ago(days_ago), sign, rater, value)


def path(*steps: tuple[str, int, int]) -> tuple[Stretch, ...]:
    """Stretches: phase, days ago, sessions in it."""
    return tuple(
        Stretch(phase, CATALOGUE.phase(phase).number, ago(days), sessions, f"{phase} {days}")
        for phase, days, sessions in steps
    )


def promise(owner: str = "a", *answers: tuple[int, str], key: str = "p", **more: Any) -> Promised:
    """A habit with answers: days ago, and what was said."""
    days = tuple(DayOutcome(ago(days), said) for days, said in sorted(answers, reverse=True))
    told = Promised(key, owner, is_habit=True, is_active=True, starts_on=ago(400), days=days)
    return replace(told, **more)


def sheet(holder: str, key: str = "h", days_ago: int = 7, **more: Any) -> SheetOut:
    """A sheet that is out."""
    return SheetOut(key, key, holder, ago(days_ago), **more)


def speaks(rule: str, facts: CaseFacts, **thresholds: int) -> Fired | None:
    """What a rule says of a couple, or None while it is silent."""
    after = replace(USUAL, **thresholds)
    return next((one for one in fired(facts, CATALOGUE, after) if one.rule.key == rule), None)


def kinds(found: Fired | None) -> list[str]:
    """The kinds of facts behind it."""
    return [str(fact.kind) for fact in found.facts] if found else []


def fact(found: Fired | None, kind: FactKind) -> Fact:
    """The one fact of this kind."""
    assert found is not None
    (only,) = (one for one in found.facts if one.kind == kind)
    return only
