"""When an earlier text of a note becomes a version, and how versions lie in the vault.

A version is what stood there before: it is written only when a save would let go of it, so that most saves write
nothing more. It is kept two minutes after the one before at the earliest, when a note is taken up again, and at once
where much is deleted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, cast

from sqlalchemy import Table, delete, func, literal, select, union_all
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.ids import new_id
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.sessions.version_model import NoteVersion, VersionPart, VersionProcessPart

MOST = 20
PAUSE = dt.timedelta(minutes=2)
_MUCH_WORDS = 20
_FEW_LETTERS = 30  # less is never much, and is found out without counting words
_VERSIONS = cast(Table, NoteVersion.__table__)
_OPEN = cast(Table, VersionPart.__table__)
_OWN = cast(Table, VersionProcessPart.__table__)


class Pace:
    """Knows since when each note is being written, for as long as the vault is open."""

    def __init__(self) -> None:
        self._since: dict[str, dt.datetime] = {}

    def is_due(self, session_id: str, before: NoteDocument, note: NoteDocument, now: dt.datetime) -> bool:
        """Whether `before` is worth keeping now that `note` takes its place; a clock set back counts as a pause."""
        if not before.parts:
            return False
        since = self._since.get(session_id)
        rested = since is None or not dt.timedelta() <= now - since < PAUSE
        return rested or much_is_gone(before, note)

    def saved(self, session_id: str, now: dt.datetime, *, kept: bool) -> None:
        """A save is whole: count from here if a version was kept with it, or if it was the first."""
        if kept or session_id not in self._since:
            self._since[session_id] = now


def much_is_gone(before: NoteDocument, note: NoteDocument) -> bool:
    """Whether a save takes away 20 words, or half of a text that is shorter."""
    old, new = _letters(before), _letters(note)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    if len(old) - start - end < _FEW_LETTERS:
        return False
    words = Counter(old.split())
    gone = (words - Counter(new.split())).total()
    return gone >= min(_MUCH_WORDS, max(words.total() // 2, 1))


def _letters(note: NoteDocument) -> str:
    return "\n".join(block.text for part in note.parts for block in part.blocks)


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def keep_version(db: DbSession, session_id: str, note: NoteDocument, now: dt.datetime) -> int:
    """Keep a text as the newest version, unless it is that already; its number. The oldest beyond 20 go."""
    newest = newest_number(db, session_id)
    if newest and read_version(db, session_id, newest) == note:
        return newest
    connection, version_id = db.connection(), new_id()
    row = {"id": version_id, "session_id": session_id, "number": newest + 1}
    connection.execute(_VERSIONS.insert(), row | {"words": note.word_count, "kept_at": now})
    for place, part in enumerate(note.parts):
        values: dict[str, Any] = {"id": new_id(), "version_id": version_id, "position": place}
        values["body"] = [block.to_json() for block in part.blocks]
        if part.audience == Audience.THERAPIST:
            connection.execute(_OWN.insert(), values)
        else:
            connection.execute(_OPEN.insert(), values | {"audience": str(part.audience)})
    query = select(NoteVersion.id).where(NoteVersion.session_id == session_id)
    _drop(db, list(db.scalars(query.order_by(NoteVersion.number.desc()).offset(MOST))))
    return newest + 1


def newest_number(db: DbSession, session_id: str) -> int:
    """The number of a session's newest version, or 0."""
    return db.scalar(select(func.max(NoteVersion.number)).where(NoteVersion.session_id == session_id)) or 0


def read_version(db: DbSession, session_id: str, number: int) -> NoteDocument | None:
    """A version's text as it was, or None if it is no longer kept."""
    query = select(NoteVersion.id).where(NoteVersion.session_id == session_id, NoteVersion.number == number)
    version_id = db.scalars(query).one_or_none()
    if version_id is None:
        return None
    therapist = literal(str(Audience.THERAPIST))
    parts = union_all(
        select(_OPEN.c.position, _OPEN.c.audience, _OPEN.c.body).where(_OPEN.c.version_id == version_id),
        select(_OWN.c.position, therapist, _OWN.c.body).where(_OWN.c.version_id == version_id),
    ).order_by("position")
    rows = db.connection().execute(parts).all()
    return NoteDocument(
        tuple(Part(Audience(who), tuple(Block.from_json(one) for one in body)) for _, who, body in rows)
    )


def forget_versions(db: DbSession, session_id: str) -> int:
    """Let go of every version of a session's note; how many there were."""
    ids = list(db.scalars(select(NoteVersion.id).where(NoteVersion.session_id == session_id)))
    _drop(db, ids)
    return len(ids)


def _drop(db: DbSession, ids: list[str]) -> None:
    if not ids:
        return
    for table in (_OPEN, _OWN):
        db.execute(delete(table).where(table.c.version_id.in_(ids)))
    db.execute(delete(_VERSIONS).where(_VERSIONS.c.id.in_(ids)))
