"""What rules of guidance look at: the plain facts of one couple, as far as one reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapist_app.commitments.figures import DayOutcome
from therapist_app.couples.model import SafetyStatus
from therapist_app.guidance.facts import From
from therapist_app.progression.loose_ends import LooseEnd

HELD = frozenset({SafetyStatus.CONCERNS, SafetyStatus.UNSAFE})


@dataclass(frozen=True, slots=True)
class Safety:
    """The status that holds, and the entry that says so; without an entry it was not assessed."""

    status: str = SafetyStatus.NOT_ASSESSED
    on_date: dt.date | None = None
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the path: its phase with number, since when, and how many sessions fell into it.

    The same phase entered again goes on; it begins no other stretch.
    """

    phase: str
    number: int
    since: dt.date
    sessions: int
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A session that took place; `alone` is the partner who came alone, or "".

    Of a long history only the first one is gathered, and those to which one came alone.
    """

    id: str
    on_date: dt.date
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A block tagged in a session: level 0 says that it was resolved.

    Gathered are those that changed the level of their block, and the latest of each.
    """

    session_id: str
    on_date: dt.date
    block: str
    group: str
    level: int
    seen_in: str = "between"


@dataclass(frozen=True, slots=True)
class Open:
    """A block that is open: its latest tag, and the day from which on it is."""

    tag: Tagged
    since: dt.date


@dataclass(frozen=True, slots=True)
class Rated:
    """A sign as someone rated it in a session, or on a sheet that came back."""

    session_id: str | None
    on_date: dt.date
    sign: str
    rater: str
    value: int

    @property
    def source(self) -> tuple[From, str]:
        """Where it opens."""
        return (From.SESSION, self.session_id) if self.session_id else (From.HOMEWORK, "")


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise with what was answered; `serves` are the keys of what it answers: block, group, component."""

    id: str
    owner: str
    is_habit: bool
    is_active: bool
    starts_on: dt.date
    days: tuple[DayOutcome, ...] = ()
    serves: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet that was given and not yet looked at together."""

    id: str
    title: str
    holder: str
    given_on: dt.date
    needs_safety: bool = False
    serves: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a partner's ways; keys of the catalogue, None where nobody looked yet."""

    side: str
    style: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Broke:
    """A rupture: its kind, and who was hurt as far as the reader may know."""

    id: str
    kind: str
    who_hurt: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reliable deterioration that a measure showed; `what` says it in words."""

    id: str
    what: str
    side: str
    on_date: dt.date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One couple for one reader on one day; sequences are oldest first.

    `status` is the true status: it silences rules whoever reads. `safety` is what the reader may know of it, which
    rules may speak of.
    """

    couple_id: str
    today: dt.date
    status: str = SafetyStatus.NOT_ASSESSED
    safety: Safety | None = None
    path: tuple[Stretch, ...] = ()
    seen: tuple[Seen, ...] = ()
    tags: tuple[Tagged, ...] = ()
    ratings: tuple[Rated, ...] = ()
    promises: tuple[Promised, ...] = ()
    sheets: tuple[SheetOut, ...] = ()
    people: tuple[Person, ...] = ()
    ruptures: tuple[Broke, ...] = ()
    ends: tuple[LooseEnd, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def phase(self) -> Stretch | None:
        """Where they are."""
        return self.path[-1] if self.path else None

    def is_in(self, phases: Sequence[str] | None) -> bool:
        """Whether the phase now is one of these."""
        return self.phase is not None and self.phase.phase in (phases or ())

    def open_blocks(self, keys: Iterable[str] | None) -> tuple[Open, ...]:
        """The open blocks among these, each named by its own key or by its group's, longest open first."""
        wanted, found = frozenset(keys or ()), dict[str, Open]()
        for tag in self.tags:
            if not tag.level:
                found.pop(tag.block, None)
            elif tag.block in wanted or tag.group in wanted:
                found[tag.block] = Open(tag, found[tag.block].since if tag.block in found else tag.on_date)
        return tuple(sorted(found.values(), key=lambda one: (one.since, one.tag.block)))
