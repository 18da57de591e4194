"""Answers within one unit of work: take one in, let go of one with a trace, bring one back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.commitments.cadence import OpenDays
from therapist_app.commitments.model import (
    Account,
    CheckIn,
    Commitment,
    EarlierAnswer,
    EarlierState,
    Outcome,
    Why,
)
from therapist_app.commitments.rules import require_audience, require_started
from therapist_app.commitments.standing import Stretch, rests_on, standing_of
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future, require_order
from therapist_app.practice.traces import move_to
from therapist_app.sessions.locked import require_unsigned

_KEPT = (
    "id", "commitment_id", "session_id", "on_date", "outcome", "account", "line", "noticed", "audience",
    "created_at", "since_on", "asked_days", "kept_days", "repair", "repaired_on",
)  # fmt: skip
_SAID = tuple(name for name in _KEPT if name not in ("id", "created_at"))


class Said(TypedDict, total=False):
    """What may be said with an answer; without a word it is the clinician's account of today."""

    on_date: dt.date | None
    account: str
    session_id: str | None
    line: str
    noticed: bool
    audience: str | None
    repair: str
    repaired_on: dt.date | None
    corrects: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it will be kept."""

    on_date: dt.date
    account: str
    session_id: str | None
    line: str
    noticed: bool
    audience: str | None
    repair: str
    repaired_on: dt.date | None
    corrects: str | None  # the id of the answer whose place it takes


def answer_of(said: Said, today: dt.date) -> Answer:
    """What was said, checked; raises InputError naming the field that cannot be kept."""
    account, audience = said.get("account", Account.CLINICIAN), said.get("audience")
    if account not in tuple(Account):
        raise InputError("Please say by whose account.", "Nothing was changed.", "account")
    require_audience(audience)
    day = not_in_future(said.get("on_date") or today, today, "on_date")
    repair, repaired_on = clean_line(said.get("repair", ""), "repair"), said.get("repaired_on")
    if repaired_on is not None:
        not_in_future(repaired_on, today, "repaired_on")
        require_order(day, repaired_on, "The repair is before the slip.", "repaired_on")
    return Answer(
        on_date=day,
        account=account,
        session_id=said.get("session_id"),
        line=clean_line(said.get("line", ""), "line"),
        noticed=said.get("noticed", False),
        audience=audience,
        repair=repair,
        repaired_on=(repaired_on or today) if repair else repaired_on,
        corrects=said.get("corrects"),
    )


def outcome_of(kept: int, days: OpenDays | None) -> Outcome:
    """How several days went, as one word; refuses more days than there are."""
    if days is None:
        raise InputError("There is only one day to answer.", "Nothing was changed.", "kept_days")
    if not 0 <= kept <= days.count:
        raise InputError(f"Please say 0 to {days.count}.", "Nothing was changed.", "kept_days")
    if kept == days.count:
        return Outcome.KEPT
    return Outcome.PARTLY if kept else Outcome.MISSED


def standing_in(db: DbSession, commitment: Commitment) -> tuple[Stretch, ...]:
    """Where a promise stood when."""
    query = select(EarlierState).where(EarlierState.commitment_id == commitment.id)
    return standing_of(commitment, db.scalars(query))


def corrected(db: DbSession, commitment: Commitment, check_in_id: str | None) -> CheckIn | None:
    """The answer that another corrects; a promise keeps to its own."""
    found = db.get(CheckIn, check_in_id) if check_in_id else None
    if check_in_id and (found is None or found.commitment_id != commitment.id):
        raise InputError("That check-in is no longer here.", "Nothing was changed.")
    return found


def take_in(db: DbSession, commitment: Commitment, made: CheckIn, old: CheckIn | None = None) -> CheckIn:
    """Keep an answer. `old`, and one of the same account for the day seen by the same people, leave a trace.

    What one partner says alone never changes what the other can see. The same said twice is said once.
    """
    require_started(commitment, made.on_date)
    _require_awake(standing_in(db, commitment), made.on_date)
    require_unsigned(db, made.session_id)
    here = db.scalars(select(CheckIn).where(CheckIn.commitment_id == commitment.id)).all()
    _require_apart([one for one in here if one is not old], made)
    same = [one for one in here if one is old or _place(one) == _place(made)]
    for one in same:
        if all(getattr(one, name) == getattr(made, name) for name in _SAID):
            return one
    for one in same:
        let_go(db, one, Why.CORRECTED, made.created_at)
    db.add(made)
    return made


def let_go(db: DbSession, check_in: CheckIn, why: Why, at: dt.datetime) -> EarlierAnswer:
    """Move an answer to those that no longer stand: who did it, when and why stay readable."""
    require_unsigned(db, check_in.session_id)
    return move_to(db, check_in, EarlierAnswer, _KEPT, why, at)


def bring_back(db: DbSession, earlier: EarlierAnswer) -> CheckIn:
    """Let an answer stand again, as it was."""
    require_unsigned(db, earlier.session_id)
    found = CheckIn(**{name: getattr(earlier, name) for name in _KEPT})
    here = db.scalars(select(CheckIn).where(CheckIn.commitment_id == earlier.commitment_id)).all()
    _require_apart(here, found)
    if any(_place(one) == _place(found) for one in here):
        raise InputError("There is another answer for that day by now.", "Nothing was changed.")
    db.delete(earlier)
    db.flush()
    db.add(found)
    return found


def _place(check_in: CheckIn) -> tuple[dt.date, str, str]:
    """What one answer alone can hold: a day, by one account, for those who may see it."""
    return check_in.on_date, check_in.account, check_in.audience


def _require_awake(standing: Sequence[Stretch], day: dt.date) -> None:
    if rests_on(standing, day):
        raise InputError(
            f"The promise rested on {short_day(day)}.",
            "Nothing was changed. Choose another day, or take the promise up again first.",
            "on_date",
        )


def _require_apart(here: Sequence[CheckIn], made: CheckIn) -> None:
    """Refuse a day that was answered already together with others: it would count twice."""
    for one in here:
        together, alone = (one, made) if one.since_on else (made, one)
        if together.since_on and together.since_on <= alone.on_date < together.on_date:
            first, last = short_day(together.since_on), short_day(together.on_date)
            raise InputError(
                f"The days from {first} to {last} are answered together, "
                f"{together.kept_days} of {together.asked_days}.",
                "Nothing was changed. Correct that answer instead.",
                "on_date",
            )
