"""Records of measures: scores of a partner, goals of a couple with their ratings, own instruments and change rules."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import (
    Json,
    Record,
    Strings,
    audience_column,
    audience_known,
    one_of,
    primary_key,
)


class WhyLetGo(StrEnum):
    """Why a score no longer stands."""

    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


def _whose() -> CheckConstraint:
    return CheckConstraint("(goal_id IS NULL) = (partner IS NOT NULL)", name="whose_known")


class Score(Record, kw_only=True):
    """The score of one partner on a day, or the level of one of the couple's goals (instrument "" and a goal)."""

    __tablename__ = "scores"
    __table_args__ = (
        UniqueConstraint("couple_id", "instrument", "partner", "on_date"),
        UniqueConstraint("goal_id", "on_date"),
        _whose(),
        one_of("partner", "a", "b", optional=True),
        audience_known(),
    )

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40), default="")
    goal_id: Mapped[str | None] = mapped_column(ForeignKey("goals.id"), default=None, index=True)
    partner: Mapped[str | None] = mapped_column(String(1), default=None)
    on_date: Mapped[dt.date]
    value: Mapped[float] = mapped_column(Float)
    item_nine: Mapped[int | None] = mapped_column(default=None)
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]


class EarlierScore(Record, kw_only=True):
    """A score that no longer stands: it was corrected or taken back. Its id is the one it had."""

    __tablename__ = "earlier_scores"
    __table_args__ = (
        _whose(),
        one_of("partner", "a", "b", optional=True),
        one_of("why", *WhyLetGo),
        audience_known(),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40))
    goal_id: Mapped[str | None] = mapped_column(ForeignKey("goals.id"), index=True)
    partner: Mapped[str | None] = mapped_column(String(1))
    on_date: Mapped[dt.date]
    value: Mapped[float] = mapped_column(Float)
    item_nine: Mapped[int | None]
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]
    why: Mapped[str] = mapped_column(String(10))
    clinician: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[dt.datetime]


class Goal(Record, kw_only=True):
    """A goal in the couple's own words, with five levels from -2 to +2 and its weight."""

    __tablename__ = "goals"
    __table_args__ = (CheckConstraint("weight BETWEEN 1 AND 9", name="weight_known"), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    words: Mapped[str]
    levels: Mapped[Strings]
    weight: Mapped[int] = mapped_column(default=1)
    set_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None] = mapped_column(default=None)
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]


class OwnInstrument(Record, kw_only=True):
    """An instrument of the clinician's own as data; under a shipped key, only the change rule they set for it."""

    __tablename__ = "own_instruments"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    facts: Mapped[dict[str, object]] = mapped_column(Json)
