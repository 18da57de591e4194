"""Use cases of phase entries: enter one, correct it, take it back, and read what was there before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import SIX
from therapist_app.commitments.rules import require_audience
from therapist_app.couples.model import Couple
from therapist_app.couples.rules import require_known
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future
from therapist_app.progression.entries import (
    bring_back,
    entry_of,
    forget_replaced,
    held_by_a_signed_note,
    left_traces,
    let_go,
    replace,
    standing,
    standing_entry,
)
from therapist_app.progression.model import EarlierPhaseEntry, PhaseEntry, WhyEnded
from therapist_app.progression.path import earlier_as_seen
from therapist_app.progression.sets import set_in
from therapist_app.sessions.locked import is_signed, require_unsigned
from therapist_app.sessions.model import Session
from therapist_app.vault.vault import Vault

_NOTHING = "Nothing was changed."


class _Today(NamedTuple):
    """What an entry that was made outside of any session begins with."""

    on_date: dt.date
    audience: str = Audience.JOINT


class Phasing:
    """Keeps the dated entries of the path, and what they were before they were corrected.

    A phase is set by the clinician, never computed, and any move is allowed.
    """

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock

    def enter(
        self,
        couple_id: str,
        phase: str,
        *,
        on_date: dt.date | None = None,
        reason: str = "",
        session_id: str | None = None,
        audience: str | None = None,
        phase_set: str = SIX,
    ) -> Done[PhaseEntry]:
        """Add an entry. A session has one in each set: still being written on the day it was made, corrected later.

        Day and readers are those of that entry, else of the session, unless given.
        """
        require_audience(audience)
        with self._vault.begin() as db:
            require_known(phase, set_in(db, self._catalogue, phase_set).steps, "phase")
            session = _own_session(db, couple_id, session_id)
            require_unsigned(db, session_id)
            old = entry_of(db, session_id, phase_set)
            day = on_date or (old or session or _Today(self._clock.today())).on_date
            made = PhaseEntry(
                couple_id=couple_id,
                session_id=session_id,
                phase=phase,
                on_date=not_in_future(day, self._clock.today(), "on_date"),
                reason=clean_line(reason, "reason"),
                audience=audience or (old or session or _Today(day)).audience,
                created_at=self._clock.now(),
                phase_set=phase_set,
            )
            if session_id is not None:
                forget_replaced(db, session_id)
            entry = self._take_in(db, old, made)
        return Done(entry, Changes.of("phase", couple=couple_id))

    def correct(
        self,
        entry_id: str,
        *,
        phase: str,
        on_date: dt.date,
        reason: str = "",
        audience: str | None = None,
        because: str = "",
    ) -> Done[PhaseEntry]:
        """Put an entry in the place of one; what it was stays readable. `because` is why, and a signed note needs it.

        A signed note is not changed: it keeps the entry as it was signed, and the path counts the new one.
        """
        require_audience(audience)
        with self._vault.begin() as db:
            old = standing_entry(db, entry_id)
            require_known(phase, set_in(db, self._catalogue, old.phase_set).steps, "phase")
            made = PhaseEntry(
                couple_id=old.couple_id,
                session_id=old.session_id,
                phase=phase,
                on_date=not_in_future(on_date, self._clock.today(), "on_date"),
                reason=clean_line(reason, "reason"),
                audience=audience or old.audience,
                created_at=self._clock.now(),
                phase_set=old.phase_set,
            )
            entry = replace(db, old, made, clean_line(because, "because"))
        return Done(entry, Changes.of("phase", couple=entry.couple_id))

    def take_back(self, entry_id: str, because: str = "") -> Changes:
        """Take back an entry that was made by mistake; that it was made stays readable."""
        with self._vault.begin() as db:
            entry = standing_entry(db, entry_id)
            couple_id = entry.couple_id
            let_go(db, entry, WhyEnded.TAKEN_BACK, self._clock.now(), clean_line(because, "because"))
        return Changes.of("phase", couple=couple_id)

    def give_back(self, entry_id: str) -> Changes:
        """Let an entry stand again that was corrected or taken back."""
        with self._vault.begin() as db:
            earlier = db.get(EarlierPhaseEntry, entry_id)
            if earlier is None:
                raise InputError("That phase entry is no longer here.", _NOTHING)
            entry = bring_back(db, earlier, self._clock.now())
        return Changes.of("phase", couple=entry.couple_id)

    def remove(self, entry_id: str) -> Changes:
        """Take an entry out of its note: on the day it was made it was a slip, later it leaves a trace."""
        with self._vault.begin() as db:
            entry = standing_entry(db, entry_id)
            require_unsigned(db, entry.session_id)
            couple_id = entry.couple_id
            if self._is_fresh(entry) and not left_traces(db, entry):
                db.delete(entry)
            else:
                let_go(db, entry, WhyEnded.TAKEN_BACK, self._clock.now())
        return Changes.of("phase", couple=couple_id)

    def earlier(
        self, couple_id: str, reader: Reader | str = Reader.CLINICIAN
    ) -> tuple[EarlierPhaseEntry, ...]:
        """Entries that no longer stand, last let go of first, without the words that a reader may not see."""
        reader = Reader(reader)
        query = select(EarlierPhaseEntry).where(EarlierPhaseEntry.couple_id == couple_id)
        order = (EarlierPhaseEntry.ended_at.desc(), EarlierPhaseEntry.id.desc())
        with self._vault.read() as db:
            return tuple(earlier_as_seen(one, reader) for one in db.scalars(query.order_by(*order)))

    def in_note(self, session_id: str) -> str:
        """The phase that a note holds as its own: in a signed one as it was signed, whatever was corrected since."""
        with self._vault.read() as db:
            mine = select(PhaseEntry.phase).where(
                PhaseEntry.session_id == session_id, PhaseEntry.phase_set == SIX
            )
            return db.scalars(mine if is_signed(db, session_id) else mine.where(standing())).first() or ""

    def signed(self, couple_id: str) -> frozenset[str]:
        """The ids of the entries that signed notes hold, those that were corrected since too."""
        query = select(PhaseEntry).where(
            PhaseEntry.couple_id == couple_id, PhaseEntry.session_id.is_not(None)
        )
        with self._vault.read() as db:
            return frozenset(one.id for one in db.scalars(query) if held_by_a_signed_note(db, one))

    def _take_in(self, db: DbSession, old: PhaseEntry | None, made: PhaseEntry) -> PhaseEntry:
        """Keep an entry; the one of its session gives way, with a trace unless it was made today."""
        if db.get(Couple, made.couple_id) is None:
            raise InputError("That is no longer here.", _NOTHING)
        if old is None:
            db.add(made)
            return made
        if not self._is_fresh(old):
            return replace(db, old, made, "")
        old.phase, old.on_date = made.phase, made.on_date
        old.reason, old.audience = made.reason, made.audience
        return old

    def _is_fresh(self, entry: PhaseEntry) -> bool:
        """Whether the entry was made today, on this computer's calendar."""
        return entry.created_at.astimezone(self._clock.local().tzinfo).date() == self._clock.today()


def entries_of(db: DbSession, couple_id: str, phase_set: str = SIX) -> Sequence[PhaseEntry]:
    """A couple's entries that count, in one set."""
    mine = (PhaseEntry.couple_id == couple_id) & (PhaseEntry.phase_set == phase_set)
    return db.scalars(select(PhaseEntry).where(mine, standing())).all()


def _own_session(db: DbSession, couple_id: str, session_id: str | None) -> Session | None:
    if session_id is None:
        return None
    session = db.get(Session, session_id)
    if session is None:
        raise InputError("That is no longer here.", _NOTHING)
    if session.couple_id != couple_id:
        raise InputError("That session belongs to another couple.", _NOTHING, "session")
    return session
