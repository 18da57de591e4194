"""Words for sheets that were given; no Qt."""

from __future__ import annotations

import datetime as dt

from therapist_app.homework.model import Assignment
from therapist_app.kernel.dates import short_day

_MOST_LETTERS = 14


def short_name(name: str) -> str:
    """A name short enough for a button; the whole name stands in its tooltip."""
    name = " ".join(name.split())
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1].rstrip()}…"


def given_words(one: Assignment, holder: str, today: dt.date) -> str:
    """When and to whom: "For Ben · given 14 Nov · review 28 Nov"."""
    parts = [f"For {holder}", f"given {short_day(one.given_on)}"]
    if one.reviewed_on:
        parts.append(f"reviewed {short_day(one.reviewed_on)}")
    elif one.review_on:
        parts.append(f"review {short_day(one.review_on)}" + (", past" if one.review_on < today else ""))
    return " · ".join(parts)


def file_name(key: str, today: dt.date) -> str:
    """A file name without anybody's name in it: "ownership-letter-2026-11-21.pdf"."""
    return f"{key.replace('_', '-')}-{today.isoformat()}.pdf"
