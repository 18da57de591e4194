"""How a note lies in the vault: joint and partners' parts in one table, the therapist's own in another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import delete, func, select, union_all
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.sessions.facts import seen_by
from therapist_app.sessions.model import NotePart, ProcessNote, Session
from therapist_app.sessions.note import Block, NoteDocument, Part

NoteRecord: TypeAlias = NotePart | ProcessNote
_FIRST_BLOCKS = 3  # a heading or two, then what was said


def digest(note: NoteDocument) -> str:
    """SHA-256 of a note's stored form."""
    stored = json.dumps(note.to_json(), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(stored.encode("utf-8", "surrogatepass")).hexdigest()


def read_note(db: DbSession, session_id: str) -> NoteDocument:
    """The whole note as it lies in the vault."""
    joint = select(NotePart.position, NotePart.audience, NotePart.body).where(
        NotePart.session_id == session_id
    )
    own = select(ProcessNote.position, ProcessNote.body).where(ProcessNote.session_id == session_id)
    rows = [(place, audience, body) for place, audience, body in db.execute(joint).all()]
    rows += [(place, Audience.THERAPIST, body) for place, body in db.execute(own).all()]
    rows.sort(key=lambda row: row[0])
    return NoteDocument(
        tuple(Part(Audience(who), tuple(Block.from_json(one) for one in body)) for _, who, body in rows)
    )


def write_note(db: DbSession, session_id: str, note: NoteDocument) -> None:
    """Replace the whole note; rows that stay the same part are changed in place."""
    kept: dict[int, NoteRecord] = {}
    for record in (NotePart, ProcessNote):
        for row in db.scalars(select(record).where(record.session_id == session_id)):
            kept[row.position] = row
    for place, part in enumerate(note.parts):
        body: list[object] = [block.to_json() for block in part.blocks]
        row = kept.pop(place, None)
        own = part.audience == Audience.THERAPIST
        if row is not None and isinstance(row, ProcessNote) == own:
            row.body = body
            if isinstance(row, NotePart):
                row.audience = part.audience
            continue
        if row is not None:
            db.delete(row)
        db.add(_record(session_id, place, part, body))
    for row in kept.values():
        db.delete(row)
    db.flush()


def _record(session_id: str, place: int, part: Part, body: list[object]) -> NoteRecord:
    if part.audience == Audience.THERAPIST:
        return ProcessNote(session_id=session_id, position=place, body=body)
    return NotePart(session_id=session_id, position=place, audience=part.audience, body=body)


def drop_note(db: DbSession, session_id: str) -> None:
    """Delete every part of a note."""
    for record in (NotePart, ProcessNote):
        db.execute(delete(record).where(record.session_id == session_id))


def privacy(db: DbSession, ids: Sequence[str]) -> tuple[set[str], set[str]]:
    """Of these sessions, those that have a note and those with a part that is not for both."""
    noted: set[str] = set()
    private: set[str] = set()
    for some in _chunks(ids):
        wide = select(NotePart.session_id, func.max(NotePart.audience != Audience.JOINT))
        query = wide.where(NotePart.session_id.in_(some)).group_by(NotePart.session_id)
        for session_id, has_private in db.execute(query).all():
            noted.add(session_id)
            private |= {session_id} if has_private else set[str]()
        own = set(db.scalars(select(ProcessNote.session_id).where(ProcessNote.session_id.in_(some))))
        noted |= own
        private |= own
    return noted, private


def first_lines(db: DbSession, ids: Sequence[str], reader: Reader) -> dict[str, str]:
    """The first line of each note that this reader may see; only the first blocks of a part are read."""
    found: dict[str, tuple[int, str]] = {}
    for some in _chunks(ids):
        for row in db.execute(_openings(some, reader)).all():
            session_id, place, *blocks = tuple(row)
            line = _first_line(blocks)
            if line and (session_id not in found or place < found[session_id][0]):
                found[session_id] = (place, line)
    return {session_id: line for session_id, (_, line) in found.items()}


def _openings(ids: Sequence[str], reader: Reader) -> Any:
    def opening(record: Any) -> Any:
        heads = (func.json_extract(record.body, f"$[{place}]") for place in range(_FIRST_BLOCKS))
        columns = (record.session_id, record.position, *heads)
        return select(*columns).where(record.session_id.in_(ids))

    audiences = seen_by(reader)
    joint = opening(NotePart).join(Session, Session.id == NotePart.session_id)
    joint = joint.where(NotePart.audience.in_(audiences), Session.audience.in_(audiences))
    if Audience.THERAPIST not in audiences:
        return joint
    return union_all(joint, opening(ProcessNote))


def _first_line(blocks: Iterable[str | None]) -> str:
    whole = tuple(Block.from_json(json.loads(block)) for block in blocks if block)
    return NoteDocument((Part(Audience.JOINT, whole),)).first_line


def _chunks(ids: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
