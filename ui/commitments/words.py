"""Promises in plain words: cadence, review, run and slip; no Qt, so each sentence can be tested alone."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeAlias

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.cadence import cadence_words
from therapist_app.commitments.model import Cadence, CheckIn, Commitment, CommitmentKind
from therapist_app.kernel.dates import number_word, short_day
from therapist_app.kernel.phrases import counted

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
SEEN_DIFFERENTLY = "Seen differently"
NEAR_DAYS = 180
STATE_WORDS = {"active": "Take up again", "paused": "Pause", "achieved": "Achieved", "let_go": "Let go"}
STATE_SAID = {
    "active": "Promise taken up again",
    "paused": "Promise paused",
    "achieved": "Promise achieved",
    "let_go": "Promise let go",
}
NONE_HERE = {
    "paused": "Nothing is paused",
    "achieved": "Nothing achieved yet",
    "let_go": "Nothing was let go",
    "active": "No promise is active now",
}
NONE_WHY = {
    "paused": "A promise can rest while life is full, and be taken up again.",
    "achieved": "When a promise has become part of life, it moves here.",
    "let_go": "A promise that no longer fits can go, with a word on why.",
    "active": "Take one up again from the chips above, or add a new one.",
}
STATE_ASKS = {
    "paused": "What makes a pause right? You can leave this empty.",
    "achieved": "What shows that it is part of life now? You can leave this empty.",
    "let_go": "Why is it let go? You can leave this empty.",
    "active": "What has changed? You can leave this empty.",
}


def rhythm_words(commitment: Commitment, day: Day) -> str:
    """How often a promise is due; once by a date names the date as this screen writes dates."""
    if commitment.cadence == Cadence.ONCE and commitment.due_on:
        return f"Once, by {day(commitment.due_on)}"
    return cadence_words(commitment)


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


def kept_words(kept: int, asked: int) -> str:
    """What was kept of what was asked: "27 of 33 kept"; nothing asked is said as such."""
    return f"{kept} of {asked} kept" if asked else "not asked yet"


def answers_choices(catalogue: Catalogue) -> list[tuple[str | None, str]]:
    """What a promise can answer: nothing in particular, a block, or a step of repair."""
    blocks = [(one.key, one.label) for one in catalogue.blocks]
    steps = [(one.key, f"Step {one.number}, {one.label}") for one in catalogue.steps]
    return [(None, "No block in particular"), *blocks, *steps]


def answers_said(key: str | None, catalogue: Catalogue) -> dict[str, str | None]:
    """The same choice as the two fields of a promise."""
    is_block = any(one.key == key for one in catalogue.blocks)
    return {"block": key if is_block else None, "step": None if is_block else key}


def days_choices(count: int) -> list[tuple[int | None, str]]:
    """What one answer may say of several days: "4 of 5 days kept", the most first; first of all, nothing of it."""
    kept = [(number, f"{number} of {count} kept") for number in range(count, -1, -1)] if count > 1 else []
    return [(None, f"The last {count}" if count > 1 else ""), *kept]


def first_line(text: str) -> str:
    """The first line that holds words."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def last_marks(
    check_ins: Sequence[tuple[dt.date, str | None]], limit: int = 8
) -> tuple[tuple[dt.date, str | None], ...]:
    """The latest `limit` answers, oldest first."""
    return tuple(sorted(check_ins, key=lambda pair: pair[0])[-limit:])


def outcome_words(outcome: str | None) -> str:
    """How one day went; None says that the two see it differently."""
    return dict(OUTCOMES).get(outcome or "", SEEN_DIFFERENTLY).lower()


def marks_sentence(marks: Sequence[tuple[dt.date, str | None]], day: Day) -> str:
    """What a row of marks shows, in words for a screen reader and a tooltip."""
    if not marks:
        return "No check-ins yet"
    said = ", ".join(f"{day(on)} {outcome_words(outcome)}" for on, outcome in marks)
    return f"Last {counted(len(marks), 'check-in')}: {said}"


def day_words(today: dt.date) -> Day:
    """Dates as this screen writes them: with the year only where it is not near."""

    def day(on: dt.date) -> str:
        near = abs((on - today).days) <= NEAR_DAYS
        return short_day(on) if near else f"{short_day(on)} {on.year}"

    return day


def noted_words(commitment: Commitment, made: CheckIn, day: Day) -> str:
    """What is said after a check-in; a bottom line that did not hold leads to safety."""
    if commitment.kind == CommitmentKind.BOTTOM_LINE and made.outcome in ("partly", "missed"):
        return "Noted. A bottom line that did not hold belongs to safety"
    if made.kept_days is not None:
        return f"Check-in noted: {made.kept_days} of {made.asked_days} kept, up to {day(made.on_date)}"
    return f"Check-in noted: {outcome_words(made.outcome)}, {day(made.on_date)}"


def slip_words(on: dt.date | None, day: Day) -> str:
    """Under a bottom line that did not hold: which day, and where that belongs."""
    return f"This did not hold on {day(on)}. That belongs to safety." if on else ""


def apart(name: str) -> str:
    """A name that is read from right to left, set apart so that it does not turn the sentence around."""
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" if turns else name


def repair_words(days: int) -> str:
    """How long a repair took: "Same day", "Next day", "Four days"."""
    if days < 2:
        return ("Same day", "Next day")[max(days, 0)]
    return _span_words(days).capitalize()


def state_line(commitment: Commitment, day: Day) -> str:
    """Where a promise stands that is not active: "Paused since 12 Nov: away for work"."""
    word = {"paused": "Paused since", "achieved": "Achieved", "let_go": "Let go"}.get(commitment.state, "")
    if not word:
        return ""
    on = f" {day(commitment.state_on)}" if commitment.state_on else ""
    return f"{word}{on}{': ' if commitment.state_reason else ''}{commitment.state_reason}"


def notice_words(notice: str, other: str) -> str:
    """What the other partner will notice."""
    return f"{apart(other)} will notice: {notice}" if notice else ""


def answers_words(commitment: Commitment, catalogue: Catalogue) -> str:
    """The block or the step a promise answers."""
    if commitment.block:
        return f"answers {catalogue.block(commitment.block).label}"
    if commitment.step:
        step = catalogue.step(commitment.step)
        return f"step {step.number}, {step.label}"
    return ""
