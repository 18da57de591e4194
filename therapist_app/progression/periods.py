"""Two times to set side by side, as days: which ones a choice means, and why there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from therapist_app.kernel.errors import InputError

_DAY = dt.timedelta(days=1)
TWELVE_WEEKS = dt.timedelta(weeks=12)
_AGAIN = "Please choose another time to compare with."


class Against(StrEnum):
    """What a time is compared with."""

    BEFORE = "before"  # as many days, right before
    REVIEW = "review"  # since the last review, and all before it
    WEEKS = "weeks"  # the first twelve weeks, and the last twelve
    OWN = "own"


class Period(NamedTuple):
    """A time; both days belong to it."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Pair(NamedTuple):
    """Two times that share no day."""

    earlier: Period
    later: Period


class Choice(NamedTuple):
    """What was chosen: `first` begins the time on the screen, None from the start; `own` are two own times."""

    against: str
    first: dt.date | None = None
    own: tuple[Period, ...] = ()


def told(choice: Choice | None) -> dict[str, Any]:
    """A choice as small facts that a place can hold."""
    if choice is None:
        return {}
    first = choice.first.isoformat() if choice.first else ""
    own = [day.isoformat() for one in choice.own for day in one]
    return {"against": choice.against, "first": first, "own": own}


def choice_in(facts: Mapping[str, Any]) -> Choice | None:
    """The choice that a place holds; None where it holds none that can be read."""
    try:
        days = [dt.date.fromisoformat(day) for day in facts.get("own") or ()]
        first = dt.date.fromisoformat(facts["first"]) if facts.get("first") else None
        against = Against(facts.get("against", ""))
    except (TypeError, ValueError):
        return None
    return Choice(against, first, tuple(Period(*pair) for pair in zip(days[::2], days[1::2], strict=False)))


def pair_of(choice: Choice, began: dt.date, reviewed_on: dt.date | None, today: dt.date) -> Pair:
    """The two times; raises InputError with a sentence where there are none."""
    if choice.against == Against.OWN:
        return _own(choice.own, today)
    if choice.against == Against.WEEKS:
        pair = Pair(Period(began, began + TWELVE_WEEKS - _DAY), Period(today - TWELVE_WEEKS + _DAY, today))
        if pair.earlier.last >= pair.later.first:
            raise InputError(
                "The work is younger than 24 weeks, so its first and last twelve weeks overlap.",
                _AGAIN,
                "against",
            )
        return pair
    since = reviewed_on if choice.against == Against.REVIEW else max(choice.first or began, began)
    if since is None:
        raise InputError("No review is marked yet.", "Mark one, or choose another time.", "against")
    if since <= began:
        raise InputError("Nothing lies before this time: the work began in it.", _AGAIN, "against")
    later = Period(since, today)
    first = began if choice.against == Against.REVIEW else max(began, since - later.days * _DAY)
    return Pair(Period(first, since - _DAY), later)


def _own(own: tuple[Period, ...], today: dt.date) -> Pair:
    if len(own) != len(Pair._fields):
        raise InputError("Please enter both times with their first and last day.", _AGAIN, "own")
    earlier, later = sorted(own)
    if any(one.last < one.first for one in own):
        raise InputError("A time ends before it begins.", "Please check the dates.", "own")
    if later.last > today:
        raise InputError("A time ends in the future.", "Please end it today, or before.", "own")
    if earlier.last >= later.first:
        raise InputError("The two times share days.", "Please let one end before the other begins.", "own")
    return Pair(earlier, later)
