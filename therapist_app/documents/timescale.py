"""Where a day lies on a drawn axis, which months are named on it, and which words fit into a width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from therapist_app.kernel.dates import MONTHS

LETTER_EM = 0.58  # a wide guess of one letter's width; fits are never measured, engines differ
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Timescale:
    """Days from `first` to `last` laid evenly from `left` to `right`."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def x(self, day: dt.date) -> float:
        """The place of a day, held inside the axis."""
        span = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / span, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left), 2)

    def months(self, room: float) -> tuple[tuple[float, str], ...]:
        """Firsts of months with short names, at least `room` apart; a short period names its first day."""
        starts = list(_month_starts(self.first, self.last))
        if not starts:
            return ((self.x(self.first), f"{self.first.day} {MONTHS[self.first.month - 1][:3]}"),)
        if self.first.day > 1 and self.x(starts[0]) - self.left >= room:
            starts.insert(0, self.first)  # the month that had begun already is named at the left end
        step = next((step for step in _MONTH_STEPS if self._apart(step) >= room), _MONTH_STEPS[-1])
        shown = (day for day in starts if day == self.first or _month_index(day) % step == 0)
        return tuple((self.x(day), _month_name(day, step)) for day in shown)

    def _apart(self, step: int) -> float:
        days = max((self.last - self.first).days, 1)
        return step * 30.44 / days * (self.right - self.left)


def _month_index(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _month_starts(first: dt.date, last: dt.date) -> list[dt.date]:
    begin = _month_index(first) + (first.day > 1)
    return [dt.date(index // 12, index % 12 + 1, 1) for index in range(begin, _month_index(last) + 1)]


def _month_name(day: dt.date, step: int) -> str:
    return str(day.year) if day.month == 1 and step > 1 else MONTHS[day.month - 1][:3]


def fitting(words: Sequence[str], width: float, size: float, spare: float = 1.2) -> str:
    """The first of these words (longest first) that has room in `width` at this size; empty if none has."""
    em = width / size
    return next((text for text in words if len(text) * LETTER_EM + spare <= em), "")
