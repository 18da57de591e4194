"""The path through the phases and the blocks that are active, as pure rules."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.moves import move_kind
from therapist_app.catalogue.phase_sets import Numbered, PhaseSet
from therapist_app.kernel.audience import Reader
from therapist_app.progression.model import BlockTag, EarlierPhaseEntry, PhaseEntry
from therapist_app.sessions.facts import SessionFact
from therapist_app.sessions.rules import SEEN

Tag = TypeVar("Tag")


@dataclass(frozen=True, slots=True)
class PathStep:
    """One stretch in a phase: from its entry to the next entry, or to the present if `until` is None.

    `kind` is "start", "forward", "return", "upkeep" or "same"; a return is normal movement. The entry's
    reason is empty where the reader may not see it.
    """

    entry: PhaseEntry
    until: dt.date | None
    kind: str
    sessions: int

    @property
    def reason(self) -> str:
        """Why the clinician set it, as far as the reader may see."""
        return self.entry.reason

    @property
    def phase(self) -> str:
        """The key of the phase."""
        return self.entry.phase


class SetNow(NamedTuple):
    """Where a couple stands in a set beside the six phases; without a step before the first entry."""

    steps: PhaseSet
    step: Numbered | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ActiveBlock:
    """A block that was tagged and not yet tagged resolved: its latest tag, and since when it is open."""

    tag: BlockTag
    since: dt.date
    last_on: dt.date

    def weeks(self, today: dt.date) -> int:
        """Whole weeks since it was first tagged."""
        return max((today - self.since).days, 0) // 7


def ordered(entries: Iterable[PhaseEntry]) -> list[PhaseEntry]:
    """Phase entries in order: by date, then by when they were written."""
    return sorted(entries, key=lambda entry: (entry.on_date, entry.created_at, entry.id))


def came_on(sessions: Iterable[SessionFact]) -> list[dt.date]:
    """The days on which someone came: cancelled contacts and calls are not among them."""
    return [session.on_date for session in sessions if session.kind in SEEN]


def path_of(
    catalogue: Catalogue,
    entries: Iterable[PhaseEntry],
    came: Sequence[dt.date],
    reader: Reader,
    among: PhaseSet | None = None,
) -> tuple[PathStep, ...]:
    """The path, oldest step first, with how many sessions fall into each step; `came` are their days.

    The entries are all of one set: the six phases, or `among`. Of several entries on one day the last one counts:
    the others were changed before anything followed.
    """
    steps: list[PathStep] = []
    days = sorted(came)
    found = list({entry.on_date: entry for entry in ordered(entries)}.values())
    for place, entry in enumerate(found):
        until = found[place + 1].on_date if place + 1 < len(found) else None
        before = found[place - 1].phase if place else None
        inside = (len(days) if until is None else bisect_left(days, until)) - bisect_left(days, entry.on_date)
        kind = move_kind(catalogue, before, entry.phase, among)
        steps.append(PathStep(_as_seen(entry, reader), until, kind, inside))
    return tuple(steps)


def step_on(path: Sequence[PathStep], day: dt.date) -> PathStep | None:
    """Where the path stands on a day; None before its first entry."""
    return next((step for step in reversed(path) if step.entry.on_date <= day), None)


def since_when(path: Sequence[PathStep], step: PathStep) -> dt.date:
    """The day from which on the phase has been this one: entering the same again does not begin anew."""
    since = step.entry.on_date
    for earlier in reversed([one for one in path if one.entry.on_date < since]):
        if earlier.phase != step.phase:
            break
        since = earlier.entry.on_date
    return since


def _as_seen(entry: PhaseEntry, reader: Reader) -> PhaseEntry:
    """The entry without a reason that this reader may not see; the phase itself is joint."""
    if reader.may_see(entry.audience):
        return entry
    return PhaseEntry(
        id=entry.id,
        couple_id=entry.couple_id,
        phase=entry.phase,
        on_date=entry.on_date,
        created_at=entry.created_at,
        phase_set=entry.phase_set,
    )


def earlier_as_seen(earlier: EarlierPhaseEntry, reader: Reader) -> EarlierPhaseEntry:
    """An entry that no longer stands, without the words that this reader may not see."""
    if reader.may_see(earlier.audience):
        return earlier
    return EarlierPhaseEntry(
        id=earlier.id,
        couple_id=earlier.couple_id,
        phase=earlier.phase,
        on_date=earlier.on_date,
        created_at=earlier.created_at,
        phase_set=earlier.phase_set,
        why=earlier.why,
        replaced_by=earlier.replaced_by,
        ended_at=earlier.ended_at,
    )


def before_it(entry_id: str, earlier: Iterable[EarlierPhaseEntry]) -> tuple[EarlierPhaseEntry, ...]:
    """What an entry was before, the latest first: each was replaced by the one before it here."""
    replaced = {one.replaced_by: one for one in earlier if one.replaced_by is not None}
    found: list[EarlierPhaseEntry] = []
    while (one := replaced.pop(entry_id, None)) is not None:
        found.append(one)
        entry_id = one.id
    return tuple(found)


def active_blocks_of(
    tags: Iterable[BlockTag], sessions: Sequence[SessionFact], reader: Reader
) -> tuple[ActiveBlock, ...]:
    """The blocks open now for a reader, oldest first: from the first tag until tagged resolved.

    `sessions` are those that the reader may see, in order.
    """
    place = {session.id: number for number, session in enumerate(sessions)}
    days = {session.id: session.on_date for session in sessions}
    seen = [tag for tag in tags if reader.may_see(tag.audience) and tag.session_id in place]
    in_order = sorted(seen, key=lambda tag: place[tag.session_id])
    return tuple(
        ActiveBlock(*found)
        for found in open_blocks((tag, tag.block, tag.level, days[tag.session_id]) for tag in in_order)
    )


def open_blocks(tags: Iterable[tuple[Tag, str, int, dt.date]]) -> list[tuple[Tag, dt.date, dt.date]]:
    """Of tags in order, each with its block, level and day: the last tag of each open block, since when, its day."""
    open_now: dict[str, tuple[Tag, dt.date, dt.date]] = {}
    for tag, block, level, day in tags:
        if level == 0:
            open_now.pop(block, None)
        else:
            since = open_now[block][1] if block in open_now else day
            open_now[block] = tag, since, day
    return [found for _, found in sorted(open_now.items(), key=lambda one: (one[1][1], one[0]))]


def returns_in(steps: Sequence[PathStep]) -> tuple[PathStep, ...]:
    """The steps that went back to an earlier phase; upkeep is not one of them."""
    return tuple(step for step in steps if step.kind == "return")
