"""Rows of the bench: ours against a base measured beside it, the goal on their ratio."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measure. Where there is nothing to compare with, base is None, ratio is ours / target, goal is 1."""

    name: str
    unit: str
    ours: float
    base: float | None
    ratio: float
    goal: float
    met: bool


def against(name: str, unit: str, ours: float, base: float, goal: float) -> Row:
    """A row that compares with a base measured in the same run."""
    ratio = ours / base
    return Row(name, unit, round(ours, 3), round(base, 3), round(ratio, 2), goal, ratio <= goal)


def within(name: str, unit: str, ours: float, target: float) -> Row:
    """A row that compares with a target where a person waits and nothing else can be the base."""
    ratio = ours / target
    return Row(name, unit, round(ours, 3), None, round(ratio, 2), 1.0, ratio <= 1)


def medians(*measures: Callable[[], float], rounds: int) -> list[float]:
    """The median of each measure, all taken in turn, so that a slow moment strikes each alike."""
    taken: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for measure, found in zip(measures, taken, strict=True):
            found.append(measure())
    return [statistics.median(found) for found in taken]


def milliseconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def write(rows: list[Row], path: Path) -> None:
    """Print the table and write the rows as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    print(f"{'':<52}{'ours':>10}{'base':>10}{'ratio':>8}{'goal':>7}")
    for row in rows:
        base = "-" if row.base is None else f"{row.base:.2f}"
        words = "met" if row.met else "MISSED"
        print(
            f"{row.name:<52}{row.ours:>10.2f}{base:>10}{row.ratio:>8.2f}{row.goal:>7.1f}  {row.unit:<3} {words}"
        )
