"""Words for sheets that were given; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from therapist_app.documents.file_names import safe_name
from therapist_app.homework.model import Assignment, ReturnedSheet
from therapist_app.homework.outcome import outcome_words
from therapist_app.kernel.dates import short_day


@dataclass(frozen=True, slots=True)
class GivenWords:
    """What a row says: "Ben · given 14 Nov" and at its right "review 28 Nov"."""

    given: str
    review: str
    is_past: bool  # the review date went by


def given_words(one: Assignment, holder: str, today: dt.date) -> GivenWords:
    """To whom, when, and what became of the review."""
    given = f"{holder[:1].upper()}{holder[1:]} · given {short_day(one.given_on)}"
    if one.reviewed_on:
        return GivenWords(given, f"reviewed {short_day(one.reviewed_on)}", is_past=False)
    if one.review_on is None:
        return GivenWords(given, "", is_past=False)
    past = one.review_on < today
    return GivenWords(given, f"review {'was ' if past else ''}{short_day(one.review_on)}", is_past=past)


def became_words(one: Assignment) -> list[str]:
    """What became of a sheet, line by line: how it went, what came of it, what got in the way."""
    said = [
        outcome_words(one),
        one.review_line,
        f"In the way: {one.in_the_way}" if one.in_the_way else "",
        f"Used anyway: {one.override_reason}" if one.override_reason else "",
    ]
    return [words for words in said if words]


def back_words(back: ReturnedSheet | None) -> str:
    """What leads to the answers of a sheet: whether they were read."""
    if back is None:
        return ""
    return "Came back" if back.read_on else "Came back, to read"


def file_name(key: str, today: dt.date, mark: str = "") -> str:
    """A file name without anybody's name in it: "ownership-letter-2026-11-21.pdf"."""
    return safe_name(f"{key.replace('_', '-')}{mark}-{today.isoformat()}")
