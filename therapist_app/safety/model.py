"""Records of safety: a screen of one partner alone, an item of the plan, a risk line.

None of them is ever overwritten: another takes its place, and it stays with the instant at which it ceased to stand.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.couples.model import Side, WhyEnded
from therapist_app.kernel.audience import Audience
from therapist_app.vault.records import Json, Record, audience_column, audience_known, one_of, primary_key


class Answer(StrEnum):
    """What a partner said to one topic of a screen."""

    NO = "no"
    YES = "yes"
    NOT_ASKED = "not_asked"


class RiskLevel(StrEnum):
    """How near a partner is to suicide or self-harm; NONE means asked, and none."""

    NONE = "none"
    THOUGHTS = "thoughts"
    PLAN = "plan"
    INTENT = "intent"


class PlanKind(StrEnum):
    """The items of a safety plan that the rules look at; the catalogue has all of them."""

    HARM_STOPPED = "harm_stopped"
    SEPARATION = "separation"
    CHECK = "date"


class SafetyScreen(Record, kw_only=True):
    """What one partner said when asked alone, topic by topic."""

    __tablename__ = "safety_screens"
    __table_args__ = (
        one_of("side", *Side),
        one_of("place", "in_person", "video", "phone"),
        one_of("why_ended", *WhyEnded, optional=True),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    side: Mapped[str] = mapped_column(String(1))
    on_date: Mapped[dt.date]
    place: Mapped[str] = mapped_column(String(9))
    private: Mapped[bool]  # sure that nobody could listen
    answers: Mapped[dict[str, str]] = mapped_column(Json)  # topic (catalogue key) to Answer
    said: Mapped[str] = mapped_column(default="")  # in the clinician's own words
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    why_ended: Mapped[str | None] = mapped_column(String(10), default=None)


class PlanItem(Record, kw_only=True):
    """One item of a couple's safety plan; at most one of each kind stands."""

    __tablename__ = "safety_plan_items"
    __table_args__ = (
        one_of("says", *Side, "both", "clinician", optional=True),
        one_of("why_ended", *WhyEnded, optional=True),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # catalogue key
    words: Mapped[str] = mapped_column(default="")
    says: Mapped[str | None] = mapped_column(String(9), default=None)  # of harm stopped: who says so
    on_date: Mapped[dt.date | None] = mapped_column(default=None)  # since when; of the check: on which day
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    why_ended: Mapped[str | None] = mapped_column(String(10), default=None)


class RiskLine(Record, kw_only=True):
    """How near one partner is to suicide or self-harm on a day, and what was done; the latest date counts."""

    __tablename__ = "risk_lines"
    __table_args__ = (
        one_of("side", *Side),
        one_of("level", *RiskLevel),
        one_of("why_ended", *WhyEnded, optional=True),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    side: Mapped[str] = mapped_column(String(1))
    level: Mapped[str] = mapped_column(String(8))
    on_date: Mapped[dt.date]
    safety_plan: Mapped[str] = mapped_column(default="")
    told: Mapped[str] = mapped_column(default="")  # who was told
    next_check_on: Mapped[dt.date | None] = mapped_column(default=None)
    audience: Mapped[str] = audience_column(Audience.THERAPIST)
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    why_ended: Mapped[str | None] = mapped_column(String(10), default=None)
