"""Records of the practice's own handouts and of what it likes to give: about sheets, never about a couple."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Record, primary_key


class OwnSheet(Record, kw_only=True):
    """A handout of the practice's own, as the text of its file.

    `text` is the sheet as it prints, "" until it was whole once. `draft` is what stands in the editor while that cannot
    be printed; "" where nothing waits to be mended.
    """

    __tablename__ = "own_sheets"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[str] = primary_key()
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(default="")
    draft: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]


class FavouriteSheet(Record, kw_only=True):
    """A handout, shipped or own, that stands first among those to choose from."""

    __tablename__ = "favourite_sheets"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[str] = primary_key()
    key: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[dt.datetime]
