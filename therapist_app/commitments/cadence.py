"""How often a promise is due, as pure functions of dates, and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from therapist_app.commitments.model import Cadence, Commitment, CommitmentKind
from therapist_app.commitments.standing import Standing, is_active_on
from therapist_app.kernel.dates import WEEKDAYS, short_day

_WORKDAYS = [0, 1, 2, 3, 4]
ONE_DAY = dt.timedelta(days=1)
MOST_AT_ONCE = dt.timedelta(weeks=4)
"""How far back one answer may reach: nobody remembers more, and the rate of four weeks holds no older day."""


@dataclass(frozen=True, slots=True)
class OpenDays:
    """What one answer may say at once: from which day on, and of how many times it can say how many were kept."""

    since: dt.date
    count: int


def due_days(commitment: Commitment, first: dt.date, last: dt.date, standing: Standing = ()) -> list[dt.date]:
    """The days from `first` to `last`, both included, on which the promise is due; never one of a pause.

    Promises for some times a week and for each time something happens have no set days: none are given.
    """
    return sorted(_latest_first(commitment, first, last, standing))


def _latest_first(
    commitment: Commitment, first: dt.date, last: dt.date, standing: Standing
) -> Iterator[dt.date]:
    """The due days one by one: most who ask want to know of the latest only, in years of them."""
    return (day for day in _in_rhythm(commitment, first, last) if is_active_on(standing, day))


def _in_rhythm(commitment: Commitment, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    start = max(first, commitment.starts_on)
    if commitment.cadence == Cadence.ONCE:
        day = commitment.due_on
        return iter([day] if day is not None and start <= day <= last else [])
    if commitment.cadence == Cadence.DAILY:
        wanted = set(range(7))
    elif commitment.cadence == Cadence.WEEKDAYS:
        wanted = set(commitment.weekdays)
    else:
        return iter([])
    back = (last - offset * ONE_DAY for offset in range((last - start).days + 1))
    return (day for day in back if day.weekday() in wanted)


def is_to_ask(
    commitment: Commitment, asked_on: Iterable[dt.date], day: dt.date, standing: Standing = ()
) -> bool:
    """Whether to ask about the promise on `day`: it holds then, and came due since it was last asked about.

    A promise without set days is asked about on any day after the last answer.
    """
    last = max((one for one in asked_on if one <= day), default=commitment.starts_on - ONE_DAY)
    if day < commitment.starts_on or last >= day or not is_active_on(standing, day):
        return False
    if commitment.cadence in (Cadence.TIMES_A_WEEK, Cadence.EACH_TIME):
        return True
    return any(_latest_first(commitment, last + ONE_DAY, day, standing))


def open_days(
    commitment: Commitment, asked_on: Iterable[dt.date], day: dt.date, standing: Standing = ()
) -> OpenDays | None:
    """The days up to `day` that one answer can be about: those due since the answer before, if they are several.

    Some times a week are counted by whole weeks. A bottom line, each time something happens, and once have none.
    """
    if commitment.kind == CommitmentKind.BOTTOM_LINE or not is_active_on(standing, day):
        return None
    last = max((one for one in asked_on if one < day), default=commitment.starts_on - ONE_DAY)
    since = max(last, day - MOST_AT_ONCE) + ONE_DAY
    if commitment.cadence == Cadence.TIMES_A_WEEK:
        active = sum(is_active_on(standing, since + at * ONE_DAY) for at in range((day - since).days + 1))
        count = (commitment.times or 1) * max(1, round(active / 7)) if active else 0
    elif commitment.cadence == Cadence.ONCE:
        count = 0
    else:
        count = len(due_days(commitment, since, day, standing))
    return OpenDays(since, count) if count > 1 else None


def due_weekdays(commitment: Commitment) -> frozenset[int]:
    """The weekdays (0 is Monday) on which a box is drawn in a week's grid."""
    if commitment.cadence == Cadence.WEEKDAYS:
        return frozenset(commitment.weekdays)
    if commitment.cadence == Cadence.ONCE and commitment.due_on is not None:
        return frozenset({commitment.due_on.weekday()})
    return frozenset(range(7))


def cadence_words(commitment: Commitment) -> str:
    """How often, in words: "Each day", "Tue, Thu and Sat", "4 times a week"."""
    if commitment.cadence == Cadence.WEEKDAYS:
        return weekday_words(commitment.weekdays)
    if commitment.cadence == Cadence.TIMES_A_WEEK:
        times = commitment.times or 1
        return {1: "Once a week", 2: "Twice a week"}.get(times, f"{times} times a week")
    if commitment.cadence == Cadence.EACH_TIME:
        return f"Each time {commitment.trigger}" if commitment.trigger else "Each time it comes up"
    if commitment.cadence == Cadence.ONCE:
        return f"Once, by {short_day(commitment.due_on)}" if commitment.due_on else "Once"
    return "Each day"


def weekday_words(weekdays: Sequence[int]) -> str:
    """Chosen weekdays in words."""
    days = sorted(set(weekdays))
    if days == list(range(7)):
        return "Each day"
    if days == _WORKDAYS:
        return "Each weekday"
    if len(days) < 2:
        return f"Each {WEEKDAYS[days[0]]}" if days else "On chosen days"
    names = [WEEKDAYS[day][:3] for day in days]
    return f"{', '.join(names[:-1])} and {names[-1]}"
