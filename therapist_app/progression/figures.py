"""A review as figures for the screen: the path as flat bands, promises by month, the two side by side.

Figures for paper are in `page_figures`; both are drawn from the same review, so they never disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text, line
from therapist_app.documents.timescale import Timescale, fitting
from therapist_app.kernel.dates import MONTHS
from therapist_app.kernel.phrases import short_name
from therapist_app.progression.review import MonthTally, Review
from therapist_app.progression.stays import Stay, stays_of

DayWords: TypeAlias = Callable[[dt.date], str]
MOST_MONTHS = 12
_LABEL = 12.0
_MOVES = {
    "start": "Start",
    "forward": "Forward",
    "return": "Return",
    "upkeep": "Upkeep",
    "same": "Still here",
}


def full_day(day: dt.date) -> str:
    """A day with its year, in plain English: "14 January 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def path_bands(
    review: Review, catalogue: Catalogue, *, width: float = 936.0, day: DayWords = full_day
) -> Figure:
    """The phase path as flat bands over time, sessions as dots by date, returns as a curved arrow."""
    scale = Timescale(review.first, review.today, 2.0, width - 2.0)
    stays = stays_of(catalogue, review.path)
    shapes: list[Shape] = []
    for place, stay in enumerate(stays):
        shapes += _band(stay, scale, is_now=place == len(stays) - 1)
    shapes += _moves(stays, scale, width)
    shapes += _axis(review, scale, width)
    head, rows = path_rows(stays, day)
    return Figure(width, 112.0, tuple(shapes), review.sentence, head, rows)


def path_rows(stays: Sequence[Stay], day: DayWords) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The path as a table."""
    rows = tuple(
        (
            f"{stay.phase.number} {stay.phase.label}",
            day(stay.since),
            day(stay.until) if stay.until else "today",
            _MOVES.get(stay.kind, ""),
            str(stay.sessions),
        )
        for stay in stays
    )
    return ("Phase", "From", "To", "Move", "Sessions"), rows


def _band(stay: Stay, scale: Timescale, *, is_now: bool) -> list[Shape]:
    left = scale.x(stay.since)
    right = max(scale.x(stay.until or scale.last) - 2, left + 3)
    role, number = f"phase{stay.phase.number}", stay.phase.number
    names = (f"{number}  {stay.phase.label}", f"{number}  {stay.phase.short}", str(number))
    words = fitting(names, right - left, _LABEL)
    band = Rect(
        left, 28, right - left, 34, f"{role}.fill", f"{role}.strong", 2.0 if is_now else 1.2, 6, tag=stay.tag
    )
    return [band, *([_text((left + right) / 2, 49, words, "bold")] if words else [])]


def _text(x: float, y: float, words: str, weight: str = "regular", color: str = "text") -> Text:
    return Text(x, y, words, _LABEL, color, "bold" if weight == "bold" else "regular", "middle")


def _moves(stays: Sequence[Stay], scale: Timescale, width: float) -> list[Shape]:
    """A curved arrow over each return, and a dashed one over upkeep; a word where there is room."""
    shapes: list[Shape] = []
    free = 0.0
    for place, stay in enumerate(stays):
        if stay.kind not in ("return", "upkeep"):
            continue
        x = scale.x(stay.since)
        dash = (3.0, 2.0) if stay.kind == "upkeep" else ()
        shapes.append(
            Path(
                (x + 16, 24),
                (("C", (x + 14, 9), (x - 12, 9), (x - 14, 21)),),
                "text2",
                edge_width=1.6,
                dash=dash,
            )
        )
        tip = (("L", (x - 9.5, 19)), ("L", (x - 14.5, 25)))
        shapes.append(Path((x - 18.5, 18), tip, fill="text2", closed=True))
        words = stay.kind if place == len(stays) - 1 else f"{stay.kind}, then forward"
        needed = len(words) * LETTER_ROOM
        if x + 24 >= free and x + 24 + needed <= width:
            shapes.append(Text(x + 24, 18, words, _LABEL, "text2"))
            free = x + 36 + needed
    return shapes


LETTER_ROOM = _LABEL * 0.58


def _axis(review: Review, scale: Timescale, width: float) -> list[Shape]:
    shapes: list[Shape] = [line(scale.left, 82, scale.right, 82, "line", 1.2)]
    for mark in review.sessions:
        fill, edge = ("surface", "text2") if mark.cancelled else ("text2", "text2")
        x = min(max(scale.x(mark.on_date), 5.2), width - 5.2)  # a dot at either end is not cut
        shapes.append(Circle(x, 82, 4.5, fill, edge, 1.4, tag=mark.session_id))
    for x, name in scale.months(room=48.0):
        half = len(name) * LETTER_ROOM / 2
        shapes.append(_text(min(max(x, half), width - half), 105, name, color="text2"))
    return shapes


def promises_bars(review: Review, *, width: float = 544.0, height: float = 118.0) -> Figure:
    """What was kept in each month as bars: the outline is all that was asked about, its filling the kept."""
    months = review.months[-MOST_MONTHS:]
    most = max((month.tally.due for month in months), default=0)
    slot = width / max(len(months), 1)
    base, shapes = height - 24, list[Shape]()
    shapes.append(line(0, base, width, base, "line"))
    for place, month in enumerate(months):
        shapes += _month_bar(month, place * slot, slot, base, (base - 22) / max(most, 1))
    head, rows = month_rows(months)
    return Figure(width, height, tuple(shapes), months_sentence(months), head, rows)


def _month_bar(month: MonthTally, left: float, slot: float, base: float, unit: float) -> list[Shape]:
    middle, wide = left + slot / 2, min(64.0, slot * 0.7)
    shapes: list[Shape] = [_text(middle, base + 18, month_name(month, slot), color="text2")]
    if month.tally.due:
        kept, due = month.tally.kept * unit, month.tally.due * unit
        x = middle - wide / 2
        shapes.append(Rect(x, base - due, wide, due, "surface", "text2", 1.0, min(4.0, due / 2)))
        shapes.append(Rect(x, base - kept, wide, kept, "level2.fill", None, 0.0, min(4.0, kept / 2)))
        shapes.append(_text(middle, base - due - 6, kept_of(month, slot), "bold"))
    return shapes


def kept_of(month: MonthTally, slot: float) -> str:
    """What was kept of what was asked: "6 of 10", or "6/10" where a month has little room."""
    kept, due = month.tally.kept, month.tally.due
    return f"{kept} of {due}" if slot >= 54 else f"{kept}/{due}"


def month_name(month: MonthTally, slot: float) -> str:
    """The month's name, as long as its slot allows."""
    name = MONTHS[month.first.month - 1]
    return name[:3] if slot >= 26 else name[:1]


