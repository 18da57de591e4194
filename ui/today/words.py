"""The day in plain words: dates, times, what stands on a session's card; no Qt."""

from __future__ import annotations

import datetime as dt

from therapist_app.kernel.dates import MONTHS, WEEKDAYS, short_day, span_words
from therapist_app.kernel.phrases import counted

USUAL_LENGTH = dt.timedelta(hours=1)


def day_words(day: dt.date) -> str:
    """The day as a title says it: "Saturday 21 November"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def near_day(day: dt.date, today: dt.date) -> str:
    """A past day as people say it: "today", "yesterday", "Sat 14 Nov", with the year when it is another."""
    ago = (today - day).days
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    words = f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}"
    return words if day.year == today.year else f"{words} {day.year}"


def clock_words(time: dt.time) -> str:
    """A time of day: "09:00"."""
    return f"{time.hour:02}:{time.minute:02}"


def end_of(start: dt.time, stop: dt.time | None, day: dt.date) -> dt.datetime:
    """When a session ends: as entered, or an hour after its start."""
    began = dt.datetime.combine(day, start)
    return dt.datetime.combine(day, stop) if stop and stop >= start else began + USUAL_LENGTH


def standing_words(start: dt.time, stop: dt.time | None, now: dt.datetime) -> str:
    """Where a session of today stands: "In 29 min", "On now", "Ended 10:00"; `now` is local and naive."""
    began = dt.datetime.combine(now.date(), start)
    ended = end_of(start, stop, now.date())
    if now >= ended:
        return f"Ended {clock_words(ended.time())}"
    if now >= began:
        return "On now"
    minutes = round((began - now).total_seconds() / 60)
    if minutes < 90:
        return f"In {max(minutes, 1)} min"
    return f"In {counted(round(minutes / 60), 'hour')}"


def summary_words(day: dt.date, couples: int, notes: int) -> str:
    """The line under the title: "Saturday 21 November · 4 couples · 1 note to write"."""
    parts = [day_words(day)]
    parts.append(counted(couples, "couple") if couples else "nobody is expected")
    if notes:
        parts.append(f"{counted(notes, 'note')} to write")
    return " \N{MIDDLE DOT} ".join(parts)


def neutral_words(number: int | None, last_seen: dt.date | None, today: dt.date) -> str:
    """What may stand on a card in plain sight: which session this is, and when the couple was last here."""
    which = (
        "First session"
        if number in (None, 1) and last_seen is None
        else f"Session {number}"
        if number
        else ""
    )
    seen = f"last seen {near_day(last_seen, today)}" if last_seen else ""
    words = " \N{MIDDLE DOT} ".join(part for part in (which, seen) if part)
    return words[:1].upper() + words[1:]


def paused_words(since: dt.date | None, *, may_meet: bool = False) -> str:
    """What joint work being paused means for today."""
    paused = f"Joint work paused since {short_day(since)}." if since else "Joint work is paused."
    if may_meet:
        return f"{paused} The two come close together today: leave time between, so that they do not meet."
    return f"{paused} Each partner can still be seen alone."


def now_words(now: dt.datetime) -> str:
    """The time of the line of now: "Now 10:01"."""
    return f"Now {clock_words(now.time())}"


def open_for(days: int) -> str:
    """How long a block is open: "open 4 weeks"; nothing for the first days."""
    return f"open {span_words(days)}" if days >= 7 else "new"
