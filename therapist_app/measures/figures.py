"""Scores as figures: both partners on one axis with the cut-off and the gap, and T of the goals.

Told apart without colour: A has a whole line with filled dots, B a dashed one with open squares; each ends in its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text, line
from therapist_app.documents.timescale import LETTER_EM, Timescale
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.phrases import short_name
from therapist_app.measures.instrument import Better, plain_number
from therapist_app.measures.review import GoalReview, MeasureReview, Point
from therapist_app.measures.sentences import goal_sentence, measure_sentence

DayWords = Callable[[dt.date], str]
SCREEN_LETTER, PAGE_LETTER = 12.0, 8.5
_HATCH = 0.55  # em between the lines of the band
_TALL = 10.0  # em
_NAME = 14  # letters of a name at the end of its line
_T_LEAST, _T_MOST, _T_EXPECTED = 20.0, 80.0, 50.0


@dataclass(frozen=True, slots=True)
class _Series:
    """One line of the chart; `place` 0 is drawn as A's, 1 as B's."""

    place: int
    end: str  # what stands at its end
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a score on a day lies."""

    days: Timescale
    least: float
    most: float
    top: float
    foot: float
    letter: float

    def y(self, value: float) -> float:
        """The height of a score, higher scores above."""
        share = (value - self.least) / (self.most - self.least)
        return round(self.foot - share * (self.foot - self.top), 2)


def twin_chart(
    review: MeasureReview,
    names: Mapping[str, str],
    first: dt.date,
    today: dt.date,
    *,
    own: bool = True,
    width: float = 936.0,
    letter: float = SCREEN_LETTER,
    day: DayWords = short_day,
) -> Figure:
    """One instrument's scores over time; `own` is a page for the clinician, whose words and band say the cut-off."""
    one = review.instrument
    series = [
        _Series(
            "ab".index(line.side),
            f"{short_name(names[line.side], _NAME)} {one.words(line.last)}",
            line.points,
        )
        for line in review.lines
    ]
    frame = _frame(series, (one.least, one.most), first, today, width, letter)
    shapes = (_band(review, frame) if own else []) + _axis(frame, (one.least, one.most))
    shapes.append(_better(frame, one.better))
    shapes += _lines(series, frame, apart=_apart(review))
    return Figure(
        width,
        frame.foot + letter * 1.7,
        tuple(shapes),
        measure_sentence(review, names, own=own),
        *_rows(review, names, day),
    )


def t_chart(
    review: GoalReview,
    first: dt.date,
    today: dt.date,
    *,
    width: float = 936.0,
    letter: float = SCREEN_LETTER,
    day: DayWords = short_day,
) -> Figure:
    """T of the goals over time, with a line where all is as expected."""
    points = tuple(Point("", on, score) for on, score in review.t_line)
    series = [_Series(0, f"T {points[-1].value:.1f}", points)] if points else []
    frame = _frame(series, (_T_LEAST, _T_MOST), first, today, width, letter)
    shapes = _axis(frame, (_T_LEAST, _T_EXPECTED, _T_MOST))
    shapes.append(_dashed(frame, _T_EXPECTED))
    shapes.append(_said(frame, _T_EXPECTED, "as expected", above=True))
    shapes += _lines(series, frame, apart="")
    rows = tuple((day(on), f"{score:.1f}") for on, score in review.t_line)
    return Figure(width, frame.foot + letter * 1.7, tuple(shapes), goal_sentence(review), ("Date", "T"), rows)


def _frame(
    series: Sequence[_Series],
    ends: tuple[float, float],
    first: dt.date,
    today: dt.date,
    width: float,
    letter: float,
) -> _Frame:
    axis = max(len(plain_number(end)) for end in ends)
    room = max((len(one.end) for one in series), default=0)
    left, right = (axis * LETTER_EM + 1) * letter, (room * LETTER_EM + 2.2) * letter + _own_mark(series)
    begin = min([first, *(point.on_date for one in series for point in one.points)])
    days = Timescale(begin, today, left, max(width - right, left + 4 * letter))
    top = letter * 1.9
    return _Frame(days, *ends, top=top, foot=top + _TALL * letter, letter=letter)


def _axis(frame: _Frame, named: Sequence[float]) -> list[Shape]:
    days, letter = frame.days, frame.letter
    shapes: list[Shape] = [
        line(days.left, frame.foot, days.right, frame.foot, "line"),
        line(days.left, frame.top, days.left, frame.foot, "line"),
    ]
    shapes += [
        Text(
            days.left - letter * 0.5,
            frame.y(value) + letter * 0.35,
            plain_number(value),
            letter,
            "text2",
            anchor="end",
        )
        for value in named
    ]
    shapes += [
        Text(x, frame.foot + letter * 1.35, name, letter, "text2") for x, name in days.months(room=4 * letter)
    ]
    return shapes


def _better(frame: _Frame, better: str) -> Text:
    words = "higher is better" if better == Better.HIGHER else "lower is better"
    return Text(frame.days.left, frame.letter, words, frame.letter, "text2")


