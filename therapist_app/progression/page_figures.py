"""A review as figures for paper: the path as stairs, blocks by session, promises as squares.

Readable without colour: phases carry their number, levels their bars, squares their filling.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise

from therapist_app.catalogue.model import Catalogue, Phase
from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text, line
from therapist_app.documents.timescale import Timescale, fitting
from therapist_app.kernel.dates import MONTHS, short_day
from therapist_app.progression.figures import (
    MOST_MONTHS,
    DayWords,
    full_day,
    kept_of,
    month_name,
    month_rows,
    months_sentence,
    path_rows,
    promises_bars,
)
from therapist_app.progression.review import BlockRow, MonthTally, Review, SessionMark
from therapist_app.progression.stays import Stay, stays_of

PAGE = 476.0  # the text width of A4 with the product's margins, in points
PAGE_RIGHT = 30.0  # what is left free at the right of a path, so that "today" has room
MOST_SESSIONS = 14
_BAND, _RISE, _TOP = 24.0, 22.0, 26.0
_CELL, _LABELS, _HEAD = 20.0, 132.0, 28.0
_SQUARE, _GAP = 8.5, 2.0
_LETTERS = 29  # of a block's label on a line
_MOST_SQUARES = 36
_FEWEST_SLOTS = 6  # fewer months than these stand at the left


def path_staircase(
    review: Review, catalogue: Catalogue, *, width: float = PAGE, day: DayWords = full_day
) -> Figure:
    """The path as stairs: higher is further along, a return is a dashed arrow and a quiet word."""
    stays = stays_of(catalogue, review.path)
    scale = Timescale(review.first, review.today, 0.0, width - PAGE_RIGHT)
    numbers = [stay.phase.number for stay in stays] or [1]
    high = max(numbers)
    foot = _TOP + (high - min(numbers)) * _RISE + _BAND + 4

    def top(stay: Stay) -> float:
        return _TOP + (high - stay.phase.number) * _RISE

    shapes: list[Shape] = [line(0, foot, width, foot, "line")]
    for x, name in scale.months(room=34.0):
        shapes += [line(x, foot, x, foot + 3, "line"), Text(x + 1, foot + 12, name, 8, "text2")]
    for stay in stays:
        shapes += _stair(stay, scale, top(stay))
    for earlier, stay in pairwise(stays):
        if stay.kind in ("return", "upkeep"):
            shapes += _back(stay, scale, top(earlier), top(stay), width)
    now = scale.x(review.today)
    shapes += [
        line(now + 1, 14, now + 1, foot, "text2", 0.8),
        Text(now + 1, 10, "today", 8, "text2", anchor="middle"),
    ]
    shapes += _legend(catalogue.phases, {stay.phase.key for stay in stays}, foot + 30, width)
    head, rows = path_rows(stays, day)
    return Figure(width, foot + 58, tuple(shapes), review.sentence, head, rows)


def _stair(stay: Stay, scale: Timescale, top: float) -> list[Shape]:
    left = scale.x(stay.since)
    wide = max(scale.x(stay.until or scale.last) - left - 1.5, 2.0)
    role = f"phase{stay.phase.number}"
    shapes: list[Shape] = [
        Rect(left, top, wide, _BAND, f"{role}.fill", tag=stay.tag),
        line(left, top + _BAND, left + wide, top + _BAND, f"{role}.strong", 1.4),
    ]
    if wide >= 18:
        shapes += _mark(left + 11, top + _BAND / 2, stay.phase.number, f"{role}.strong")
    words = fitting((stay.phase.label, stay.phase.short), wide - 20, 8.5, spare=0.4)
    if words:
        shapes.append(Text(left + 21, top + _BAND / 2 + 3, words, 8.5))
    return shapes


def _mark(x: float, y: float, number: int, edge: str) -> list[Shape]:
    return [
        Circle(x, y, 6.5, "surface", edge, 0.9),
        Text(x, y + 3, str(number), 8.5, "text", "bold", "middle"),
    ]


def _back(stay: Stay, scale: Timescale, above: float, top: float, width: float) -> list[Shape]:
    """The dashed way down from the end of one stair to the middle of the lower one."""
    x, until = scale.x(stay.since), scale.x(stay.until or scale.last)
    to, high = x + min((until - x) * 0.6, 22.0), above + _BAND / 2
    curve = (("C", (x + (to - x) * 0.8, high), (to, high + 6), (to, top - 3)),)
    tip = (("L", (to, top - 2)), ("L", (to + 3, top - 7)))
    words = f"back to {stay.phase.short}" if stay.kind == "return" else "upkeep"
    half = len(words) * 2.3
    return [
        Path((x + 3, high), curve, "text2", edge_width=0.9, dash=(2.5, 2.0)),
        Path((to - 3, top - 7), tip, "text2", edge_width=0.9),
        Text(
            min(max(to, half), width - 34 - half),
            above - 5,
            words,
            9,
            "text2",
            "regular",
            "middle",
            "serif-italic",
        ),
    ]


def _legend(phases: Sequence[Phase], visited: set[str], top: float, width: float) -> list[Shape]:
    shapes: list[Shape] = []
    for place, phase in enumerate(phases):
        x, y = (place % 3) * width / 3 + 7, top + place // 3 * 18
        seen = phase.key in visited
        role = f"phase{phase.number}"
        fill, edge, dash = (f"{role}.fill", f"{role}.strong", ()) if seen else (None, "text2", (1.5, 1.5))
        shapes += [
            Circle(x, y, 6.5, fill, edge, 0.9, dash),
            Text(x, y + 3, str(phase.number), 8, "text", "bold", "middle"),
            Text(x + 11, y + 3, phase.label, 8.5, "text" if seen else "text2"),
        ]
    return shapes


def blocks_by_session(
    review: Review, *, width: float = PAGE, day: Callable[[dt.date], str] = short_day
) -> Figure:
    """What made it hard, session by session: the last sessions, tagged blocks only, bars for the level."""
    cut = max(len(review.block_sessions) - MOST_SESSIONS, 0)
    columns = review.block_sessions[cut:]
    rows = [row for row in review.block_rows if any(level is not None for level in row.levels[cut:])]
    step = (width - _LABELS) / MOST_SESSIONS
    left = width - step * len(columns)
    shapes = _block_head(columns, left, step, width)
    y = _HEAD
    for row in rows:
        lines = _wrapped(_capital(row.label))
        tall = max(_CELL + 4, 12.0 * len(lines) + 6)
        shapes += _block_row(row, cut, lines, y, tall, left, step)
        y += tall
        shapes.append(line(0, y, width, y, "line", 0.6))
    shapes += _level_key(_LABELS, y + 8)
    return Figure(width, y + 28, tuple(shapes), review.second, *_block_table(review, rows, cut, day))


def _block_head(columns: Sequence[SessionMark], left: float, step: float, width: float) -> list[Shape]:
    """The day of each session, and its month where it changes: no order of day and month to misread."""
    shapes: list[Shape] = [line(0, _HEAD, width, _HEAD, "text2", 0.8)]
    month = 0
    for place, mark in enumerate(columns):
        middle = left + (place + 0.5) * step
        shapes.append(Text(middle, _HEAD - 5, str(mark.on_date.day), 8, "text2", anchor="middle"))
        if mark.on_date.month != month:
            month = mark.on_date.month
            shapes.append(Text(middle, _HEAD - 15, MONTHS[month - 1][:3], 8, "text2", "bold", "middle"))
    return shapes


def _block_row(
    row: BlockRow, cut: int, lines: Sequence[str], top: float, tall: float, left: float, step: float
) -> list[Shape]:
    first = top + tall / 2 + 3 - (len(lines) - 1) * 6
    shapes: list[Shape] = [Text(0, first + 12 * place, words, 9) for place, words in enumerate(lines)]
    for place, level in enumerate(row.levels[cut:]):
        if level is not None:
            shapes += level_cell(left + place * step + 1, top + (tall - _CELL) / 2, step - 2, _CELL, level)
    return shapes


def _wrapped(words: str) -> list[str]:
    """A label in lines of about the same length, and no more of them than need be."""
    best = textwrap.wrap(words, _LETTERS)
    for letters in range(_LETTERS - 1, _LETTERS // 2, -1):
        lines = textwrap.wrap(words, letters)
        if len(lines) > len(best):
            break
        best = lines
    return best or [words]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def level_cell(x: float, y: float, width: float, height: float, level: int) -> list[Shape]:
    """A level as a cell: one to three bars on deepening blue, or a tick for resolved."""
    middle, half = x + width / 2, y + height / 2
    if level == 0:
        pieces = (("L", (middle - 1, half + 3.5)), ("L", (middle + 5, half - 4)))
        return [Path((middle - 4.5, half), pieces, "ok", edge_width=1.4)]
    shapes: list[Shape] = [Rect(x, y, width, height, f"level{level}.fill", radius=1.5)]
    for bar in range(level):
        at = middle + (bar - (level - 1) / 2) * 4.4 - 1.2
        shapes.append(Rect(at, half - 4.5, 2.4, 9, "surface" if level == 3 else "text"))
    return shapes


def _level_key(left: float, top: float) -> list[Shape]:
    shapes: list[Shape] = []
    for place, (level, word) in enumerate(((1, "mild"), (2, "moderate"), (3, "severe"), (0, "resolved"))):
        x = left + place * 68
        shapes += [*level_cell(x, top, 20, 14, level), Text(x + 25, top + 10, word, 8, "text2")]
    return [*shapes, Text(left + 4 * 68, top + 10, "empty: no topic", 8, "text2")]


def _block_table(
    review: Review, rows: Sequence[BlockRow], cut: int, day: Callable[[dt.date], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    words = ("resolved", "mild", "moderate", "severe")
    head = ("Block", *(day(mark.on_date) for mark in review.block_sessions[cut:]))
    return head, tuple(
        (row.label, *("" if level is None else words[level] for level in row.levels[cut:])) for row in rows
    )


def promises_squares(review: Review, *, width: float = PAGE) -> Figure:
    """Each square is one check-in: filled kept, half partly, open missed; bars where there are many."""
    months = review.months[-MOST_MONTHS:]
    most = max((month.tally.due for month in months), default=0)
    if most > _MOST_SQUARES:
        return promises_bars(review, width=width)
    across = 2 if most <= 24 else 3
    deep = -(-most // across) * (_SQUARE + _GAP)
    base, slot = deep + 18, width / max(len(months), _FEWEST_SLOTS)
    shapes: list[Shape] = [line(0, base, width, base, "line")]
    for place, month in enumerate(months):
        shapes += _month_squares(month, place * slot, slot, base, across)
    head, rows = month_rows(months)
    return Figure(width, base + 16, tuple(shapes), months_sentence(months), head, rows)


def _month_squares(month: MonthTally, left: float, slot: float, base: float, across: int) -> list[Shape]:
    middle, step = left + slot / 2, _SQUARE + _GAP
    x0 = middle - (across * step - _GAP) / 2
    shapes: list[Shape] = [Text(middle, base + 12, month_name(month, slot), 8, "text2", anchor="middle")]
    tally = month.tally
    kinds = ["kept"] * tally.kept + ["partly"] * tally.partly + ["missed"] * tally.missed
    for place, kind in enumerate(kinds):
        shapes += _square(x0 + place % across * step, base - 3 - _SQUARE - place // across * step, kind)
    if kinds:
        top = base - 3 - -(-len(kinds) // across) * step
        shapes.append(Text(middle, top - 4, kept_of(month, 60.0), 8, "text", "bold", "middle"))
    return shapes


def _square(x: float, y: float, kind: str) -> list[Shape]:
    role = "level3.fill"
    shapes: list[Shape] = [Rect(x, y, _SQUARE, _SQUARE, role if kind == "kept" else "surface", role, 0.8)]
    if kind == "partly":
        corner = (("L", (x + _SQUARE, y + _SQUARE)), ("L", (x, y + _SQUARE)))
        shapes.append(Path((x + _SQUARE, y), corner, fill=role, closed=True))
    return shapes
