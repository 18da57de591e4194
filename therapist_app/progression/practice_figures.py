"""The practice's own figures, over all couples it has seen: stays in phases, returns, blocks, attendance.

They name nobody, and a figure behind which fewer than five couples stand is not there at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import SIX
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.dates import months_before
from therapist_app.progression.entries import standing
from therapist_app.progression.model import BlockTag, PhaseEntry
from therapist_app.progression.path import path_of
from therapist_app.progression.stays import stays_of
from therapist_app.sessions.facts import ORDER
from therapist_app.sessions.model import Session, SessionKind
from therapist_app.sessions.rules import CANCELLED, SEEN

FEWEST = 5  # couples behind a figure


class Contact(NamedTuple):
    """A contact of a couple, as attendance needs it."""

    couple_id: str
    id: str
    on_date: dt.date
    kind: str


class Tagged(NamedTuple):
    """A tag of a block."""

    couple_id: str
    session_id: str
    block: str
    level: int


class PracticeFacts(NamedTuple):
    """What the figures are made from; contacts in order."""

    contacts: Sequence[Contact]
    entries: Sequence[PhaseEntry]
    tags: Sequence[Tagged]


class Spread(NamedTuple):
    """How long something took: the median and both ends in days, how often, and with how many couples."""

    couples: int
    times: int
    median: int
    least: int
    most: int


class Count(NamedTuple):
    """How often something was, and with how many couples."""

    couples: int
    times: int


class BlockFigures(NamedTuple):
    """A block: how often it became active, how often it came back, and how long until it rested."""

    came: Count
    again: Count | None
    rest: Spread | None


class Attendance(NamedTuple):
    """Contacts that took place, late cancels and no-shows, of how many couples."""

    couples: int
    came: int
    late_cancels: int
    no_shows: int


class PracticeFigures(NamedTuple):
    """All of them; what fewer than five couples stand behind is None, or not in its mapping."""

    couples: int  # that have a path
    stays: Mapping[str, Spread]  # by phase, of stays that ended
    returns: Count | None
    ways: Mapping[tuple[str, str], Count]  # returns, by from and to
    blocks: Mapping[str, BlockFigures]
    last_year: Attendance | None
    whole: Attendance | None


class Run(NamedTuple):
    """One time in which a block was active, until the day it rested, or still."""

    since: dt.date
    rested_on: dt.date | None


def read_facts(db: DbSession) -> PracticeFacts:
    """Read them, in one query for each kind of fact."""
    plain = db.connection()
    contacts = select(Session.couple_id, Session.id, Session.on_date, Session.kind).order_by(*ORDER)
    tags = select(BlockTag.couple_id, BlockTag.session_id, BlockTag.block, BlockTag.level)
    return PracticeFacts(
        contacts=[Contact(*row) for row in plain.execute(contacts).all()],
        entries=db.scalars(select(PhaseEntry).where(PhaseEntry.phase_set == SIX, standing())).all(),
        tags=[Tagged(*row) for row in plain.execute(tags).all()],
    )


def figures_of(catalogue: Catalogue, facts: PracticeFacts, today: dt.date) -> PracticeFigures:
    """Compute them."""
    entries: dict[str, list[PhaseEntry]] = {}
    for entry in facts.entries:
        entries.setdefault(entry.couple_id, []).append(entry)
    stays: dict[str, list[tuple[str, int]]] = {}
    ways: dict[tuple[str, str], list[str]] = {}
    for couple, own in entries.items():
        path = stays_of(catalogue, path_of(catalogue, own, (), Reader.CLINICIAN))
        for place, stay in enumerate(path):
            if stay.until:
                stays.setdefault(stay.phase.key, []).append((couple, (stay.until - stay.since).days))
            if stay.kind == "return":
                ways.setdefault((path[place - 1].phase.key, stay.phase.key), []).append(couple)
    a_year_ago = months_before(today, 12)
    return PracticeFigures(
        couples=len(entries),
        stays={key: found for key, own in stays.items() if (found := spread_of(own))},
        returns=_count([couple for own in ways.values() for couple in own]),
        ways={key: found for key, own in ways.items() if (found := _count(own))},
        blocks=_blocks(catalogue, facts),
        last_year=_attendance(one for one in facts.contacts if one.on_date > a_year_ago),
        whole=_attendance(facts.contacts),
    )


def runs_of(tags: Iterable[tuple[dt.date, int]]) -> Iterator[Run]:
    """The times in which one couple's block was active; its tags are day and level, in order."""
    since: dt.date | None = None
    for day, level in tags:
        if level and since is None:
            since = day
        elif not level and since is not None:
            yield Run(since, day)
            since = None
    if since is not None:
        yield Run(since, None)


def spread_of(found: Sequence[tuple[str, int]]) -> Spread | None:
    """How long they took, each a couple and its days; None where too few couples stand behind it."""
    couples = len({couple for couple, _ in found})
    if couples < FEWEST:
        return None
    days = sorted(one for _, one in found)
    return Spread(couples, len(days), round(median(days)), days[0], days[-1])


def _count(couples: Sequence[str]) -> Count | None:
    found = len(set(couples))
    return Count(found, len(couples)) if found >= FEWEST else None


def _blocks(catalogue: Catalogue, facts: PracticeFacts) -> dict[str, BlockFigures]:
    place = {one.id: (at, one.on_date) for at, one in enumerate(facts.contacts)}
    tags: dict[tuple[str, str], list[tuple[int, dt.date, int]]] = {}
    for tag in facts.tags:
        if tag.session_id in place:
            tags.setdefault((tag.block, tag.couple_id), []).append((*place[tag.session_id], tag.level))
    runs: dict[str, list[tuple[str, int, Run]]] = {}
    for (block, couple), own in tags.items():
        found = enumerate(runs_of((day, level) for _, day, level in sorted(own)))
        runs.setdefault(block, []).extend((couple, number, run) for number, run in found)
    return {
        block.key: BlockFigures(
            came,
            _count([couple for couple, number, _ in own if number]),
            spread_of(
                [(couple, (run.rested_on - run.since).days) for couple, _, run in own if run.rested_on]
            ),
        )
        for block in catalogue.blocks
        for own in [runs.get(block.key, [])]
        if (came := _count([couple for couple, _, _ in own]))
    }


def _attendance(contacts: Iterable[Contact]) -> Attendance | None:
    found = [one for one in contacts if one.kind in SEEN | CANCELLED]
    couples = len({one.couple_id for one in found})
    if couples < FEWEST:
        return None
    kinds = [one.kind for one in found]
    return Attendance(
        couples,
        sum(kind in SEEN for kind in kinds),
        kinds.count(SessionKind.LATE_CANCEL),
        kinds.count(SessionKind.NO_SHOW),
    )
