"""Pure rules of repair threads: which steps of a wound were taken, when, and which are still to come.

Steps have an order on the page and none in life: they may come in any order and come again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue, ThreadStep
from therapist_app.couples.model import Rupture
from therapist_app.repair.model import RepairStep


@dataclass(frozen=True, slots=True)
class StepMarks:
    """One step of a thread with the times it was taken, the latest last."""

    step: ThreadStep
    marks: tuple[RepairStep, ...]

    @property
    def latest(self) -> RepairStep | None:
        """The last time it was taken; None while it is still to come."""
        return self.marks[-1] if self.marks else None


@dataclass(frozen=True, slots=True)
class Thread:
    """One rupture with its steps, in the order of the catalogue."""

    rupture: Rupture
    steps: tuple[StepMarks, ...]

    @property
    def taken(self) -> tuple[StepMarks, ...]:
        """Steps that were taken at least once."""
        return tuple(one for one in self.steps if one.marks)

    @property
    def to_come(self) -> tuple[StepMarks, ...]:
        """Steps that were not taken yet."""
        return tuple(one for one in self.steps if not one.marks)

    @property
    def last_on(self) -> dt.date | None:
        """The day of the last step."""
        return max((one.marks[-1].on_date for one in self.taken), default=None)


def thread_of(rupture: Rupture, marks: Iterable[RepairStep], steps: Sequence[ThreadStep]) -> Thread:
    """The thread of a rupture from the marks that someone may see; those of other ruptures are passed over."""
    mine = sorted(
        (one for one in marks if one.rupture_id == rupture.id),
        key=lambda one: (one.on_date, one.created_at, one.id),
    )
    return Thread(
        rupture, tuple(StepMarks(step, tuple(one for one in mine if one.step == step.key)) for step in steps)
    )


def thread_sentence(thread: Thread) -> str:
    """How far a thread is, in plain words that count nothing as missed."""
    taken, to_come = len(thread.taken), thread.to_come
    if not taken:
        return "No step yet. The first one can be any of them."
    if not to_come:
        return "All eight steps were taken. Any of them may come again."
    words = [one.step.label.lower() for one in to_come]
    named = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{taken} of {len(thread.steps)} steps so far. Still to come: {named}."


def least_healed_first(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """The wound with the most steps to come first; of two alike the one that rested longer."""
    return tuple(
        sorted(
            threads,
            key=lambda one: (-len(one.to_come), one.last_on or dt.date.min, one.rupture.id),
        )
    )


def thread_title(thread: Thread, catalogue: Catalogue) -> str:
    """What a wound is called on screen: its kind and when it was."""
    kind = catalogue.rupture_kind(thread.rupture.kind).label
    period = " ".join(thread.rupture.period.split())
    return f"{kind} · {period}" if period else kind
