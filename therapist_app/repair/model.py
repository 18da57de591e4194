"""Records of repair threads: steps of a rupture that were taken, and those that no longer stand."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.kernel.audience import Audience
from therapist_app.vault.records import Record, audience_column, audience_known, one_of, primary_key


class Why(StrEnum):
    """Why a mark no longer stands."""

    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class RepairStep(Record, kw_only=True):
    """One step of one rupture's thread, on a day; the same step may be taken again on another.

    `session_id` and `assignment_id` lead to the note and the sheet that did it.
    """

    __tablename__ = "repair_steps"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    rupture_id: Mapped[str] = mapped_column(ForeignKey("ruptures.id"), index=True)
    step: Mapped[str] = mapped_column(String(40))  # catalogue key
    on_date: Mapped[dt.date]
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    assignment_id: Mapped[str | None] = mapped_column(ForeignKey("assignments.id"), default=None, index=True)
    line: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]


class EarlierRepairStep(Record, kw_only=True):
    """A mark that no longer stands, with the id it had: who let go of it, when, and why."""

    __tablename__ = "earlier_repair_steps"
    __table_args__ = (one_of("why", *Why), audience_known())

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    rupture_id: Mapped[str] = mapped_column(ForeignKey("ruptures.id"), index=True)
    step: Mapped[str] = mapped_column(String(40))
    on_date: Mapped[dt.date]
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    assignment_id: Mapped[str | None] = mapped_column(ForeignKey("assignments.id"), default=None, index=True)
    line: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]
    why: Mapped[str] = mapped_column(String(10))
    clinician: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[dt.datetime]
