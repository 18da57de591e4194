"""What the shapes of the path stand for, in words, and which notes lie behind them; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from therapist_app.kernel.phrases import counted
from therapist_app.progression.beside import stage_of
from therapist_app.progression.review import SessionMark
from therapist_app.progression.stays import Stay
from ui.progression.facts import ProgressFacts

_MOVES = {"return": "a return", "upkeep": "upkeep"}
_BAND_KEYS = "Enter opens its notes, E corrects the entry"


def tag_names(facts: ProgressFacts, stays: Sequence[Stay]) -> dict[str, str]:
    """Each band and each dot by its tag, as it is shown under the pointer and read aloud."""
    return band_names(facts, stays) | {mark.session_id: _dot(facts, mark) for mark in facts.review.sessions}


def band_names(facts: ProgressFacts, stays: Sequence[Stay]) -> dict[str, str]:
    """Each band by its tag."""
    return {stay.tag: f"{_band(facts, stay)}. {_BAND_KEYS}" for stay in stays}


def span_words(facts: ProgressFacts, stay: Stay) -> str:
    """A stretch in a few words: "Safety, 14 Mar to 2 May"."""
    until = facts.day(stay.until) if stay.until else "now"
    return f"{stay.phase.short}, {facts.day(stay.since)} to {until}"


def span_asked(facts: ProgressFacts, stay: Stay) -> dict[str, str]:
    """The notes behind a band, as the notes page takes it."""
    until = stay.until.isoformat() if stay.until else ""
    return {"since": stay.since.isoformat(), "until": until, "span": span_words(facts, stay)}


def _band(facts: ProgressFacts, stay: Stay) -> str:
    until = facts.day(stay.until) if stay.until else "today"
    parts = [
        f"{stay.phase.number} {stay.phase.label}",
        stage_of(stay.phase),
        f"{facts.day(stay.since)} to {until}",
        counted(stay.sessions, "session"),
        _MOVES.get(stay.kind, ""),
    ]
    return ", ".join(part for part in parts if part)


def _dot(facts: ProgressFacts, mark: SessionMark) -> str:
    name = f"Session {mark.number}" if mark.number else facts.kinds.get(mark.session_id, "Session")
    return f"{name}, {facts.day(mark.on_date)}. Enter opens its note"
