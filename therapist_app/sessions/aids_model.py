"""Records of what a note is written with: own templates, snippets, and words that are spelled right here."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Json, Record, primary_key


class NoteTemplate(Record, kw_only=True):
    """A template of the practice's own; `headings` are pairs of an audience and the words, in their order."""

    __tablename__ = "note_templates"

    id: Mapped[str] = primary_key()
    label: Mapped[str]
    place: Mapped[int]  # its place among the own ones
    headings: Mapped[list[list[str]]] = mapped_column(Json)
    created_at: Mapped[dt.datetime]


class Snippet(Record, kw_only=True):
    """A short word and the text that takes its place; `text` may hold tokens."""

    __tablename__ = "snippets"
    __table_args__ = (UniqueConstraint("word"),)

    id: Mapped[str] = primary_key()
    word: Mapped[str]  # in small letters, without the ;
    text: Mapped[str]
    created_at: Mapped[dt.datetime]


class PersonalWord(Record, kw_only=True):
    """A word that the practice spells so; it may be a name, so it lies in the vault and nowhere else."""

    __tablename__ = "personal_words"
    __table_args__ = (UniqueConstraint("word"),)

    id: Mapped[str] = primary_key()
    word: Mapped[str]
    created_at: Mapped[dt.datetime]
