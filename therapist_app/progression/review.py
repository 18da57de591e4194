"""The review: what a period says about a couple, for one reader and from only what that reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import PhaseSet
from therapist_app.commitments.figures import Balance, Tally, balance_of, tally
from therapist_app.commitments.model import CommitmentKind
from therapist_app.commitments.service import CommitmentFile
from therapist_app.kernel.audience import Reader
from therapist_app.progression.beside import Beside, beside_of
from therapist_app.progression.model import BlockTag, PhaseEntry
from therapist_app.progression.path import PathStep, active_blocks_of, came_on, path_of
from therapist_app.progression.sentences import sentences_for
from therapist_app.sessions.facts import SessionFact, numbers_of
from therapist_app.sessions.rules import CANCELLED, SEEN

OWN_READERS = frozenset({Reader.CLINICIAN, Reader.SUPERVISION})


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A session as a dot on the path: cancelled ones are rings."""

    session_id: str
    on_date: dt.date
    number: int | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block over the marked sessions: its level in each, None where it was not tagged; who it was seen in."""

    block: str
    label: str
    group: str
    levels: tuple[int | None, ...]
    seen_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthTally:
    """What was kept in one month."""

    first: dt.date
    tally: Tally


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the progress page and the report show, for one reader and one period."""

    reader: Reader
    first: dt.date
    today: dt.date
    sentence: str
    second: str
    path: tuple[PathStep, ...]
    sessions: tuple[SessionMark, ...]
    block_sessions: tuple[SessionMark, ...]
    block_rows: tuple[BlockRow, ...]
    active_blocks: int
    months: tuple[MonthTally, ...]
    last_weeks: Tally
    balance: Balance
    beside: Beside | None = None  # the path through a second set

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.path or self.sessions or self.block_rows or self.months)


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What a review is made from."""

    sessions: Sequence[SessionFact]  # those that the reader may see, oldest first
    entries: Sequence[PhaseEntry]
    tags: Sequence[BlockTag]
    promises: Sequence[CommitmentFile]  # already for the reader
    beside: PhaseSet | None = None  # the set that they are followed in too
    beside_entries: Sequence[PhaseEntry] = ()


def review_of(
    catalogue: Catalogue, facts: ReviewFacts, reader: Reader, first: dt.date | None, today: dt.date
) -> Review:
    """Compute the review; `first` begins the period, None means from the start."""
    sessions = facts.sessions
    begin = first or _beginning(facts, today)
    came = came_on(sessions)
    path = tuple(
        step
        for step in path_of(catalogue, facts.entries, came, reader)
        if step.until is None or step.until > begin
    )
    marks = _marks(sessions, begin)
    rows, columns = _block_map(catalogue, facts.tags, marks, reader)
    months = _months(facts.promises, begin, today)
    pairs = [(file.commitment, file.figures) for file in facts.promises]
    habits = [figures for one, figures in pairs if one.kind == CommitmentKind.HABIT]
    last_weeks = sum((figures.last_weeks for figures in habits), Tally())
    active = len(active_blocks_of(_printable(catalogue, facts.tags, reader), sessions, reader))
    sentence, second = sentences_for(catalogue, reader, path, marks, last_weeks, rows, active, begin, today)
    return Review(
        reader=reader,
        first=begin,
        today=today,
        sentence=sentence,
        second=second,
        path=path,
        sessions=marks,
        block_sessions=columns,
        block_rows=rows,
        active_blocks=active,
        months=months,
        last_weeks=last_weeks,
        balance=balance_of(pairs),
        beside=beside_of(catalogue, facts.beside, facts.beside_entries, came, reader, begin, today),
    )


def _beginning(facts: ReviewFacts, today: dt.date) -> dt.date:
    days = [session.on_date for session in facts.sessions] + [entry.on_date for entry in facts.entries]
    days += [file.commitment.starts_on for file in facts.promises]
    return min([*days, today])


def _marks(sessions: Sequence[SessionFact], first: dt.date) -> tuple[SessionMark, ...]:
    numbers = numbers_of(sessions)
    return tuple(
        SessionMark(session.id, session.on_date, numbers.get(session.id), session.kind in CANCELLED)
        for session in sessions
        if session.on_date >= first and session.kind in SEEN | CANCELLED
    )


def _printable(catalogue: Catalogue, tags: Iterable[BlockTag], reader: Reader) -> list[BlockTag]:
    """For the couple, only blocks that have words for them: threats and continued harm are never printed."""
    if reader in OWN_READERS:
        return list(tags)
    return [tag for tag in tags if catalogue.block(tag.block).couple_label]


def _block_map(
    catalogue: Catalogue,
    tags: Iterable[BlockTag],
    marks: Sequence[SessionMark],
    reader: Reader,
) -> tuple[tuple[BlockRow, ...], tuple[SessionMark, ...]]:
    shown = {mark.session_id for mark in marks}
    seen = [
        tag
        for tag in _printable(catalogue, tags, reader)
        if reader.may_see(tag.audience) and tag.session_id in shown
    ]
    tagged = {tag.session_id for tag in seen}
    columns = tuple(mark for mark in marks if mark.session_id in tagged or (tagged and not mark.cancelled))
    levels = {(tag.block, tag.session_id): tag.level for tag in seen}
    rows = tuple(
        BlockRow(
            block.key,
            block.label if reader in OWN_READERS else str(block.couple_label),
            catalogue.block_group(block.group).label,
            tuple(levels.get((block.key, mark.session_id)) for mark in columns),
            tuple(sorted({tag.seen_in for tag in seen if tag.block == block.key})),
        )
        for block in catalogue.blocks
        if any(tag.block == block.key for tag in seen)
    )
    return rows, columns


def _months(promises: Sequence[CommitmentFile], first: dt.date, today: dt.date) -> tuple[MonthTally, ...]:
    """What was kept in each month of the period, months without a check-in left at zero in between."""
    days = [
        day
        for file in promises
        if file.commitment.kind == CommitmentKind.HABIT
        for day in file.figures.days
        if first <= day.on_date <= today
    ]
    if not any(day.outcome is not None for day in days):
        return ()
    month, months = min(day.on_date for day in days).replace(day=1), list[MonthTally]()
    while month <= today:
        following = (month + dt.timedelta(days=32)).replace(day=1)
        months.append(MonthTally(month, tally(day for day in days if month <= day.on_date < following)))
        month = following
    return tuple(months)
