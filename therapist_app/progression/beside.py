"""The path through a set of steps beside the six phases: a sentence, and a thin ribbon for screen and paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import Numbered, PhaseSet
from therapist_app.documents.figure import Figure, Path, Rect, Shape, Text
from therapist_app.documents.timescale import Timescale, fitting
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.dates import month_word, number_word
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.path import PathStep, path_of
from therapist_app.progression.stays import Stay, stays_of

_OWN_READERS = frozenset({Reader.CLINICIAN, Reader.SUPERVISION})
_ARROW = 14.0


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


def beside_bands(
    beside: Beside,
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]],
    first: dt.date,
    today: dt.date,
    *,
    width: float = 936.0,
    size: float = 12.0,
) -> Figure:
    """The steps as flat bands over the same days as the path above; stages by ground, a return by an arrow inside."""
    scale, tall = Timescale(first, today, 2.0, width - 2.0), size + 12.0
    stays, grounds = beside.stays, _grounds(beside.steps)
    shapes: list[Shape] = []
    for place, stay in enumerate(stays):
        shapes += _band(stay, scale, grounds[stay.phase.key], tall, size, is_now=place == len(stays) - 1)
    return Figure(width, tall + 4.0, tuple(shapes), beside.sentence, *table)


def _band(
    stay: Stay, scale: Timescale, ground: str, tall: float, size: float, *, is_now: bool
) -> list[Shape]:
    left = scale.x(stay.since)
    wide = max(scale.x(stay.until or scale.last) - 2 - left, 3.0)
    middle = 2 + tall / 2
    shapes: list[Shape] = [
        Rect(left, 2, wide, tall, ground, "text2", 1.8 if is_now else 1.0, 5, tag=stay.tag)
    ]
    arrow = _ARROW if stay.kind == "return" and wide > 2 * _ARROW else 0.0
    if arrow:
        tip = (("L", (left + 12, middle - 4)), ("L", (left + 12, middle + 4)))
        shapes.append(Path((left + 6, middle), tip, fill="text2", closed=True))
    number = stay.phase.number
    names = (f"{number}  {stay.phase.label}", f"{number}  {stay.phase.short}", str(number))
    if words := fitting(names, wide - arrow, size):
        shapes.append(Text(left + (wide + arrow) / 2, middle + size * 0.34, words, size, anchor="middle"))
    return shapes


def _grounds(steps: PhaseSet) -> dict[str, str]:
    """The ground of each step: it changes where another stage begins, so that stages are seen without colour."""
    found: dict[str, str] = {}
    turns, before = 0, None
    for step in steps.steps:
        stage = stage_of(step)
        turns += before is not None and stage != before
        before = stage
        found[step.key] = ("surface", "line")[turns % 2]
    return found


def stage_of(step: Numbered) -> str:
    """The stage that a step belongs to, "" for none."""
    return str(getattr(step, "stage", ""))
