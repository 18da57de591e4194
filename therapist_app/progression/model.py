"""Records of the path: dated phase entries, block tags, ratings of signs."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.progression.dismissal import (
    Dismissal as Dismissal,
)  # so that no one who reads records misses it
from therapist_app.progression.reviewing import MarkedReview as MarkedReview
from therapist_app.vault.records import Record, audience_column, audience_known, one_of, primary_key


class SeenIn(StrEnum):
    """Where a block is seen."""

    A = "a"
    B = "b"
    BOTH = "both"
    BETWEEN = "between"
    THERAPY = "therapy"


class Rater(StrEnum):
    """Whose eyes a sign was rated with."""

    CLINICIAN = "clinician"
    A = "a"
    B = "b"


class PhaseEntry(Record, kw_only=True):
    """A dated entry on the path; the latest is the couple's phase. Set by the clinician, never computed."""

    __tablename__ = "phase_entries"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    phase: Mapped[str] = mapped_column(String(40))  # catalogue key
    on_date: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()  # of the reason; the phase itself is joint
    created_at: Mapped[dt.datetime]


class BlockTag(Record, kw_only=True):
    """A healing block seen in a session: level (0 resolved, 1 mild, 2 moderate, 3 severe), where, a line."""

    __tablename__ = "block_tags"
    __table_args__ = (
        UniqueConstraint("session_id", "block"),
        CheckConstraint("level BETWEEN 0 AND 3", name="level_known"),
        one_of("seen_in", *SeenIn),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    block: Mapped[str] = mapped_column(String(40))  # catalogue key
    level: Mapped[int]
    seen_in: Mapped[str] = mapped_column(String(7), default=SeenIn.BETWEEN)
    line: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()


class SignRating(Record, kw_only=True):
    """How far a sign of healing was there, 0 (not yet) to 4 (steady), in someone's eyes; without one it is unrated.

    It was given in a session, or stood on a sheet that came back on a day of its own.
    """

    __tablename__ = "sign_ratings"
    __table_args__ = (
        UniqueConstraint("session_id", "sign", "rater"),
        CheckConstraint("(session_id IS NULL) = (on_date IS NOT NULL)", name="day_known"),
        CheckConstraint("value BETWEEN 0 AND 4", name="value_known"),
        one_of("rater", *Rater),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    on_date: Mapped[dt.date | None] = mapped_column(default=None)  # of a sheet; else it is the session's
    sign: Mapped[str] = mapped_column(String(40))  # catalogue key
    rater: Mapped[str] = mapped_column(String(9))
    value: Mapped[int]
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]
