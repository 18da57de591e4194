"""The review: what a period says about a couple, for one reader and from only what that reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import PhaseSet
from therapist_app.commitments.figures import Balance, Tally, balance_of, tally
from therapist_app.commitments.files import CommitmentFile, pairs_of
from therapist_app.commitments.model import CommitmentKind
from therapist_app.kernel.audience import Reader
from therapist_app.progression.beside import Beside, beside_of
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.path import PathStep, came_on, open_blocks, path_of
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


class Tagging(NamedTuple):
    """What a review needs of a block's tag; a long history has thousands."""

    session_id: str
    block: str
    level: int
    seen_in: str


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What a review is made from, all of it already for its reader but for the reasons of entries."""

    sessions: Sequence[SessionFact]  # oldest first
    entries: Sequence[PhaseEntry]
    tags: Sequence[Tagging]
    promises: Sequence[CommitmentFile]
    beside: PhaseSet | None = None  # the set that they are followed in too
    beside_entries: Sequence[PhaseEntry] = ()

    def beginning(self, today: dt.date) -> dt.date:
        """The day on which the work began."""
        days = [session.on_date for session in self.sessions] + [entry.on_date for entry in self.entries]
        days += [file.commitment.starts_on for file in self.promises]
        return min([*days, today])

    def until(self, day: dt.date) -> ReviewFacts:
        """The same facts as they stood at the end of a day."""
        return ReviewFacts(
            sessions=[session for session in self.sessions if session.on_date <= day],
            entries=[entry for entry in self.entries if entry.on_date <= day],
            tags=self.tags,  # those of sessions that are not there do not count
            promises=[file.as_of(day) for file in self.promises if file.commitment.starts_on <= day],
            beside=self.beside,
            beside_entries=[entry for entry in self.beside_entries if entry.on_date <= day],
        )


def review_of(
    catalogue: Catalogue, facts: ReviewFacts, reader: Reader, first: dt.date | None, today: dt.date
) -> Review:
    """Compute the review; `first` begins the period, None means from the start."""
    sessions = facts.sessions
    begin = first or facts.beginning(today)
    came = came_on(sessions)
    path = tuple(
        step
        for step in path_of(catalogue, facts.entries, came, reader)
        if step.until is None or step.until > begin
    )
    marks = _marks(sessions, begin)
    tags = _in_order(_printable(catalogue, facts.tags, reader), sessions)
    rows, columns = _block_map(catalogue, tags, marks, reader)
    months = _months(facts.promises, begin, today)
    pairs = pairs_of(facts.promises)
    habits = [figures for one, figures in pairs if one.kind == CommitmentKind.HABIT]
    last_weeks = sum((figures.last_weeks for figures in habits), Tally())
    active = len(open_blocks((tag, tag.block, tag.level, day) for tag, day in tags))
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


def _marks(sessions: Sequence[SessionFact], first: dt.date) -> tuple[SessionMark, ...]:
    numbers = numbers_of(sessions)
    return tuple(
        SessionMark(session.id, session.on_date, numbers.get(session.id), session.kind in CANCELLED)
        for session in sessions
        if session.on_date >= first and session.kind in SEEN | CANCELLED
    )


def _printable(catalogue: Catalogue, tags: Sequence[Tagging], reader: Reader) -> Sequence[Tagging]:
    """For the couple, only blocks that have words for them: threats and continued harm are never printed."""
    if reader in OWN_READERS:
        return tags
    said = {block.key for block in catalogue.blocks if block.couple_label}
    return [tag for tag in tags if tag.block in said]


def _in_order(tags: Iterable[Tagging], sessions: Sequence[SessionFact]) -> list[tuple[Tagging, dt.date]]:
    """Tags with their day, in the order of the sessions they were born in; none of a session that is not there."""
    place = {session.id: number for number, session in enumerate(sessions)}
    found = sorted((place[tag.session_id], tag) for tag in tags if tag.session_id in place)
    return [(tag, sessions[number].on_date) for number, tag in found]


def _block_map(
    catalogue: Catalogue,
    tags: Iterable[tuple[Tagging, dt.date]],
    marks: Sequence[SessionMark],
    reader: Reader,
) -> tuple[tuple[BlockRow, ...], tuple[SessionMark, ...]]:
    shown = {mark.session_id for mark in marks}
    seen: dict[str, dict[str, Tagging]] = {}
    tagged = set[str]()
    for tag, _ in tags:
        if tag.session_id in shown:
            seen.setdefault(tag.block, {})[tag.session_id] = tag
            tagged.add(tag.session_id)
    columns = tuple(mark for mark in marks if mark.session_id in tagged or (tagged and not mark.cancelled))
    rows = tuple(
        BlockRow(
            block.key,
            block.label if reader in OWN_READERS else str(block.couple_label),
            catalogue.block_group(block.group).label,
            tuple(own[mark.session_id].level if mark.session_id in own else None for mark in columns),
            tuple(sorted({tag.seen_in for tag in own.values()})),
        )
        for block in catalogue.blocks
        if (own := seen.get(block.key))
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
