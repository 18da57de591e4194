"""Sessions read as a few plain facts, in order and numbered, so that a long history stays quick to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.sessions.model import NotePart, ProcessNote, Session, SessionKind
from therapist_app.sessions.privacy_model import Privacy, PrivacyDecision
from therapist_app.sessions.signing_model import LOCKING, Signature, SignedKind


@dataclass(frozen=True, slots=True)
class SessionFact:
    """What the path, the block map and the caseload need of a session."""

    id: str
    couple_id: str
    on_date: dt.date
    start: dt.time | None
    kind: str
    audience: str


ORDER = (Session.on_date, Session.start, Session.created_at, Session.id)
_COLUMNS = (Session.id, Session.couple_id, Session.on_date, Session.start, Session.kind, Session.audience)


def seen_by(reader: Reader) -> tuple[str, ...]:
    """The audiences whose facts this reader may see."""
    return tuple(audience for audience in Audience if reader.may_see(audience))


def facts_of(
    db: DbSession, couple_id: str, reader: Reader, ids: Iterable[str] | None = None
) -> tuple[SessionFact, ...]:
    """A couple's sessions that this reader may see, oldest first; `ids` keeps only these of them."""
    query = select(*_COLUMNS).where(Session.couple_id == couple_id, Session.audience.in_(seen_by(reader)))
    if ids is not None:
        query = query.where(Session.id.in_(tuple(ids)))
    return tuple(SessionFact(*row) for row in db.execute(query.order_by(*ORDER)).all())


def facts_on(db: DbSession, day: dt.date) -> tuple[SessionFact, ...]:
    """All sessions of a day, by time."""
    query = select(*_COLUMNS).where(Session.on_date == day).order_by(*ORDER)
    return tuple(SessionFact(*row) for row in db.execute(query).all())


def days_of(
    db: DbSession, couple_id: str, reader: Reader, kinds: Iterable[str], since: dt.date
) -> tuple[dt.date, ...]:
    """The days, from `since` on, of a couple's sessions of these kinds that this reader may see."""
    query = select(Session.on_date).where(Session.couple_id == couple_id, Session.on_date >= since)
    query = query.where(Session.kind.in_(tuple(kinds)))
    return tuple(db.scalars(query.where(Session.audience.in_(seen_by(reader)))).all())


def count_joint(db: DbSession, couple_id: str, reader: Reader) -> int:
    """How many joint sessions of a couple this reader may see: the number of the newest."""
    query = select(func.count()).where(Session.couple_id == couple_id, Session.kind == SessionKind.JOINT)
    return db.scalar(query.where(Session.audience.in_(seen_by(reader)))) or 0


def numbers_of(facts: Iterable[SessionFact]) -> dict[str, int]:
    """The number of each joint session, counted from the first; `facts` are one couple's, in order."""
    joint = (fact.id for fact in facts if fact.kind == SessionKind.JOINT)
    return {session_id: number for number, session_id in enumerate(joint, 1)}


def numbered(couple_ids: Sequence[str], reader: Reader = Reader.CLINICIAN) -> Select[str, int]:
    """A query for the number of each joint session, counted among those that this reader may see."""
    place = func.row_number().over(partition_by=Session.couple_id, order_by=ORDER)
    return select(Session.id, place.label("number")).where(
        Session.couple_id.in_(couple_ids),
        Session.kind == SessionKind.JOINT,
        Session.audience.in_(seen_by(reader)),
    )


