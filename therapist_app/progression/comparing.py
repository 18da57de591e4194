"""Two times side by side: every figure of the review in both, and a plain sentence that says what moved.

The figures of a time are those of its review, computed twice by the same rules. What moved is said as it is: from where
to where, without a verdict and without a cause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.figures import Tally
from therapist_app.documents.figure import Figure
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.phrases import counted
from therapist_app.measures.review import GoalReview, MeasureReview
from therapist_app.progression.model import Rater
from therapist_app.progression.periods import Pair, Period
from therapist_app.progression.ratings import Ratings
from therapist_app.progression.review import OWN_READERS, BlockRow, Review
from therapist_app.progression.sign_review import RATERS, YOU, SignRow
from therapist_app.progression.stays import stays_of

NONE = "–"


class Time(NamedTuple):
    """What one time holds, for one reader."""

    period: Period
    review: Review
    ratings: Ratings


class Comparison(NamedTuple):
    """Two times of one couple."""

    earlier: Time
    later: Time

    @property
    def pair(self) -> Pair:
        """Their days."""
        return Pair(self.earlier.period, self.later.period)


class Moved(NamedTuple):
    """One figure in both times, and what moved in words."""

    label: str
    earlier: str
    later: str
    words: str


def moved_in(
    both: Comparison, catalogue: Catalogue, names: Mapping[str, str], clinician: str = YOU
) -> tuple[Moved, ...]:
    """All figures, in the order of the page; `names` are the partners' by side."""
    reader = both.later.review.reader
    return (
        *_way(both, catalogue),
        *_blocks(both, catalogue, reader),
        *_signs(both, catalogue, {Rater.CLINICIAN: clinician, **names}),
        *_measures(both, names),
        *_goals(both, reader),
        *_promises(both, names, reader),
    )


def told_of(moved: tuple[Moved, ...]) -> tuple[str, ...]:
    """A sentence for each figure that moved, then one that names those that did not."""
    same = [one.label for one in moved if one.earlier == one.later]
    said = [one.words for one in moved if one.earlier != one.later]
    return (*said, f"The same in both: {', '.join(same)}.") if same else tuple(said)


def side_by_side(both: Comparison, moved: tuple[Moved, ...], day: Callable[[dt.date], str]) -> Figure:
    """The same as a figure without shapes: which days they are, and a table."""
    head = ("", *(f"{day(one.first)} to {day(one.last)}" for one in both.pair))
    return Figure(1, 1, (), pair_words(both.pair, day), head, tuple(one[:3] for one in moved))


def pair_words(pair: Pair, day: Callable[[dt.date], str]) -> str:
    """The two times in one sentence, and a second one where they are not alike in length."""
    earlier, later = pair
    words = f"{day(earlier.first)} to {day(earlier.last)} beside {day(later.first)} to {day(later.last)}."
    if earlier.days == later.days:
        return words
    return f"{words} The first has {counted(earlier.days, 'day')}, the second {counted(later.days, 'day')}."


def went(what: str, earlier: str, later: str) -> str:
    """From where to where, or that it stayed."""
    return f"{what} stayed at {later}." if earlier == later else f"{what} went from {earlier} to {later}."


def _way(both: Comparison, catalogue: Catalogue) -> Iterator[Moved]:
    phases = [
        ", then ".join(stay.phase.short for stay in stays_of(catalogue, one.review.path)) for one in both
    ]
    yield Moved("Phases", phases[0] or NONE, phases[1] or NONE, _phase_words(both, catalogue))
    yield _counts("Returns", "Returns to an earlier phase", [_returns(one) for one in both])
    yield _counts("Sessions", "Sessions that took place", [_came(one, cancelled=False) for one in both])
    yield _counts("Cancelled", "Cancelled sessions", [_came(one, cancelled=True) for one in both])


def _phase_words(both: Comparison, catalogue: Catalogue) -> str:
    ends = [catalogue.phase(one.review.path[-1].phase).short if one.review.path else "" for one in both]
    if not all(ends):
        return f"The phase at the end of the second time was {ends[1]}." if ends[1] else "No phase was set."
    if ends[0] == ends[1]:
        return f"The phase at the end of both was {ends[0]}."
    return f"The phase at the end was {ends[0]}, then {ends[1]}."


def _returns(one: Time) -> int:
    return sum(step.kind == "return" and step.entry.on_date >= one.period.first for step in one.review.path)


def _came(one: Time, *, cancelled: bool) -> int:
    return sum(mark.cancelled == cancelled for mark in one.review.sessions)


def _counts(label: str, what: str, counts: Sequence[int]) -> Moved:
    said = [str(count) for count in counts]
    return _line(label, said, went(what, *said))


def _line(label: str, said: Sequence[str], words: str) -> Moved:
    earlier, later = said
    return Moved(label, earlier, later, words)


def _blocks(both: Comparison, catalogue: Catalogue, reader: Reader) -> Iterator[Moved]:
    own = reader in OWN_READERS
    what = "Active blocks" if own else "What made it hard and was still there at the end"
    active = [one.review.active_blocks for one in both]
    if any(active) or any(one.review.block_rows for one in both):
        yield _counts("Active blocks" if own else "Still there", what, active)
    rows = [{row.block: row for row in one.review.block_rows} for one in both]
    for block in catalogue.blocks:
        pair = [found.get(block.key) for found in rows]
        label = next((row.label for row in pair if row), "")
        if label:
            said = [_block_words(row, catalogue, own=own) for row in pair]
            times = [
                counted(sum(1 for level in row.levels if level), "time") if row else "0 times" for row in pair
            ]
            words = went(f"“{label}”", *times)
            yield _line(label, said, _with_level(words, pair, catalogue) if own else words)


