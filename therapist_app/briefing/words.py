"""The sentences of the card before a session: the same on screen and on paper."""

from __future__ import annotations

import datetime as dt

from therapist_app.briefing.model import Briefing, Sheet
from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import CheckIn
from therapist_app.guidance.rules import Fired
from therapist_app.kernel.dates import short_day, span_words
from therapist_app.progression.path import ActiveBlock, SetNow
from therapist_app.sessions.before import LastNote, Line

MOST_LETTERS = 220
_DOT = " \N{MIDDLE DOT} "
_OUTCOMES = {"kept": "kept", "partly": "partly kept", "missed": "missed", "not_applicable": "did not come up"}


def ago(day: dt.date, today: dt.date) -> str:
    """How long ago: "today", "yesterday", "12 days ago"."""
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days) or f"{span_words(max(days, 0))} ago"


def days_ago(day: dt.date, today: dt.date) -> str:
    """The same counted in days, where each counts: "70 days ago"."""
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days) or f"{max(days, 0)} days ago"


def shortened(line: Line, most: int = MOST_LETTERS) -> str:
    """A line as one, cut where a word ends."""
    words = " ".join(line.text.split())
    if len(words) <= most:
        return words
    return words[: words.rfind(" ", most // 2, most) if " " in words[most // 2 : most] else most] + "…"


def last_words_of(last: LastNote, today: dt.date) -> str:
    """Which note it is: "Session 12, 14 Nov, 7 days ago"."""
    first = f"Session {last.number}" if last.number else "Last note"
    return f"{first}, {short_day(last.on_date)}, {ago(last.on_date, today)}"


def phase_words(card: Briefing, catalogue: Catalogue) -> str:
    """The phase and how long in it: "Understanding, for 2 weeks"."""
    if not card.phase or card.phase_since is None:
        return "No phase entered yet"
    return _lasting(catalogue.phase(card.phase).label, card.phase_since, card.day)


def phase_lines(card: Briefing, catalogue: Catalogue) -> list[str]:
    """The phase, and the step of a couple who is followed in a second set."""
    phase = phase_words(card, catalogue)
    return [phase] if card.beside is None else [phase, step_words(card.beside, card.day)]


def step_words(beside: SetNow, day: dt.date) -> str:
    """The step in a second set and how long in it: "Emotionally focused therapy: Reframe, for 2 weeks"."""
    steps, step, since = beside
    if step is None or since is None:
        return f"{steps.label}: no step entered yet"
    return _lasting(f"{steps.label}: {step.label}", since, day)


def _lasting(words: str, since: dt.date, day: dt.date) -> str:
    days = (day - since).days
    return f"{words}, since today" if days <= 0 else f"{words}, for {span_words(days)}"


def block_words(block: ActiveBlock, card: Briefing, catalogue: Catalogue) -> str:
    """A block with its age: "Blaming · moderate · open 7 weeks"."""
    age = (card.day - block.since).days
    parts = [catalogue.block(block.tag.block).label, catalogue.level(block.tag.level).label.lower()]
    return _DOT.join([*parts, f"open {span_words(age)}" if age > 0 else "new today"])


def promise_words(file: CommitmentFile, a: str, b: str) -> str:
    """Who promised what, and how it went last."""
    who = {"a": a, "b": b}.get(file.commitment.owner, "Both")
    last = file.check_ins[-1] if file.check_ins else None
    said = f"last time {_went(last)}" if last else "not asked about yet"
    return f"{who}: {file.commitment.words}{_DOT}{said}"


def _went(one: CheckIn) -> str:
    return _OUTCOMES[one.outcome] if one.kept_days is None else f"{one.kept_days} of {one.asked_days} kept"


def sheet_words(sheet: Sheet, a: str, b: str, today: dt.date) -> str:
    """Which sheet is out, with whom, and since when."""
    who = {"a": a, "b": b}.get(sheet.assignment.holder, "both")
    return f"{sheet.title}{_DOT}{who}{_DOT}given {ago(sheet.assignment.given_on, today)}"


def guidance_words(one: Fired) -> str:
    """A rule that speaks of them: its name and what it says."""
    return f"{one.rule.label}. {one.says}"


def safety_words(card: Briefing, catalogue: Catalogue) -> str:
    """The couple's safety status and its age, and that a screen is due; not assessed is said as it is."""
    label = catalogue.safety_status(card.screened.status).label
    if card.screened.on_date is None:
        return label
    due = "; screen due" if card.screened.is_due else ""
    return f"{label}, {days_ago(card.screened.on_date, card.day)}{due}"


def alone_words(card: Briefing, side: str, name: str) -> str:
    """When a partner was screened alone, or seen alone: that is no screen."""
    asked, seen = card.screened.asked.get(side), card.screened.alone.get(side)
    if asked is not None:
        return f"{name}: screened alone {days_ago(asked, card.day)}"
    if seen is None:
        return f"{name}: not screened alone yet"
    return f"{name}: seen alone {days_ago(seen, card.day)}; ask again alone"
