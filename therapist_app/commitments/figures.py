"""What is derived from check-ins and never stored: rates, runs, the last slip, who carries how much.

Rules: kept rate = kept / (kept + partly + missed), over the last four weeks and in whole. What did not come
up, and days nobody was asked about, leave the count. Where one promise has several accounts for a day the
clinician's counts, else the latest, unless A and B differ: that day is "seen differently" and leaves the
count. So do days on which the promise rested. A run breaks at partly or missed. A bottom line has neither rate
nor run. Several days that were answered at once count on the last of them, each as kept or missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from therapist_app.commitments.model import (
    Account,
    CheckIn,
    Commitment,
    CommitmentKind,
    CommitmentState,
    Outcome,
    Owner,
)
from therapist_app.commitments.standing import Standing, rests_on

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


_NOTHING = Tally()
_ONE: Mapping[str, Tally] = {
    Outcome.KEPT: Tally(kept=1),
    Outcome.PARTLY: Tally(partly=1),
    Outcome.MISSED: Tally(missed=1),
}


@dataclass(frozen=True, slots=True)
class DayOutcome:
    """What counts for one day, or for several that were answered at once: an outcome, or None for two that differ."""

    on_date: dt.date
    outcome: str | None
    asked: int = 1
    kept: int = 0
    rested: bool = False  # the promise did not hold then
    repaired_on: dt.date | None = None

    @property
    def is_seen_differently(self) -> bool:
        """Whether the two accounts differ, so that the day leaves the count."""
        return self.outcome is None

    @property
    def counts(self) -> bool:
        """Whether it enters a rate and a run."""
        return self.outcome in _COUNTED and not self.rested

    @property
    def tally(self) -> Tally:
        """What it adds to a count."""
        if not self.counts:
            return _NOTHING
        if self.asked > 1:
            return Tally(kept=self.kept, missed=self.asked - self.kept)
        return _ONE[str(self.outcome)]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the check-ins of one promise say."""

    days: tuple[DayOutcome, ...] = ()
    last_weeks: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)
    run: int = 0
    longest: int = 0
    last_slip: dt.date | None = None
    mended_on: dt.date | None = None  # the repair after it, or else the first kept day


def outcomes_by_day(check_ins: Iterable[CheckIn], standing: Standing = ()) -> tuple[DayOutcome, ...]:
    """One outcome a day, oldest first, by the rule for several accounts."""
    days: dict[dt.date, list[CheckIn]] = {}
    for check_in in check_ins:
        days.setdefault(check_in.on_date, []).append(check_in)
    return tuple(_outcome_of(day, found, standing) for day, found in sorted(days.items()))


def _outcome_of(day: dt.date, check_ins: Sequence[CheckIn], standing: Standing) -> DayOutcome:
    if len(check_ins) == 1:  # nearly always, and a long work has hundreds of days
        one = check_ins[0]
        asked, kept = one.asked_days or 1, one.kept_days or 0
        return DayOutcome(day, one.outcome, asked, kept, rests_on(standing, day), one.repaired_on)
    found = _that_count(check_ins)
    repaired = min((one.repaired_on for one in found if one.repaired_on), default=None)
    told = {(one.outcome, one.asked_days or 1, one.kept_days or 0) for one in found}
    said = told.pop() if len(told) == 1 else (None, 1, 0)
    return DayOutcome(day, *said, rested=rests_on(standing, day), repaired_on=repaired)


def _that_count(check_ins: Sequence[CheckIn]) -> Sequence[CheckIn]:
    """The clinician's account, else the latest of each partner."""
    latest: dict[str, CheckIn] = {}
    for check_in in sorted(check_ins, key=lambda one: (one.created_at, one.id)):
        latest[check_in.account] = check_in
    own = latest.get(Account.CLINICIAN)
    return [own] if own else list(latest.values())


def tally(days: Iterable[DayOutcome]) -> Tally:
    """Count the days that count."""
    kept = partly = missed = 0
    for day in days:
        own = day.tally
        kept, partly, missed = kept + own.kept, partly + own.partly, missed + own.missed
    return Tally(kept, partly, missed)


def figures_of(
    commitment: Commitment, check_ins: Iterable[CheckIn], today: dt.date, standing: Standing = ()
) -> Figures:
    """All figures of one promise; a bottom line keeps its days but has no rate and no run."""
    days = outcomes_by_day(check_ins, standing)
    if commitment.kind == CommitmentKind.BOTTOM_LINE:
        return Figures(days=days)
    counted = [day for day in days if day.counts]
    runs = _runs(counted)
    slip, mended = _last_slip(counted)
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
            runs[-1] += day.asked
        else:
            runs.append(0)
    return runs


def _last_slip(counted: Sequence[DayOutcome]) -> tuple[dt.date | None, dt.date | None]:
    """The last slip of days in their order, and when it was mended: as was said, else when it was kept again."""
    slip = next((day for day in reversed(counted) if day.outcome != Outcome.KEPT), None)
    if slip is None:
        return None, None
    after = (day.on_date for day in counted if day.on_date > slip.on_date and day.outcome == Outcome.KEPT)
    return slip.on_date, slip.repaired_on or next(after, None)


def line_slip(
    commitment: Commitment,
    days: Sequence[DayOutcome],
    check_ins: Iterable[CheckIn],
    safety_at: dt.datetime | None,
) -> dt.date | None:
    """The day an active bottom line did not hold, until it holds again or safety is entered anew; it opens safety."""
    if commitment.kind != CommitmentKind.BOTTOM_LINE or commitment.state != CommitmentState.ACTIVE:
        return None
    asked = [day for day in days if day.outcome != Outcome.NOT_APPLICABLE]
    if not asked or asked[-1].outcome == Outcome.KEPT:
        return None
    on = asked[-1].on_date
    said = max(one.created_at for one in check_ins if one.on_date == on)
    return None if safety_at is not None and safety_at > said else on


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
        (day for _, figures in habits for day in figures.days if day.counts),
        key=lambda day: day.on_date,
    )
    runs = _runs(days)
    slip, mended = _last_slip(days)
    return SmallWins(
        last_weeks=sum((figures.last_weeks for _, figures in habits), Tally()),
        whole=sum((figures.whole for _, figures in habits), Tally()),
        run=runs[-1],
        longest=max(runs),
        last_slip=slip,
        mended_on=mended,
    )
