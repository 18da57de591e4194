"""Promises in plain words: cadence, review, run and slip; no Qt, so each sentence can be tested alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from therapist_app.commitments.cadence import cadence_words
from therapist_app.commitments.model import Cadence, Commitment
from therapist_app.kernel.dates import number_word

Day: TypeAlias = Callable[[dt.date], str]
"""How a date is written on this screen, such as "28 Nov"."""


OWNER_ORDER = ("b", "a", "both")
STATES = (
    ("active", "Active"),
    ("paused", "Paused"),
    ("achieved", "Achieved"),
    ("let_go", "Let go"),
)
OUTCOMES = (
    ("kept", "Kept"),
    ("partly", "Partly"),
    ("missed", "Missed"),
    ("not_applicable", "Did not come up"),
)
STATE_ASKS = {
    "paused": "What makes a pause right? You can leave this empty.",
    "achieved": "What shows that it is part of life now? You can leave this empty.",
    "let_go": "Why is it let go? You can leave this empty.",
    "active": "What has changed? You can leave this empty.",
}


def count_words(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 promise", "3 promises"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def rhythm_words(commitment: Commitment, day: Day) -> str:
    """How often a promise is due; once by a date names the date."""
    words = cadence_words(commitment)
    if commitment.cadence == Cadence.ONCE and commitment.due_on:
        return f"{words}, by {day(commitment.due_on)}"
    return words


def distance_words(on: dt.date, today: dt.date) -> str:
    """How far a date is from today: "today", "tomorrow", "in two weeks", "one week past"."""
    days = (on - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    span = _span_words(abs(days))
    return f"in {span}" if days > 0 else f"{span} past"


def _span_words(days: int) -> str:
    if days < 7:
        return f"{number_word(days)} {'day' if days == 1 else 'days'}"
    if days < 56:
        weeks = round(days / 7)
        return f"{number_word(weeks)} {'week' if weeks == 1 else 'weeks'}"
    months = max(2, round(days / 30.44))
    return f"{number_word(months)} months"


def is_past(on: dt.date | None, today: dt.date) -> bool:
    """Whether a date lies behind today."""
    return on is not None and on < today


def kept_words(kept: int, counted: int) -> str:
    """What was kept of what was asked: "27 of 33 kept"; nothing asked is said as such."""
    return f"{kept} of {counted} kept" if counted else "not asked yet"


def first_line(text: str) -> str:
    """The first line that holds words."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def quoted(words: str) -> str:
    """A promise as it was said, in quotation marks, on one line."""
    return f"“{' '.join(words.split())}”"


def last_marks(check_ins: Sequence[tuple[dt.date, str]], limit: int = 8) -> tuple[tuple[dt.date, str], ...]:
    """The latest `limit` answers, oldest first."""
    return tuple(sorted(check_ins, key=lambda pair: pair[0])[-limit:])


def marks_sentence(marks: Sequence[tuple[dt.date, str]], day: Day) -> str:
    """What a row of marks shows, in words for a screen reader and a tooltip."""
    if not marks:
        return "No check-ins yet"
    names = dict(OUTCOMES)
    said = ", ".join(f"{day(on)} {names[outcome].lower()}" for on, outcome in marks)
    return f"Last {count_words(len(marks), 'check-in')}: {said}"
