"""The line under the phase path: since when, how many sessions, and returns as normal movement; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from therapist_app.kernel.dates import month_word


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of time in one phase: entries that repeat the phase are one stay."""

    phase: str
    since: dt.date
    kind: str
    sessions: int


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """One step as this page needs it: the phase, its first day, the kind of move and its sessions."""

    phase: str
    on_date: dt.date
    kind: str
    sessions: int


def stays(moves: Sequence[PhaseMove]) -> tuple[Stay, ...]:
    """The path with repeated entries of one phase joined, oldest first."""
    joined: list[Stay] = []
    for move in moves:
        if joined and (move.kind == "same" or joined[-1].phase == move.phase):
            last = joined[-1]
            joined[-1] = Stay(last.phase, last.since, last.kind, last.sessions + move.sessions)
        else:
            joined.append(Stay(move.phase, move.on_date, move.kind, move.sessions))
    return tuple(joined)


def path_sentence(
    path: Sequence[Stay], short: Callable[[str], str], day: Callable[[dt.date], str], today: dt.date
) -> str:
    """Since when they are in this phase and how often they met, then the returns, as normal movement."""
    if not path:
        return "No phase is set yet. Choose where they are now; you can change it at any time."
    now = path[-1]
    sessions = "" if not now.sessions else f", {now.sessions} session{'' if now.sessions == 1 else 's'}"
    first = f"In this phase since {day(now.since)}{sessions}."
    return " ".join(part for part in (first, _return_words(path, short, today)) if part)


def _return_words(path: Sequence[Stay], short: Callable[[str], str], today: dt.date) -> str:
    returns = [index for index, stay in enumerate(path) if stay.kind == "return"]
    if not returns:
        return "They came back here for upkeep." if path[-1].kind == "upkeep" else ""
    last = path[returns[-1]]
    if returns[-1] == len(path) - 1:
        before = short(path[-2].phase) if len(path) > 1 else ""
        came = f"They came back here from {before}" if before else "They came back here"
        return f"{came}, as couples often do."
    month = month_word(last.since, today)
    if len(returns) == 1:
        return f"One return to {short(last.phase)} in {month}, then forward again."
    return f"{len(returns)} returns, the last to {short(last.phase)} in {month}, then forward again."


def been_here(path: Sequence[Stay]) -> frozenset[str]:
    """The phases that were visited at any time, the present one left out."""
    now = path[-1].phase if path else ""
    return frozenset(stay.phase for stay in path) - {now}
