"""Use cases of the practice's own handouts and of favourites: write, copy, keep, import, share."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.homework.model import Assignment, FavouriteSheet, OwnSheet
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import LONGEST_NAME, clean_line
from therapist_app.vault.vault import Vault

if TYPE_CHECKING:
    from therapist_app.homework.handout_errors import HandoutError
    from therapist_app.homework.handout_file import Handout
    from therapist_app.homework.own_file import OwnText

SAID = "said_in_session"  # stands for a sheet made from the words of a session
_MOST_SHEETS = 400
_CHANGED = Changes.of("handout")


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One own sheet as lists show it; `ready` says whether it has been whole, `mended` whether nothing waits."""

    key: str
    title: str
    ready: bool
    mended: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what was typed: kept as the sheet, or kept to be mended, with the mistake."""

    key: str
    mistake: HandoutError | None = None


class OwnSheetService:
    """Keeps own sheets as text. A mistake never loses what was typed: it waits beside the last whole sheet."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._read: dict[str, Handout | None] = {}  # by text, so that a sheet is parsed once

    def handouts(self) -> tuple[Handout, ...]:
        """The own sheets that can be printed, by title."""
        with self._vault.read() as db:
            texts = list(db.scalars(select(OwnSheet.text).where(OwnSheet.text != "").order_by(OwnSheet.key)))
        self._read = {text: self._read[text] if text in self._read else self._handout(text) for text in texts}
        found = (one for one in self._read.values() if one is not None)
        return tuple(sorted(found, key=lambda one: one.title.casefold()))

    def list(self) -> tuple[OwnEntry, ...]:
        """Every own sheet, those that are not finished too, by title."""
        with self._vault.read() as db:
            rows = list(db.scalars(select(OwnSheet)))
        entries = (
            OwnEntry(row.key, _title(row.draft or row.text), bool(row.text), not row.draft) for row in rows
        )
        return tuple(sorted(entries, key=lambda one: one.title.casefold()))

    def text(self, key: str) -> OwnText:
        """What stands in the editor of an own sheet."""
        from therapist_app.homework.own_file import parted

        with self._vault.read() as db:
            row = _row(db, key)
        return parted(row.draft or row.text)

    def begin(self, title: str) -> Done[str]:
        """A new sheet with a careful head and a few words to write over; gives its key."""
        from therapist_app.homework.own_file import CAREFUL, STARTER, OwnText

        return self._add(OwnText({**CAREFUL, "title": title}, STARTER))

    def copy(self, handout: Handout) -> Done[str]:
        """A sheet of one's own with the words of another, shipped or own."""
        from therapist_app.homework.own_file import parted

        text = self._text_of(handout)
        found = parted(text)
        return self._add(type(found)({**found.head, "title": f"{handout.title} (copy)"}, found.body))

    def take_in(self, path: Path) -> Done[str]:
        """Import a sheet that was shared; it never replaces one that is here. HandoutError says what is wrong."""
        from therapist_app.homework.own_file import read_shared

        return self._add(read_shared(path, self._catalogue))

    def shared(self, key: str) -> bytes:
        """The file of an own sheet, to be given to someone; InputError while it has a mistake."""
        with self._vault.read() as db:
            row = _row(db, key)
        if not row.text or row.draft:
            raise InputError("This sheet has a line to mend first.", "Nothing was written.", "text")
        return row.text.encode()

    def keep(self, key: str, head: Mapping[str, object], body: str) -> Done[Kept]:
        """Keep what stands in the editor: as the sheet if it is whole, else beside it until it is mended.

        A sheet that changes after it was given counts its version up.
        """
        from therapist_app.homework.handout_errors import HandoutError
        from therapist_app.homework.own_file import joined, read_own

        cleaned = {name: _cleaned(name, value) for name, value in head.items()}
        with self._vault.begin() as db:
            row = _row(db, key)
            version = self._version(db, row)
            text = joined({**cleaned, "key": key, "version": version}, body)
            mistake = None
            try:
                read_own(text, self._catalogue)
            except HandoutError as error:
                mistake = error
                row.draft = text
            else:
                if row.text != text:
                    given = select(Assignment.id).where(
                        Assignment.handout == key, Assignment.handout_version == version
                    )
                    if db.scalars(given.limit(1)).first() is not None:
                        text = joined({**cleaned, "key": key, "version": version + 1}, body)
                    row.text = text
                row.draft = ""
            row.changed_at = self._clock.now()
        return Done(Kept(key, mistake), _CHANGED)

    def favourites(self) -> frozenset[str]:
        """The keys of the sheets that are liked best."""
        with self._vault.read() as db:
            return frozenset(db.scalars(select(FavouriteSheet.key)))

    def set_favourite(self, key: str, *, liked: bool) -> Changes:
        """Put a sheet among the favourites, or take it away from there."""
        with self._vault.begin() as db:
            db.execute(delete(FavouriteSheet).where(FavouriteSheet.key == key))
            if liked:
                db.add(FavouriteSheet(key=key, created_at=self._clock.now()))
        return _CHANGED

    def _add(self, found: OwnText) -> Done[str]:
        from therapist_app.homework.own_file import OWN, joined, read_own, slug

        title = clean_line(str(found.head.get("title", "")), "title", longest=LONGEST_NAME) or "A new sheet"
        key = f"{OWN}{slug(title)}_{secrets.token_hex(3)}"
        head = {"version": 1, "key": key, **_without(found.head, "version", "key"), "title": title}
        text, now = joined(head, found.body), self._clock.now()
        read_own(text, self._catalogue)
        with self._vault.begin() as db:
            if len(db.scalars(select(OwnSheet.id)).all()) >= _MOST_SHEETS:
                raise InputError(
                    f"{_MOST_SHEETS} own sheets are as many as there is room for.", "Nothing was added."
                )
            db.add(OwnSheet(key=key, text=text, created_at=now, changed_at=now))
        return Done(key, _CHANGED)

    def _handout(self, text: str) -> Handout | None:
        """The sheet, or None where an Attune of another year would have it otherwise: it waits to be mended then."""
        from therapist_app.homework.handout_errors import HandoutError
        from therapist_app.homework.own_file import read_own

        try:
            return read_own(text, self._catalogue)
        except HandoutError:
            return None

    def _text_of(self, handout: Handout) -> str:
        from therapist_app.homework.handout_file import shipped_text

        with self._vault.read() as db:
            row = db.scalars(select(OwnSheet).where(OwnSheet.key == handout.key)).first()
        return row.text if row is not None else shipped_text(handout.key)

    def _version(self, db: DbSession, row: OwnSheet) -> int:
        handout = self._handout(row.text) if row.text else None
        return handout.head.version if handout else 1


def title_without_sheet(key: str) -> str:
    """What to call a sheet that is no longer here: its key in words."""
    if key == SAID:
        return "Words from a session"
    words = key.removeprefix("own_").rpartition("_")[0] if key.startswith("own_") else key
    return words.replace("_", " ").capitalize()


def _cleaned(name: str, value: object) -> object:
    return clean_line(value, name, longest=LONGEST_NAME) if isinstance(value, str) else value


def _without(head: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in head.items() if name not in names}


def _title(text: str) -> str:
    from therapist_app.homework.own_file import parted

    return str(parted(text).head.get("title", "")) or "Without a title"


def _row(db: DbSession, key: str) -> OwnSheet:
    row = db.scalars(select(OwnSheet).where(OwnSheet.key == key)).first()
    if row is None:
        raise InputError("That sheet is no longer here.", "Nothing was changed.")
    return row
