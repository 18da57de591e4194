"""Sets of steps in which a couple can be followed: the six phases, other shipped ones, and own ones, all alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from therapist_app.catalogue.entries import SetStep
from therapist_app.catalogue.model import Catalogue

SIX = ""
"""The key of the six phases, which rules and handouts look at."""


class Numbered(Protocol):
    """One step of a set, as it is drawn and named."""

    @property
    def key(self) -> str:
        """The fixed key."""
        ...

    @property
    def number(self) -> int:
        """Its place, from 1."""
        ...

    @property
    def label(self) -> str:
        """Its name."""
        ...

    @property
    def short(self) -> str:
        """Its name for narrow places."""
        ...


class OneStep(NamedTuple):
    """A step of a set beside the six phases; `stage` groups steps that follow each other, "" for none."""

    key: str
    number: int
    label: str
    short: str
    stage: str = ""


class PhaseSet(NamedTuple):
    """Steps in order. `printed` says whether its names may stand on the couple's own paper."""

    key: str
    label: str
    short: str
    steps: tuple[Numbered, ...]
    printed: bool = True
    own: bool = False

    def phase(self, key: str) -> Numbered:
        """The step with this key; KeyError when there is none, because steps that were used never vanish."""
        return next((step for step in self.steps if step.key == key), None) or self._missing(key)

    def knows(self, key: str) -> bool:
        """Whether there is such a step."""
        return any(step.key == key for step in self.steps)

    def _missing(self, key: str) -> Numbered:
        raise KeyError(f"the set {self.label!r} has no step {key!r}")


def six_phases(catalogue: Catalogue) -> PhaseSet:
    """The default set."""
    return PhaseSet(SIX, "The six phases", "Phases", catalogue.phases)


def shipped_sets(catalogue: Catalogue) -> tuple[PhaseSet, ...]:
    """The sets that come with Attune to be used beside the six phases."""
    return tuple(
        PhaseSet(
            one.key,
            one.label,
            one.short,
            _steps(step for step in catalogue.set_steps if step.set_ == one.key),
        )
        for one in catalogue.phase_sets
    )


def _steps(found: Iterable[SetStep]) -> tuple[OneStep, ...]:
    return tuple(
        OneStep(step.key, place, step.label, step.short, step.stage) for place, step in enumerate(found, 1)
    )
