"""Records of contacts with the practice and of the notes written about them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.sessions.aids_model import NoteTemplate as NoteTemplate
from therapist_app.sessions.aids_model import PersonalWord as PersonalWord
from therapist_app.sessions.aids_model import Snippet as Snippet
from therapist_app.sessions.privacy_model import PrivacyDecision as PrivacyDecision
from therapist_app.sessions.signing_model import (
    Signature as Signature,
)  # so that no one who reads records misses these
from therapist_app.sessions.version_model import NoteVersion as NoteVersion
from therapist_app.vault.records import Json, Record, audience_column, audience_known, one_of, primary_key


class SessionKind(StrEnum):
    """Kinds of contact; only joint sessions are numbered."""

    JOINT = "joint"
    INDIVIDUAL = "individual"
    CALL = "call"
    LATE_CANCEL = "late_cancel"
    NO_SHOW = "no_show"
    CONSULTATION = "consultation"


class Present(StrEnum):
    """Who was there."""

    BOTH = "both"
    A = "a"
    B = "b"
    NONE = "none"


class Session(Record, kw_only=True):
    """One contact with the practice. Its number is derived by date, never stored."""

    __tablename__ = "sessions"
    __table_args__ = (
        one_of("kind", *SessionKind),
        one_of("present", *Present),
        one_of("modality", "room", "video", "phone"),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12), default=SessionKind.JOINT)
    on_date: Mapped[dt.date]  # a local calendar date
    start: Mapped[dt.time | None] = mapped_column(default=None)  # local wall time
    stop: Mapped[dt.time | None] = mapped_column(default=None)
    zone: Mapped[str] = mapped_column(String(64), default="")  # IANA name of the zone it was kept in
    present: Mapped[str] = mapped_column(String(4), default=Present.BOTH)
    modality: Mapped[str] = mapped_column(String(5), default="room")
    audience: Mapped[str] = audience_column()  # what facts of this session inherit
    done_at: Mapped[dt.datetime | None] = mapped_column(default=None)  # the clinician said Done
    saved_at: Mapped[dt.datetime | None] = mapped_column(default=None)  # the note text was last kept
    created_at: Mapped[dt.datetime]


class NotePart(Record, kw_only=True):
    """One part of a note that is joint or one partner's; `body` is the list of its blocks."""

    __tablename__ = "note_parts"
    __table_args__ = (UniqueConstraint("session_id", "position"), one_of("audience", "joint", "a", "b"))

    id: Mapped[str] = primary_key()
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    position: Mapped[int]
    audience: Mapped[str] = audience_column()
    body: Mapped[list[object]] = mapped_column(Json)


class ProcessNote(Record, kw_only=True):
    """One therapist-only part of a note, kept apart from the record as the law defines it."""

    __tablename__ = "process_notes"
    __table_args__ = (UniqueConstraint("session_id", "position"),)

    id: Mapped[str] = primary_key()
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    position: Mapped[int]  # its place among all parts of the same note
    body: Mapped[list[object]] = mapped_column(Json)
