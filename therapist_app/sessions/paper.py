"""A note as it may leave the vault on paper: cut by label for whoever will hold it.

What a holder may not see is left out without a trace. Therapist-only parts are psychotherapy notes, kept apart by
law: they come on pages of their own and only when that was ticked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.before import narrowed, narrower
from therapist_app.sessions.facts import numbered
from therapist_app.sessions.model import Session
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.signed_file import SignedEntry, SignedFile, read_signed
from therapist_app.sessions.store import read_note
from therapist_app.vault.vault import Vault


class Copy(StrEnum):
    """Who will hold the paper: the clinician's file, both partners, or one of them."""

    FILE = "file"
    BOTH = "both"
    A = "a"
    B = "b"


_HOLDS = {
    Copy.FILE: frozenset({Audience.JOINT, Audience.A, Audience.B}),
    Copy.BOTH: frozenset({Audience.JOINT}),
    Copy.A: frozenset({Audience.JOINT, Audience.A}),
    Copy.B: frozenset({Audience.JOINT, Audience.B}),
}
_READERS = {Copy.FILE: Reader.CLINICIAN, Copy.BOTH: Reader.BOTH, Copy.A: Reader.A, Copy.B: Reader.B}
_OWN = frozenset({Audience.THERAPIST})


@dataclass(frozen=True, slots=True)
class NotePaper:
    """What stands on the paper of one copy. `own` and `own_added` are psychotherapy notes; empty unless ticked."""

    copy: Copy
    session: Session
    number: int | None  # counted among the sessions that the holder may see
    note: NoteDocument
    signed: SignedEntry | None  # None while it is a draft
    added: tuple[SignedEntry, ...]
    own: NoteDocument
    own_added: tuple[SignedEntry, ...]

    def may_hold(self, audience: Audience | str) -> bool:
        """Whether a fact of this session may stand on this copy."""
        return narrower(Audience(audience), Audience(self.session.audience)) in _HOLDS[self.copy]


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the page says besides the note, as its holder may know it. `blocks` are a label and a line each."""

    a: str
    b: str
    kind: str  # of contact, in words
    phase: str
    blocks: tuple[tuple[str, str], ...]
    clinician: str  # with credentials
    printed_on: dt.date


@dataclass(frozen=True, slots=True)
class PaperChoices:
    """Which copies of a note there can be, and whether it holds psychotherapy notes."""

    copies: tuple[Copy, ...]
    has_own: bool


@dataclass(frozen=True, slots=True)
class _Whole:
    session: Session
    note: NoteDocument
    file: SignedFile
    reasons: dict[str, dict[str, str]]  # by copy and entry: a reason as that copy's holder may read it


class NotePapers:
    """Reads notes for paper; it changes nothing."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def choices(self, session_id: str) -> PaperChoices:
        """The copies that would hold something."""
        with self._vault.read() as db:
            whole = _read(db, session_id)
        copies = tuple(copy for copy in Copy if _holds_any(_cut(whole, _HOLDS[copy])))
        return PaperChoices(copies, _holds_any(_cut(whole, _OWN)))

    def read(self, session_id: str, copy: Copy | str, *, with_own: bool = False) -> NotePaper:
        """What one copy holds; InputError if that would be nothing."""
        copy = Copy(copy)
        with self._vault.read() as db:
            whole = _read(db, session_id)
            session = whole.session
            numbers = numbered([session.couple_id], _READERS[copy]).subquery()
            number = db.scalar(select(numbers.c.number).where(numbers.c.id == session_id))
        note, added = _cut(whole, _HOLDS[copy], whole.reasons[copy])
        own, own_added = NoteDocument(), ()
        if with_own and copy == Copy.FILE:
            own, own_added = _cut(whole, _OWN)
        if not (_holds_any((note, added)) or _holds_any((own, own_added))):
            raise _nothing(copy)
        signed = whole.file.note if whole.file.is_locked else None
        return NotePaper(copy, session, number, note, signed, added, own, own_added)


def _read(db: DbSession, session_id: str) -> _Whole:
    session = db.get(Session, session_id)
    if session is None:
        raise InputError("That session is no longer here.", "Nothing was changed.", "session")
    file = read_signed(db, session_id)
    note = file.note.note if file.note and file.is_locked else read_note(db, session_id)
    reasons = {copy: _reasons(db, session_id, _READERS[copy]) for copy in (Copy.BOTH, Copy.A, Copy.B)}
    # The file copy has what either partner may read, never what the therapist alone may.
    reasons[Copy.FILE] = {**reasons[Copy.A], **reasons[Copy.B]} | _said(reasons[Copy.A])
    return _Whole(session, note, file, {str(copy): found for copy, found in reasons.items()})


def _reasons(db: DbSession, session_id: str, reader: Reader) -> dict[str, str]:
    return {entry.id: entry.reason for entry in read_signed(db, session_id, reader).added}


def _said(reasons: dict[str, str]) -> dict[str, str]:
    return {entry: words for entry, words in reasons.items() if words}


_Cut = tuple[NoteDocument, tuple[SignedEntry, ...]]


def _holds_any(cut: _Cut) -> bool:
    note, added = cut
    return bool(note.parts or added)


def _cut(whole: _Whole, holds: frozenset[Audience], reasons: dict[str, str] | None = None) -> _Cut:
    """The note and its additions from those parts alone; additions without any are left out."""
    audience = Audience(whole.session.audience)
    added: list[SignedEntry] = []
    for entry in whole.file.added:
        note = _parts(entry.note, audience, holds)
        reason = entry.reason if reasons is None else reasons.get(entry.id, "")
        if note.parts:
            added.append(replace(entry, note=note, reason=reason))
    return _parts(whole.note, audience, holds), tuple(added)


def _parts(note: NoteDocument, session: Audience, holds: frozenset[Audience]) -> NoteDocument:
    kept = (part for part in narrowed(note, session).parts if part.audience in holds)
    shown = NoteDocument(tuple(kept)).normal()
    return shown if shown.word_count else NoteDocument()


def _nothing(copy: Copy) -> InputError:
    if copy == Copy.FILE:
        return InputError(
            "There is nothing to print for the file yet.",
            "Psychotherapy notes are printed only when you check them.",
            "copy",
        )
    return InputError(
        "Nothing in this note is for that reader.", "The note is unchanged. Choose another reader.", "copy"
    )
