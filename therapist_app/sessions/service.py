"""Use cases of sessions: start one, keep its note while it is typed, list a couple's sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.service import CoupleService
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.sessions.facts import (
    ORDER,
    OpenNote,
    SessionFact,
    ToShare,
    UnsignedNotes,
    count_joint,
    count_notes,
    facts_of,
    facts_on,
    last_met,
    last_noted,
    number_of,
    open_notes,
    seen_by,
    to_share,
    unsigned_notes,
)
from therapist_app.sessions.lately import Lately, lately
from therapist_app.sessions.locked import require_unsigned, signed_states
from therapist_app.sessions.model import Session, SessionKind
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.rules import (
    CHANGEABLE,
    audience_for,
    checked_note,
    checked_session,
    default_present,
    likely_modality,
    likely_start,
    narrows,
    zone_name,
)
from therapist_app.sessions.store import first_lines, privacy, read_note, write_note
from therapist_app.sessions.version_store import Pace, keep_version
from therapist_app.vault.errors import DiskError
from therapist_app.vault.vault import Vault

_SESSIONS = cast(Table, Session.__table__)
_COUPLE_OF = select(_SESSIONS.c.couple_id).where(_SESSIONS.c.id == bindparam("of"))
_KEPT_AT = _SESSIONS.update().where(_SESSIONS.c.id == bindparam("of"))


class NotKept(AttuneError):
    """What was read back from the vault is not what was saved; nothing was changed there."""

    MAY_PASS = True


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A session with its number (None unless it is numbered) and its note."""

    session: Session
    number: int | None
    note: NoteDocument


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a list shows it; `has_private` says that some of its note is not for both."""

    session: Session
    number: int | None
    first_line: str
    has_note: bool
    has_private: bool
    signed: str = ""  # "signed" or "amended"

    @property
    def state(self) -> str:
        """Where its note stands: "empty", "draft", "done", "signed", or "amended" once something was added below."""
        if self.signed:
            return self.signed
        if self.session.done_at is not None:
            return "done"
        return "draft" if self.has_note else "empty"


class SessionService:
    """Starts and changes sessions and keeps their notes."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock, couples: CoupleService) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._couples = couples
        self._pace = Pace()

    def start(
        self,
        couple_id: str,
        *,
        kind: str = SessionKind.JOINT,
        on_date: dt.date | None = None,
        start: dt.time | None = None,
        present: str | None = None,
        modality: str | None = None,
        audience: str | None = None,
    ) -> Done[Session]:
        """Begin a session; what is not given comes from the clock, the usual slot and the last session."""
        couple = self._couples.get(couple_id).couple
        local = self._clock.local()
        present = present or default_present(kind)
        slot = (None, None) if kind == SessionKind.CALL else (couple.slot_weekday, couple.slot_time)
        with self._vault.begin() as db:
            fields = {
                "kind": kind,
                "on_date": on_date or self._clock.today(),
                "start": start or likely_start(local, *slot),
                "present": present,
                "modality": modality or likely_modality(kind, _last_modality(db, couple_id)),
                "audience": audience or audience_for(kind, present),
                "zone": zone_name(local),
            }
            checked = checked_session(fields, self._catalogue, self._clock.today())
            session = Session(couple_id=couple_id, created_at=self._clock.now(), **checked)
            db.add(session)
        return Done(session, Changes.of("session", couple=couple_id))

    def update(self, session_id: str, **fields: Any) -> Done[Session]:
        """Change kind, date, times, who was present, modality or audience.

        Facts born in the session follow it to a narrower audience, never to a wider one; its phase entry
        follows its date.
        """
        for name in fields:
            if name not in CHANGEABLE:
                raise TypeError(f"a session has no field {name} that can be changed")
        with self._vault.begin() as db:
            session = _session(db, session_id)
            require_unsigned(db, session_id)
            before = {name: getattr(session, name) for name in CHANGEABLE}
            after = before | fields
            if {"kind", "present"} & set(fields) and "audience" not in fields:
                after["audience"] = audience_for(after["kind"], after["present"])
            after = checked_session(after, self._catalogue, self._clock.today())
            for name, value in after.items():
                setattr(session, name, value)
            db.flush()
            _follow(db, session_id, before, after)
        return Done(session, Changes.of("session", couple=session.couple_id))

    def get(self, session_id: str) -> SessionFile:
        """A session with its number and its whole note."""
        with self._vault.read() as db:
            session = _session(db, session_id)
            return SessionFile(session, number_of(db, session), read_note(db, session_id))

    def last_noted(self, couple_id: str) -> SessionRow | None:
        """The couple's newest session that has a note."""
        with self._vault.read() as db:
            session_id = last_noted(db, couple_id)
            if session_id is None:
                return None
            session = _session(db, session_id)
            return _rows(db, [(session, number_of(db, session))], Reader.CLINICIAN)[0]

    def count_notes(self, couple_id: str) -> int:
        """How many of the couple's sessions have a note."""
        with self._vault.read() as db:
            return count_notes(db, couple_id)

    def note_for(self, session_id: str, reader: Reader | str) -> NoteDocument:
        """What a reader may see of a note: parts that are theirs, in a session that is."""
        reader = Reader(reader)
        with self._vault.read() as db:
            session = _session(db, session_id)
            whole = read_note(db, session_id) if reader.may_see(session.audience) else NoteDocument()
        return whole.for_reader(reader)

    def list(
        self, couple_id: str, limit: int | None = None, reader: Reader | str = Reader.CLINICIAN
    ) -> tuple[SessionRow, ...]:
        """A couple's sessions that a reader may see, newest first; `limit` keeps only the newest."""
        reader = Reader(reader)
        with self._vault.read() as db:
            query = select(Session).where(
                Session.couple_id == couple_id, Session.audience.in_(seen_by(reader))
            )
            newest_first = query.order_by(*(column.desc() for column in ORDER)).limit(limit)
            found = _numbered_down(db.scalars(newest_first).all(), count_joint(db, couple_id, reader))
            return _rows(db, found, reader)

    def on_day(self, day: dt.date) -> tuple[SessionRow, ...]:
        """All sessions of a day, by time."""
        with self._vault.read() as db:
            found = db.scalars(select(Session).where(Session.on_date == day).order_by(*ORDER)).all()
            return _rows(db, [(one, number_of(db, one)) for one in found], Reader.CLINICIAN)

    def lately(self, couple_ids: Collection[str], day: dt.date) -> dict[str, Lately]:
        """What was last with each of these couples before a day, for the clinician."""
        with self._vault.read() as db:
            return lately(db, couple_ids, day)

    def facts(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> tuple[SessionFact, ...]:
        """The plain facts of a couple's sessions that a reader may see, oldest first."""
        with self._vault.read() as db:
            return facts_of(db, couple_id, Reader(reader))

    def facts_on(self, day: dt.date) -> tuple[SessionFact, ...]:
        """The plain facts of all sessions of a day, by time."""
        with self._vault.read() as db:
            return facts_on(db, day)

    def open_notes(self) -> tuple[OpenNote, ...]:
        """Sessions of all couples whose note is not done, oldest first."""
        with self._vault.read() as db:
            return open_notes(db)

    def unsigned_notes(
        self, until: dt.date, couple_ids: Collection[str] | None = None
    ) -> tuple[UnsignedNotes, ...]:
        """By couple, notes up to a day that are done and not signed; of all couples, or of these."""
        with self._vault.read() as db:
            return unsigned_notes(db, until, couple_ids)

    def to_share(self, before: dt.date) -> tuple[ToShare, ...]:
        """What was to be brought to both before a day and is private still."""
        with self._vault.read() as db:
            return to_share(db, before)

    def last_met(self, couple_ids: Collection[str] | None = None) -> dict[str, dt.date]:
        """When each couple, or each of these, or one of its partners, was last met."""
        kinds = [kind.key for kind in self._catalogue.session_kinds if kind.met]
        with self._vault.read() as db:
            return last_met(db, kinds, couple_ids)

    def save_note(self, session_id: str, note: NoteDocument, *, keep: bool = False) -> Done[dt.datetime]:
        """Keep the whole note in one unit of work; it is read back from the disk before this returns.

        Gives the instant it was kept at. Therapist-only parts go to their own table. What stood there becomes an
        earlier version when it is time, or always with `keep`. The same note again changes nothing; a first word, or
        the last one taken away, changes what lists say of the session. Raises InputError for a note that cannot be
        kept, NotKept if what was read back differs, DiskError if the disk took the note and does not give it back.
        """
        note = checked_note(note)
        now = self._clock.now()
        with self._vault.begin() as db:
            connection = db.connection()
            couple = connection.execute(_COUPLE_OF, {"of": session_id}).scalar()
            if couple is None:
                raise _no_such_session()
            before = read_note(db, session_id)
            if before == note:
                return Done(now, Changes.of(couple=couple))
            require_unsigned(db, session_id)
            write_note(db, session_id, before, note)
            keeps = bool(before.parts) and (keep or self._pace.is_due(session_id, before, note, now))
            if keeps:
                keep_version(db, session_id, before, now)
            connection.execute(_KEPT_AT, {"of": session_id, "saved_at": now})
            if read_note(db, session_id) != note:
                raise NotKept(
                    "The note was not kept as you typed it.",
                    "Your text is still here, and what was kept before is unchanged. Attune will try again.",
                )
        with self._vault.read_back() as db:
            if read_note(db, session_id) != note:
                raise DiskError(saving=True)
        self._pace.saved(session_id, now, kept=keeps)
        nouns = ("note",) if before.parts and note.parts else ("note", "session")
        return Done(now, Changes.of(*nouns, couple=couple))

    def done(self, session_id: str) -> Done[Session]:
        """Say that the note is done; it can be reopened."""
        return self._set_done(session_id, self._clock.now())

    def reopen(self, session_id: str) -> Done[Session]:
        """Make a done note a draft again."""
        return self._set_done(session_id, None)

    def remove(self, session_id: str) -> Changes:
        """Remove a session that holds nothing; raises InputError if it has a note or any other fact."""
        with self._vault.begin() as db:
            session = _session(db, session_id)
            require_unsigned(db, session_id)
            if _holds_something(db, session_id):
                raise InputError(
                    "This session holds a note or something else you entered.",
                    "Nothing was removed. Only an empty session can be removed.",
                )
            db.delete(session)
        return Changes.of("session", couple=session.couple_id)

    def _set_done(self, session_id: str, at: dt.datetime | None) -> Done[Session]:
        with self._vault.begin() as db:
            session = _session(db, session_id)
            require_unsigned(db, session_id)
            session.done_at = at
        return Done(session, Changes.of("session", couple=session.couple_id))


def _session(db: DbSession, session_id: str) -> Session:
    session = db.get(Session, session_id)
    if session is None:
        raise _no_such_session()
    return session


def _no_such_session() -> InputError:
    return InputError("That session is no longer here.", "Nothing was changed.", "session")


def _last_modality(db: DbSession, couple_id: str) -> str:
    query = select(Session.modality).where(Session.couple_id == couple_id)
    newest = db.scalars(query.order_by(*(column.desc() for column in ORDER)).limit(1)).first()
    return newest or "room"


def _numbered_down(sessions: Sequence[Session], newest: int) -> Sequence[tuple[Session, int | None]]:
    """Sessions, newest first, each with its number if it is a joint one; `newest` is the highest number."""
    found: list[tuple[Session, int | None]] = []
    for session in sessions:
        is_joint = session.kind == SessionKind.JOINT
        found.append((session, newest if is_joint else None))
        newest -= is_joint
    return found


def _rows(
    db: DbSession, found: Sequence[tuple[Session, int | None]], reader: Reader
) -> tuple[SessionRow, ...]:
    """Rows for sessions in a few queries, however many there are."""
    ids = [session.id for session, _ in found]
    lines = first_lines(db, ids, reader)
    noted, private = privacy(db, ids) if reader.may_see(Audience.THERAPIST) else (set(lines), set[str]())
    signed = signed_states(db, ids, reader)
    return tuple(
        SessionRow(
            one,
            number,
            lines.get(one.id, ""),
            one.id in noted,
            one.id in private,
            signed.get(one.id, ""),
        )
        for one, number in found
    )


def _follow(db: DbSession, session_id: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Let facts of a session follow it; asked of the schema, so that no later table is forgotten."""
    narrower = narrows(before["audience"], after["audience"])
    moved = before["on_date"] != after["on_date"]
    for table in Session.metadata.tables.values():
        columns = table.columns
        if "session_id" not in columns:
            continue
        mine = columns["session_id"] == session_id
        holds = table.name != "note_parts" or after["audience"] != Audience.THERAPIST
        if narrower and holds and "audience" in columns:
            old = columns["audience"] == before["audience"]
            db.execute(update(table).where(mine, old).values(audience=str(after["audience"])))
        if moved and table.name == "phase_entries":
            old = columns["on_date"] == before["on_date"]
            db.execute(update(table).where(mine, old).values(on_date=after["on_date"]))


def _holds_something(db: DbSession, session_id: str) -> bool:
    """Whether any other record points at this session; asked of the schema too."""
    for table in Session.metadata.tables.values():
        for column in table.columns:
            if any(key.column is Session.__table__.c.id for key in column.foreign_keys):
                found = db.execute(select(column).where(column == session_id).limit(1)).first()
                if found is not None:
                    return True
    return False