def _band(review: MeasureReview, frame: _Frame) -> list[Shape]:
    """The troubled side of the cut-off in fine lines, and the cut-off itself."""
    one = review.instrument
    if one.cut_off is None:
        return []
    at = frame.y(one.cut_off)
    top, foot = (at, frame.foot) if one.better == Better.HIGHER else (frame.top, at)
    step = _HATCH * frame.letter
    count = int((foot - top) / step)
    hatch = [
        line(frame.days.left, top + place * step, frame.days.right, top + place * step, "line", 0.8)
        for place in range(1, count + 1)
    ]
    words = f"cut-off {plain_number(one.cut_off)}"
    return [
        *hatch,
        _dashed(frame, one.cut_off),
        _said(frame, one.cut_off, words, above=one.better == Better.HIGHER),
    ]


def _dashed(frame: _Frame, value: float) -> Path:
    return line(frame.days.left, frame.y(value), frame.days.right, frame.y(value), "text2", 0.9, (4.0, 3.0))


def _said(frame: _Frame, value: float, words: str, *, above: bool) -> Text:
    """What a level line is, on its calm side."""
    off = -0.4 if above else 1.1
    return Text(
        frame.days.left + frame.letter * 0.4,
        frame.y(value) + off * frame.letter,
        words,
        frame.letter,
        "text2",
    )


def _lines(series: Sequence[_Series], frame: _Frame, *, apart: str) -> list[Shape]:
    shapes: list[Shape] = []
    for one in series:
        at = [(frame.days.x(point.on_date), frame.y(point.value)) for point in one.points]
        role, dash = ("level2.fill", (5.0, 3.0)) if one.place else ("level3.fill", ())
        shapes += [line(*before, *after, role, 1.8, dash) for before, after in pairwise(at)]
        shapes += [
            _mark(one.place, *place, point.score_id) for place, point in zip(at, one.points, strict=True)
        ]
    return shapes + _ends(series, frame, apart)


def _own_mark(series: Sequence[_Series]) -> float:
    """The width of a line's mark before the name at its end: of two lines one must know whose is whose."""
    return 14.0 if len(series) > 1 else 0.0


def _mark(place: int, x: float, y: float, tag: str) -> Shape:
    if place:
        return Rect(x - 4.2, y - 4.2, 8.4, 8.4, "surface", "level2.fill", 1.8, tag=tag)
    return Circle(x, y, 4.4, "level3.fill", "level3.fill", 1.0, tag=tag)


def _ends(series: Sequence[_Series], frame: _Frame, apart: str) -> list[Shape]:
    """The name and latest score at the end of each line, never over each other, and the gap between them."""
    letter, x = frame.letter, frame.days.right + frame.letter * 1.4
    placed = sorted(((frame.y(one.points[-1].value), one) for one in series), key=lambda pair: pair[0])
    heights = [height for height, _ in placed]
    if len(heights) == 2:
        close = letter * 1.3 - (heights[1] - heights[0])
        if close > 0:
            heights = [heights[0] - close / 2, heights[1] + close / 2]
    after = _own_mark(series)
    shapes: list[Shape] = [
        Text(x + after, height + letter * 0.35, one.end, letter, "text", "bold")
        for height, (_, one) in zip(heights, placed, strict=True)
    ]
    if after:
        shapes += [
            _mark(one.place, x + after / 2 - 2, height, "")
            for height, (_, one) in zip(heights, placed, strict=True)
        ]
    if apart and len(placed) == 2:
        bar = frame.days.right + letter * 0.8
        if placed[1][0] - placed[0][0] >= letter / 2:  # shorter it would be a speck
            shapes.append(line(bar, placed[0][0], bar, placed[1][0], "text2", 1.2))
        if heights[1] - heights[0] >= 2.6 * letter:
            middle = (heights[0] + heights[1]) / 2 + letter * 0.35
            shapes.append(Text(x + after, middle, apart, letter, "text2"))
    return shapes


def _apart(review: MeasureReview) -> str:
    """The gap, if both gave their latest score on the same day."""
    gaps, latest = review.gaps, {line.points[-1].on_date for line in review.lines}
    if not gaps or latest != {gaps[-1][0]}:
        return ""
    return f"{review.instrument.words(gaps[-1][1])} apart"


def _rows(
    review: MeasureReview, names: Mapping[str, str], day: DayWords
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    words, gaps = review.instrument.words, dict(review.gaps)
    scores = [{point.on_date: words(point.value) for point in line.points} for line in review.lines]
    days = sorted({on for one in scores for on in one})
    head = ("Date", *(names[line.side] for line in review.lines))
    rows = tuple((day(on), *(one.get(on, "") for one in scores)) for on in days)
    if len(review.lines) == 1:
        return head, rows
    apart = tuple(words(gaps[on]) if on in gaps else "" for on in days)
    return (*head, "Apart"), tuple((*row, gap) for row, gap in zip(rows, apart, strict=True))
