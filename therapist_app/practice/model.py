"""Records of the practice itself."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Json, Record


class Practice(Record, kw_only=True):
    """One row: what the practice prints on paper and how it works."""

    __tablename__ = "practice"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(default="")
    clinician: Mapped[str] = mapped_column(default="")
    credentials: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(String(8), default="")  # of emergency numbers; empty: by locale
    paper: Mapped[str] = mapped_column(String(6), default="")  # letter, a4; empty: by locale
    footer: Mapped[str] = mapped_column(default="")  # empty: the product's own not-medical-advice words
    danger_line: Mapped[str] = mapped_column(default="")  # empty: the product's words for the region


class Remembered(Record, kw_only=True):
    """Where the user left off, and other small facts of the app that may name a client: kept in the vault."""

    __tablename__ = "remembered"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[object] = mapped_column(Json)
