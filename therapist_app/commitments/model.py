"""Records of promises and of how they were kept."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Json, Record, audience_column, audience_known, one_of, primary_key


class Owner(StrEnum):
    """Who promises."""

    A = "a"
    B = "b"
    BOTH = "both"


class CommitmentKind(StrEnum):
    """A habit has a rate and runs; a broken bottom line opens safety instead."""

    HABIT = "habit"
    BOTTOM_LINE = "bottom_line"


class Cadence(StrEnum):
    """How often a promise is due."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"  # chosen days of the week
    TIMES_A_WEEK = "times_a_week"
    EACH_TIME = "each_time"  # each time something happens
    ONCE = "once"  # once, by a date


class CommitmentState(StrEnum):
    """Where a promise stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    ACHIEVED = "achieved"
    LET_GO = "let_go"


class Outcome(StrEnum):
    """How it went, in one check-in."""

    KEPT = "kept"
    PARTLY = "partly"
    MISSED = "missed"
    NOT_APPLICABLE = "not_applicable"


class Account(StrEnum):
    """By whose account."""

    A = "a"
    B = "b"
    CLINICIAN = "clinician"


class Commitment(Record, kw_only=True):
    """A concrete, observable promise in the partner's own words."""

    __tablename__ = "commitments"
    __table_args__ = (
        one_of("owner", *Owner),
        one_of("kind", *CommitmentKind),
        one_of("cadence", *Cadence),
        one_of("state", *CommitmentState),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    owner: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(11), default=CommitmentKind.HABIT)
    words: Mapped[str]
    notice: Mapped[str] = mapped_column(default="")  # what the other will notice
    cadence: Mapped[str] = mapped_column(String(12), default=Cadence.DAILY)
    weekdays: Mapped[list[int]] = mapped_column(Json, default_factory=list)  # 0 is Monday
    times: Mapped[int | None] = mapped_column(default=None)  # a week, for TIMES_A_WEEK
    trigger: Mapped[str] = mapped_column(default="")  # for EACH_TIME
    due_on: Mapped[dt.date | None] = mapped_column(default=None)  # for ONCE
    starts_on: Mapped[dt.date]
    review_on: Mapped[dt.date | None] = mapped_column(default=None)
    block: Mapped[str | None] = mapped_column(String(40), default=None)  # the block it answers, catalogue key
    step: Mapped[str | None] = mapped_column(String(40), default=None)
    component: Mapped[str] = mapped_column(String(40), default="consistency")
    slip_signal: Mapped[str] = mapped_column(default="")  # the agreed way to point out a slip
    state: Mapped[str] = mapped_column(String(8), default=CommitmentState.ACTIVE)
    state_on: Mapped[dt.date | None] = mapped_column(default=None)
    state_reason: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]


class EarlierState(Record, kw_only=True):
    """Where a promise stood before it was said to stand elsewhere; where it stands now is its own record's."""

    __tablename__ = "earlier_states"
    __table_args__ = (one_of("state", *CommitmentState), audience_known())

    id: Mapped[str] = primary_key()
    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitments.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    state_on: Mapped[dt.date | None] = mapped_column(default=None)  # None: since the promise began
    state_reason: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()
    ended_at: Mapped[dt.datetime]  # when something else was said


class CheckIn(Record, kw_only=True):
    """How a promise went by someone's account: on a day, or on several that were asked about at once.

    Of several, `on_date` is the last; how many were asked about stays as it was asked, whatever becomes of the rhythm.
    """

    __tablename__ = "check_ins"
    __table_args__ = (one_of("outcome", *Outcome), one_of("account", *Account), audience_known())

    id: Mapped[str] = primary_key()
    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitments.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    on_date: Mapped[dt.date]
    outcome: Mapped[str] = mapped_column(String(14))
    account: Mapped[str] = mapped_column(String(9))
    line: Mapped[str] = mapped_column(default="")
    noticed: Mapped[bool] = mapped_column(default=False)  # the other noticed and said so
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]
    since_on: Mapped[dt.date | None] = mapped_column(default=None)  # the first of several days
    asked_days: Mapped[int | None] = mapped_column(default=None)  # of several days; None for one
    kept_days: Mapped[int | None] = mapped_column(default=None)
    repair: Mapped[str] = mapped_column(default="")  # after a slip: what mended it
    repaired_on: Mapped[dt.date | None] = mapped_column(default=None)


class Why(StrEnum):
    """Why an answer no longer stands."""

    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class EarlierAnswer(Record, kw_only=True):
    """A check-in that no longer stands, with the id it had: who let go of it, when, and why."""

    __tablename__ = "earlier_answers"
    __table_args__ = (
        one_of("outcome", *Outcome),
        one_of("account", *Account),
        one_of("why", *Why),
        audience_known(),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitments.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    on_date: Mapped[dt.date]
    outcome: Mapped[str] = mapped_column(String(14))
    account: Mapped[str] = mapped_column(String(9))
    line: Mapped[str] = mapped_column(default="")
    noticed: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]
    since_on: Mapped[dt.date | None] = mapped_column(default=None)
    asked_days: Mapped[int | None] = mapped_column(default=None)
    kept_days: Mapped[int | None] = mapped_column(default=None)
    repair: Mapped[str] = mapped_column(default="")
    repaired_on: Mapped[dt.date | None] = mapped_column(default=None)
    why: Mapped[str] = mapped_column(String(10))
    clinician: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[dt.datetime]
