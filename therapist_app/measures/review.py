"""What scores say, for one reader and from only what that reader may see: lines, changes, gaps, and the goals' T."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapist_app.kernel.audience import Reader
from therapist_app.measures.instrument import Instrument
from therapist_app.measures.model import Goal, Score
from therapist_app.measures.rules import (
    Verdict,
    Weighed,
    t_score,
    t_working,
    verdict_of,
    working_of,
)

SIDES = ("a", "b")


@dataclass(frozen=True, slots=True)
class Point:
    """One score of a line."""

    score_id: str
    on_date: dt.date
    value: float
    item_nine: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One partner's scores, oldest first; never empty."""

    side: str
    points: tuple[Point, ...]

    @property
    def first(self) -> float:
        """The earliest score."""
        return self.points[0].value

    @property
    def last(self) -> float:
        """The latest score."""
        return self.points[-1].value

    @property
    def has_change(self) -> bool:
        """Whether there is more than one score to compare."""
        return len(self.points) > 1


@dataclass(frozen=True, slots=True)
class MeasureReview:
    """One instrument: the lines a reader may see, A before B. A private instrument has one line."""

    instrument: Instrument
    lines: tuple[Line, ...]

    def verdict(self, line: Line) -> Verdict | None:
        """What a partner's change is; None where there is none to judge, or no rule to judge it by."""
        return verdict_of(self.instrument, line.first, line.last) if line.has_change else None

    @property
    def worse(self) -> tuple[Line, ...]:
        """The partners whose latest score is reliably worse than their first."""
        return tuple(line for line in self.lines if self.verdict(line) == Verdict.WORSE)

    def working(self, line: Line) -> str:
        """How that was found."""
        return working_of(self.instrument, line.first, line.last)

    @property
    def gaps(self) -> tuple[tuple[dt.date, float], ...]:
        """How far apart the two were, on each day that both have a score."""
        if len(self.lines) < len(SIDES):
            return ()
        a, b = ({point.on_date: point.value for point in line.points} for line in self.lines)
        return tuple((day, abs(a[day] - b[day])) for day in sorted(a.keys() & b.keys()))

    @property
    def item_nine(self) -> int | None:
        """Item 9 beside the latest total, if it was entered."""
        return self.lines[0].points[-1].item_nine if len(self.lines) == 1 else None


def reviews_of(
    instruments: Sequence[Instrument],
    scores: Iterable[Score],
    reader: Reader,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> tuple[MeasureReview, ...]:
    """The reviews in the order of the instruments; `scores` are one couple's, oldest first."""
    seen = [
        one
        for one in scores
        if reader.may_see(one.audience)
        and (first is None or one.on_date >= first)
        and (last is None or one.on_date <= last)
    ]
    found: list[MeasureReview] = []
    for instrument in instruments:
        lines = [line for side in SIDES if (line := _line(instrument, seen, side)) is not None]
        if instrument.private:
            found += [MeasureReview(instrument, (line,)) for line in lines if _may_hold(reader, line.side)]
        elif lines:
            found.append(MeasureReview(instrument, tuple(lines)))
    return tuple(found)


def _may_hold(reader: Reader, side: str) -> bool:
    """Whether a private score may stand on this reader's page: never on one for both, nor on the other's."""
    return reader in (Reader.CLINICIAN, Reader.SUPERVISION) or reader == side


def _line(instrument: Instrument, scores: Iterable[Score], side: str) -> Line | None:
    points = tuple(
        Point(one.id, one.on_date, one.value, one.item_nine)
        for one in scores
        if one.instrument == instrument.key and one.partner == side
    )
    return Line(side, points) if points else None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal with its ratings, oldest first."""

    goal: Goal
    points: tuple[Point, ...]

    @property
    def level(self) -> int | None:
        """The level it is at, -2 to +2; None before the first rating."""
        return round(self.points[-1].value) if self.points else None


@dataclass(frozen=True, slots=True)
class GoalReview:
    """The goals a reader may see, and T on each day that one of them was rated."""

    goals: tuple[GoalLine, ...] = ()
    t_line: tuple[tuple[dt.date, float], ...] = ()
    working: str = ""

    @property
    def t(self) -> float | None:
        """T now."""
        return self.t_line[-1][1] if self.t_line else None


def goals_of(
    goals: Iterable[Goal],
    scores: Iterable[Score],
    reader: Reader,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> GoalReview:
    """The review of goals; T counts each rated goal at its latest level, an unrated one not at all."""
    seen = [
        one
        for one in scores
        if one.goal_id is not None and reader.may_see(one.audience) and (last is None or one.on_date <= last)
    ]
    lines = tuple(
        GoalLine(goal, tuple(Point(s.id, s.on_date, s.value) for s in seen if s.goal_id == goal.id))
        for goal in goals
        if reader.may_see(goal.audience)
    )
    days = sorted({point.on_date for line in lines for point in line.points})
    t_line = tuple(
        (day, score)
        for day in days
        if (first is None or day >= first) and (score := t_score(_weighed(lines, day))) is not None
    )
    return GoalReview(lines, t_line, t_working(_weighed(lines, days[-1] if days else dt.date.min)))


def _weighed(lines: Iterable[GoalLine], day: dt.date) -> list[Weighed]:
    reached = ((line, [point.value for point in line.points if point.on_date <= day]) for line in lines)
    return [Weighed(line.goal.weight, values[-1]) for line, values in reached if values]
