"""Use cases of repair threads: see which wound is where, mark a step, take a mark back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.rules import narrower, require_audience
from therapist_app.couples.model import Rupture
from therapist_app.couples.rules import require_known
from therapist_app.couples.service import CoupleService
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future
from therapist_app.repair.marks import bring_back, let_go, take_in
from therapist_app.repair.model import EarlierRepairStep, RepairStep, Why
from therapist_app.repair.rules import Thread, least_healed_first, thread_of
from therapist_app.sessions.model import Session
from therapist_app.vault.records import Record
from therapist_app.vault.vault import Vault

_NOTHING = "Nothing was changed."


class RepairService:
    """Keeps the steps of each rupture."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock, couples: CoupleService) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._couples = couples

    def threads(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> tuple[Thread, ...]:
        """The thread of every rupture that a reader may see, the least healed first, of marks they may see."""
        reader = Reader(reader)
        ruptures = self._couples.get(couple_id).for_reader(reader).ruptures
        with self._vault.read() as db:
            query = select(RepairStep).join(Rupture, Rupture.id == RepairStep.rupture_id)
            marks = [
                one
                for one in db.scalars(query.where(Rupture.couple_id == couple_id))
                if reader.may_see(one.audience)
            ]
        return least_healed_first(thread_of(one, marks, self._catalogue.thread_steps) for one in ruptures)

    def mark(
        self,
        rupture_id: str,
        step: str,
        *,
        on_date: dt.date | None = None,
        session_id: str | None = None,
        assignment_id: str | None = None,
        line: str = "",
        audience: str | None = None,
    ) -> Done[RepairStep]:
        """Note that a step was taken, today or on the day of its session; any step, in any order, again too.

        It is for whoever may see the session it was born in, and never for more people than the rupture is.
        """
        require_known(step, self._catalogue.thread_steps, "step")
        require_audience(audience)
        today = self._clock.today()
        with self._vault.begin() as db:
            rupture = _rupture(db, rupture_id)
            session = db.get(Session, session_id) if session_id else None
            if session_id and (session is None or session.couple_id != rupture.couple_id):
                raise InputError("That session is not one of this couple's.", _NOTHING, "session_id")
            _require_sheet(db, rupture.couple_id, assignment_id)
            wanted = audience or (session.audience if session else Audience.JOINT)
            day = on_date or (session.on_date if session else today)
            made = take_in(
                db,
                RepairStep(
                    rupture_id=rupture_id,
                    step=step,
                    on_date=not_in_future(day, today, "on_date"),
                    session_id=session_id,
                    assignment_id=assignment_id,
                    line=clean_line(line, "line"),
                    audience=narrower(rupture.audience, wanted),
                    created_at=self._clock.now(),
                ),
            )
        return Done(made, _changed(rupture))

    def take_back(self, mark_id: str) -> Changes:
        """Take back a mark; that it was made stays readable. A step that comes again is no failure."""
        with self._vault.begin() as db:
            mark = db.get(RepairStep, mark_id)
            if mark is None:
                raise InputError("That step is no longer marked.", _NOTHING)
            rupture = _rupture(db, mark.rupture_id)
            let_go(db, mark, Why.TAKEN_BACK, self._clock.now())
        return _changed(rupture)

    def give_back(self, mark_id: str) -> Changes:
        """Let a mark stand again that was corrected or taken back."""
        with self._vault.begin() as db:
            earlier = db.get(EarlierRepairStep, mark_id)
            if earlier is None:
                raise InputError("That mark is no longer here.", _NOTHING)
            rupture = _rupture(db, earlier.rupture_id)
            bring_back(db, earlier)
        return _changed(rupture)

    def earlier(
        self, couple_id: str, reader: Reader | str = Reader.CLINICIAN
    ) -> tuple[EarlierRepairStep, ...]:
        """Marks that no longer stand, last let go of first, for a reader."""
        reader = Reader(reader)
        with self._vault.read() as db:
            query = select(EarlierRepairStep, Rupture.audience).join(
                Rupture, Rupture.id == EarlierRepairStep.rupture_id
            )
            order = (EarlierRepairStep.ended_at.desc(), EarlierRepairStep.id.desc())
            rows = db.execute(query.where(Rupture.couple_id == couple_id).order_by(*order)).all()
        return tuple(one for one, whose in rows if reader.may_see(one.audience) and reader.may_see(whose))


def _rupture(db: DbSession, rupture_id: str) -> Rupture:
    rupture = db.get(Rupture, rupture_id)
    if rupture is None:
        raise InputError("That rupture is no longer here.", _NOTHING, "rupture_id")
    return rupture


def _require_sheet(db: DbSession, couple_id: str, assignment_id: str | None) -> None:
    """Refuse a sheet of another couple; homework stands above this slice, so its table is asked by name."""
    if assignment_id is None:
        return
    sheets = Record.metadata.tables["assignments"].c
    mine = select(sheets.id).where(sheets.id == assignment_id, sheets.couple_id == couple_id)
    if db.execute(mine).first() is None:
        raise InputError("That sheet is not one of this couple's.", _NOTHING, "assignment_id")


def _changed(rupture: Rupture) -> Changes:
    return Changes.of("repair", couple=rupture.couple_id)
