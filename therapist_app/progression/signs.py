"""Use cases of the signs of healing: rate one in a session, take a rating back, read a session's ratings.

A rating keeps who gave it and the session it was given in, whose audience it inherits: what one partner rates alone is
for that partner. One from a sheet that came back has the day of its own, and that sheet's readers. Ratings are never
summed, and unrated is not zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.rules import require_known
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.progression.model import Rater, SignRating
from therapist_app.progression.sign_review import Rated, SignReview, sign_review_of
from therapist_app.sessions.facts import ORDER, seen_by
from therapist_app.sessions.locked import require_unsigned
from therapist_app.sessions.model import Session
from therapist_app.vault.vault import Vault


class SignService:
    """Rates the signs of healing."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock

    def rate(self, session_id: str, sign: str, value: int, rater: str = Rater.CLINICIAN) -> Done[SignRating]:
        """Say how far a sign is there, 0 to 4, in someone's eyes; said again in a session, it is changed."""
        require_known(sign, self._catalogue.signs, "sign")
        if value not in {point.value for point in self._catalogue.ratings}:
            words = ", ".join(point.label.lower() for point in self._catalogue.ratings)
            raise InputError(f"The rating must be one of these: {words}.", "Nothing was changed.", "value")
        if rater not in set(Rater):
            raise InputError("Please say whose rating this is.", "Nothing was changed.", "rater")
        with self._vault.begin() as db:
            session = _session(db, session_id)
            require_unsigned(db, session_id)
            query = select(SignRating).where(*_same(session_id, sign, rater))
            rating = db.scalars(query).one_or_none() or SignRating(
                couple_id=session.couple_id,
                session_id=session_id,
                sign=sign,
                rater=rater,
                value=value,
                audience=session.audience,
                created_at=self._clock.now(),
            )
            rating.value = value
            db.add(rating)
        return Done(rating, Changes.of("sign", couple=session.couple_id))

    def unrate(self, session_id: str, sign: str, rater: str = Rater.CLINICIAN) -> Changes:
        """Take a rating back: the sign is unrated again."""
        with self._vault.begin() as db:
            session = _session(db, session_id)
            require_unsigned(db, session_id)
            db.execute(delete(SignRating).where(*_same(session_id, sign, rater)))
        return Changes.of("sign", couple=session.couple_id)

    def review(
        self,
        couple_id: str,
        reader: Reader | str = Reader.CLINICIAN,
        first: dt.date | None = None,
        last: dt.date | None = None,
    ) -> SignReview:
        """What the ratings from `first` to `last` say, from only what the reader may see."""
        with self._vault.read() as db:
            rows = db.execute(ratings_of((couple_id,), Reader(reader))).all()
        rated = [Rated(row[3], row[4], row[5], row[2]) for row in rows]
        return sign_review_of(self._catalogue, rated, first, last)

    def of_session(self, session_id: str, reader: Reader | str = Reader.CLINICIAN) -> tuple[SignRating, ...]:
        """The ratings given in a session that a reader may see, in the catalogue's order."""
        reader = Reader(reader)
        order = {sign.key: place for place, sign in enumerate(self._catalogue.signs)}
        with self._vault.read() as db:
            found = db.scalars(select(SignRating).where(SignRating.session_id == session_id)).all()
        seen = (one for one in found if reader.may_see(one.audience))
        return tuple(sorted(seen, key=lambda one: (order.get(one.sign, len(order)), one.rater)))


def ratings_of(couple_ids: Sequence[str], reader: Reader) -> Select[str, str | None, dt.date, str, str, int]:
    """A query for the ratings that a reader may see, oldest first: couple, session, day, sign, rater, value.

    What stood on a sheet comes before what was said in a session of its day.
    """
    audiences = seen_by(reader)
    day = func.coalesce(Session.on_date, SignRating.on_date)
    columns = (
        SignRating.couple_id,
        SignRating.session_id,
        day,
        SignRating.sign,
        SignRating.rater,
        SignRating.value,
    )
    return (
        select(*columns)
        .outerjoin(Session, Session.id == SignRating.session_id)
        .where(
            SignRating.couple_id.in_(couple_ids),
            SignRating.audience.in_(audiences),
            or_(SignRating.session_id.is_(None), Session.audience.in_(audiences)),
        )
        .order_by(day, *ORDER[1:], SignRating.created_at, SignRating.id)
    )


def _same(session_id: str, sign: str, rater: str) -> tuple[ColumnElement[bool], ...]:
    return SignRating.session_id == session_id, SignRating.sign == sign, SignRating.rater == rater


def _session(db: DbSession, session_id: str) -> Session:
    session = db.get(Session, session_id)
    if session is None:
        raise InputError("That session is no longer here.", "Nothing was changed.", "session")
    return session
