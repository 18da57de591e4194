"""Use cases of the path: phases, block tags, the review, the caseload and loose ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import SIX, PhaseSet
from therapist_app.commitments.rules import require_audience
from therapist_app.commitments.service import CommitmentService
from therapist_app.couples.model import CoupleStatus
from therapist_app.couples.rules import require_known
from therapist_app.couples.service import CoupleFile, CoupleService
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line
from therapist_app.practice.thresholds import Thresholds, read_thresholds
from therapist_app.progression.blocks_now import open_now, open_since
from therapist_app.progression.caseload import CaseloadFacts, CaseloadRow, caseload_of
from therapist_app.progression.entries import standing
from therapist_app.progression.loose_ends import (
    LooseEnd,
    OpenFacts,
    in_order,
    later_ends_of,
    loose_ends_of,
)
from therapist_app.progression.model import BlockTag, PhaseEntry, SeenIn
from therapist_app.progression.path import (
    ActiveBlock,
    PathStep,
    SetNow,
    ordered,
    path_of,
    since_when,
    step_on,
)
from therapist_app.progression.phasing import Phasing, entries_of
from therapist_app.progression.review import Review, ReviewFacts, Tagging, review_of
from therapist_app.progression.reviewing import Reviewing, planned_reviews
from therapist_app.progression.sets import PhaseSets, set_of
from therapist_app.progression.setting_aside import SettingAside
from therapist_app.safety.service import SafetyService
from therapist_app.sessions.facts import days_of, facts_of, seen_by
from therapist_app.sessions.locked import require_unsigned
from therapist_app.sessions.model import Session
from therapist_app.sessions.rules import SEEN
from therapist_app.sessions.service import SessionService
from therapist_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class _Practice:
    """What caseload and loose ends are found in, read once for as long as nothing is written."""

    stamp: object
    today: dt.date
    facts: OpenFacts
    phases: dict[str, str]
    after: Thresholds
    ends: tuple[LooseEnd, ...]


class ProgressionService:
    """Sets phases, tags blocks, and reads the way a couple has come."""

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        clock: Clock,
        couples: CoupleService,
        safety: SafetyService,
        sessions: SessionService,
        commitments: CommitmentService,
    ) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._couples = couples
        self._safety = safety
        self._sessions = sessions
        self._commitments = commitments
        self.phases = Phasing(vault, catalogue, clock)
        self.sets = PhaseSets(vault, catalogue, clock)
        self.aside = SettingAside(vault, clock, couples)
        self.reviews = Reviewing(vault, clock, couples)
        self._whole: _Practice | None = None

    def phase(self, couple_id: str) -> PhaseEntry | None:
        """The latest dated phase entry, or None."""
        with self._vault.read() as db:
            entries = ordered(entries_of(db, couple_id))
        return entries[-1] if entries else None

    def path(
        self,
        couple_id: str,
        reader: Reader | str = Reader.CLINICIAN,
        among: PhaseSet | None = None,
    ) -> tuple[PathStep, ...]:
        """The path so far, for a reader: through the six phases, or through a set beside them."""
        reader = Reader(reader)
        with self._vault.read() as db:
            entries = entries_of(db, couple_id, among.key if among else SIX)
            begin = min((entry.on_date for entry in entries), default=dt.date.max)
            days = days_of(db, couple_id, reader, SEEN, begin)
            return path_of(self._catalogue, entries, days, reader, among)

    def beside_now(self, couple_id: str, day: dt.date | None = None) -> SetNow | None:
        """Where a couple stands on a day, today unless given, in the set it is followed in beside the six phases."""
        steps = self.sets.of(couple_id)
        if steps is None:
            return None
        path = self.path(couple_id, among=steps)
        step = step_on(path, day or self._clock.today())
        return SetNow(steps, steps.phase(step.phase), since_when(path, step)) if step else SetNow(steps)

    def tag_block(
        self,
        session_id: str,
        block: str,
        level: int,
        seen_in: str | None = None,
        line: str | None = None,
        audience: str | None = None,
    ) -> Done[BlockTag]:
        """Tag a block in a session, or change its tag; level 0 says it is resolved.

        What is not given stays as it was; a new tag is seen between them and inherits the session's audience.
        """
        require_known(block, self._catalogue.blocks, "block")
        require_audience(audience)
        if level not in {point.value for point in self._catalogue.levels}:
            words = ", ".join(point.label.lower() for point in self._catalogue.levels)
            raise InputError(f"The level must be one of these: {words}.", "Nothing was changed.", "level")
        if seen_in not in (None, *SeenIn):
            raise InputError("Please say where it is seen.", "Nothing was changed.", "seen_in")
        with self._vault.begin() as db:
            session = _require(db, Session, session_id)
            require_unsigned(db, session_id)
            tag = _tag_of(db, session, block)
            tag.level = level
            tag.seen_in = seen_in or tag.seen_in
            tag.line = tag.line if line is None else clean_line(line, "line")
            tag.audience = audience or tag.audience
            db.add(tag)
        return Done(tag, Changes.of("block", couple=tag.couple_id))

    def untag_block(self, session_id: str, block: str) -> Changes:
        """Take a tag off a session."""
        with self._vault.begin() as db:
            session = _require(db, Session, session_id)
            require_unsigned(db, session_id)
            db.execute(delete(BlockTag).where(BlockTag.session_id == session_id, BlockTag.block == block))
        return Changes.of("block", couple=session.couple_id)

    def tags(self, session_id: str) -> tuple[BlockTag, ...]:
        """The tags of one session, in the catalogue's order."""
        order = {block.key: place for place, block in enumerate(self._catalogue.blocks)}
        with self._vault.read() as db:
            found = db.scalars(select(BlockTag).where(BlockTag.session_id == session_id)).all()
        return tuple(sorted(found, key=lambda tag: order.get(tag.block, len(order))))

    def all_tags(self, couple_id: str) -> tuple[BlockTag, ...]:
        """Every tag of a couple."""
        with self._vault.read() as db:
            return tuple(_of_couple(db, BlockTag, couple_id))

    def active_blocks(
        self, couple_id: str, reader: Reader | str = Reader.CLINICIAN
    ) -> tuple[ActiveBlock, ...]:
        """The blocks open now, oldest first, for a reader."""
        reader = Reader(reader)
        with self._vault.read() as db:
            return tuple(ActiveBlock(*row) for row in db.execute(open_now(couple_id, reader)).all())

    def blocks_open_since(self, couple_ids: Collection[str]) -> dict[str, tuple[dt.date, ...]]:
        """Since when each open block of some couples is open, for the clinician, in one query."""
        with self._vault.read() as db:
            return open_since(db, couple_ids, Reader.CLINICIAN)

    def review(self, couple_id: str, reader: Reader | str, first: dt.date | None = None) -> Review:
        """The review since `first`, or from the start, for a reader."""
        facts, reader = self.review_facts(couple_id, reader), Reader(reader)
        return review_of(self._catalogue, facts, reader, first, self._clock.today())

    def review_facts(self, couple_id: str, reader: Reader | str) -> ReviewFacts:
        """What reviews of any period are made from, for a reader: read once, in a query for each kind of fact."""
        reader = Reader(reader)
        columns = (BlockTag.session_id, BlockTag.block, BlockTag.level, BlockTag.seen_in)
        tags = select(*columns).where(BlockTag.couple_id == couple_id, BlockTag.audience.in_(seen_by(reader)))
        promises = self._commitments.list(couple_id, reader)
        with self._vault.read() as db:
            beside = set_of(db, self._catalogue, couple_id)
            return ReviewFacts(
                sessions=facts_of(db, couple_id, reader),
                entries=entries_of(db, couple_id),
                beside=beside,
                beside_entries=entries_of(db, couple_id, beside.key) if beside else (),
                tags=[Tagging(*row) for row in db.execute(tags).all()],
                promises=promises,
            )

    def caseload(self, status: str | None = CoupleStatus.ACTIVE) -> tuple[CaseloadRow, ...]:
        """The caseload: today's couples by time, then those needing attention, then by label."""
        whole = self._read_whole()
        files, phases, last_met = self._files(whole, status)
        facts = CaseloadFacts(
            phases=phases,
            last_met=last_met,
            drafts=frozenset(one.fact.couple_id for one in whole.facts.open_notes if one.has_note),
            # What asks for a look at a couple: a signature alone does not, nor does what was set aside.
            waiting=frozenset(end.couple_id for end in self.aside.part(whole.ends)[0]),
            today=self._sessions.facts_on(whole.today),
        )
        return caseload_of(files, facts, whole.today)

    def _files(
        self, whole: _Practice, status: str | None
    ) -> tuple[Sequence[CoupleFile], Mapping[str, str], Mapping[str, dt.date]]:
        """The couples of a status with their phases and last days; closed ones are read only when asked for."""
        if status not in (None, CoupleStatus.CLOSED):
            files = [file for file in whole.facts.couples if file.couple.status == status]
            return files, whole.phases, whole.facts.last_met
        files = self._couples.list(status)
        ids = [file.couple.id for file in files]
        with self._vault.read() as db:
            return files, _phases_now(db, ids), self._sessions.last_met(ids)

    def loose_ends(self, couple_ids: Collection[str] | None = None) -> tuple[LooseEnd, ...]:
        """What waits to be finished, of the whole practice or of these couples; homework adds its own."""
        whole = self._read_whole()
        until = whole.today - dt.timedelta(days=whole.after.unsigned_days + 1)
        unsigned = self._sessions.unsigned_notes(until, couple_ids)
        to_share = self._sessions.to_share(whole.today)
        labels = {**whole.facts.labels, **{file.couple.id: file.couple.label for file in whole.facts.couples}}
        labels |= self._couples.labels({one.couple_id for one in (*unsigned, *to_share)} - labels.keys())
        found = (*whole.ends, *later_ends_of(labels, unsigned, to_share))
        wanted = found if couple_ids is None else [end for end in found if end.couple_id in couple_ids]
        return in_order(wanted)

    def _read_whole(self) -> _Practice:
        """Read over all that is open, or give what was read before and holds: Today and the sidebar ask in turn.

        Its cost grows with the couples that are seen, not with those that a practice has closed.
        """
        stamp, today, before = self._vault.stamp, self._clock.today(), self._whole
        if before is not None and stamp is not None and (before.stamp, before.today) == (stamp, today):
            return before
        couples, notes = self._couples.list_open(), self._sessions.open_notes()
        ids = [file.couple.id for file in couples]
        with self._vault.read() as db:
            phases, planned, after = (
                _phases_now(db, ids),
                planned_reviews(db, ids),
                read_thresholds(db, self._catalogue),
            )
        facts = OpenFacts(
            couples=couples,
            labels=self._couples.labels({note.fact.couple_id for note in notes} - set(ids)),
            open_notes=notes,
            past_review=self._commitments.past_review(today),
            bottom_lines=self._commitments.asked_lines(),
            last_met=self._sessions.last_met(ids),
            safety=self._safety.standings(),
            planned=planned,
        )
        self._whole = _Practice(stamp, today, facts, phases, after, loose_ends_of(facts, today, after))
        return self._whole


