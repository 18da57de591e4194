"""Records of couples: partners, ruptures, safety status, the couple's cycle."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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


class CoupleStatus(StrEnum):
    """Where a couple stands in the caseload."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class Side(StrEnum):
    """Which of the two partners; the sides have no order of worth."""

    A = "a"
    B = "b"


class SafetyStatus(StrEnum):
    """A couple's dated safety status (clinical catalogue, safety statuses)."""

    NOT_ASSESSED = "not_assessed"
    NO_KNOWN_CONCERN = "no_known_concern"
    CONCERNS = "concerns"
    UNSAFE = "unsafe"


class Secrets(StrEnum):
    """What was agreed about what one partner says alone; NONE takes an agreement back."""

    NONE = "none"
    NO_SECRETS = "no_secrets"
    LIMITED = "limited"
    CONFIDENTIAL = "confidential"


class WhyEnded(StrEnum):
    """Why an entry about safety no longer stands; it is never overwritten."""

    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class Couple(Record, kw_only=True):
    """One couple: the client of the practice."""

    __tablename__ = "couples"
    __table_args__ = (
        one_of("status", *CoupleStatus),
        one_of("slot_every", "weekly", "alternate", optional=True),
    )

    id: Mapped[str] = primary_key()
    label: Mapped[str]
    status: Mapped[str] = mapped_column(String(8), default=CoupleStatus.ACTIVE)
    started_on: Mapped[dt.date | None] = mapped_column(default=None)
    slot_weekday: Mapped[int | None] = mapped_column(default=None)  # 0 is Monday
    slot_time: Mapped[dt.time | None] = mapped_column(default=None)
    slot_every: Mapped[str | None] = mapped_column(String(9), default=None)  # weekly, alternate
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]
    phase_set: Mapped[str] = mapped_column(
        String(40), default=""
    )  # followed beside the six phases; "" is none


class Partner(Record, kw_only=True):
    """One of the two partners. `phone` and what follows say how to reach this person safely."""

    __tablename__ = "partners"
    __table_args__ = (UniqueConstraint("couple_id", "side"), one_of("side", *Side))

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    side: Mapped[str] = mapped_column(String(1))
    name: Mapped[str]  # what this partner is called; goes on paper
    full_name: Mapped[str] = mapped_column(default="")  # never printed unless asked
    pronouns: Mapped[str] = mapped_column(default="")
    birth_year: Mapped[int | None] = mapped_column(default=None)
    style: Mapped[str | None] = mapped_column(String(40), default=None)  # catalogue key; None is not assessed
    profile: Mapped[str | None] = mapped_column(String(40), default=None)
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    emergency_contact: Mapped[str] = mapped_column(default="")
    safe_to_call: Mapped[bool | None] = mapped_column(default=None)  # None is not asked yet
    safe_to_leave_message: Mapped[bool | None] = mapped_column(default=None)
    safe_to_email: Mapped[bool | None] = mapped_column(default=None)
    safe_to_post: Mapped[bool | None] = mapped_column(default=None)
    video_place: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column(Audience.THERAPIST)  # of contact facts, style and profile
    safe_to_take_home: Mapped[bool | None] = mapped_column(default=None)  # paper, where this partner lives


class Rupture(Record, kw_only=True):
    """What broke, in kind and period. Who was hurt is for the clinician only and is never printed."""

    __tablename__ = "ruptures"
    __table_args__ = (one_of("who_hurt", "a", "b", "both", optional=True), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # catalogue key
    period: Mapped[str] = mapped_column(default="")  # in words: "spring 2025"
    line: Mapped[str] = mapped_column(default="")
    who_hurt: Mapped[str | None] = mapped_column(String(4), default=None)
    spoken_jointly: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[str] = audience_column(Audience.THERAPIST)


class SafetyEntry(Record, kw_only=True):
    """One dated safety status with its reasons; the latest that stands is the couple's status.

    `plan` is what was written here before the plan had items of its own.
    """

    __tablename__ = "safety_entries"
    __table_args__ = (
        one_of("status", *SafetyStatus),
        one_of("why_ended", *WhyEnded, optional=True),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    status: Mapped[str] = mapped_column(String(16))
    on_date: Mapped[dt.date]
    reasons: Mapped[Strings] = mapped_column(Json, default_factory=list)  # catalogue keys
    reason: Mapped[str] = mapped_column(default="")  # in the clinician's own words
    plan: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column(
        Audience.THERAPIST
    )  # of reasons and plan; the status itself shows
    created_at: Mapped[dt.datetime]
    consulted: Mapped[bool | None] = mapped_column(default=None)  # asked when joint work is reopened
    ended_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    why_ended: Mapped[str | None] = mapped_column(String(10), default=None)


class SecretsAgreement(Record, kw_only=True):
    """What was agreed with both about secrets, with its date; the latest counts, the others stay."""

    __tablename__ = "secrets_agreements"
    __table_args__ = (one_of("policy", *Secrets), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    policy: Mapped[str] = mapped_column(String(12))
    agreed_on: Mapped[dt.date]
    line: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]


class Cycle(Record, kw_only=True):
    """The couple's loop: what each does, sees and fears, and the new cycle; one per couple.

    `audiences` says of single fields who may see them, where that is fewer people than `audience`.
    """

    __tablename__ = "cycles"
    __table_args__ = (
        one_of("a_role", "pursuer", "withdrawer", optional=True),
        one_of("b_role", "pursuer", "withdrawer", optional=True),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), unique=True)
    a_role: Mapped[str | None] = mapped_column(String(10), default=None)
    b_role: Mapped[str | None] = mapped_column(String(10), default=None)
    a_does: Mapped[str] = mapped_column(default="")
    b_does: Mapped[str] = mapped_column(default="")
    a_sees: Mapped[str] = mapped_column(default="")
    b_sees: Mapped[str] = mapped_column(default="")
    a_fear: Mapped[str | None] = mapped_column(String(40), default=None)  # catalogue key
    b_fear: Mapped[str | None] = mapped_column(String(40), default=None)
    a_fear_words: Mapped[str] = mapped_column(default="")
    b_fear_words: Mapped[str] = mapped_column(default="")
    a_new: Mapped[str] = mapped_column(default="")
    b_new: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()
    audiences: Mapped[dict[str, str]] = mapped_column(Json, default_factory=dict[str, str])
