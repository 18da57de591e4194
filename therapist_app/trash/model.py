"""Records of the trash: rows taken out of their tables whole, so that no other query can meet them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Json, Record, audience_column, audience_known, one_of, primary_key


class RemovedKind(StrEnum):
    """What can be removed so that it can be brought back."""

    SESSION = "session"  # with its note, tags, phase entry and check-ins
    COMMITMENT = "commitment"  # with its check-ins
    ASSIGNMENT = "assignment"
    RUPTURE = "rupture"
    TEMPLATE = "template"
    SNIPPET = "snippet"
    OWN_SHEET = "own_sheet"


class TrashEntry(Record, kw_only=True):
    """One thing that was removed. `held` is its rows by table, as they lay there; `links` are the places of rows that
    stayed and pointed at it: table, id, column, and what stood there.
    """

    __tablename__ = "trash_entries"
    __table_args__ = (one_of("kind", *RemovedKind), audience_known())

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str | None] = mapped_column(ForeignKey("couples.id"), index=True, default=None)
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(default="")  # what tells it from others; may be the couple's own words
    on_date: Mapped[dt.date | None] = mapped_column(default=None)  # the day it is about
    audience: Mapped[str] = audience_column()
    removed_at: Mapped[dt.datetime]
    held: Mapped[dict[str, list[dict[str, Any]]]] = mapped_column(Json)
    links: Mapped[list[list[str]]] = mapped_column(Json)


class TrashProcessNotes(Record, kw_only=True):
    """The therapist-only parts of a note in the trash, kept apart there too."""

    __tablename__ = "trash_process_notes"

    id: Mapped[str] = primary_key()
    entry_id: Mapped[str] = mapped_column(ForeignKey("trash_entries.id"), index=True)
    held: Mapped[dict[str, list[dict[str, Any]]]] = mapped_column(Json)
