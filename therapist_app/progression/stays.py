"""The path as it is drawn: stretches in one phase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import Numbered, PhaseSet
from therapist_app.progression.path import PathStep


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch in one phase as it is drawn: entries that repeat the phase are one stay."""

    phase: Numbered
    since: dt.date
    until: dt.date | None
    kind: str
    sessions: int
    tag: str


def stays_of(steps: Catalogue | PhaseSet, path: Sequence[PathStep]) -> tuple[Stay, ...]:
    """The path with repeated entries of one phase joined."""
    joined: list[Stay] = []
    for step in path:
        last = joined[-1] if joined else None
        if last is not None and last.phase.key == step.phase:
            total = last.sessions + step.sessions
            joined[-1] = Stay(last.phase, last.since, step.until, last.kind, total, last.tag)
        else:
            phase = steps.phase(step.phase)
            joined.append(
                Stay(phase, step.entry.on_date, step.until, step.kind, step.sessions, step.entry.id)
            )
    return tuple(joined)
