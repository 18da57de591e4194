"""The path through a second set of steps as a thin ribbon, for screen and paper alike."""

from __future__ import annotations

import datetime as dt

from therapist_app.catalogue.phase_sets import PhaseSet
from therapist_app.documents.figure import Figure, Path, Rect, Shape, Text
from therapist_app.documents.timescale import Timescale, fitting
from therapist_app.progression.beside import Beside, stage_of
from therapist_app.progression.figures import DayWords, full_day, path_rows
from therapist_app.progression.page_figures import PAGE, PAGE_RIGHT
from therapist_app.progression.stays import Stay

_ARROW = 14.0
_SMALL, _LINE = 8.5, 14.0  # of the names on paper


def beside_ribbon(
    beside: Beside,
    first: dt.date,
    today: dt.date,
    *,
    width: float = 936.0,
    size: float = 12.0,
    right: float = 2.0,
    day: DayWords = full_day,
) -> Figure:
    """The steps as flat bands over the same days as the path above; stages by ground, a return by an arrow inside."""
    scale, tall = Timescale(first, today, 2.0, width - right), size + 12.0
    stays, grounds = beside.stays, _grounds(beside.steps)
    shapes: list[Shape] = []
    for place, stay in enumerate(stays):
        shapes += _band(stay, scale, grounds[stay.phase.key], tall, size, is_now=place == len(stays) - 1)
    (_, *head), rows = path_rows(stays, day)
    return Figure(width, tall + 4.0, tuple(shapes), beside.sentence, ("Step", *head), rows)


def beside_on_paper(beside: Beside, first: dt.date, today: dt.date, *, width: float = PAGE) -> Figure:
    """The ribbon under the stairs of a report, with the names of its steps: narrow bands hold a number alone."""
    ribbon = beside_ribbon(beside, first, today, width=width, size=9.0, right=PAGE_RIGHT)
    visited = {stay.phase.key for stay in beside.stays}
    steps = [step for step in beside.steps.steps if step.key in visited]
    legend: list[Shape] = []
    for place, step in enumerate(steps):
        x, y = place % 2 * width / 2, ribbon.height + 14 + place // 2 * _LINE
        words = fitting((step.label, step.short), width / 2 - 14, _SMALL)
        legend += [
            Text(x, y, str(step.number), _SMALL, weight="bold"),
            Text(x + 14, y, words, _SMALL, "text2"),
        ]
    tall = ribbon.height + 6 + -(-len(steps) // 2) * _LINE
    return Figure(width, tall, (*ribbon.shapes, *legend), ribbon.summary, ribbon.head, ribbon.rows)


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
