"""Reads the facts that rules look at, for one couple or for many, in one query for each kind of fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import SIX
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import Commitment, CommitmentKind, CommitmentState
from therapist_app.couples.model import Partner, Rupture, SafetyEntry, SafetyStatus, Side
from therapist_app.couples.rules import current_safety
from therapist_app.guidance.case import (
    Broke,
    CaseFacts,
    Person,
    Promised,
    Rated,
    Safety,
    Seen,
    SheetOut,
    Stretch,
    Tagged,
    Verdict,
)
from therapist_app.homework.handout_head import HandoutHead
from therapist_app.homework.model import Assignment
from therapist_app.kernel.audience import Reader
from therapist_app.measures.instrument import Instrument
from therapist_app.measures.instruments import instruments_in
from therapist_app.measures.model import Score
from therapist_app.measures.review import reviews_of
from therapist_app.measures.sentences import worse_words
from therapist_app.progression.entries import standing
from therapist_app.progression.loose_ends import LooseEnd
from therapist_app.progression.model import BlockTag, PhaseEntry
from therapist_app.progression.path import path_of
from therapist_app.progression.signs import ratings_of
from therapist_app.sessions.facts import ORDER, seen_by
from therapist_app.sessions.model import Session
from therapist_app.sessions.rules import SEEN

_SIDES = tuple(Side)
_READ_VERDICTS = (Reader.CLINICIAN, Reader.SUPERVISION)  # what was judged or assessed is not for the couple
_OWN_USE = "consistency"  # what every promise serves: it says nothing about this one


@dataclass(frozen=True, slots=True)
class Known:
    """What other services have read: by couple its promises for the reader and its loose ends; sheets by key."""

    promises: Mapping[str, Sequence[CommitmentFile]]
    ends: Mapping[str, Sequence[LooseEnd]]
    heads: Mapping[str, HandoutHead]


def sheets_out(db: DbSession, couple_ids: Sequence[str], reader: Reader) -> dict[str, list[Assignment]]:
    """By couple, the sheets that were given and not looked at yet, oldest first."""
    query = select(Assignment).where(
        Assignment.couple_id.in_(couple_ids),
        Assignment.reviewed_on.is_(None),
        Assignment.audience.in_(seen_by(reader)),
    )
    return _grouped(db.scalars(query.order_by(Assignment.given_on, Assignment.created_at)))


class Gathering:
    """The rows of some couples that a reader may see, and what they come to."""

    def __init__(
        self, db: DbSession, catalogue: Catalogue, couple_ids: Sequence[str], reader: Reader, today: dt.date
    ) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._today = today
        self._audiences = seen_by(reader)
        self._groups = {block.key: block.group for block in catalogue.blocks}
        ids = tuple(couple_ids)
        self._safety = _grouped(db.scalars(select(SafetyEntry).where(SafetyEntry.couple_id.in_(ids))))
        self._entries = _grouped(
            db.scalars(
                select(PhaseEntry).where(
                    PhaseEntry.couple_id.in_(ids), PhaseEntry.phase_set == SIX, standing()
                )
            )
        )
        self._people = self._seen(db, Partner, ids)
        self._ruptures = self._seen(db, Rupture, ids)
        sessions = self._sessions_of(db, ids)
        self._sessions = _by_first(sessions)
        self._order = {row[1]: place for place, row in enumerate(sessions)}
        self._day = {row[1]: row[2] for row in sessions}
        self._tags = self._tagged(db, ids)
        self._ratings = _by_first(db.execute(ratings_of(ids, reader)).all())
        self._scores, self._instruments = self._scores_of(db, ids)
        self.sheets = sheets_out(db, ids, reader)

    def case(self, couple_id: str, known: Known) -> CaseFacts:
        """One couple's facts."""
        seen = [row for row in self._sessions.get(couple_id, ()) if row[3] in SEEN]
        return CaseFacts(
            couple_id=couple_id,
            today=self._today,
            status=_status(self._safety.get(couple_id, ())),
            safety=self._known_safety(couple_id),
            path=self._path(couple_id, [row[2] for row in seen]),
            seen=tuple(
                Seen(row[1], row[2], row[4] if row[4] in _SIDES else "")
                for place, row in enumerate(seen)
                if not place or row[4] in _SIDES
            ),
            tags=tuple(
                Tagged(row[1], row[2], row[3], self._groups.get(row[3], ""), row[4], row[5])
                for row in self._tags.get(couple_id, ())
            ),
            ratings=tuple(Rated(*row[1:]) for row in self._ratings.get(couple_id, ())),
            promises=tuple(self._promised(file) for file in known.promises.get(couple_id, ())),
            sheets=tuple(self._sheet(one, known.heads) for one in self.sheets.get(couple_id, ())),
            people=tuple(
                Person(one.side, one.style, one.profile)
                for one in sorted(self._people.get(couple_id, ()), key=lambda one: one.side)
            ),
            ruptures=tuple(
                Broke(one.id, one.kind, one.who_hurt if self._reader == Reader.CLINICIAN else None)
                for one in sorted(self._ruptures.get(couple_id, ()), key=lambda one: one.id)
            ),
            ends=tuple(known.ends.get(couple_id, ())) if self._reader == Reader.CLINICIAN else (),
            verdicts=tuple(self._verdicts(couple_id)),
        )

    def _seen(self, db: DbSession, record: Any, ids: tuple[str, ...]) -> dict[str, list[Any]]:
        query = select(record).where(record.couple_id.in_(ids), record.audience.in_(self._audiences))
        return _grouped(db.scalars(query))

    def _sessions_of(self, db: DbSession, ids: tuple[str, ...]) -> Sequence[Any]:
        """The contacts of the couples in order."""
        columns = (Session.couple_id, Session.id, Session.on_date, Session.kind, Session.present)
        query = select(*columns).where(Session.couple_id.in_(ids), Session.audience.in_(self._audiences))
        return _plain(db, query.order_by(*ORDER))

    def _tagged(self, db: DbSession, ids: tuple[str, ...]) -> dict[str, list[Any]]:
        """Couple, session, day, block, level and place of the tags that count, in the order of the sessions.

        Put in order here: in the database each of thousands of tags would look up its session.
        """
        columns = (
            BlockTag.couple_id,
            BlockTag.session_id,
            BlockTag.block,
            BlockTag.level,
            BlockTag.seen_in,
        )
        query = select(*columns).where(BlockTag.couple_id.in_(ids), BlockTag.audience.in_(self._audiences))
        order, day = self._order, self._day
        found = [row for row in _plain(db, query) if row[1] in order]
        found.sort(key=lambda row: order[row[1]])
        return _by_first((row[0], row[1], day[row[1]], *row[2:]) for row in moves_of(found))

    def _scores_of(
        self, db: DbSession, ids: tuple[str, ...]
    ) -> tuple[dict[str, list[Any]], tuple[Instrument, ...]]:
        """The scores of each couple, oldest first, and the instruments; none for those who read no verdicts."""
        if self._reader not in _READ_VERDICTS:
            return {}, ()
        query = select(Score.__table__).where(Score.couple_id.in_(ids), Score.goal_id.is_(None))
        found = _plain(db, query.where(Score.audience.in_(self._audiences)).order_by(Score.on_date))
        return _grouped(found), instruments_in(db) if found else ()

    def _verdicts(self, couple_id: str) -> Iterator[Verdict]:
        scores = self._scores.get(couple_id)
        for review in reviews_of(self._instruments, scores, self._reader) if scores else ():
            for line in review.worse:
                last = line.points[-1]
                yield Verdict(last.score_id, worse_words(review, line), line.side, last.on_date)

    def _known_safety(self, couple_id: str) -> Safety | None:
        """What the reader may know; that nothing was assessed is for the clinician to know."""
        entries = self._safety.get(couple_id, ())
        found = current_safety(one for one in entries if self._reader.may_see(one.audience))
        if found is not None:
            return Safety(found.status, found.on_date, found.id)
        return Safety() if self._reader in _READ_VERDICTS else None

    def _path(self, couple_id: str, came: Sequence[dt.date]) -> tuple[Stretch, ...]:
        found: list[Stretch] = []
        for step in path_of(self._catalogue, self._entries.get(couple_id, ()), came, self._reader):
            number = self._catalogue.phase(step.phase).number
            own = Stretch(step.phase, number, step.entry.on_date, step.sessions, step.entry.id)
            if found and found[-1].phase == own.phase:
                before = found.pop()
                own = Stretch(
                    own.phase, number, before.since, before.sessions + own.sessions, before.entry_id
                )
            found.append(own)
        return tuple(found)

    def _promised(self, file: CommitmentFile) -> Promised:
        promise = file.commitment
        return Promised(
            id=promise.id,
            owner=promise.owner,
            is_habit=promise.kind == CommitmentKind.HABIT,
            is_active=promise.state == CommitmentState.ACTIVE,
            starts_on=promise.starts_on,
            days=file.figures.days,
            serves=self._served(promise),
        )

    def _served(self, promise: Commitment) -> frozenset[str]:
        found = {promise.block, self._groups.get(promise.block or ""), promise.component}
        if promise.step:
            found.add(self._catalogue.step(promise.step).component)
        return frozenset(key for key in found if key and key != _OWN_USE)

    def _sheet(self, one: Assignment, heads: Mapping[str, HandoutHead]) -> SheetOut:
        head = heads.get(one.handout)
        if head is None:
            return SheetOut(one.id, one.handout, one.holder, one.given_on)
        serves = {head.component, *head.blocks, *(self._groups.get(key, "") for key in head.blocks)}
        return SheetOut(one.id, head.title, one.holder, one.given_on, head.needs_safety, frozenset(serves))


def moves_of(tags: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Of tags in order, those at another level than their block had before, and the last of each block.

    Each is its couple, session, block, level and more; a block belongs to its couple.
    """
    latest: dict[tuple[str, str], tuple[int, int, Sequence[Any]]] = {}  # its level, place and tag
    moved: dict[int, Sequence[Any]] = {}
    for place, row in enumerate(tags):
        block, level = (row[0], row[2]), row[3]
        before = latest.get(block)
        if level != (before[0] if before else 0):
            moved[place] = row
        latest[block] = level, place, row
    moved.update((place, row) for _, place, row in latest.values())
    return [row for _, row in sorted(moved.items())]


def _plain(db: DbSession, query: Executable) -> Sequence[Any]:
    """The rows of a query for columns, without what a session does for each row in case it holds records."""
    return db.connection().execute(query).all()


def _status(entries: Iterable[SafetyEntry]) -> str:
    found = current_safety(entries)
    return found.status if found else SafetyStatus.NOT_ASSESSED


def _grouped(records: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(record.couple_id, []).append(record)
    return groups


def _by_first(rows: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups
