"""Marks of repair steps within one unit of work: take one in, let go of one with a trace, bring one back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.errors import InputError
from therapist_app.practice.traces import move_to
from therapist_app.repair.model import EarlierRepairStep, RepairStep, Why

_KEPT = (
    "id", "rupture_id", "step", "on_date", "session_id", "assignment_id", "line", "audience", "created_at",
)  # fmt: skip
_SAID = tuple(name for name in _KEPT if name not in ("id", "created_at"))


def take_in(db: DbSession, made: RepairStep) -> RepairStep:
    """Keep a mark. Said twice for one day it is said once; said otherwise, the one before leaves a trace.

    What was said for other eyes on that day stays: no mark for one reader replaces what another can see.
    """
    query = select(RepairStep).where(
        RepairStep.rupture_id == made.rupture_id,
        RepairStep.step == made.step,
        RepairStep.on_date == made.on_date,
        RepairStep.audience == made.audience,
    )
    for one in db.scalars(query).all():
        if all(getattr(one, name) == getattr(made, name) for name in _SAID):
            return one
        let_go(db, one, Why.CORRECTED, made.created_at)
    db.add(made)
    return made


def let_go(db: DbSession, mark: RepairStep, why: Why, at: dt.datetime) -> EarlierRepairStep:
    """Move a mark to those that no longer stand."""
    return move_to(db, mark, EarlierRepairStep, _KEPT, why, at)


def bring_back(db: DbSession, earlier: EarlierRepairStep) -> RepairStep:
    """Let a mark stand again, as it was."""
    found = RepairStep(**{name: getattr(earlier, name) for name in _KEPT})
    query = select(RepairStep.id).where(
        RepairStep.rupture_id == found.rupture_id,
        RepairStep.step == found.step,
        RepairStep.on_date == found.on_date,
        RepairStep.audience == found.audience,
    )
    if db.scalars(query.limit(1)).first() is not None:
        raise InputError("That step has another mark for that day by now.", "Nothing was changed.")
    db.delete(earlier)
    db.flush()
    db.add(found)
    return found


def forget_sheet(db: DbSession, assignment_id: str) -> None:
    """A sheet that was noted by mistake goes; the steps that named it stay."""
    for record in (RepairStep, EarlierRepairStep):
        db.execute(update(record).where(record.assignment_id == assignment_id).values(assignment_id=None))
