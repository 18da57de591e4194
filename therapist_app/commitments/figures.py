"""What is derived from check-ins and never stored: rates, runs, the last slip, who carries how much.

Rules: kept rate = kept / (kept + partly + missed), over the last four weeks and in whole. What did not come
up, and days nobody was asked about, leave the count. Where one promise has several accounts for a day the
clinician's counts, else the latest, unless A and B differ: that day is "seen differently" and leaves the
count. A run breaks at partly or missed. A bottom line has neither rate nor run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from therapist_app.commitments.model import Account, CheckIn, Commitment, CommitmentKind, Outcome, Owner

FOUR_WEEKS = dt.timedelta(weeks=4)
_COUNTED = (Outcome.KEPT, Outcome.PARTLY, Outcome.MISSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of days that count."""

    kept: int = 0
    partly: int = 0
    missed: int = 0

    @property
    def due(self) -> int:
        """All days that count."""
        return self.kept + self.partly + self.missed

    @property
    def rate(self) -> float | None:
        """Kept of due, 0 to 1; None when nothing counts yet."""
        return self.kept / self.due if self.due else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.kept + other.kept, self.partly + other.partly, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class DayOutcome:
    """What counts for one day: an outcome, or None where A and B see it differently."""

    on_date: dt.date
    outcome: str | None

    @property
    def is_seen_differently(self) -> bool:
        """Whether the two accounts differ, so that the day leaves the count."""
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the check-ins of one promise say."""

    days: tuple[DayOutcome, ...] = ()
    last_weeks: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)
    run: int = 0
    longest: int = 0
    last_slip: dt.date | None = None
    mended_on: dt.date | None = None  # the first kept day after the last slip


def outcomes_by_day(check_ins: Iterable[CheckIn]) -> tuple[DayOutcome, ...]:
    """One outcome a day, oldest first, by the rule for several accounts."""
    days: dict[dt.date, list[CheckIn]] = {}
    for check_in in check_ins:
        days.setdefault(check_in.on_date, []).append(check_in)
    return tuple(DayOutcome(day, _that_counts(found)) for day, found in sorted(days.items()))


def _that_counts(check_ins: Sequence[CheckIn]) -> str | None:
    latest: dict[str, CheckIn] = {}
    for check_in in sorted(check_ins, key=lambda one: (one.created_at, one.id)):
        latest[check_in.account] = check_in
    if Account.CLINICIAN in latest:
        return latest[Account.CLINICIAN].outcome
    outcomes = {check_in.outcome for check_in in latest.values()}
    return outcomes.pop() if len(outcomes) == 1 else None


def tally(days: Iterable[DayOutcome]) -> Tally:
    """Count the days that count."""
    outcomes = [day.outcome for day in days]
    return Tally(*(outcomes.count(outcome) for outcome in _COUNTED))


def figures_of(commitment: Commitment, check_ins: Iterable[CheckIn], today: dt.date) -> Figures:
    """All figures of one promise; a bottom line keeps its days but has no rate and no run."""
    days = outcomes_by_day(check_ins)
    if commitment.kind == CommitmentKind.BOTTOM_LINE:
        return Figures(days=days)
    counted = [day for day in days if day.outcome in _COUNTED]
    runs = _runs(counted)
    slip = next((day.on_date for day in reversed(counted) if day.outcome != Outcome.KEPT), None)
    mended = next((day.on_date for day in counted if slip and day.on_date > slip), None)
    recent = [day for day in days if today - FOUR_WEEKS < day.on_date <= today]
    return Figures(
        days=days,
        last_weeks=tally(recent),
        whole=tally(days),
        run=runs[-1],
        longest=max(runs),
        last_slip=slip,
        mended_on=mended,
    )


def _runs(counted: Sequence[DayOutcome]) -> list[int]:
    """Lengths of the stretches of kept days, the present one last; never empty."""
    runs = [0]
    for day in counted:
        if day.outcome == Outcome.KEPT:
            runs[-1] += 1
        else:
            runs.append(0)
    return runs


@dataclass(frozen=True, slots=True)
class Balance:
    """Each one's kept of due in the last four weeks; a promise of both counts once for each."""

    a: Tally
    b: Tally


def balance_of(pairs: Iterable[tuple[Commitment, Figures]]) -> Balance:
    """Who carries how much, over the last four weeks."""
    totals = {Owner.A: Tally(), Owner.B: Tally()}
    for commitment, figures in pairs:
        for owner in totals:
            if commitment.owner in (owner, Owner.BOTH):
                totals[owner] += figures.last_weeks
    return Balance(totals[Owner.A], totals[Owner.B])


@dataclass(frozen=True, slots=True)
class SmallWins:
    """What is shown first: what was kept. Runs are shown on request only."""

    last_weeks: Tally
    whole: Tally
    run: int
    longest: int
    last_slip: dt.date | None
    mended_on: dt.date | None


def small_wins_of(pairs: Iterable[tuple[Commitment, Figures]]) -> SmallWins:
    """The couple's small wins; a promise of both counts once for the couple.

    The run of a couple counts kept days over all promises in order of date; it breaks at partly or missed.
    """
    habits = [(one, figures) for one, figures in pairs if one.kind == CommitmentKind.HABIT]
    days = sorted(
        (day for _, figures in habits for day in figures.days if day.outcome in _COUNTED),
        key=lambda day: day.on_date,
    )
    runs = _runs(days)
    slip = next((day.on_date for day in reversed(days) if day.outcome != Outcome.KEPT), None)
    mended = next(
        (day.on_date for day in days if slip and day.on_date > slip and day.outcome == Outcome.KEPT), None
    )
    return SmallWins(
        last_weeks=sum((figures.last_weeks for _, figures in habits), Tally()),
        whole=sum((figures.whole for _, figures in habits), Tally()),
        run=runs[-1],
        longest=max(runs),
        last_slip=slip,
        mended_on=mended,
    )
