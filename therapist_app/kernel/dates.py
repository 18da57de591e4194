"""Dates and spans in plain English words; other languages come with translation."""

from __future__ import annotations

import datetime as dt

from therapist_app.kernel.phrases import counted

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NEAR = dt.timedelta(days=300)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number_word(number: int) -> str:
    """A small number as a word ("four"); larger ones in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def times_word(number: int) -> str:
    """How often: "once", "twice", "four times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number_word(number)} times")


def month_word(day: dt.date, today: dt.date) -> str:
    """A month as people say it: without the year while it is the last twelve months."""
    is_near = (today.year - day.year) * 12 + today.month - day.month < 12
    return MONTHS[day.month - 1] if is_near else f"{MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date) -> str:
    """A day in few letters: "21 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def day_words(day: dt.date, today: dt.date) -> str:
    """A day in few letters, with its year where it could be mistaken: "14 Nov", "3 Feb 2024"."""
    return short_day(day) if abs(today - day) < _NEAR else f"{short_day(day)} {day.year}"


def span_words(days: int) -> str:
    """How long, in the largest unit that fits: "5 days", "3 weeks", "8 months", "2 years"."""
    if days < 14:
        return counted(days, "day")
    if days < 63:
        return counted(days // 7, "week")
    if days < 730:
        return counted(round(days / 30.44), "month")
    return counted(days // 365, "year")


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day some months earlier, or the last of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(day.day, (following - dt.timedelta(days=1)).day))