def months_sentence(months: Sequence[MonthTally]) -> str:
    """What the months show, in one sentence."""
    if not months:
        return "No promise has been asked about yet."
    last = months[-1]
    kept = sum(month.tally.kept for month in months)
    due = sum(month.tally.due for month in months)
    name = MONTHS[last.first.month - 1]
    return f"{kept} of {due} check-ins were kept, {last.tally.kept} of {last.tally.due} of them in {name}."


def month_rows(months: Sequence[MonthTally]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The months as a table."""
    rows = tuple(
        (
            f"{MONTHS[month.first.month - 1]} {month.first.year}",
            str(month.tally.kept),
            str(month.tally.partly),
            str(month.tally.missed),
        )
        for month in months
    )
    return ("Month", "Kept", "Partly kept", "Missed"), rows


def balance_bars(review: Review, a_name: str, b_name: str, *, width: float = 348.0) -> Figure:
    """Each partner's kept of asked in the last four weeks, as two bars that meet in the middle."""
    a, b = review.balance.a, review.balance.b
    middle, half, most = width / 2, width / 2 - 1, max(a.due, b.due, 1)
    left, right = f"{short_name(a_name)} {a.kept}", f"{short_name(b_name)} {b.kept}"
    room = width - 2 * max(len(left), len(right)) * LETTER_ROOM
    shapes: list[Shape] = [
        Text(0, 14, left, 12, "text", "bold"),
        Text(width, 14, right, 12, "text", "bold", "end"),
    ]
    if title := fitting(("Promises kept",), room, _LABEL):
        shapes.append(_text(middle, 14, title, color="text2"))
    for tally, sign, role in ((a, -1, "level3.fill"), (b, 1, "level2.fill")):
        for count, fill in ((tally.due, "line"), (tally.kept, role)):
            long = half * count / most
            x = middle - 1 - long if sign < 0 else middle + 1
            if count:
                shapes.append(Rect(x, 22, long, 10, fill, None, 0.0, min(5.0, long / 2)))
    words = f"In the last four weeks {a_name} kept {a.kept} of {a.due}, {b_name} {b.kept} of {b.due}."
    rows = ((a_name, str(a.kept), str(a.due)), (b_name, str(b.kept), str(b.due)))
    return Figure(width, 36.0, tuple(shapes), words, ("Partner", "Kept", "Asked about"), rows)