def _levels(row: BlockRow | None) -> list[int]:
    return [level for level in row.levels if level is not None] if row else []


def _block_words(row: BlockRow | None, catalogue: Catalogue, *, own: bool) -> str:
    """How often it came up, and for the clinician its level at the end: levels are no words for the couple."""
    levels = _levels(row)
    if not levels:
        return NONE
    there = counted(sum(1 for level in levels if level), "time")
    return f"{there}, {catalogue.level(levels[-1]).label.lower()} at the end" if own else there


def _with_level(words: str, pair: list[BlockRow | None], catalogue: Catalogue) -> str:
    ends = [catalogue.level(levels[-1]).label.lower() for row in pair if (levels := _levels(row))]
    if len(ends) == 2 and ends[0] != ends[1]:
        return f"{words[:-1]}, its level from {ends[0]} to {ends[1]}."
    return words


def _signs(both: Comparison, catalogue: Catalogue, eyes: Mapping[str, str]) -> Iterator[Moved]:
    rows = [{row.sign: row for row in one.ratings.signs.rows} for one in both]
    for sign in catalogue.signs:
        pair = [found.get(sign.key) for found in rows]
        if not any(pair):
            continue
        said = [_sign_words(row, catalogue, eyes) for row in pair]
        moves = [words for rater in RATERS if (words := _sign_move(pair, rater, catalogue, eyes))]
        yield _line(sign.short, said, f"“{sign.short}”: {'; '.join(moves)}.")


def _sign_words(row: SignRow | None, catalogue: Catalogue, eyes: Mapping[str, str]) -> str:
    points = {rater: row.last(rater) for rater in RATERS} if row else {}
    said = [
        f"{eyes[rater]}: {catalogue.rating(value).label.lower()}"
        for rater, value in points.items()
        if value is not None
    ]
    return ", ".join(said) or NONE


def _sign_move(pair: list[SignRow | None], rater: str, catalogue: Catalogue, eyes: Mapping[str, str]) -> str:
    points = [row.last(rater) if row else None for row in pair]
    said = [catalogue.rating(value).label.lower() if value is not None else "" for value in points]
    if not any(said):
        return ""
    if not all(said):
        return f"{eyes[rater]}: {said[0] or said[1]} in the {'first' if said[0] else 'second'} time only"
    return (
        f"{eyes[rater]}: {said[0]} in both"
        if said[0] == said[1]
        else f"{eyes[rater]}: {said[0]}, then {said[1]}"
    )


def _measures(both: Comparison, names: Mapping[str, str]) -> Iterator[Moved]:
    values = [_last_scores(one.ratings.measures) for one in both]
    keys = list(dict.fromkeys([*values[0], *values[1]]))
    for label, side in sorted(keys, key=lambda key: (key[0], key[1])):
        said = [found.get((label, side), NONE) for found in values]
        yield _line(f"{label}, {names[side]}", said, _then(f"{label}, {names[side]}", *said))


def _last_scores(reviews: tuple[MeasureReview, ...]) -> dict[tuple[str, str], str]:
    return {
        (one.instrument.label, line.side): one.instrument.words(line.last)
        for one in reviews
        for line in one.lines
    }


def _then(what: str, earlier: str, later: str) -> str:
    """The last of each time, where one of them may have none."""
    if NONE in (earlier, later):
        which, value = ("second", later) if earlier == NONE else ("first", earlier)
        return f"{what}: {value} in the {which} time, none in the other."
    return went(what, earlier, later)


def _goals(both: Comparison, reader: Reader) -> Iterator[Moved]:
    """T for the clinician; for the couple each goal of theirs at its level."""
    if reader in OWN_READERS:
        scores = [_t_words(one.ratings.goals) for one in both]
        if scores != [NONE, NONE]:
            yield _line("Goals, T", scores, _then("T of the goals", *scores))
        return
    levels = [{line.goal.id: line.level for line in one.ratings.goals.goals} for one in both]
    for line in both.later.ratings.goals.goals:
        said = [_level_words(found.get(line.goal.id)) for found in levels]
        if said != [NONE, NONE]:
            yield _line(line.goal.words, said, _then(f"“{line.goal.words}”", *said))


def _t_words(goals: GoalReview) -> str:
    return NONE if goals.t is None else f"{goals.t:.1f}"


def _level_words(level: int | None) -> str:
    return NONE if level is None else f"{level:+d}"


def _promises(both: Comparison, names: Mapping[str, str], reader: Reader) -> Iterator[Moved]:
    """What was kept; who kept how much stands on no page for the couple, so it is not compared there."""
    whole = [sum((month.tally for month in one.review.months), Tally()) for one in both]
    yield from _kept("Promises kept", "Check-ins that were kept", whole)
    yield from _kept(
        "In its last four weeks",
        "In the last four weeks of each, check-ins that were kept",
        [one.review.last_weeks for one in both],
    )
    for side in "ab" if reader in OWN_READERS else "":
        own = [getattr(one.review.balance, side) for one in both]
        yield from _kept(
            f"{names[side]}, last four weeks", f"What {names[side]} kept in the last four weeks of each", own
        )


def _kept(label: str, what: str, tallies: list[Tally]) -> Iterator[Moved]:
    if any(one.due for one in tallies):
        said = [f"{one.kept} of {one.due}" if one.due else NONE for one in tallies]
        yield _line(label, said, _then(what, *said))
