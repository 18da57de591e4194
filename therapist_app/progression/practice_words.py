"""The practice's own figures in words and tables, alike on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.figure import Figure
from therapist_app.kernel.dates import span_words
from therapist_app.kernel.phrases import counted
from therapist_app.progression.practice_figures import Attendance, PracticeFigures, Spread

FEW = "fewer than 5"
NONE = "–"
HELD_BACK = "A figure behind which fewer than five couples stand is not shown."


class Told(NamedTuple):
    """A heading, and a figure without shapes: its sentence and its table."""

    heading: str
    figure: Figure


def told(figures: PracticeFigures, catalogue: Catalogue) -> tuple[Told, ...]:
    """Everything there is to show, in order."""
    return (
        Told("How long in each phase", _stays(figures, catalogue)),
        Told("Returns", _returns(figures, catalogue)),
        Told("Blocks that come and go", _blocks(figures, catalogue)),
        Told("Attendance", _attendance(figures)),
    )


def _table(words: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Figure:
    return Figure(1, 1, (), words, head, tuple(rows))


def _stays(figures: PracticeFigures, catalogue: Catalogue) -> Figure:
    """Stays that go on are left out: nobody knows yet how long they take."""
    longest = max(figures.stays, key=lambda key: figures.stays[key].median, default="")
    words = HELD_BACK
    if longest:
        phase, span = catalogue.phase(longest).short, span_words(figures.stays[longest].median)
        words = f"Of stays that ended, the longest by the median was {phase}, with {span}."
    return _table(
        words,
        ("Phase", "Couples", "Stays", "Median", "From", "To"),
        ((f"{one.number} {one.short}", *_spread(figures.stays.get(one.key))) for one in catalogue.phases),
    )


def _spread(found: Spread | None) -> tuple[str, ...]:
    if found is None:
        return FEW, NONE, NONE, NONE, NONE
    spans = (span_words(days) for days in (found.median, found.least, found.most))
    return str(found.couples), str(found.times), *spans


def _returns(figures: PracticeFigures, catalogue: Catalogue) -> Figure:
    found, words = figures.returns, HELD_BACK
    if found:
        words = (
            f"{counted(found.couples, 'couple')} of {figures.couples} went back to an earlier phase, "
            f"{counted(found.times, 'time')} in all. Going back is part of the way."
        )
    ways = sorted(figures.ways.items(), key=lambda one: -one[1].times)
    return _table(
        words,
        ("From", "Back to", "Times", "Couples"),
        (
            (catalogue.phase(start).short, catalogue.phase(end).short, str(one.times), str(one.couples))
            for (start, end), one in ways
        ),
    )


def _blocks(figures: PracticeFigures, catalogue: Catalogue) -> Figure:
    most = max(figures.blocks, key=lambda key: figures.blocks[key].came.couples, default="")
    words = HELD_BACK
    if most:
        words = (
            f"Seen with the most couples: {catalogue.block(most).short}, with "
            f"{figures.blocks[most].came.couples}. A block rests from the day on which it was tagged as resolved."
        )
    return _table(
        words,
        ("Block", "Couples", "Times active", "Came again with", "Rested after (median)", "From", "To"),
        (_block(block.short, figures, block.key) for block in catalogue.blocks),
    )


def _block(label: str, figures: PracticeFigures, key: str) -> tuple[str, ...]:
    found = figures.blocks.get(key)
    if found is None:
        return label, FEW, NONE, NONE, NONE, NONE, NONE
    again = counted(found.again.couples, "couple") if found.again else NONE
    return label, str(found.came.couples), str(found.came.times), again, *_spread(found.rest)[2:]


def _attendance(figures: PracticeFigures) -> Figure:
    year = figures.last_year
    words = HELD_BACK
    if year:
        asked = year.came + year.late_cancels + year.no_shows
        words = f"In the last twelve months {year.came} of {counted(asked, 'session')} took place."
    rows = (("Last twelve months", year), ("From the start", figures.whole))
    return _table(
        words,
        ("Time", "Couples", "Took place", "Late cancels", "No-shows"),
        ((label, *_attended(one)) for label, one in rows),
    )


def _attended(one: Attendance | None) -> tuple[str, ...]:
    return tuple(map(str, one)) if one else (FEW, NONE, NONE, NONE)
