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
    phase: Mapped[str] = mapped_column(String(40))  # catalogue key, or the id of an own step
    on_date: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()  # of the reason; the phase itself is joint
    created_at: Mapped[dt.datetime]
    phase_set: Mapped[str] = mapped_column(String(40), default="")  # "" is the six phases, see phase_sets


class WhyEnded(StrEnum):
    """Why a phase entry no longer stands."""

    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class EarlierPhaseEntry(Record, kw_only=True):
    """An entry that no longer stands, with the id it had: who let go of it, when, and why.

    `replaced_by` is the id of the entry that took its place, None where it was taken back. An entry that a signed
    note holds stays in its own table too, as it was signed; what is here does not count on the path.
    """

    __tablename__ = "earlier_phase_entries"
    __table_args__ = (one_of("why", *WhyEnded), audience_known())

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    phase: Mapped[str] = mapped_column(String(40))
    on_date: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()  # of both reasons
    created_at: Mapped[dt.datetime]
    phase_set: Mapped[str] = mapped_column(String(40), default="")
    why: Mapped[str] = mapped_column(String(10))
    because: Mapped[str] = mapped_column(default="")  # in the clinician's words
    replaced_by: Mapped[str | None] = mapped_column(String(36), default=None)
    clinician: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[dt.datetime]


class OwnPhaseSet(Record, kw_only=True):
    """A set of steps that the practice made itself; `printed` where its names may stand on a couple's own paper."""

    __tablename__ = "phase_sets"

    id: Mapped[str] = primary_key()
    label: Mapped[str]
    printed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]


class OwnPhaseStep(Record, kw_only=True):
    """One step of an own set, in its place; steps with the same `stage` belong together, "" for none."""

    __tablename__ = "phase_set_steps"

    id: Mapped[str] = primary_key()
    set_id: Mapped[str] = mapped_column(ForeignKey("phase_sets.id"), index=True)
    place: Mapped[int]
    label: Mapped[str]
    stage: Mapped[str] = mapped_column(default="")


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
