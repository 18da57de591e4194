"""The caseload in its order: today's couples by time, then those who need a look, then by label."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from therapist_app.couples.model import Couple
from therapist_app.couples.service import CoupleFile
from therapist_app.progression.loose_ends import ALARMING
from therapist_app.sessions.facts import SessionFact
from therapist_app.sessions.rules import CANCELLED

ONE_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """A couple as the caseload shows it: dates and times, no words; `attention` says that something waits."""

    couple: Couple
    names: str  # of both partners, whole
    safety_status: str
    safety_on: dt.date | None  # since when it holds
    phase: str | None
    today_at: dt.time | None  # the usual or entered time, if the couple comes today
    comes_today: bool
    last_seen: dt.date | None
    has_draft: bool
    attention: bool
    next_on: dt.date | None  # the next usual day from today on; None without a usual slot


@dataclass(frozen=True, slots=True)
class CaseloadFacts:
    """What caseload rows are made from, each by couple."""

    phases: Mapping[str, str]
    last_met: Mapping[str, dt.date]
    drafts: frozenset[str]
    waiting: frozenset[str]  # couples with a loose end
    today: tuple[SessionFact, ...]


def caseload_of(files: Iterable[CoupleFile], facts: CaseloadFacts, today: dt.date) -> tuple[CaseloadRow, ...]:
    """The rows in their order."""
    return tuple(sorted((_row(file, facts, today) for file in files), key=_order))


def next_slot(couple: Couple, last: dt.date | None, today: dt.date) -> dt.date | None:
    """The next usual day, today included; every other week is counted from the last time they came."""
    if couple.slot_weekday is None or couple.slot_every is None:
        return None
    day = today + dt.timedelta(days=(couple.slot_weekday - today.weekday()) % 7)
    anchor = last or couple.started_on
    if couple.slot_every == "alternate" and anchor and _weeks_between(anchor, day) % 2:
        day += ONE_WEEK
    return max(day, couple.started_on) if couple.started_on and last is None else day


def _weeks_between(first: dt.date, second: dt.date) -> int:
    monday = first - dt.timedelta(days=first.weekday())
    return (second - dt.timedelta(days=second.weekday()) - monday).days // 7


def _row(file: CoupleFile, facts: CaseloadFacts, today: dt.date) -> CaseloadRow:
    couple = file.couple
    entered = [fact for fact in facts.today if fact.couple_id == couple.id]
    coming = [fact for fact in entered if fact.kind not in CANCELLED]
    day = next_slot(couple, facts.last_met.get(couple.id), today)
    by_slot = day == today and not entered
    entered_at = min((fact.start for fact in coming if fact.start), default=None)
    return CaseloadRow(
        couple=couple,
        names=f"{file.a.name} {file.b.name}",
        safety_status=file.safety_status,
        safety_on=file.safety.on_date if file.safety else None,
        phase=facts.phases.get(couple.id),
        today_at=entered_at or (couple.slot_time if by_slot else None),
        comes_today=bool(coming) or by_slot,
        last_seen=facts.last_met.get(couple.id),
        has_draft=couple.id in facts.drafts,
        attention=file.safety_status in ALARMING or couple.id in facts.waiting,
        next_on=day,
    )


def _order(row: CaseloadRow) -> tuple[object, ...]:
    time = (row.today_at or dt.time.max) if row.comes_today else dt.time.min
    waits = row.attention or row.has_draft
    return (
        not row.comes_today,
        time,
        not row.comes_today and not waits,
        row.couple.label.casefold(),
        row.couple.id,
    )
