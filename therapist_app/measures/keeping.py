"""Scores within one unit of work: take one in, let go of one with a trace, bring one back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.couples.model import Couple
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.measures.model import EarlierScore, Score, WhyLetGo
from therapist_app.practice.traces import move_to

_KEPT = (
    "id", "couple_id", "instrument", "goal_id", "partner", "on_date", "value", "item_nine", "audience", "created_at",
)  # fmt: skip
_SAID = tuple(name for name in _KEPT if name not in ("id", "created_at"))


def require_couple(db: DbSession, couple_id: str) -> None:
    """Refuse a couple that was removed."""
    if db.get(Couple, couple_id) is None:
        raise InputError("This couple is no longer here.", "Nothing was kept.")


def require_audience(audience: str) -> str:
    """One of the four audiences."""
    if audience not in tuple(Audience):
        raise InputError("Please say who may see this.", "Nothing was changed.", "audience")
    return str(audience)


def take_in(db: DbSession, made: Score, old: Score | None = None) -> Score:
    """Keep a score. `old`, and one of the same kind, of the same partner and day, leave a trace.

    The same said twice is said once.
    """
    here = [one for one in db.scalars(select(Score).where(_place(made))) if one is not old]
    same = [*here, *([old] if old is not None else [])]
    for one in same:
        if all(getattr(one, name) == getattr(made, name) for name in _SAID):
            return one
    for one in same:
        let_go(db, one, WhyLetGo.CORRECTED, made.created_at)
    db.add(made)
    return made


def let_go(db: DbSession, score: Score, why: WhyLetGo, at: dt.datetime) -> EarlierScore:
    """Move a score to those that no longer stand: what it was, who ended it, when and why stay readable."""
    return move_to(db, score, EarlierScore, _KEPT, why, at)


def bring_back(db: DbSession, earlier: EarlierScore) -> Score:
    """Let a score stand again, as it was."""
    score = Score(**{name: getattr(earlier, name) for name in _KEPT})
    if db.scalars(select(Score.id).where(_place(score))).first() is not None:
        raise InputError("There is another score for that day by now.", "Nothing was changed.")
    db.delete(earlier)
    db.flush()
    db.add(score)
    return score


def _place(score: Score) -> ColumnElement[bool]:
    """What one score alone can hold: a day, for one partner and instrument, or for one goal."""
    if score.goal_id is not None:
        return (Score.goal_id == score.goal_id) & (Score.on_date == score.on_date)
    return (
        (Score.couple_id == score.couple_id)
        & (Score.instrument == score.instrument)
        & (Score.partner == score.partner)
        & (Score.on_date == score.on_date)
    )
