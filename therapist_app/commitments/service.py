"""Use cases of promises: make one, check in, and read how it goes for a given reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.cadence import is_to_ask
from therapist_app.commitments.figures import (
    Balance,
    Figures,
    SmallWins,
    balance_of,
    figures_of,
    small_wins_of,
)
from therapist_app.commitments.hints import hints
from therapist_app.commitments.model import (
    Account,
    Cadence,
    CheckIn,
    Commitment,
    CommitmentState,
)
from therapist_app.commitments.rules import (
    CommitmentDraft,
    checked_promise,
    narrower,
    require_audience,
    require_started,
    require_whole,
)
from therapist_app.couples.rules import require_known
from therapist_app.couples.service import CoupleService
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future
from therapist_app.sessions.locked import require_unsigned
from therapist_app.sessions.model import Session
from therapist_app.vault.vault import Vault

_LINES = ("notice", "trigger", "slip_signal", "state_reason")


@dataclass(frozen=True, slots=True)
class CommitmentFile:
    """A promise, its check-ins (oldest first) and what they say, all for one reader."""

    commitment: Commitment
    check_ins: tuple[CheckIn, ...]
    figures: Figures


class CommitmentService:
    """Makes promises, records how they went, and derives what that says."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock, couples: CoupleService) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._couples = couples

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
                if name in ("id", "couple_id", "created_at") or not hasattr(commitment, name):
                    raise TypeError(f"a commitment has no field {name} that can be changed")
                setattr(commitment, name, sorted(set(value)) if name == "weekdays" else value)
            require_whole(commitment)
            _require_no_earlier(db, commitment)
        return Done(commitment, Changes.of("commitment", couple=commitment.couple_id))

    def remove(self, commitment_id: str) -> Changes:
        """Take back a promise that nobody was asked about yet; any other is let go, with what was said of it."""
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            asked = select(CheckIn.id).where(CheckIn.commitment_id == commitment_id).limit(1)
            if db.execute(asked).first() is not None:
                raise InputError(
                    "This promise has check-ins already.", "Nothing was removed. You can let it go instead."
                )
            db.delete(commitment)
        return Changes.of("commitment", couple=commitment.couple_id)

    def set_state(
        self, commitment_id: str, state: str, *, on_date: dt.date | None = None, reason: str = ""
    ) -> Done[Commitment]:
        """Pause, achieve, let go or take up again, with a date and a reason."""
        if state not in tuple(CommitmentState):
            raise InputError(
                "A promise is active, paused, achieved or let go.", "Nothing was changed.", "state"
            )
        day = not_in_future(on_date or self._clock.today(), self._clock.today(), "state_on")
        started = self.get(commitment_id).commitment.starts_on
        if day < started:
            raise InputError("That is before the promise began.", "Nothing was changed.", "state_on")
        return self.update(commitment_id, state=state, state_on=day, state_reason=reason)

    def check_in(
        self,
        commitment_id: str,
        outcome: str,
        *,
        on_date: dt.date | None = None,
        account: str = Account.CLINICIAN,
        session_id: str | None = None,
        line: str = "",
        noticed: bool = False,
        audience: str | None = None,
    ) -> Done[CheckIn]:
        """Record how it went on a day, by someone's account.

        A second answer of the same account for the day takes the place of the first, if the same people may
        see both: what one partner says alone never changes what the other can see.
        """
        require_known(outcome, self._catalogue.outcomes, "outcome")
        if account not in tuple(Account):
            raise InputError("Please say by whose account.", "Nothing was changed.", "account")
        require_audience(audience)
        day = not_in_future(on_date or self._clock.today(), self._clock.today(), "on_date")
        words = clean_line(line, "line")
        with self._vault.begin() as db:
            commitment = _commitment(db, commitment_id)
            require_started(commitment, day)
            inherited = _audience_of(db, commitment.couple_id, session_id)
            seen_by = str(audience or narrower(commitment.audience, inherited))
            earlier = select(CheckIn).where(
                CheckIn.commitment_id == commitment_id,
                CheckIn.on_date == day,
                CheckIn.account == account,
                CheckIn.audience == seen_by,
            )
            require_unsigned(db, session_id)
            for replaced in db.scalars(earlier).all():
                require_unsigned(db, replaced.session_id)
                db.delete(replaced)
            check_in = CheckIn(
                commitment_id=commitment_id,
                session_id=session_id,
                on_date=day,
                outcome=outcome,
                account=account,
                line=words,
                noticed=noticed,
                audience=seen_by,
                created_at=self._clock.now(),
            )
            db.add(check_in)
        return Done(check_in, Changes.of("check_in", "commitment", couple=commitment.couple_id))

    def take_back(self, check_in_id: str) -> Changes:
        """Take back a check-in that was given by mistake."""
        with self._vault.begin() as db:
            check_in = db.get(CheckIn, check_in_id)
            if check_in is None:
                raise InputError("That check-in is no longer here.", "Nothing was changed.")
            require_unsigned(db, check_in.session_id)
            commitment = _commitment(db, check_in.commitment_id)
            db.delete(check_in)
        return Changes.of("check_in", "commitment", couple=commitment.couple_id)

    def get(self, commitment_id: str) -> CommitmentFile:
        """One promise as the clinician sees it."""
        with self._vault.read() as db:
            commitment = _commitment(db, commitment_id)
            return self._files(db, [commitment], Reader.CLINICIAN)[0]

    def list(
        self, couple_id: str, reader: Reader | str = Reader.CLINICIAN, state: str | None = None
    ) -> tuple[CommitmentFile, ...]:
        """A couple's promises in the order they were made, from only what the reader may see."""
        with self._vault.read() as db:
            query = select(Commitment).where(Commitment.couple_id == couple_id)
            if state is not None:
                query = query.where(Commitment.state == state)
            found = db.scalars(query.order_by(Commitment.starts_on, Commitment.id)).all()
            return self._files(db, found, Reader(reader))

    def small_wins(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> SmallWins:
        """What went well lately, for a reader."""
        return small_wins_of((file.commitment, file.figures) for file in self.list(couple_id, reader))

    def balance(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> Balance:
        """Who carries how much, for a reader."""
        return balance_of((file.commitment, file.figures) for file in self.list(couple_id, reader))

    def due(self, couple_id: str, on_date: dt.date | None = None) -> tuple[CommitmentFile, ...]:
        """The active promises to ask about on a day: those that came due since they were last asked about."""
        day = on_date or self._clock.today()
        return tuple(
            file
            for file in self.list(couple_id, state=CommitmentState.ACTIVE)
            if is_to_ask(file.commitment, (check_in.on_date for check_in in file.check_ins), day)
        )

    def hints(
        self, words: str, cadence: str = Cadence.DAILY, weekdays: Sequence[int] = ()
    ) -> tuple[str, ...]:
        """Gentle hints while a promise is written."""
        return hints(words, cadence, weekdays)

    def past_review(self, day: dt.date) -> tuple[Commitment, ...]:
        """Active promises of all couples whose review date lies before this day."""
        with self._vault.read() as db:
            query = select(Commitment).where(
                Commitment.state == CommitmentState.ACTIVE, Commitment.review_on < day
            )
            return tuple(db.scalars(query.order_by(Commitment.review_on)))

    def _files(
        self, db: DbSession, found: Iterable[Commitment], reader: Reader
    ) -> tuple[CommitmentFile, ...]:
        seen = [commitment for commitment in found if reader.may_see(commitment.audience)]
        ids = [commitment.id for commitment in seen]
        check_ins: dict[str, list[CheckIn]] = {}
        query = select(CheckIn).where(CheckIn.commitment_id.in_(ids))
        for check_in in db.scalars(query.order_by(CheckIn.on_date, CheckIn.created_at, CheckIn.id)):
            if reader.may_see(check_in.audience):
                check_ins.setdefault(check_in.commitment_id, []).append(check_in)
        today = self._clock.today()
        return tuple(
            CommitmentFile(one, tuple(own), figures_of(one, own, today))
            for one in seen
            for own in [check_ins.get(one.id, [])]
        )


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
