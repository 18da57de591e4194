"""Wall times on the days when clocks change: some do not exist, some come twice."""

from __future__ import annotations

import datetime as dt
import os
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

_LOCALTIME = Path("/etc/localtime")


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo | None:
    """The rules of a zone by its IANA name; None for a name this computer does not know."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):  # a zone that is not found is a KeyError
        return None


def name_of_this_computers_zone() -> str:
    """The IANA name that this computer is set to, "" where it does not say."""
    told = os.environ.get("TZ", "").removeprefix(":")
    if told:
        return told if zone(told) else ""
    try:
        parts = _LOCALTIME.resolve().parts
    except OSError:
        return ""
    place = parts.index("zoneinfo") + 1 if "zoneinfo" in parts else len(parts)
    name = "/".join(parts[place:]).removeprefix("posix/").removeprefix("right/")
    return name if zone(name) else ""


def shown_instead(day: dt.date, time: dt.time, zone_name: str) -> dt.time | None:
    """For a wall time that clocks skipped on that day, the one they showed in its place; else None."""
    rules = zone(zone_name)
    if rules is None:
        return None
    typed = dt.datetime.combine(day, time.replace(fold=0))
    shown = typed.replace(tzinfo=rules).astimezone(dt.UTC).astimezone(rules)
    return None if shown.replace(tzinfo=None, fold=0) == typed else shown.time()


def minutes_between(day: dt.date, start: dt.time, stop: dt.time, zone_name: str) -> int:
    """How long from one wall time to another of the same day; negative if the second comes first.

    Where the hour of one comes twice, the reading is taken that makes the shortest time that is not negative.
    """
    rules = zone(zone_name)
    spans = [
        _instant(day, stop, rules, after) - _instant(day, start, rules, before)
        for before in (0, 1)
        for after in (0, 1)
    ]
    forward = [span for span in spans if span >= dt.timedelta()]
    return (min(forward) if forward else max(spans)) // dt.timedelta(minutes=1)


def minutes_taken(day: dt.date, start: dt.time, stop: dt.time, zone_name: str) -> int:
    """How long something took that may have gone on past midnight: an earlier stop is the next day's."""
    minutes = minutes_between(day, start, stop, zone_name)
    if minutes >= 0:
        return minutes
    rules, following = zone(zone_name), day + dt.timedelta(days=1)
    return (_instant(following, stop, rules, 0) - _instant(day, start, rules, 1)) // dt.timedelta(minutes=1)


def _instant(day: dt.date, time: dt.time, rules: ZoneInfo | None, fold: int) -> dt.datetime:
    return dt.datetime.combine(day, time).replace(tzinfo=rules or dt.UTC, fold=fold).astimezone(dt.UTC)
