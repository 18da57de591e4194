"""Records of handouts that were given, and of what came back in a fillable one.

A filled file itself is never kept: what it holds is here, and each answer is for whoever may see the sheet.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.documents.blanks import BlankKind
from therapist_app.homework.own_model import FavouriteSheet as FavouriteSheet
from therapist_app.homework.own_model import (
    OwnSheet as OwnSheet,  # so that no one who reads records misses these
)
from therapist_app.vault.records import Json, Record, audience_column, audience_known, one_of, primary_key

DUE_AFTER = dt.timedelta(weeks=2)
"""When a sheet that was given without a day is looked at."""


class Holder(StrEnum):
    """Who may hold the paper: a copy has one holder, or both share it."""

    BOTH = "both"
    A = "a"
    B = "b"


class Assignment(Record, kw_only=True):
    """One handout given to a couple or to one partner, when it is looked at, and what became of it.

    `override_reason` is kept when a hold was overridden.
    """

    __tablename__ = "assignments"
    __table_args__ = (one_of("holder", *Holder), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), default=None, index=True)
    handout: Mapped[str] = mapped_column(String(60))  # key of the handout
    handout_version: Mapped[int]
    holder: Mapped[str] = mapped_column(String(4), default=Holder.BOTH)
    given_on: Mapped[dt.date]
    review_on: Mapped[dt.date | None] = mapped_column(default=None)
    reviewed_on: Mapped[dt.date | None] = mapped_column(default=None)
    review_line: Mapped[str] = mapped_column(default="")
    override_reason: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]
    how_much: Mapped[int | None] = mapped_column(default=None)  # of it was done, 0 to 4
    how_well: Mapped[int | None] = mapped_column(default=None)  # it went, 0 to 4
    in_the_way: Mapped[str] = mapped_column(default="")  # what got in the way

    @property
    def due_on(self) -> dt.date:
        """The day on which it is to be looked at: as agreed, else two weeks after it was given."""
        return self.review_on or self.given_on + DUE_AFTER


class SheetFile(Record, kw_only=True):
    """One fillable file that was saved. `secret` proves that a file is this one; `blanks` are the fields it has."""

    __tablename__ = "sheet_files"
    __table_args__ = (one_of("holder", *Holder), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignments.id"), index=True)
    handout: Mapped[str] = mapped_column(String(60))
    handout_version: Mapped[int]
    holder: Mapped[str] = mapped_column(String(4))
    secret: Mapped[str]  # hexadecimal
    password: Mapped[str] = mapped_column(default="")  # so that it can be opened when it comes back
    blanks: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]


class ReturnedSheet(Record, kw_only=True):
    """One file that came back and was taken in; without `read_on` its words still wait to be read."""

    __tablename__ = "returned_sheets"
    __table_args__ = (audience_known(),)

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("sheet_files.id"), unique=True)
    returned_on: Mapped[dt.date]
    read_on: Mapped[dt.date | None] = mapped_column(default=None)
    check_ins: Mapped[list[str]] = mapped_column(Json)  # ids of those it made, for taking it back
    ratings: Mapped[list[str]] = mapped_column(Json)  # the same of ratings of signs
    audience: Mapped[str] = audience_column()
    created_at: Mapped[dt.datetime]


class ReturnedAnswer(Record, kw_only=True):
    """What one field held: on the holder's sheet, whoever typed it."""

    __tablename__ = "returned_answers"
    __table_args__ = (one_of("kind", *BlankKind), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    returned_id: Mapped[str] = mapped_column(ForeignKey("returned_sheets.id"), index=True)
    position: Mapped[int]  # in the order in which they stand on the sheet
    name: Mapped[str] = mapped_column(String(60))  # of the field
    kind: Mapped[str] = mapped_column(String(4))
    prompt: Mapped[str]
    answer: Mapped[str]
    audience: Mapped[str] = audience_column()
