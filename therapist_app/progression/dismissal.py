"""Setting a loose end aside: for how long that may be, and when it comes back by itself.

It comes back on its day, or as soon as the fact behind it is another: a new date, a new promise, a new session.
A safety line may wait a week at most, with a reason, and never while a couple is not safe.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line
from therapist_app.progression.loose_ends import LooseEnd
from therapist_app.vault.records import Record, audience_column, audience_known, primary_key

ONE_WEEK = dt.timedelta(weeks=1)
_SAFETY = "safety"
_STILL = "It still stands on Today."


class Dismissal(Record, kw_only=True):
    """A loose end that was set aside. `facts` is what it was then; without `until_on` it waits until they change."""

    __tablename__ = "dismissals"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(
        String(36)
    )  # of a session, promise or sheet; "" for the couple itself
    facts: Mapped[str]
    reason: Mapped[str]
    clinician: Mapped[str]
    on_date: Mapped[dt.date]
    until_on: Mapped[dt.date | None]  # the local date on which it comes back
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]


class Until(StrEnum):
    """How long a loose end may wait."""

    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    CHANGE = "change"


_SPANS = {Until.WEEK: ONE_WEEK, Until.FOUR_WEEKS: dt.timedelta(weeks=4), Until.CHANGE: None}


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone asks for: this line, not before so long, and why."""

    end: LooseEnd
    until: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A loose end that is set aside now, and the record that says why."""

    end: LooseEnd
    dismissal: Dismissal


def choices_for(end: LooseEnd) -> tuple[Until, ...]:
    """How long this line may wait; nothing where it may not."""
    if end.stays:
        return ()
    return (Until.WEEK,) if end.group == _SAFETY else tuple(Until)


def needs_reason(end: LooseEnd) -> bool:
    """Whether setting it aside takes a reason."""
    return end.group == _SAFETY


def day_of(wish: Wish, today: dt.date) -> dt.date | None:
    """When the line comes back at the latest; None if only its facts bring it back."""
    span = _SPANS[Until(wish.until)]
    return today + span if span else None


def checked_reason(wish: Wish) -> str:
    """The reason as it will be kept; InputError for what may not be set aside so."""
    allowed = choices_for(wish.end)
    if not allowed:
        raise InputError(
            "This line stays until it was asked again."
            if wish.end.group == "risk"
            else "This line stays while the couple is not safe.",
            f"{_STILL} It goes when a new entry about safety says so.",
            "until",
        )
    if wish.until not in allowed:
        raise InputError("A safety line can wait a week at most.", _STILL, "until")
    reason = clean_line(wish.reason, "reason")
    if needs_reason(wish.end) and not reason:
        raise InputError("Please say why this safety line may wait.", _STILL, "reason")
    return reason


def hides(dismissal: Dismissal, end: LooseEnd, today: dt.date) -> bool:
    """Whether a line is set aside today by this record."""
    same = (dismissal.couple_id, dismissal.kind, dismissal.subject_id, dismissal.facts)
    if end.stays or same != (end.couple_id, end.kind, end.subject_id, end.facts):
        return False
    until = dismissal.until_on
    if end.group == _SAFETY:  # whatever the record or a clock that was set back says
        latest = dismissal.on_date + ONE_WEEK
        return dismissal.on_date <= today < min(until or dismissal.on_date, latest)
    return until is None or today < until


def parted(
    ends: Iterable[LooseEnd], dismissals: Iterable[Dismissal], today: dt.date
) -> tuple[tuple[LooseEnd, ...], tuple[SetAside, ...]]:
    """The lines that stand, and those that are set aside, both in their order; the newest record decides."""
    by_couple: dict[str, list[Dismissal]] = {}
    for one in sorted(dismissals, key=lambda one: (one.created_at, one.id), reverse=True):
        by_couple.setdefault(one.couple_id, []).append(one)
    stand: list[LooseEnd] = []
    aside: list[SetAside] = []
    for end in ends:
        mine = by_couple.get(end.couple_id)
        found = next((one for one in mine if hides(one, end, today)), None) if mine else None
        if found is None:
            stand.append(end)
        else:
            aside.append(SetAside(end, found))
    return tuple(stand), tuple(aside)
