"""The time as the practice sees it; handed down so that tests can set it."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from therapist_app.kernel.wall_time import name_of_this_computers_zone, zone


class Clock(Protocol):
    """Tells the present instant and the local calendar date."""

    def now(self) -> dt.datetime:
        """The present instant, UTC and aware."""
        ...

    def local(self) -> dt.datetime:
        """The present wall time of this computer, aware of its zone."""
        ...

    def today(self) -> dt.date:
        """The local calendar date; a session's date is never converted through UTC."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> dt.datetime:
        """The present instant in UTC."""
        return dt.datetime.now(dt.UTC)

    def local(self) -> dt.datetime:
        """The present wall time with its zone, by its IANA name where this computer says it."""
        rules = zone(name_of_this_computers_zone())
        return dt.datetime.now(rules) if rules else dt.datetime.now().astimezone()

    def today(self) -> dt.date:
        """The local calendar date."""
        return self.local().date()


class FixedClock:
    """A clock that stands still until it is moved; for tests and for building the demo practice."""

    def __init__(self, local: dt.datetime) -> None:
        """`local` is aware; a naive time is taken as UTC."""
        self._local = local if local.tzinfo else local.replace(tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """The set instant in UTC."""
        return self._local.astimezone(dt.UTC)

    def local(self) -> dt.datetime:
        """The set wall time."""
        return self._local

    def today(self) -> dt.date:
        """The date of the set wall time."""
        return self._local.date()

    def set(self, local: dt.datetime) -> None:
        """Move to another wall time, forward or back."""
        self._local = local if local.tzinfo else local.replace(tzinfo=self._local.tzinfo)

    def advance(self, **delta: float) -> None:
        """Move by a `timedelta` given as its keywords, such as `minutes=5`."""
        self._local += dt.timedelta(**delta)