def number_of(db: DbSession, session: Session) -> int | None:
    """The number of one session, without numbering all of its couple's; None unless it is a joint one."""
    if session.kind != SessionKind.JOINT:
        return None
    joint = Session.couple_id == session.couple_id, Session.kind == SessionKind.JOINT
    earlier = db.scalar(select(func.count()).where(*joint, Session.on_date < session.on_date)) or 0
    same_day = select(Session.id).where(*joint, Session.on_date == session.on_date).order_by(*ORDER)
    return earlier + 1 + list(db.scalars(same_day)).index(session.id)


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A session whose note is not done: written as a draft, or not begun."""

    fact: SessionFact
    has_note: bool


def noted() -> ColumnElement[bool]:
    """For a query: whether a session has a note."""
    joint = select(NotePart.id).where(NotePart.session_id == Session.id).exists()
    process = select(ProcessNote.id).where(ProcessNote.session_id == Session.id).exists()
    return joint | process


def count_notes(db: DbSession, couple_id: str) -> int:
    """How many sessions of a couple have a note."""
    query = select(func.count()).select_from(Session).where(Session.couple_id == couple_id, noted())
    return db.scalar(query) or 0


def last_noted(db: DbSession, couple_id: str) -> str | None:
    """The id of a couple's newest session that has a note."""
    query = select(Session.id).where(Session.couple_id == couple_id, noted())
    return db.scalars(query.order_by(*(column.desc() for column in ORDER)).limit(1)).first()


def open_notes(db: DbSession) -> tuple[OpenNote, ...]:
    """Every session that nobody has said Done of, oldest first."""
    query = select(*_COLUMNS, noted().label("noted")).where(Session.done_at.is_(None))
    rows = db.execute(query.order_by(*ORDER)).all()
    return tuple(OpenNote(SessionFact(*row[:-1]), bool(row[-1])) for row in rows)


@dataclass(frozen=True, slots=True)
class UnsignedNotes:
    """The notes of a couple that are done and wait for a signature, up to some day."""

    couple_id: str
    count: int
    oldest_id: str
    oldest_on: dt.date


def unsigned_notes(
    db: DbSession, until: dt.date, couple_ids: Collection[str] | None = None
) -> tuple[UnsignedNotes, ...]:
    """By couple, the notes of sessions up to a day that are done and not signed; of all couples, or of these."""
    last = (
        select(Signature.kind)
        .where(Signature.session_id == Session.id, Signature.kind.in_(LOCKING))
        .order_by(Signature.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    # With min() alone, SQLite gives the other columns of that oldest row.
    waiting = (
        select(Session.couple_id, func.count(), Session.id, func.min(Session.on_date))
        .where(Session.done_at.is_not(None), Session.on_date <= until, noted())
        .where(last.is_distinct_from(SignedKind.NOTE))
        .group_by(Session.couple_id)
    )
    if couple_ids is not None:
        waiting = waiting.where(Session.couple_id.in_(tuple(couple_ids)))
    return tuple(UnsignedNotes(row[0], row[1], row[2], row[3]) for row in db.execute(waiting).all())


@dataclass(frozen=True, slots=True)
class ToShare:
    """What is private to one partner in a session and was to be brought to both by a day."""

    couple_id: str
    session_id: str
    share_by: dt.date


def to_share(db: DbSession, before: dt.date) -> tuple[ToShare, ...]:
    """What was to be shared before a day and is neither shared nor joint since; once for each session."""
    still_private = or_(
        Session.audience == PrivacyDecision.side,
        select(NotePart.id)
        .where(NotePart.session_id == Session.id, NotePart.audience == PrivacyDecision.side)
        .exists(),
    )
    query = (
        select(Session.couple_id, Session.id, func.min(PrivacyDecision.share_by))
        .join(PrivacyDecision, PrivacyDecision.session_id == Session.id)
        .where(PrivacyDecision.decision == Privacy.SHARE, PrivacyDecision.share_by < before, still_private)
        .group_by(Session.couple_id, Session.id)
    )
    return tuple(ToShare(*row) for row in db.execute(query).all())


def last_met(
    db: DbSession, kinds: Iterable[str], couple_ids: Collection[str] | None = None
) -> dict[str, dt.date]:
    """When the practice last met each couple, or each of these, by contacts of these kinds."""
    query = select(Session.couple_id, func.max(Session.on_date)).where(Session.kind.in_(tuple(kinds)))
    if couple_ids is not None:
        query = query.where(Session.couple_id.in_(tuple(couple_ids)))
    return {row[0]: row[1] for row in db.execute(query.group_by(Session.couple_id)).all()}
