"""How a note lies in the vault: joint and partners' parts in one table, the therapist's own in another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.ids import new_id
from therapist_app.sessions.facts import seen_by
from therapist_app.sessions.model import NotePart, ProcessNote, Session
from therapist_app.sessions.note import Block, NoteDocument, Part

# A note is saved every second while someone types, so its statements are built once and skip the unit of work's
# bookkeeping: measured, that halves the time of a save.
_OPEN = cast(Table, NotePart.__table__)
_OWN = cast(Table, ProcessNote.__table__)
_READ = union_all(
    select(_OPEN.c.position, _OPEN.c.audience, _OPEN.c.body).where(_OPEN.c.session_id == bindparam("of")),
    select(_OWN.c.position, literal(str(Audience.THERAPIST)), _OWN.c.body).where(
        _OWN.c.session_id == bindparam("of")
    ),
).order_by("position")
_CHANGE = {
    table.name: table.update().where(
        table.c.session_id == bindparam("of"), table.c.position == bindparam("place")
    )
    for table in (_OPEN, _OWN)
}
_DROP = {
    table.name: table.delete().where(
        table.c.session_id == bindparam("of"), table.c.position == bindparam("place")
    )
    for table in (_OPEN, _OWN)
}
_HEADINGS = ("h2", "h3")
_FIRST_BLOCKS = 3  # a heading or two, then what was said


def read_note(db: DbSession, session_id: str) -> NoteDocument:
    """The whole note as it lies in the vault."""
    rows = db.connection().execute(_READ, {"of": session_id}).all()
    return NoteDocument(
        tuple(Part(Audience(who), tuple(Block.from_json(one) for one in body)) for _, who, body in rows)
    )


def write_note(db: DbSession, session_id: str, before: NoteDocument, note: NoteDocument) -> None:
    """Replace the whole note `before`; a part that stays at its place and with its kind is changed in place."""
    connection = db.connection()
    kept = {place: _table_of(part.audience) for place, part in enumerate(before.parts)}
    for place, part in enumerate(note.parts):
        table, was = _table_of(part.audience), kept.pop(place, None)
        values: dict[str, Any] = {"body": [block.to_json() for block in part.blocks]}
        if table is _OPEN:
            values["audience"] = str(part.audience)
        if was is table:
            connection.execute(_CHANGE[table.name], {"of": session_id, "place": place, **values})
            continue
        if was is not None:
            connection.execute(_DROP[was.name], {"of": session_id, "place": place})
        row = {"id": new_id(), "session_id": session_id, "position": place, **values}
        connection.execute(table.insert(), row)
    for place, table in kept.items():
        connection.execute(_DROP[table.name], {"of": session_id, "place": place})


def _table_of(audience: str) -> Table:
    return _OWN if audience == Audience.THERAPIST else _OPEN


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
    found: dict[str, str] = {}
    for some in _chunks(ids):
        rows = [tuple(row) for row in db.execute(_openings(some, reader)).all()]
        for session_id, _, *blocks in sorted(rows, key=lambda row: row[1]):
            if session_id not in found and (line := _first_line(blocks)):
                found[session_id] = line
    return found


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
    """The first line that is no heading, else the heading; no more is read than is needed."""
    heading = ""
    for one in blocks:
        if one:
            block = Block.from_json(json.loads(one))
            line = NoteDocument((Part(Audience.JOINT, (block,)),)).first_line
            if line and block.kind not in _HEADINGS:
                return line
            heading = heading or line
    return heading


def _chunks(ids: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
