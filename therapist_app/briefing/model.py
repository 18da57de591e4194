"""The card before a session as plain values: last focus and plan, what to ask about, path, blocks, safety.

It is for the clinician alone. Each line keeps who may read it, so that nothing taken from the card into a
note reaches anyone else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from therapist_app.commitments.files import CommitmentFile
from therapist_app.couples.files import CoupleFile
from therapist_app.guidance.rules import Fired
from therapist_app.homework.model import Assignment
from therapist_app.progression.path import ActiveBlock, PathStep, SetNow, since_when, step_on
from therapist_app.safety.rules import Standing
from therapist_app.sessions.before import LastNote, Line, first_words, last_words, section
from therapist_app.sessions.templates import FoundUnder


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout that is out and waits to be talked about."""

    assignment: Assignment
    title: str


@dataclass(frozen=True, slots=True)
class Screened:
    """How long ago the couple's safety was last entered, and when each partner was last screened and seen alone.

    `asked` holds screens that left nothing out, with nobody else in hearing; being seen alone claims no more than that.
    """

    status: str
    on_date: dt.date | None
    alone: Mapping[str, dt.date]
    asked: Mapping[str, dt.date]
    is_due: bool  # a screen is due again


@dataclass(frozen=True, slots=True)
class Found:
    """What the card is made of, as it was read."""

    couple: CoupleFile
    day: dt.date
    last: LastNote | None
    path: Sequence[PathStep]
    blocks: Sequence[ActiveBlock]
    promises: Sequence[CommitmentFile]
    sheets: Sequence[Sheet]
    alone: Mapping[str, dt.date]
    safety: Standing
    guidance: Sequence[Fired] = ()
    beside: SetNow | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """The card for one couple on one day; `phase` is "" before the first entry."""

    couple: CoupleFile
    day: dt.date
    last: LastNote | None
    focus: tuple[Line, ...]
    plan: tuple[Line, ...]
    words: Line | None  # the last of the last note, unless the plan says them already
    phase: str
    phase_since: dt.date | None
    blocks: tuple[ActiveBlock, ...]
    promises: tuple[CommitmentFile, ...]
    sheets: tuple[Sheet, ...]
    screened: Screened
    guidance: tuple[Fired, ...] = ()  # what speaks of them today, the most pressing first
    beside: SetNow | None = None  # in the second set that they are followed in

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known yet but who they are: before the first session."""
        return self.last is None and not (self.phase or self.blocks or self.promises or self.sheets)


def briefing_of(found: Found, under: FoundUnder) -> Briefing:
    """The card, from only what lies before or on its day."""
    day, last, safety = found.day, found.last, found.couple.safety
    note = last.note if last else None
    plan = section(note, under.plan) if note else ()
    focus = section(note, under.focus) if note else ()
    first, words = (first_words(note), last_words(note)) if note else (None, None)
    if not focus and first is not None and first not in plan:
        focus = (first,)
    step = step_on(found.path, day)
    return Briefing(
        couple=found.couple,
        day=day,
        last=last,
        focus=focus,
        plan=plan,
        words=None if words in (*plan, *focus) else words,
        phase=step.phase if step else "",
        phase_since=since_when(found.path, step) if step else None,
        blocks=tuple(block for block in found.blocks if block.since <= day),
        promises=tuple(found.promises),
        sheets=tuple(_waiting(found.sheets, day)),
        screened=Screened(
            status=found.couple.safety_status,
            on_date=safety.on_date if safety else None,
            alone=dict(found.alone),
            asked=found.safety.asked_by(day),
            is_due=found.safety.is_due(day),
        ),
        guidance=tuple(found.guidance),
        beside=found.beside,
    )


def _waiting(sheets: Iterable[Sheet], day: dt.date) -> Iterable[Sheet]:
    return (
        sheet for sheet in sheets if sheet.assignment.given_on <= day and sheet.assignment.reviewed_on is None
    )
