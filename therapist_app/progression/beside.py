"""The path through a set of steps beside the six phases, and what it says in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import Numbered, PhaseSet
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.dates import month_word, number_word
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.path import PathStep, path_of
from therapist_app.progression.stays import Stay, stays_of

_OWN_READERS = frozenset({Reader.CLINICIAN, Reader.SUPERVISION})


class Beside(NamedTuple):
    """Where a couple is in a second set, for one reader and one period."""

    steps: PhaseSet
    path: tuple[PathStep, ...]
    sentence: str

    @property
    def stays(self) -> tuple[Stay, ...]:
        """The path with repeated entries of one step joined."""
        return stays_of(self.steps, self.path)


def beside_of(
    catalogue: Catalogue,
    steps: PhaseSet | None,
    entries: Sequence[PhaseEntry],
    came: Sequence[dt.date],
    reader: Reader,
    first: dt.date,
    today: dt.date,
) -> Beside | None:
    """The second path; None where there is no second set, or its names are not for the couple's own paper."""
    if steps is None or not (steps.printed or reader in _OWN_READERS):
        return None
    whole = path_of(catalogue, entries, came, reader, steps)
    path = tuple(step for step in whole if step.until is None or step.until > first)
    return Beside(steps, path, _sentence(steps, stays_of(steps, path), first, today))


def _sentence(steps: PhaseSet, stays: Sequence[Stay], first: dt.date, today: dt.date) -> str:
    if not stays:
        return "No step has been set yet."
    now = stays[-1]
    since = month_word(max(now.since, first), today)
    words = f"Step {now.phase.number} of {len(steps.steps)}, {now.phase.label}, since {since}"
    back = [stay for stay in stays[1:] if stay.kind == "return"]
    if not back:
        return f"{words}."
    if len(back) == 1:
        return f"{words}, with one return in {month_word(back[0].since, today)}."
    return f"{words}, with {number_word(len(back))} returns."


def stage_of(step: Numbered) -> str:
    """The stage that a step belongs to, "" for none."""
    return str(getattr(step, "stage", ""))
