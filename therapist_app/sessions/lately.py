"""What was last with each of some couples: a day's cards are made from it, in a few queries for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.couples.model import Couple
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.sessions.facts import ORDER
from therapist_app.sessions.model import Session, SessionKind
from therapist_app.sessions.store import first_lines


@dataclass(frozen=True, slots=True)
class Lately:
    """What there was of a couple before some day, for the clinician.

    `line` is how the last note begins of a session that both partners may see, and of it what both may see.
    """

    on_date: dt.date
    modality: str
    joint: int  # sessions of both, so the next one has the number after it
    line: str = ""


def lately(db: DbSession, couple_ids: Collection[str], day: dt.date) -> dict[str, Lately]:
    """By couple; one that was never here before the day is left out."""
    ids = tuple(couple_ids)
    columns = (Session.couple_id, Session.on_date, Session.modality)
    last = db.execute(select(*columns).where(Session.id.in_(_newest(ids, day, tuple(Audience))))).all()
    counted = select(Session.couple_id, func.count()).where(
        Session.couple_id.in_(ids), Session.kind == SessionKind.JOINT, Session.on_date < day
    )
    joint = {row[0]: row[1] for row in db.execute(counted.group_by(Session.couple_id)).all()}
    shared = select(Session.couple_id, Session.id).where(Session.id.in_(_newest(ids, day, (Audience.JOINT,))))
    of_both = {row[0]: row[1] for row in db.execute(shared).all()}
    lines = first_lines(db, list(of_both.values()), Reader.BOTH)
    return {
        couple: Lately(on_date, modality, joint.get(couple, 0), lines.get(of_both.get(couple, ""), ""))
        for couple, on_date, modality in last
    }


def _newest(couple_ids: Iterable[str], day: dt.date, audiences: Iterable[Audience]):
    """A query for the last session of each couple: looked up couple by couple, however long its history is."""
    newest = (
        select(Session.id)
        .where(Session.couple_id == Couple.id, Session.on_date < day, Session.audience.in_(audiences))
        .order_by(*(column.desc() for column in ORDER))
        .limit(1)
        .correlate(Couple)
        .scalar_subquery()
    )
    return select(newest).where(Couple.id.in_(couple_ids))
