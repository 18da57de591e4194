"""Use cases of promises: make one, check in, and read how it goes for a given reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.answering import (
    Answer,
    Said,
    answer_of,
    bring_back,
    corrected,
    let_go,
    outcome_of,
    standing_in,
    take_in,
)
from therapist_app.commitments.cadence import open_days
from therapist_app.commitments.files import CommitmentFile, due_of, files_of
from therapist_app.commitments.model import (
    CheckIn,
    Commitment,
    CommitmentKind,
    CommitmentState,
    EarlierAnswer,
    EarlierState,
    Why,
)
from therapist_app.commitments.rules import (
    CommitmentDraft,
    checked_promise,
    narrower,
    require_audience,
    require_whole,
)
from therapist_app.couples.model import Couple, CoupleStatus
from therapist_app.couples.rules import require_known
from therapist_app.couples.service import CoupleService
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future
from therapist_app.sessions.model import Session
from therapist_app.vault.vault import Vault

_FIXED = (
    "id",
    "couple_id",
    "created_at",
    "state",
    "state_on",
    "state_reason",
)  # a state has its own use case

_SEEN_NOW = select(Couple.id).where(Couple.status == CoupleStatus.ACTIVE)


class CommitmentService:
    """Makes promises, records how they went, and derives what that says."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock, couples: CoupleService) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._couples = couples
        # The head, the guidance and the tab of a couple ask in turn.
        self._last: tuple[tuple[object, ...], dict[str, tuple[CommitmentFile, ...]]] | None = None

    def add(self, draft: CommitmentDraft) -> Done[Commitment]:
        """Make a promise; raises InputError naming the field that cannot be kept."""
        fields = asdict(draft) | {
            "weekdays": sorted(set(draft.weekdays)),
            "starts_on": draft.starts_on or self._clock.today(),
        }
        fields.pop("audience")
        self._couples.get(draft.couple_id)
        checked = checked_promise(fields, self._catalogue)
        require_audience(draft.audience)
        with self._vault.begin() as db:
            inherited = _audience_of(db, draft.couple_id, draft.session_id)
            commitment = Commitment(
                **checked, audience=draft.audience or inherited, created_at=self._clock.now()
            )
            require_whole(commitment)
            db.add(commitment)
        return Done(commitment, Changes.of("commitment", couple=draft.couple_id))

    def update(self, commitment_id: str, **fields: Any) -> Done[Commitment]:
        """Change the words or the terms of a promise."""
        checked = checked_promise(fields, self._catalogue)
        require_audience(checked.get("audience"))
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            for name, value in checked.items():
                if name in _FIXED or not hasattr(commitment, name):
                    raise TypeError(f"a commitment has no field {name} that can be changed")
                setattr(commitment, name, sorted(set(value)) if name == "weekdays" else value)
            require_whole(commitment)
            _require_no_earlier(db, commitment)
        return Done(commitment, Changes.of("commitment", couple=commitment.couple_id))

    def remove(self, commitment_id: str) -> Changes:
        """Take back a promise of which nothing was said yet; any other is let go or goes to the trash, whole."""
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            for record in (CheckIn, EarlierAnswer, EarlierState):
                said = select(record.id).where(record.commitment_id == commitment_id).limit(1)
                if db.execute(said).first() is not None:
                    raise InputError(
                        "Something was said of this promise already.",
                        "Nothing was removed. You can let it go, or move it to the trash.",
                    )
            db.delete(commitment)
        return Changes.of("commitment", couple=commitment.couple_id)

    def set_state(
        self, commitment_id: str, state: str, *, on_date: dt.date | None = None, reason: str = ""
    ) -> Done[Commitment]:
        """Pause, achieve, let go or take up again, with a date and a reason; where it stood before stays readable."""
        if state not in tuple(CommitmentState):
            raise InputError(
                "A promise is active, paused, achieved or let go.", "Nothing was changed.", "state"
            )
        day = not_in_future(on_date or self._clock.today(), self._clock.today(), "state_on")
        why = clean_line(reason, "state_reason")
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            if day < commitment.starts_on:
                raise InputError("That is before the promise began.", "Nothing was changed.", "state_on")
            earlier = EarlierState(
                commitment_id=commitment.id,
                state=commitment.state,
                state_on=commitment.state_on,
                state_reason=commitment.state_reason,
                audience=commitment.audience,
                ended_at=self._clock.now(),
            )
            db.add(earlier)
            commitment.state, commitment.state_on, commitment.state_reason = state, day, why
        return Done(commitment, Changes.of("commitment", couple=commitment.couple_id))

    def take_back_state(self, commitment_id: str) -> Done[Commitment]:
        """Let a promise stand where it stood before the last word on that."""
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            mine = select(EarlierState).where(EarlierState.commitment_id == commitment_id)
            last = db.scalars(mine.order_by(EarlierState.ended_at.desc(), EarlierState.id.desc())).first()
            if last is None:
                raise InputError("This promise stands where it stood.", "Nothing was changed.")
            commitment.state, commitment.state_on = last.state, last.state_on
            commitment.state_reason = last.state_reason
            db.delete(last)
        return Done(commitment, Changes.of("commitment", couple=commitment.couple_id))

    def check_in(self, commitment_id: str, outcome: str, **said: Unpack[Said]) -> Done[CheckIn]:
        """Record how it went on a day, by someone's account; a second answer corrects the first, with a trace."""
        require_known(outcome, self._catalogue.outcomes, "outcome")
        answer = answer_of(said, self._clock.today())
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            old = corrected(db, commitment, answer.corrects)
            check_in = take_in(db, commitment, self._made(db, commitment, answer, old, outcome), old)
        return _answered(check_in, commitment)

    def answer_days(self, commitment_id: str, kept: int, **said: Unpack[Said]) -> Done[CheckIn]:
        """Answer the days since the answer before at once: so many of them were kept."""
        answer = answer_of(said, self._clock.today())
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            old = corrected(db, commitment, answer.corrects)
            mine = select(CheckIn).where(CheckIn.commitment_id == commitment_id)
            asked = [one.on_date for one in db.scalars(mine) if one is not old]
            days = open_days(commitment, asked, answer.on_date, standing_in(db, commitment))
            made = self._made(db, commitment, answer, old, outcome_of(kept, days))
            if days is not None:
                made.since_on, made.asked_days, made.kept_days = days.since, days.count, kept
            check_in = take_in(db, commitment, made, old)
        return _answered(check_in, commitment)

    def _made(
        self, db: DbSession, commitment: Commitment, answer: Answer, old: CheckIn | None, outcome: str
    ) -> CheckIn:
        """The record; a correction stays in the session of the first, and with those who may see it."""
        session_id = old.session_id if old else answer.session_id
        inherited = old.audience if old else _audience_of(db, commitment.couple_id, session_id)
        return CheckIn(
            commitment_id=commitment.id,
            session_id=session_id,
            on_date=answer.on_date,
            outcome=outcome,
            account=answer.account,
            line=answer.line,
            noticed=answer.noticed,
            audience=str(answer.audience or narrower(commitment.audience, inherited)),
            created_at=self._clock.now(),
            repair=answer.repair,
            repaired_on=answer.repaired_on,
        )

    def take_back(self, check_in_id: str) -> Changes:
        """Take back a check-in that was given by mistake; that it was given stays readable."""
        with self._vault.begin() as db:
            check_in = db.get(CheckIn, check_in_id)
            if check_in is None:
                raise InputError("That check-in is no longer here.", "Nothing was changed.")
            commitment = _commitment(db, check_in.commitment_id)
            let_go(db, check_in, Why.TAKEN_BACK, self._clock.now())
        return _answered(check_in, commitment).changes

    def give_back(self, check_in_id: str) -> Changes:
        """Let a check-in stand again that was corrected or taken back."""
        with self._vault.begin() as db:
            earlier = db.get(EarlierAnswer, check_in_id)
            if earlier is None:
                raise InputError("That check-in is no longer here.", "Nothing was changed.")
            commitment = _commitment(db, earlier.commitment_id)
            check_in = bring_back(db, earlier)
        return _answered(check_in, commitment).changes

    def earlier_answers(
        self, couple_id: str, reader: Reader | str = Reader.CLINICIAN
    ) -> tuple[EarlierAnswer, ...]:
        """What was answered and no longer stands, last let go of first, for a reader."""
        reader = Reader(reader)
        with self._vault.read() as db:
            query = select(EarlierAnswer, Commitment.audience).join(
                Commitment, Commitment.id == EarlierAnswer.commitment_id
            )
            order = (EarlierAnswer.ended_at.desc(), EarlierAnswer.id.desc())
            rows = db.execute(query.where(Commitment.couple_id == couple_id).order_by(*order)).all()
        return tuple(one for one, whose in rows if reader.may_see(one.audience) and reader.may_see(whose))

    def get(self, commitment_id: str) -> CommitmentFile:
        """One promise as the clinician sees it."""
        with self._vault.read() as db:
            commitment = _commitment(db, commitment_id)
            return files_of(db, [commitment], Reader.CLINICIAN, self._clock.today())[0]

    def list(
        self, couple_id: str, reader: Reader | str = Reader.CLINICIAN, state: str | None = None
    ) -> tuple[CommitmentFile, ...]:
        """A couple's promises in the order they were made, from only what the reader may see."""
        found = self.of_couples((couple_id,), reader).get(couple_id, ())
        return found if state is None else tuple(file for file in found if file.commitment.state == state)

    def of_couples(
        self, couple_ids: Iterable[str], reader: Reader | str = Reader.CLINICIAN
    ) -> dict[str, tuple[CommitmentFile, ...]]:
        """The promises of several couples by couple, as `list` gives them, in as many queries as for one."""
        ids, today = tuple(couple_ids), self._clock.today()
        wanted = self._vault.stamp, today, ids, str(reader)
        if wanted[0] is not None and self._last is not None and self._last[0] == wanted:
            return self._last[1]
        found: dict[str, list[CommitmentFile]] = {}
        with self._vault.read() as db:
            query = select(Commitment).where(Commitment.couple_id.in_(ids))
            promises = db.scalars(query.order_by(Commitment.starts_on, Commitment.id)).all()
            for file in files_of(db, promises, Reader(reader), today):
                found.setdefault(file.commitment.couple_id, []).append(file)
        whole = {couple_id: tuple(files) for couple_id, files in found.items()}
        if len(ids) == 1:
            self._last = wanted, whole
        return whole

    def count_active(self, couple_id: str) -> int:
        """How many promises of a couple hold."""
        query = select(func.count()).where(
            Commitment.couple_id == couple_id, Commitment.state == CommitmentState.ACTIVE
        )
        with self._vault.read() as db:
            return db.scalar(query) or 0

    def due(self, couple_id: str, on_date: dt.date | None = None) -> tuple[CommitmentFile, ...]:
        """The promises to ask about on a day: those that held then and came due since they were last asked about."""
        return due_of(self.list(couple_id), on_date or self._clock.today())

    def past_review(self, day: dt.date) -> tuple[Commitment, ...]:
        """Active promises of couples that are seen now whose review date lies before this day."""
        with self._vault.read() as db:
            query = select(Commitment).where(
                Commitment.couple_id.in_(_SEEN_NOW),
                Commitment.state == CommitmentState.ACTIVE,
                Commitment.review_on < day,
            )
            return tuple(db.scalars(query.order_by(Commitment.review_on)))

    def asked_lines(self) -> tuple[CommitmentFile, ...]:
        """Active bottom lines, of couples that are seen now, that were asked about; for the clinician."""
        with self._vault.read() as db:
            lines = select(Commitment).where(
                Commitment.couple_id.in_(_SEEN_NOW),
                Commitment.state == CommitmentState.ACTIVE,
                Commitment.kind == CommitmentKind.BOTTOM_LINE,
            )
            return tuple(
                file
                for file in files_of(db, db.scalars(lines), Reader.CLINICIAN, self._clock.today())
                if file.check_ins
            )


def _answered(check_in: CheckIn, commitment: Commitment) -> Done[CheckIn]:
    return Done(check_in, Changes.of("check_in", "commitment", couple=commitment.couple_id))


def _commitment(db: DbSession, commitment_id: str) -> Commitment:
    commitment = db.get(Commitment, commitment_id)
    if commitment is None:
        raise InputError("That promise is no longer here.", "Nothing was changed.")
    return commitment


def _require_no_earlier(db: DbSession, commitment: Commitment) -> None:
    query = select(CheckIn.id).where(
        CheckIn.commitment_id == commitment.id, CheckIn.on_date < commitment.starts_on
    )
    if db.execute(query.limit(1)).first() is not None:
        raise InputError(
            "There are check-ins before that start.",
            "Nothing was changed. Choose an earlier start.",
            "starts_on",
        )


def _audience_of(db: DbSession, couple_id: str, session_id: str | None) -> str:
    session = db.get(Session, session_id) if session_id else None
    if session_id and (session is None or session.couple_id != couple_id):
        raise InputError("That session is not one of this couple's.", "Nothing was changed.", "session")
    return session.audience if session else Audience.JOINT
