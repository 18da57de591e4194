"""Reviews as dated events: the clinician looked at the way with the couple, and says when to look again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import Session as DbSession

from therapist_app.couples.service import CoupleService
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future, require_order
from therapist_app.vault.records import Record, audience_column, audience_known, primary_key
from therapist_app.vault.vault import Vault


class MarkedReview(Record, kw_only=True):
    """A review that was held on a day, and the day planned for the next; the latest one says what is planned."""

    __tablename__ = "reviews"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    on_date: Mapped[dt.date]
    next_on: Mapped[dt.date | None]
    line: Mapped[str]
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]


def planned_reviews(db: DbSession, couple_ids: Collection[str]) -> dict[str, dt.date]:
    """By couple, the day planned for the next review of these."""
    mine = _in_order().where(MarkedReview.couple_id.in_(tuple(couple_ids)))
    latest = {one.couple_id: one.next_on for one in db.scalars(mine)}
    return {couple_id: day for couple_id, day in latest.items() if day is not None}


def _in_order() -> Select[MarkedReview]:
    return select(MarkedReview).order_by(MarkedReview.on_date, MarkedReview.created_at, MarkedReview.id)


class Reviewing:
    """Marks reviews, and takes back one that was marked by mistake."""

    def __init__(self, vault: Vault, clock: Clock, couples: CoupleService) -> None:
        self._vault = vault
        self._clock = clock
        self._couples = couples

    def mark(
        self, couple_id: str, on_date: dt.date | None = None, next_on: dt.date | None = None, line: str = ""
    ) -> Done[MarkedReview]:
        """Keep that the way was looked at on a day, today unless given; without `next_on` nothing is planned."""
        self._couples.get(couple_id)
        today = self._clock.today()
        day = not_in_future(on_date or today, today, "on_date")
        if next_on == day:
            raise InputError("The next review is on a later day.", "Nothing was changed.", "next_on")
        require_order(day, next_on, "The next review is before this one.", "next_on")
        found = MarkedReview(
            couple_id=couple_id,
            on_date=day,
            next_on=next_on,
            line=clean_line(line, "line"),
            created_at=self._clock.now(),
        )
        with self._vault.begin() as db:
            db.add(found)
        return Done(found, Changes.of("review", couple=couple_id))

    def take_back(self, review_id: str) -> Changes:
        """Let a review go that was marked by mistake; the one before it says again what is planned."""
        with self._vault.begin() as db:
            found = db.get(MarkedReview, review_id)
            if found is not None:
                db.delete(found)
        return Changes.of("review", couple=found.couple_id if found else None)

    def of(self, couple_id: str) -> tuple[MarkedReview, ...]:
        """A couple's reviews, oldest first."""
        with self._vault.read() as db:
            return tuple(db.scalars(_in_order().where(MarkedReview.couple_id == couple_id)))

    def last(self, couple_id: str) -> MarkedReview | None:
        """The latest review of a couple."""
        return next(reversed(self.of(couple_id)), None)
