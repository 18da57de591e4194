"""A couple's facts in plain words: people, safety, where a block is seen; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, Protocol, TypeAlias

Day: TypeAlias = Callable[[dt.date], str]
"""How a date is written on this screen, such as "14 Nov"."""


class Labelled(Protocol):
    """A thing of the catalogue with a key and a label."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


def audience_words(audience: str, a_name: str, b_name: str) -> str:
    """Who a part of a note is for: "Joint", "Private to Ada", "Therapist only"."""
    private = {"a": f"Private to {a_name}", "b": f"Private to {b_name}", "therapist": "Therapist only"}
    return private.get(audience, "Joint")


def present_words(present: str, a_name: str, b_name: str) -> str:
    """Who was there: "both", "Ada alone", "nobody"."""
    return {"a": f"{a_name} alone", "b": f"{b_name} alone", "none": "nobody"}.get(present, "both")


def age_in(year: int, birth_year: int | None) -> int | None:
    """A partner's age by the end of `year`, or None when unknown or impossible."""
    if birth_year is None or not 0 <= year - birth_year <= 120:
        return None
    return year - birth_year


def age_line(age: int | None, stage: str, pronouns: str) -> str:
    """The second line under a name: "38 · middle adulthood · she/her"; empty when nothing is known."""
    said = [str(age) if age is not None else "", stage.lower(), pronouns.strip()]
    return " · ".join(part for part in said if part)


def traits_line(style: str, profile: str) -> str:
    """Style and profile in one line: "Anxious style · pursuer profile"."""
    said = [f"{style} style" if style else "", f"{profile} profile" if profile else ""]
    line = " · ".join(part for part in said if part).lower()
    return line[:1].upper() + line[1:]


def seen_in_words(seen_in: str, a_name: str, b_name: str) -> str:
    """Where a block is seen, never who is to blame."""
    return {
        "a": a_name,
        "b": b_name,
        "both": "both",
        "between": "between them",
        "therapy": "in the therapy itself",
    }.get(seen_in, seen_in)


def safety_since(status: str, on_date: dt.date | None, day: Day, *, due: bool = False) -> str:
    """What stands after the safety word: "screened 14 Nov", "since 19 Nov", or "screen due"."""
    if on_date is None or status == "not_assessed":
        return ""
    if due:
        return "screen due"
    return f"{'screened' if status == 'no_known_concern' else 'since'} {day(on_date)}"


def safety_bar(status: str, on_date: dt.date | None, day: Day) -> tuple[str, str] | None:
    """The full-width bar's title and what it means, or None when there is nothing to say."""
    since = f" since {day(on_date)}" if on_date else ""
    if status == "concerns":
        return (
            f"Safety concerns{since}",
            "Deep and joint sheets are held back until you say why one is right.",
        )
    if status == "unsafe":
        return (
            f"Joint work paused{since}",
            "See each partner alone. Nothing prints for both, and only individual sheets are offered.",
        )
    return None


def labels_of(keys: Sequence[str], things: Sequence[Labelled]) -> str:
    """The labels of some catalogue keys in one line; a key that is not known stands for itself."""
    known = {thing.key: thing.label for thing in things}
    return ", ".join(known.get(key, key) for key in keys)


def first_lines(text: str, limit: int = 3) -> str:
    """The first lines that hold words, for a card."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(lines[:limit])


def ask_words(due: int) -> str:
    """The title of the promises card, with what it is for."""
    return "Ask about today" if due else "Promises"


def sheet_fact(
    review_on: dt.date | None, reviewed_on: dt.date | None, today: dt.date, day: Day
) -> tuple[str, Literal["text2", "warn"]]:
    """Where a given sheet stands, and its ink: amber only for what is due."""
    if reviewed_on is not None:
        return f"Talked about {day(reviewed_on)}", "text2"
    if review_on is None:
        return "Not talked about yet", "text2"
    if review_on == today:
        return "Review today", "warn"
    return (
        f"Review {'was ' if review_on < today else ''}{day(review_on)}",
        "warn" if review_on < today else "text2",
    )


def state_word(state: str) -> str:
    """Where a note stands, in a word."""
    return {"empty": "no note yet"}.get(state, state)
