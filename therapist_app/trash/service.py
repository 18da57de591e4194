"""Use cases of the trash: remove something so that it comes back whole, list what was removed, let it go for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.model import CheckIn, Commitment
from therapist_app.couples.model import Couple, Rupture
from therapist_app.homework.model import Assignment, OwnSheet
from therapist_app.homework.service import HomeworkService
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.locked import is_signed
from therapist_app.sessions.model import NoteTemplate, Session, Signature, Snippet
from therapist_app.sessions.snippets import MARK
from therapist_app.trash.model import RemovedKind, TrashEntry, TrashProcessNotes
from therapist_app.trash.rows import Link, Missing, Rows, missing_for, put_back, split, take_out
from therapist_app.vault.audit import Event
from therapist_app.vault.vault import Vault

_NOTHING = "Nothing was removed."
_STAYS = "It stays in the trash, and nothing was changed."
_NOUNS: dict[str, tuple[str, ...]] = {
    RemovedKind.SESSION: ("session", "note", "block", "phase", "check_in", "commitment", "assignment"),
    RemovedKind.COMMITMENT: ("commitment", "check_in"),
    RemovedKind.ASSIGNMENT: ("assignment",),
    RemovedKind.RUPTURE: ("couple", "rupture"),
    RemovedKind.TEMPLATE: ("template",),
    RemovedKind.SNIPPET: ("snippet",),
    RemovedKind.OWN_SHEET: ("handout",),
}


@dataclass(frozen=True, slots=True)
class Removed:
    """One line of the trash: what it is, whose ("" for the practice's own), the day it is about, when it went."""

    id: str
    kind: str
    words: str
    couple_id: str
    couple: str
    on_date: dt.date | None
    removed_at: dt.datetime


class _Thing(NamedTuple):
    """What is said of something that is being removed."""

    kind: RemovedKind
    words: str
    couple_id: str | None = None
    on_date: dt.date | None = None
    audience: str = Audience.JOINT


class TrashService:
    """Removes by moving rows out of their tables; each `remove_...` gives the entry that `restore` brings back."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock, homework: HomeworkService) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._homework = homework

    def remove_session(self, session_id: str) -> Done[str]:
        """Remove a session with its note, blocks, phase entry and check-ins; promises and sheets live on.

        Raises InputError if the note was ever signed.
        """
        with self._vault.begin() as db:
            session = _found(db, Session, session_id)
            signed = select(Signature.id).where(Signature.session_id == session_id).limit(1)
            if db.scalars(signed).first() is not None:
                raise InputError(
                    "This note was signed, so it stays.",
                    f"{_NOTHING} What is wrong in it can be put right in an addendum or a correction.",
                    "session",
                )
            kind = self._catalogue.session_kind(session.kind).label
            thing = _Thing(RemovedKind.SESSION, kind, session.couple_id, session.on_date, session.audience)
            return self._put_away(db, "sessions", session_id, thing)

    def remove_commitment(self, commitment_id: str) -> Done[str]:
        """Remove a promise with its check-ins. Raises InputError if a signed note holds one of them."""
        with self._vault.begin() as db:
            promise = _found(db, Commitment, commitment_id)
            asked = select(CheckIn.session_id).where(CheckIn.commitment_id == commitment_id).distinct()
            if any(is_signed(db, one) for one in db.scalars(asked) if one is not None):
                raise InputError(
                    "A signed note holds a check-in of this promise, so it stays.",
                    f"{_NOTHING} You can let the promise go instead.",
                )
            thing = _Thing(
                RemovedKind.COMMITMENT, promise.words, promise.couple_id, promise.starts_on, promise.audience
            )
            return self._put_away(db, "commitments", commitment_id, thing)

    def remove_assignment(self, assignment_id: str) -> Done[str]:
        """Take back the record of a sheet that was given; the paper itself is where it is."""
        with self._vault.begin() as db:
            one = _found(db, Assignment, assignment_id)
            thing = _Thing(
                RemovedKind.ASSIGNMENT,
                self._homework.title(one.handout),
                one.couple_id,
                one.given_on,
                one.audience,
            )
            return self._put_away(db, "assignments", assignment_id, thing)

    def remove_rupture(self, rupture_id: str) -> Done[str]:
        """Remove a rupture that was entered."""
        with self._vault.begin() as db:
            rupture = _found(db, Rupture, rupture_id)
            words = self._catalogue.rupture_kind(rupture.kind).label
            thing = _Thing(RemovedKind.RUPTURE, words, rupture.couple_id, None, rupture.audience)
            return self._put_away(db, "ruptures", rupture_id, thing)

    def remove_template(self, key: str) -> Done[str]:
        """Remove a template of the practice's own; notes keep their text."""
        with self._vault.begin() as db:
            words = _found(db, NoteTemplate, key).label
            return self._put_away(db, "note_templates", key, _Thing(RemovedKind.TEMPLATE, words))

    def remove_snippet(self, key: str) -> Done[str]:
        """Remove a snippet of the practice's own; notes keep their text."""
        with self._vault.begin() as db:
            words = f"{MARK}{_found(db, Snippet, key).word}"
            return self._put_away(db, "snippets", key, _Thing(RemovedKind.SNIPPET, words))

    def remove_own_sheet(self, key: str) -> Done[str]:
        """Remove a handout of the practice's own; that it was given stays noted."""
        with self._vault.begin() as db:
            row = db.scalars(select(OwnSheet).where(OwnSheet.key == key)).first()
            own = _found(db, OwnSheet, row.id if row is not None else "")
            return self._put_away(
                db, "own_sheets", own.id, _Thing(RemovedKind.OWN_SHEET, self._homework.title(key))
            )

    def list(self) -> tuple[Removed, ...]:
        """What is in the trash, last removed first; nothing leaves it by time alone."""
        with self._vault.read() as db:
            query = select(TrashEntry, Couple.label).outerjoin(Couple, Couple.id == TrashEntry.couple_id)
            order = (TrashEntry.removed_at.desc(), TrashEntry.id.desc())
            rows = db.execute(query.order_by(*order)).all()
        return tuple(
            Removed(
                one.id, one.kind, one.words, one.couple_id or "", label or "", one.on_date, one.removed_at
            )
            for one, label in rows
        )

    def restore(self, entry_id: str) -> Changes:
        """Bring something back whole, with the ids it had; asked again, it says that it is no longer in the trash.

        Raises InputError if it hangs on something else in the trash, or if another thing has its place.
        """
        with self._vault.begin() as db:
            entry = _entry(db, entry_id)
            rows = {name: list(some) for name, some in entry.held.items()}
            for apart in db.scalars(select(TrashProcessNotes).where(TrashProcessNotes.entry_id == entry_id)):
                rows |= apart.held
            self._mend(db, entry, rows)
            _let_go(db, entry)
            try:
                put_back(db, rows, [Link(*link) for link in entry.links])
            except IntegrityError:
                raise InputError("Something else has its place by now.", _STAYS) from None
        return _changes(entry)

    def remove_for_good(self, entry_id: str) -> Changes:
        """Let something in the trash go for ever; the history tells that it went."""
        with self._vault.begin() as db:
            entry = _entry(db, entry_id)
            rows = sum(len(some) for some in entry.held.values())
            self._vault.note_event(Event.DISCARDED, kind=str(entry.kind), rows=rows)
            _let_go(db, entry)
        return Changes.of("trash", couple=entry.couple_id)

    def _put_away(self, db: DbSession, table: str, key: str, thing: _Thing) -> Done[str]:
        rows, links = take_out(db, table, key)
        db.expunge_all()  # what was read before is gone from its table
        held, apart = split(rows)
        entry = TrashEntry(
            couple_id=thing.couple_id,
            kind=str(thing.kind),
            words=thing.words,
            on_date=thing.on_date,
            audience=thing.audience,
            removed_at=self._clock.now(),
            held=held,
            links=[[one.table, one.id, one.column, one.target] for one in links],
        )
        db.add(entry)
        db.flush()
        if apart:
            db.add(TrashProcessNotes(entry_id=entry.id, held=apart))
        return Done(entry.id, _changes(entry))

    def _mend(self, db: DbSession, entry: TrashEntry, rows: Rows) -> None:
        """See to rows whose link leads nowhere by now, until there are none."""
        for check_in in rows.get("check_ins", []):
            session_id = check_in["session_id"]
            if session_id and is_signed(db, session_id):
                check_in["session_id"] = None  # a signed note stays as it was signed
        while missing := list(missing_for(db, rows)):
            for table, row, column, what in missing:
                self._require_elsewhere(db, entry, what)
                if column.nullable:
                    row[column.name] = None
                else:  # what it hangs on was removed for good, and it with that
                    rows[table] = [one for one in rows[table] if one is not row]

    def _require_elsewhere(self, db: DbSession, entry: TrashEntry, what: Missing) -> None:
        """Raise InputError if what is missing lies in the trash as well: it has to come back first."""
        for other in db.scalars(select(TrashEntry).where(TrashEntry.id != entry.id)):
            if any(row["id"] == what.id for row in other.held.get(what.table, [])):
                raise InputError(
                    f"It belongs with {named(other)}, which was removed too.", "Restore that first."
                )


def named(entry: TrashEntry) -> str:
    """What an entry is called in a sentence."""
    day = f" of {short_day(entry.on_date)}" if entry.on_date else ""
    words = {RemovedKind.SESSION: f"the note{day}", RemovedKind.COMMITMENT: f"the promise{day}"}
    return words.get(RemovedKind(entry.kind), f"another entry{day}")


def _found(db: DbSession, record: Any, key: str) -> Any:
    found = db.get(record, key)
    if found is None:
        raise InputError("That is no longer here.", _NOTHING)
    return found


def _entry(db: DbSession, entry_id: str) -> TrashEntry:
    entry = db.get(TrashEntry, entry_id)
    if entry is None:
        raise InputError("That is no longer in the trash.", "Nothing was changed.")
    return entry


def _let_go(db: DbSession, entry: TrashEntry) -> None:
    db.execute(delete(TrashProcessNotes).where(TrashProcessNotes.entry_id == entry.id))
    db.execute(delete(TrashEntry).where(TrashEntry.id == entry.id))
    db.expunge(entry)


def _changes(entry: TrashEntry) -> Changes:
    nouns: Iterable[str] = _NOUNS[entry.kind]
    return Changes.of("trash", *nouns, couple=entry.couple_id)
