"""Phase entries within one unit of work: which stand, take one in, let go of one with a trace, bring one back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import InputError
from therapist_app.practice.traces import move_to, trace_of
from therapist_app.progression.model import EarlierPhaseEntry, PhaseEntry, WhyEnded
from therapist_app.sessions.locked import is_signed, require_unsigned

_KEPT = ("id", "couple_id", "session_id", "phase", "on_date", "reason", "audience", "created_at", "phase_set")
_SAID = ("phase", "on_date", "reason", "audience")
_NOTHING = "Nothing was changed."


def standing() -> ColumnElement[bool]:
    """SQL: the entries that count; one in a signed note that was corrected stays there, and counts no more."""
    return ~exists().where(EarlierPhaseEntry.id == PhaseEntry.id)


def standing_entry(db: DbSession, entry_id: str) -> PhaseEntry:
    """An entry that counts; raises InputError for one that is gone or was corrected since."""
    found = db.scalars(select(PhaseEntry).where(PhaseEntry.id == entry_id, standing())).first()
    if found is None:
        raise InputError("That phase entry no longer stands.", _NOTHING)
    return found


def entry_of(db: DbSession, session_id: str | None, phase_set: str) -> PhaseEntry | None:
    """The entry of a session that counts; a session has one at most in each set."""
    if session_id is None:
        return None
    mine = (PhaseEntry.session_id == session_id) & (PhaseEntry.phase_set == phase_set)
    return db.scalars(select(PhaseEntry).where(mine, standing())).first()


def held_by_a_signed_note(db: DbSession, entry: PhaseEntry) -> bool:
    """Whether the entry is covered by a signature, so that its row stays as it is."""
    return entry.session_id is not None and is_signed(db, entry.session_id)


def replace(db: DbSession, old: PhaseEntry, made: PhaseEntry, because: str) -> PhaseEntry:
    """Let an entry take the place of another, which leaves a trace. The same said twice is said once."""
    if all(getattr(old, name) == getattr(made, name) for name in _SAID):
        return old
    _require_free_day(db, old, made)
    if held_by_a_signed_note(db, old):
        made.session_id = None  # the note keeps what was signed, and takes in nothing new
    let_go(db, old, WhyEnded.CORRECTED, made.created_at, because, made.id)
    db.add(made)
    return made


def let_go(
    db: DbSession,
    entry: PhaseEntry,
    why: WhyEnded,
    at: dt.datetime,
    because: str = "",
    replaced_by: str | None = None,
) -> EarlierPhaseEntry:
    """Move an entry to those that no longer stand; one of a signed note stays in the note, and needs words for it."""
    if not held_by_a_signed_note(db, entry):
        return move_to(db, entry, EarlierPhaseEntry, _KEPT, why, at, because=because, replaced_by=replaced_by)
    if not because:
        raise InputError(
            "This entry stands in a signed note, so please say in a line why it is corrected.",
            "Nothing was changed yet. The note stays as it was signed.",
            "because",
        )
    trace = trace_of(db, entry, EarlierPhaseEntry, _KEPT, why, at, because=because, replaced_by=replaced_by)
    db.add(trace)
    return trace


def bring_back(db: DbSession, earlier: EarlierPhaseEntry, at: dt.datetime) -> PhaseEntry:
    """Let an entry stand again, as it was; what took its place is taken back, and leaves a trace of its own."""
    after = _after(db, earlier)
    if after is not None:
        let_go(db, after, WhyEnded.TAKEN_BACK, at)
    held = db.get(PhaseEntry, earlier.id)  # in a signed note
    if held is None:
        require_unsigned(db, earlier.session_id)
        if entry_of(db, earlier.session_id, earlier.phase_set) is not None:
            raise InputError("That session has another phase entry by now.", _NOTHING)
    found = held or PhaseEntry(**{name: getattr(earlier, name) for name in _KEPT})
    db.delete(earlier)
    db.flush()
    db.add(found)
    return found


def forget_replaced(db: DbSession, session_id: str) -> None:
    """Of a note that was unlocked, drop the rows that count no more: their traces hold all of them."""
    db.execute(delete(PhaseEntry).where(PhaseEntry.session_id == session_id, ~standing()))


def left_traces(db: DbSession, entry: PhaseEntry) -> bool:
    """Whether the entry took the place of another."""
    query = select(EarlierPhaseEntry.id).where(EarlierPhaseEntry.replaced_by == entry.id).limit(1)
    return db.scalars(query).first() is not None


def _after(db: DbSession, earlier: EarlierPhaseEntry) -> PhaseEntry | None:
    """What took the place of an entry; refuses where that was corrected again or taken back since."""
    if earlier.replaced_by is None:
        return None
    query = select(PhaseEntry).where(PhaseEntry.id == earlier.replaced_by, standing())
    found = db.scalars(query).first()
    if found is None:
        raise InputError(
            "That entry was corrected again since.", f"{_NOTHING} Correct it on the path instead."
        )
    return found


def _require_free_day(db: DbSession, old: PhaseEntry, made: PhaseEntry) -> None:
    """Refuse to move an entry onto the day of another: one of the two would be seen no more."""
    if made.on_date == old.on_date:
        return
    there = select(PhaseEntry.id).where(
        PhaseEntry.couple_id == made.couple_id,
        PhaseEntry.phase_set == made.phase_set,
        PhaseEntry.on_date == made.on_date,
        standing(),
    )
    if db.scalars(there.limit(1)).first() is not None:
        raise InputError(
            f"There is an entry for {short_day(made.on_date)} already.",
            f"{_NOTHING} Correct that one, or choose another day.",
            "on_date",
        )
