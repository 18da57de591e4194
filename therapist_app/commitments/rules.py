"""Pure rules of promises: what is typed for one, which terms fit together, who may see what comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.model import Cadence, Commitment, CommitmentKind, Owner
from therapist_app.couples.rules import require_known
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, require_order, required_line

_LINES = ("notice", "trigger", "slip_signal", "state_reason")
LONGEST_PROMISE = 1_000
MOST_TIMES = 21  # a week: three times a day


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """What is typed for a new promise; only who, and the words, are required."""

    couple_id: str
    owner: str
    words: str
    kind: str = CommitmentKind.HABIT
    notice: str = ""
    cadence: str = Cadence.DAILY
    weekdays: tuple[int, ...] = ()
    times: int | None = None
    trigger: str = ""
    due_on: dt.date | None = None
    starts_on: dt.date | None = None
    review_on: dt.date | None = None
    block: str | None = None
    step: str | None = None
    slip_signal: str = ""
    session_id: str | None = None
    audience: str | None = None


def checked_promise(fields: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """A promise's fields as they will be kept; refuses blank words and unknown keys."""
    checked = dict(fields)
    if "words" in checked:
        checked["words"] = required_line(
            checked["words"], "words", "the promise in words", longest=LONGEST_PROMISE
        )
    for name in _LINES:
        if name in checked:
            checked[name] = clean_line(checked[name], name)
    require_known(checked.get("block"), catalogue.blocks, "block")
    require_known(checked.get("step"), catalogue.steps, "step")
    for name, known in (("owner", Owner), ("kind", CommitmentKind), ("cadence", Cadence)):
        if name in checked and checked[name] not in tuple(known):
            raise InputError("That choice is not known here.", "Nothing was changed.", name)
    return checked


def require_whole(commitment: Commitment) -> None:
    """Refuse terms that contradict each other."""
    start = commitment.starts_on
    require_order(start, commitment.review_on, "The review is before the start.", "review_on")
    require_order(start, commitment.due_on, "The date it is due is before the start.", "due_on")
    if any(day not in range(7) for day in commitment.weekdays):
        raise InputError("Those days are not known here.", "Nothing was changed.", "weekdays")
    if commitment.cadence == Cadence.WEEKDAYS and not commitment.weekdays:
        raise InputError("Please choose at least one day.", "Nothing was changed.", "weekdays")
    if commitment.cadence == Cadence.ONCE and commitment.due_on is None:
        raise InputError("By which day? Please give one.", "Nothing was changed.", "due_on")
    if commitment.cadence == Cadence.TIMES_A_WEEK and not 1 <= (commitment.times or 0) <= MOST_TIMES:
        raise InputError(
            f"How many times a week? Please give a number from 1 to {MOST_TIMES}.",
            "Nothing was changed.",
            "times",
        )


def require_started(commitment: Commitment, day: dt.date) -> None:
    """Refuse a day before the promise began."""
    if day < commitment.starts_on:
        raise InputError(
            "That day is before the promise began.", "Nothing was changed. Choose a later day.", "on_date"
        )


def require_audience(audience: str | None) -> None:
    """Refuse an audience that is none of the four; None is always allowed."""
    if audience not in (None, *Audience):
        raise InputError(
            "Please say who may see this: joint, A, B or therapist.", "Nothing was changed.", "audience"
        )


def narrower(first: str, second: str) -> str:
    """The audience of a fact that comes from two others: joint gives way, and A with B is the therapist's."""
    if first == second or second == Audience.JOINT:
        return first
    return second if first == Audience.JOINT else Audience.THERAPIST
