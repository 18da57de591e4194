"""What no longer stands leaves a trace: the record as it was, who let go of it, when and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy.orm import Session as DbSession

from therapist_app.practice.model import Practice
from therapist_app.vault.records import Record

E = TypeVar("E", bound=Record)


def move_to(
    db: DbSession, one: Record, earlier: type[E], kept: Iterable[str], why: str, at: dt.datetime, **more: Any
) -> E:
    """Move a record to those that no longer stand, with the columns `kept` as they were."""
    trace = trace_of(db, one, earlier, kept, why, at, **more)
    db.delete(one)
    db.flush()
    db.add(trace)
    return trace


def trace_of(
    db: DbSession, one: Record, earlier: type[E], kept: Iterable[str], why: str, at: dt.datetime, **more: Any
) -> E:
    """What is remembered of a record that no longer stands; `more` is what only its own kind remembers."""
    practice = db.get(Practice, 1)
    said: dict[str, Any] = {name: getattr(one, name) for name in kept}
    said |= {"why": why, "clinician": practice.clinician if practice else "", "ended_at": at}
    return earlier(**said, **more)
