"""The blocks of a period in whole: who shows each, since when, where it stands, and into which phases it fell."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.figure import Figure
from therapist_app.kernel.dates import span_words
from therapist_app.kernel.phrases import counted
from therapist_app.progression.path import open_blocks
from therapist_app.progression.review import BlockRow, Review


def block_summary(
    review: Review, catalogue: Catalogue, names: Mapping[str, str], day: Callable[[dt.date], str]
) -> Figure:
    """A figure without shapes: its sentence, and a table with groups as headings and a column for each phase."""
    phases = list(dict.fromkeys(step.phase for step in review.path))
    during = [_phase_on(review, mark.on_date) for mark in review.block_sessions]
    inside = {row.block: _by_phase(during, row) for row in review.block_rows}
    head = ("Block", "Seen in", "First", "Now", *(catalogue.phase(phase).short for phase in phases))
    rows: list[tuple[str, ...]] = []
    for group, own in groupby(review.block_rows, key=lambda row: row.group):
        rows.append((group, *("" for _ in head[1:])))
        rows += (
            (
                row.label,
                _whose(row, names),
                *_standing(review, row, catalogue, day),
                *(str(inside[row.block][phase] or "") for phase in phases),
            )
            for row in own
        )
    whole: Counter[str] = sum(inside.values(), Counter[str]())
    return Figure(1, 1, (), _sentence(catalogue, whole), head, tuple(rows))


def _by_phase(during: Sequence[str], row: BlockRow) -> Counter[str]:
    """How often a block was there in each phase; what was tagged as resolved is not counted."""
    return Counter(phase for phase, level in zip(during, row.levels, strict=True) if level and phase)


def _phase_on(review: Review, day: dt.date) -> str:
    return next(
        (
            step.phase
            for step in review.path
            if step.entry.on_date <= day and (step.until is None or day < step.until)
        ),
        "",
    )


def _whose(row: BlockRow, names: Mapping[str, str]) -> str:
    words = {"a": names["a"], "b": names["b"], "between": "between them", "therapy": "the therapy"}
    return ", ".join(words.get(one, one) for one in row.seen_in)


def _standing(
    review: Review, row: BlockRow, catalogue: Catalogue, day: Callable[[dt.date], str]
) -> tuple[str, str]:
    """When it was first tagged in this time, and its level now with how long it has been open."""
    tagged = [
        (None, row.block, level, mark.on_date)
        for mark, level in zip(review.block_sessions, row.levels, strict=True)
        if level is not None
    ]
    if not tagged:
        return "", ""
    now = catalogue.level(tagged[-1][2]).label.lower()
    still = open_blocks(tagged)
    age = f", for {span_words((review.today - still[0][1]).days)}" if still else ""
    return day(tagged[0][3]), f"{now}{age}"


def _sentence(catalogue: Catalogue, phases: Counter[str]) -> str:
    """Into which phase most of it fell, where one stands out."""
    most = phases.most_common(2)
    if not most:
        return "How often each block came up in each phase shows here once both are there."
    if len(most) == 2 and most[0][1] == most[1][1]:
        return f"A block came up {counted(phases.total(), 'time')} in this time."
    short, whole = catalogue.phase(most[0][0]).short, counted(phases.total(), "time")
    return f"A block came up {whole} in this time, {most[0][1]} of them in {short}."
