"""Records of earlier versions of a note that is not signed; therapist-only parts lie apart, as in the note itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Json, Record, audience_column, one_of, primary_key


class NoteVersion(Record, kw_only=True):
    """One earlier version; `number` counts those of a session and never comes twice."""

    __tablename__ = "note_versions"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[str] = primary_key()
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    number: Mapped[int]
    words: Mapped[int]  # how many it holds, for the clinician's list
    kept_at: Mapped[dt.datetime]  # when another text took its place


class VersionPart(Record, kw_only=True):
    """One part of it that is joint or one partner's."""

    __tablename__ = "version_parts"
    __table_args__ = (UniqueConstraint("version_id", "position"), one_of("audience", "joint", "a", "b"))

    id: Mapped[str] = primary_key()
    version_id: Mapped[str] = mapped_column(ForeignKey("note_versions.id"), index=True)
    position: Mapped[int]
    audience: Mapped[str] = audience_column()
    body: Mapped[list[object]] = mapped_column(Json)


class VersionProcessPart(Record, kw_only=True):
    """One therapist-only part of it."""

    __tablename__ = "version_process_parts"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[str] = primary_key()
    version_id: Mapped[str] = mapped_column(ForeignKey("note_versions.id"), index=True)
    position: Mapped[int]
    body: Mapped[list[object]] = mapped_column(Json)