def _require(db: DbSession, record: Any, record_id: str) -> Any:
    found = db.get(record, record_id)
    if found is None:
        raise InputError("That is no longer here.", "Nothing was changed.")
    return found


def _phases_now(db: DbSession, couple_ids: Collection[str]) -> dict[str, str]:
    """The phase of each of these couples: its latest entry."""
    newest = (PhaseEntry.on_date.desc(), PhaseEntry.created_at.desc(), PhaseEntry.id.desc())
    place = func.row_number().over(partition_by=PhaseEntry.couple_id, order_by=newest)
    mine = PhaseEntry.couple_id.in_(tuple(couple_ids))
    entries = (
        select(PhaseEntry.couple_id, PhaseEntry.phase, place.label("place"))
        .where(mine, PhaseEntry.phase_set == SIX, standing())
        .subquery()
    )
    rows = db.execute(select(entries.c.couple_id, entries.c.phase).where(entries.c.place == 1)).all()
    return {row[0]: row[1] for row in rows}


def _tag_of(db: DbSession, session: Session, block: str) -> BlockTag:
    query = select(BlockTag).where(BlockTag.session_id == session.id, BlockTag.block == block)
    return db.scalars(query).one_or_none() or BlockTag(
        couple_id=session.couple_id, session_id=session.id, block=block, level=1, audience=session.audience
    )


def _of_couple(db: DbSession, record: Any, couple_id: str) -> Sequence[Any]:
    return db.scalars(select(record).where(record.couple_id == couple_id)).all()
