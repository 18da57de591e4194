"""Records of the intake: what each partner answered alone, what is true of both, and where the work is heading."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.couples.model import Side
from therapist_app.kernel.audience import Audience
from therapist_app.vault.records import (
    Json,
    Record,
    Strings,
    audience_column,
    audience_known,
    one_of,
    primary_key,
)


class IntakeAnswer(Record, kw_only=True):
    """What one partner answered to one question; for that partner alone until they agree to share it."""

    __tablename__ = "intake_answers"
    __table_args__ = (
        UniqueConstraint("couple_id", "side", "question"),
        one_of("side", *Side),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    side: Mapped[str] = mapped_column(String(1))
    question: Mapped[str] = mapped_column(String(40))  # catalogue key
    choice: Mapped[str | None] = mapped_column(String(40), default=None)  # key of the question's own list
    words: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[dt.date]
    shared_on: Mapped[dt.date | None] = mapped_column(default=None)  # since when its owner agrees to share it
    audience: Mapped[str] = audience_column(Audience.THERAPIST)


class Intake(Record, kw_only=True):
    """What both said together at the start; one for each couple."""

    __tablename__ = "intakes"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), unique=True)
    brought: Mapped[str] = mapped_column(default="")
    goals: Mapped[str] = mapped_column(default="")  # of both, in their words
    pressures: Mapped[Strings] = mapped_column(Json, default_factory=list)  # catalogue keys
    pressure_line: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column(Audience.THERAPIST)


class Direction(Record, kw_only=True):
    """Where the work is heading since a day, as the clinician sees it; the latest counts, the others stay."""

    __tablename__ = "directions"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    direction: Mapped[str] = mapped_column(String(40))  # catalogue key
    on_date: Mapped[dt.date]
    line: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]
