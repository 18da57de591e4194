"""Use cases of scores: enter, correct, take back and give back one, and read them for a reader.

PHQ-9 and GAD-7 are for the partner who filled them in, or for the therapist alone: never for both.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import not_in_future
from therapist_app.measures.instrument import Instrument, number_of
from therapist_app.measures.instruments import InstrumentService, instrument_of, instruments_in
from therapist_app.measures.keeping import bring_back, let_go, require_audience, require_couple, take_in
from therapist_app.measures.model import EarlierScore, Score, WhyLetGo
from therapist_app.measures.review import MeasureReview, reviews_of
from therapist_app.vault.vault import Vault

_OPEN = (Audience.JOINT, Audience.THERAPIST)
_ITEM_MOST = 3  # an item of PHQ-9 goes from 0 to 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreDraft:
    """A score as it was entered; `value` may be as typed. Without an audience it is as private as its instrument."""

    couple_id: str
    instrument: str
    partner: str
    value: str | float
    on_date: dt.date | None = None
    item_nine: str | int | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class NextScore:
    """What is most likely entered next: the instrument of the newest score, and whose turn it is."""

    instruments: tuple[Instrument, ...]
    instrument: str
    partner: str
    today: dt.date


class MeasureService:
    """Keeps the scores of instruments."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self.instruments = InstrumentService(vault)

    def add(self, draft: ScoreDraft) -> Done[Score]:
        """Enter a score; a second one of that partner, instrument and day corrects the first, with a trace."""
        return self._keep(draft, None)

    def correct(self, score_id: str, draft: ScoreDraft) -> Done[Score]:
        """Put another score in the place of one; what it was stays readable."""
        return self._keep(draft, score_id)

    def _keep(self, draft: ScoreDraft, old_id: str | None) -> Done[Score]:
        if draft.partner not in ("a", "b"):
            raise InputError("Please say whose score this is.", "Nothing was kept.", "partner")
        with self._vault.begin() as db:
            require_couple(db, draft.couple_id)
            instrument = instrument_of(draft.instrument, instruments_in(db))
            old = _score(db, old_id, draft.couple_id) if old_id else None
            made = Score(
                couple_id=draft.couple_id,
                instrument=instrument.key,
                partner=draft.partner,
                on_date=not_in_future(draft.on_date or self._clock.today(), self._clock.today(), "on_date"),
                value=instrument.require_score(number_of(draft.value, "value")),
                item_nine=_item_nine(instrument, draft),
                audience=_audience(instrument, draft),
                created_at=self._clock.now(),
            )
            score = take_in(db, made, old)
        return Done(score, Changes.of("score", couple=score.couple_id))

    def take_back(self, score_id: str) -> Changes:
        """Take back a score that was entered by mistake; that it was entered stays readable."""
        with self._vault.begin() as db:
            score = _score(db, score_id)
            let_go(db, score, WhyLetGo.TAKEN_BACK, self._clock.now())
        return Changes.of("score", couple=score.couple_id)

    def give_back(self, score_id: str) -> Changes:
        """Let a score stand again that was corrected or taken back."""
        with self._vault.begin() as db:
            earlier = db.get(EarlierScore, score_id)
            if earlier is None:
                raise InputError("That score is no longer here.", "Nothing was changed.")
            score = bring_back(db, earlier)
        return Changes.of("score", couple=score.couple_id)

    def get(self, score_id: str) -> Score:
        """One score, of an instrument or of a goal."""
        with self._vault.read() as db:
            return _score(db, score_id)

    def earlier(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> tuple[EarlierScore, ...]:
        """Scores that no longer stand, last let go of first, for a reader."""
        reader = Reader(reader)
        query = select(EarlierScore).where(EarlierScore.couple_id == couple_id)
        with self._vault.read() as db:
            found = db.scalars(query.order_by(EarlierScore.ended_at.desc(), EarlierScore.id.desc())).all()
        return tuple(one for one in found if reader.may_see(one.audience))

    def review(
        self,
        couple_id: str,
        reader: Reader | str = Reader.CLINICIAN,
        first: dt.date | None = None,
        last: dt.date | None = None,
    ) -> tuple[MeasureReview, ...]:
        """What the scores from `first` to `last` say, instrument by instrument, from only what the reader may see."""
        query = select(Score).where(Score.couple_id == couple_id, Score.goal_id.is_(None))
        with self._vault.read() as db:
            scores = db.scalars(query.order_by(Score.on_date)).all()
            instruments = instruments_in(db) if scores else ()
        return reviews_of(instruments, scores, Reader(reader), first, last)

    def next_score(self, couple_id: str) -> NextScore:
        """The instrument entered last for the couple, else for anyone, and the partner who has none of it today."""
        newest = (
            select(Score).where(Score.goal_id.is_(None)).order_by(Score.created_at.desc(), Score.id.desc())
        )
        today = self._clock.today()
        with self._vault.read() as db:
            mine = db.scalars(newest.where(Score.couple_id == couple_id).limit(1)).first()
            last = mine or db.scalars(newest.limit(1)).first()
            instruments = instruments_in(db)
            key = last.instrument if last else instruments[0].key
            given = select(Score.partner).where(
                Score.couple_id == couple_id, Score.instrument == key, Score.on_date == today
            )
            partner = "b" if set(db.scalars(given)) == {"a"} else "a"
        return NextScore(instruments, key, partner, today)


def _score(db: DbSession, score_id: str, couple_id: str = "") -> Score:
    score = db.get(Score, score_id)
    if score is None or (couple_id and score.couple_id != couple_id):
        raise InputError("That score is no longer here.", "Nothing was changed.")
    return score


def _item_nine(instrument: Instrument, draft: ScoreDraft) -> int | None:
    typed = draft.item_nine
    if not instrument.item_nine or typed is None or typed == "":
        return None
    number = number_of(typed, "item_nine")
    if number not in range(_ITEM_MOST + 1):
        raise InputError("Item 9 goes from 0 to 3.", "Nothing was kept yet.", "item_nine")
    return int(number)


def _audience(instrument: Instrument, draft: ScoreDraft) -> str:
    if draft.audience is None:
        return draft.partner if instrument.private else Audience.JOINT
    allowed = (draft.partner, Audience.THERAPIST) if instrument.private else (draft.partner, *_OPEN)
    if require_audience(draft.audience) not in allowed:
        raise InputError(
            f"A score of {instrument.label} is for the partner who gave it, or for you alone.",
            "Nothing was kept yet.",
            "audience",
        )
    return draft.audience
