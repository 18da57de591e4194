"""Which backups stay: by their own order and number, never by what a clock says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# All of the last two days; of what is older the last of each of 12 days, then of 10 weeks, then of 9 months. A
# "day" is one on which a backup was made; a week is five such days, a month twenty.
DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9
WEEK, MONTH = 5, 20
NEVER = 3  # so many of the newest that check out are kept whatever the rest says
PINNED_DAYS = 90


@dataclass(frozen=True, slots=True)
class Standing:
    """What thinning needs to know of a backup. `day` counts up by at most one from a backup to the next."""

    seq: int
    day: int
    pinned: bool = False


def to_keep(shelf: Sequence[Standing]) -> frozenset[int]:
    """The numbers of the backups that stay. The newest three stay, and what is pinned for 90 days and three more."""
    order = sorted(shelf, key=lambda one: one.seq, reverse=True)
    recent = set(sorted({one.day for one in order}, reverse=True)[:DAYS])
    kept = {one.seq for at, one in enumerate(order) if at < NEVER or one.day in recent}
    kept |= {one.seq for at, one in enumerate(order) if one.pinned and _is_fresh(order[0].day - one.day, at)}
    older = [one for one in order if one.day not in recent]
    for size, many in ((1, DAILY), (WEEK, WEEKLY), (MONTH, MONTHLY)):
        newest = _newest_of_each(older, size, many)
        kept |= {one.seq for one in newest}
        older = [one for one in older if newest and one.day // size < newest[-1].day // size]
    return frozenset(kept)


def _is_fresh(days: int, later: int) -> bool:
    """Whether a pinned backup, so many days old and followed by so many later ones, has to stay."""
    return days < PINNED_DAYS or later < NEVER


def next_day(day: int, date: str, today: str) -> int:
    """The day number of a backup made `today`, after one of day `day` made on `date` (both as 2026-03-04).

    A date that went back begins no new day, and one that went on begins a single one, however far it went: so a
    clock that jumps ten years, there or back, moves the count by one at most.
    """
    return day + 1 if today > date else day


def _newest_of_each(older: Sequence[Standing], size: int, many: int) -> list[Standing]:
    """The newest backup of each of the last `many` spans of `size` days; spans without a backup do not count."""
    newest: dict[int, Standing] = {}
    for one in older:
        newest.setdefault(one.day // size, one)
    return sorted(newest.values(), key=lambda one: one.day, reverse=True)[:many]
