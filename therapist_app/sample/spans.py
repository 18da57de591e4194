"""When each couple of the sample was seen: all through the same weeks, or one after another over a career."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

_WEEK = dt.timedelta(weeks=1)
_CAREER = dt.timedelta(days=20 * 365)
_WEEKLY_UP_TO = 500  # sessions; who has more came twice a week
_SEEN_NOW_ONE_IN = 16  # couples of a career
_SENTENCES = 6  # in a paragraph of a note as long as a real one


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks that one couple's story fills."""

    end: dt.date
    weeks: int
    sessions: int | None = None  # exactly so many; None where the weeks say how many
    is_over: bool = False  # the couple's work has ended
    sentences: int = 1  # in each paragraph of its notes
    asked_weeks: int = 60  # the last weeks of its promises are asked about

    def day(self, at: float, weekday: int | None = None) -> dt.date:
        """The day at a share of these weeks, or the next of that weekday; never after their end."""
        day = self.end - self.weeks * _WEEK + dt.timedelta(days=round(at * self.weeks * 7))
        while weekday is not None and day.weekday() != weekday and day < self.end:
            day += dt.timedelta(days=1)
        return min(day, self.end)

    def session_days(self, first: dt.date, weekday: int, unseen_weeks: int) -> list[dt.date]:
        """The days of its sessions, from the first; none in the last `unseen_weeks`."""
        if self.sessions is not None:
            return self._counted_back(weekday, self.sessions)
        day, last = first, self.end - unseen_weeks * _WEEK
        while day.weekday() != weekday:
            day += dt.timedelta(days=1)
        step = _WEEK if self.weeks <= 20 else 2 * _WEEK
        days: list[dt.date] = []
        while day < last:
            days.append(day)
            day += step
        return days or [min(first, self.end)]

    def _counted_back(self, weekday: int, sessions: int) -> list[dt.date]:
        last = self.end - dt.timedelta(days=(self.end.weekday() - weekday) % 7 or 7)
        return [last - number * _step(sessions) for number in reversed(range(sessions))]


def side_by_side(couples: int, weeks: int, end: dt.date) -> Iterator[Span]:
    """Every couple through the same weeks."""
    for _ in range(couples):
        yield Span(end, max(weeks, 1))


def career(couples: int, sessions: int, longest: int, end: dt.date) -> Iterator[Span]:
    """A working life: one couple of `longest` sessions, the others short and long, a few of them seen now."""
    yield _worked(end, longest, is_over=False)
    others = couples - 1
    weights = [20 + index * 37 % 61 for index in range(others)]
    told = passed = 0
    for index, weight in enumerate(weights):
        passed += weight
        upto = (sessions - longest) * passed // sum(weights)
        is_over = index >= couples // _SEEN_NOW_ONE_IN
        ended = end - _CAREER * index // others if is_over else end
        yield _worked(ended, upto - told, is_over=is_over)
        told = upto


def _worked(end: dt.date, sessions: int, *, is_over: bool) -> Span:
    weeks = -(-sessions * _step(sessions) // _WEEK) + 1
    return Span(end, weeks, sessions, is_over, _SENTENCES, asked_weeks=8)


def _step(sessions: int) -> dt.timedelta:
    return _WEEK if sessions <= _WEEKLY_UP_TO else dt.timedelta(days=3)
