"""What waits by what each partner said alone, in words that may stand in plain sight: nobody is named in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from therapist_app.couples.model import Side
from therapist_app.kernel.dates import short_day
from therapist_app.safety.rules import Standing, risk_unanswered, risk_waits


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """One line: its kind, its group ("risk" or "safety"), since when it waits, and what makes it this one."""

    kind: str
    group: str
    words: str
    on_date: dt.date
    facts: str


def safety_lines(standing: Standing, today: dt.date) -> Iterator[SafetyLine]:
    """Every line of one couple: risks first, then a screen that is due, a yes that waits, a plan to look at."""
    for side in Side:
        yield from _risk(standing, side, today)
    due = standing.due_on
    if due and due <= today:
        yield SafetyLine("screen_due", "safety", f"Screen due since {short_day(due)}", due, str(due))
    if said := standing.proposal:
        words = f"Screen of {short_day(said.on_date)}: status to look at"
        yield SafetyLine("screen_unanswered", "safety", words, said.on_date, f"{said.status} {said.on_date}")
    check = standing.check_on
    if check and check <= today:
        yield SafetyLine("plan_check", "safety", f"Plan to look at, {short_day(check)}", check, str(check))


def _risk(standing: Standing, side: str, today: dt.date) -> Iterator[SafetyLine]:
    risk, screen = standing.risk(side), risk_unanswered(standing, side)
    if screen:
        words = f"Screen of {short_day(screen.on_date)}: next step to enter"
        yield SafetyLine("risk_unanswered", "risk", words, screen.on_date, screen.id)
    if risk and risk_waits(risk, today):
        day = risk.next_check_on or risk.on_date
        words = f"Check was planned for {short_day(day)}" if day < today else f"Check on {short_day(day)}"
        yield SafetyLine("risk_check", "risk", "Check today" if day == today else words, day, risk.id)
