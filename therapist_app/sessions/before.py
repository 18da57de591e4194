"""What came before a session: its couple's last note, what is found in it, and who was seen alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.facts import ORDER, noted, number_of
from therapist_app.sessions.model import Session, SessionKind
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.store import read_note

_HEADINGS = ("h2", "h3")
_SAME_DAY = 20  # newest sessions looked at: more than anyone holds on one day


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a note that says something, and who may read it."""

    audience: Audience
    block: Block

    @property
    def text(self) -> str:
        """Its text without marks."""
        return self.block.text.strip()


@dataclass(frozen=True, slots=True)
class LastNote:
    """The note before a session. Each part is for those alone who may read both it and its session."""

    session_id: str
    on_date: dt.date
    number: int | None
    note: NoteDocument

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every block that says something, headings too, in reading order."""
        return tuple(_lines(self.note))


def narrower(first: Audience, second: Audience) -> Audience:
    """Who may read what comes from two places: joint gives way, and A with B is the therapist's."""
    if first is second or second is Audience.JOINT:
        return first
    return second if first is Audience.JOINT else Audience.THERAPIST


def narrowed(note: NoteDocument, session: Audience) -> NoteDocument:
    """A note with each part for those alone who may read its session too."""
    return NoteDocument.of(
        (narrower(part.audience, session), block) for part in note.parts for block in part.blocks
    )


def last_note(db: DbSession, couple_id: str, before: Session | None = None) -> LastNote | None:
    """The newest note of a couple, or the newest before a session; None without one."""
    query = select(Session).where(Session.couple_id == couple_id, noted())
    if before is not None:
        query = query.where(Session.id != before.id, Session.on_date <= before.on_date)
    newest = db.scalars(query.order_by(*(column.desc() for column in ORDER)).limit(_SAME_DAY)).all()
    found = next((one for one in newest if before is None or _place(one) < _place(before)), None)
    if found is None:
        return None
    note = narrowed(read_note(db, found.id), Audience(found.audience))
    return LastNote(found.id, found.on_date, number_of(db, found), note)


def seen_alone(db: DbSession, couple_id: str, day: dt.date) -> dict[str, dt.date]:
    """When each partner ("a", "b") was last seen alone, up to a day; without one who never was."""
    query = select(Session.present, func.max(Session.on_date)).where(
        Session.couple_id == couple_id,
        Session.kind == SessionKind.INDIVIDUAL,
        Session.present.in_(("a", "b")),
        Session.on_date <= day,
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(Session.present)).all()}


def section(note: NoteDocument, headings: Iterable[str]) -> tuple[Line, ...]:
    """What stands under headings with these words (in small letters), up to the next heading of any kind."""
    wanted, found, inside = frozenset(headings), list[Line](), False
    for line in _lines(note):
        if line.block.kind in _HEADINGS:
            inside = line.text.rstrip(" :").casefold() in wanted
        elif inside:
            found.append(line)
    return tuple(found)


def last_words(note: NoteDocument) -> Line | None:
    """The last line of a note that is no heading."""
    said = [line for line in _lines(note) if line.block.kind not in _HEADINGS]
    return said[-1] if said else None


def first_words(note: NoteDocument) -> Line | None:
    """The first line of a note that is no heading."""
    return next((line for line in _lines(note) if line.block.kind not in _HEADINGS), None)


def _lines(note: NoteDocument) -> Iterable[Line]:
    for part in note.parts:
        for block in part.blocks:
            if block.text.strip():
                yield Line(part.audience, block)


def _place(session: Session) -> tuple[dt.date, dt.time, dt.datetime, str]:
    """Its place among a couple's sessions, as they are ordered everywhere: without a time it comes first."""
    return session.on_date, session.start or dt.time.min, session.created_at, session.id
