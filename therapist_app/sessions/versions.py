"""Use cases of a draft's earlier versions, which the clinician alone reads: list them, compare, bring one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import InputError
from therapist_app.practice.model import Remembered
from therapist_app.sessions.difference import Difference, difference
from therapist_app.sessions.note import NoteDocument, Part
from therapist_app.sessions.rules import narrows
from therapist_app.sessions.service import SessionService
from therapist_app.sessions.store import read_note
from therapist_app.sessions.version_model import NoteVersion
from therapist_app.sessions.version_store import forget_versions, newest_number, read_version
from therapist_app.vault.audit import Event
from therapist_app.vault.vault import Vault

NOW, EMPTY = -1, 0
"""Numbers of what is no version: the note as it is, and the empty note that every one began as."""
_KEY = "destroy_drafts"


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version: its number, how many words it holds, and until when it stood there (UTC)."""

    number: int
    words: int
    kept_at: dt.datetime


class VersionService:
    """Reads versions; `SessionService.save_note` keeps them."""

    def __init__(self, vault: Vault, sessions: SessionService) -> None:
        self._vault = vault
        self._sessions = sessions

    def list(self, session_id: str) -> tuple[Version, ...]:
        """The versions of a note, newest first."""
        with self._vault.read() as db:
            query = select(NoteVersion).where(NoteVersion.session_id == session_id)
            rows = db.scalars(query.order_by(NoteVersion.number.desc())).all()
        return tuple(Version(row.number, row.words, row.kept_at) for row in rows)

    def note(self, session_id: str, number: int) -> NoteDocument:
        """A version's text; `NOW` is the note as it is, `EMPTY` the one without words."""
        with self._vault.read() as db:
            if number == NOW:
                return read_note(db, session_id)
            found = NoteDocument() if number == EMPTY else read_version(db, session_id, number)
        if found is None:
            raise InputError("That version is no longer kept.", "The note is as it was.")
        return found

    def difference(self, session_id: str, older: int, newer: int = NOW) -> Difference:
        """What changed between two versions of a note."""
        return difference(self.note(session_id, older), self.note(session_id, newer))

    def bring_back(self, session_id: str, number: int) -> Done[int]:
        """Make a version the note again; the number of the one that gives way, which brings that back in turn.

        A part that fewer may read since its session became one partner's stays with those fewer.
        """
        file = self._sessions.get(session_id)
        session = file.session
        parts = tuple(
            Part(Audience(session.audience), part.blocks)
            if narrows(part.audience, session.audience)
            else part
            for part in self.note(session_id, number).parts
        )
        done = self._sessions.save_note(session_id, NoteDocument(parts), keep=True)
        with self._vault.read() as db:
            before = newest_number(db, session_id) if file.note.parts else EMPTY
        return Done(before, done.changes)

    def go_when_signed(self) -> bool:
        """Whether signing a note lets go of its versions; so it is unless the practice says otherwise."""
        with self._vault.read() as db:
            return reads_go_when_signed(db)

    def set_go_when_signed(self, go: bool) -> Done[bool]:
        """Say whether signing a note lets go of its versions."""
        with self._vault.begin() as db:
            db.merge(Remembered(key=_KEY, value=go))
        return Done(go, Changes.of("practice"))


def reads_go_when_signed(db: DbSession) -> bool:
    """The practice's choice."""
    found = db.get(Remembered, _KEY)
    return found is None or bool(found.value)


def let_go_when_signed(vault: Vault, db: DbSession, session_id: str) -> None:
    """In the unit that signs: destroy the versions if the practice wants that; the history tells how many."""
    gone = forget_versions(db, session_id) if reads_go_when_signed(db) else 0
    if gone:
        vault.note_event(Event.DRAFTS_DESTROYED, versions=gone)
