"""Records of what was decided about what one partner said alone."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.kernel.audience import Audience
from therapist_app.vault.records import Record, audience_column, audience_known, one_of, primary_key


class Privacy(StrEnum):
    """What becomes of it."""

    JOINT = "joint"  # it is for both
    PRIVATE = "private"  # it stays with that partner
    SHARE = "share"  # it is brought to both by a day
    SHARED = "shared"  # it was brought to both; the note itself stays as it is


class PrivacyDecision(Record, kw_only=True):
    """One decision for a session and a partner; asked for once, changed only by another decision."""

    __tablename__ = "privacy_decisions"
    __table_args__ = (
        UniqueConstraint("session_id", "side"),
        one_of("side", "a", "b"),
        one_of("decision", *Privacy),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    side: Mapped[str] = mapped_column(String(1))
    decision: Mapped[str] = mapped_column(String(7))
    decided_on: Mapped[dt.date]
    share_by: Mapped[dt.date | None] = mapped_column(default=None)
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]
