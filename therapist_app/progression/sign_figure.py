"""The signs of healing as a figure: a small line for each sign and rater, and how far apart the partners are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.figure import Circle, Figure, Shape, Text, line
from therapist_app.documents.timescale import LETTER_EM, Timescale
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.phrases import short_name
from therapist_app.progression.model import Rater
from therapist_app.progression.sign_review import RATERS, YOU, SignReview, SignRow, sign_sentence

_ROW, _HEAD = 2.3, 2.0  # em
_LABEL = 20  # letters of the longest short name
_APART = 6  # letters
_MOST = 4
_UNRATED = "not rated"


def sign_lines(
    catalogue: Catalogue,
    review: SignReview,
    names: Mapping[str, str],
    first: dt.date,
    today: dt.date,
    *,
    clinician: str = YOU,
    width: float = 936.0,
    letter: float = 12.0,
    day: Callable[[dt.date], str] = short_day,
) -> Figure:
    """Each rated sign as a row: its line in the eyes of the clinician, of A and of B."""
    heads = {Rater.CLINICIAN: clinician, **names}
    begin = min([first, *(on for row in review.rows for some in row.ratings.values() for on, _ in some)])
    label, apart = _LABEL * LETTER_EM * letter, _APART * LETTER_EM * letter
    column = (width - label - apart) / len(RATERS)
    shapes = _head(heads, label, column, width, letter)
    for place, row in enumerate(review.rows):
        top = (_HEAD + place * _ROW) * letter
        shapes.append(Text(0, top + letter * 1.45, row.short, letter))
        for which, rater in enumerate(RATERS):
            left = label + which * column
            days = Timescale(begin, today, left, left + max(column - 2.6 * letter, letter))
            shapes += _small_line(row.ratings.get(rater, ()), days, top, letter)
        if row.apart:
            shapes.append(Text(width, top + letter * 1.45, str(row.apart), letter, "text", "bold", "end"))
        foot = top + _ROW * letter
        shapes.append(line(0, foot, width, foot, "line", 0.6))
    height = (_HEAD + len(review.rows) * _ROW) * letter + 2
    words = sign_sentence(catalogue, review, names, clinician)
    head = ("Sign", *(heads[rater] for rater in RATERS), "Apart")
    rows = tuple(_cells(catalogue, row, day) for row in review.rows)
    return Figure(width, height, tuple(shapes), words, head, rows)


def _head(heads: Mapping[str, str], label: float, column: float, width: float, letter: float) -> list[Shape]:
    room = max(int(column / (letter * LETTER_EM)) - 1, 2)
    shapes: list[Shape] = [
        Text(label + which * column, letter * 1.2, short_name(heads[rater], room), letter, "text2", "bold")
        for which, rater in enumerate(RATERS)
    ]
    foot = _HEAD * letter
    return [
        *shapes,
        Text(width, letter * 1.2, "apart", letter, "text2", "bold", "end"),
        line(0, foot, width, foot, "text2", 0.8),
    ]


def _small_line(
    ratings: Sequence[tuple[dt.date, int]], days: Timescale, top: float, letter: float
) -> list[Shape]:
    """The ratings from 0 at the foot to 4 at the top, with the latest as a dot and a digit."""
    if not ratings:
        return []
    foot, tall = top + letter * 1.9, letter * 1.5
    at = [(days.x(on), foot - tall * value / _MOST) for on, value in ratings]
    shapes: list[Shape] = [line(days.left, foot, days.right, foot, "line", 0.8)]
    shapes += [line(*before, *after, "level3.fill", 1.5) for before, after in pairwise(at)]
    shapes.append(Circle(*at[-1], 2.6, "level3.fill", "level3.fill", 0.8))
    digit = str(ratings[-1][1])
    return [*shapes, Text(days.right + letter * 0.7, top + letter * 1.45, digit, letter, "text", "bold")]


def _cells(catalogue: Catalogue, row: SignRow, day: Callable[[dt.date], str]) -> tuple[str, ...]:
    said = tuple(_said(catalogue, row.ratings.get(rater, ()), day) for rater in RATERS)
    return (row.short, *said, "" if row.apart is None else str(row.apart))


def _said(catalogue: Catalogue, ratings: Sequence[tuple[dt.date, int]], day: Callable[[dt.date], str]) -> str:
    if not ratings:
        return _UNRATED
    (first_on, first), (_, last) = ratings[0], ratings[-1]
    now = catalogue.rating(last).label
    return now if len(ratings) == 1 else f"{now} ({catalogue.rating(first).label.lower()} on {day(first_on)})"
