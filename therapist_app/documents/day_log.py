"""A dated log: one row a day with boxes for names, rings to mark and a line to write on, parted by weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from babel.dates import format_date, format_skeleton

from therapist_app.documents.blanks import BlankKind
from therapist_app.documents.blocks import DayLog
from therapist_app.documents.mark_key import mark_key, whose_discs
from therapist_app.documents.marks import blank_box, disc, rating_rings
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, text_slab
from therapist_app.documents.slabs import BELOW_A_LINE, Slab, led
from therapist_app.documents.structure import OVER_COLUMN, OVER_ROW, Part
from therapist_app.documents.style import MM
from therapist_app.documents.typeset import Line

_RINGS = 5
_WEEK = 7

# pen, x, width, middle of the row, and the setting of that row, which names its blanks
PaintCell: TypeAlias = Callable[[Pen, float, float, float, Setting], None]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, how wide it must be (0 takes what is left) and how a cell is drawn."""

    head: str
    width: float
    paint: PaintCell
    is_rule: bool = False  # its cells are a line to write on


def day_log(block: DayLog, setting: Setting) -> list[Slab]:
    """The log over the full width; a week is not torn, the head stands again on each page."""
    columns, widths = _columns(block, setting)
    whole = Part("Table")
    head = _head(columns, widths, setting, whole)
    rows: list[Slab] = []
    for day in range(block.days):
        closes = (day + 1) % _WEEK == 0 or day + 1 == block.days
        row = _row(day, columns, widths, setting, whole.part("TR"), closes=closes)
        rows.append(replace(row, keep=not closes))
    key = _key(block, widths, setting)
    if key and setting.looks.large:  # it goes on overleaf, and what its marks mean must be known before
        return led([*key, replace(head, gap=4 * MM * setting.tight)], rows, setting.room)
    rows[-1] = replace(rows[-1], keep=bool(key))
    below = (replace(line, gap=2 * MM, keep=line is not key[-1]) for line in key)
    return [*led([head], rows, setting.room), *below]


def _key(block: DayLog, widths: list[float], setting: Setting) -> list[Slab]:
    """What the rings and the discs of a log stand for."""
    found: list[Slab] = []
    heads = [kind for kind, _ in block.columns]
    if block.key:
        style = setting.looks.small
        x = sum(widths[: 1 + heads.index("rate")]) if not setting.looks.large and "rate" in heads else 0.0
        if setting.setter.width(block.key, style) > setting.width - x:
            x = 0.0
        found.append(text_slab(setting.plain_lines(block.key, style, setting.width - x), x))
    a_width, b_width = (setting.setter.width(name, setting.looks.note) for name in (setting.a, setting.b))
    whose = whose_discs(setting)
    if whose and "names" in heads and _uses_discs(setting, a_width, b_width):
        found.append(mark_key([whose], setting))
    return found


def _columns(block: DayLog, setting: Setting) -> tuple[list[_Column], list[float]]:
    """The columns that have room; in large print a column to write in is left out if it would be narrow."""
    columns = [_day_column(setting)]
    makers = {"names": _names_column, "rate": _rate_column, "write": _write_column}
    columns += [makers[kind](head, setting) for kind, head in block.columns]
    taken = sum(column.width for column in columns)
    open_ = sum(1 for column in columns if column.is_rule)
    least = 40 * MM
    while open_ > 0 and len(columns) > 2 and (setting.width - taken) / open_ < least:
        last = max(place for place, column in enumerate(columns) if column.is_rule)
        del columns[last]
        open_ -= 1
    spare = max(setting.width - taken, 0.0)
    if open_:
        return columns, [column.width or spare / open_ for column in columns]
    return columns, [column.width + spare / len(columns) for column in columns]


def _day_column(setting: Setting) -> _Column:
    width = (34 if setting.looks.large else 25) * MM

    def paint(pen: Pen, x: float, _width: float, middle: float, row: Setting) -> None:
        if setting.starts_on is None:
            blank = row.blank(BlankKind.LINE, setting.words.day, "_day")
            pen.blank(blank, x, middle + 1.6 * MM - 15, 16 * MM, 14)

    return _Column(setting.words.day, width, paint)


def _uses_discs(setting: Setting, *widths: float) -> bool:
    return max(widths) > (24 if setting.looks.large else 17) * MM or not all(widths)


def _names_column(head: str, setting: Setting) -> _Column:
    """A box for each partner, with the name beside it, or the partner's disc where a name is long."""
    style, box, setter = setting.looks.note, setting.looks.box, setting.setter
    names = [setter.line(name, style) for name in (setting.a, setting.b)]
    discs = _uses_discs(setting, *(name.width for name in names))
    after, radius = 1.4 * MM, (3.2 if setting.looks.large else 2.2) * MM
    wide = [box + after + (2 * radius if discs else name.width) + 4.5 * MM for name in names]

    def paint(pen: Pen, x: float, _width: float, middle: float, row: Setting) -> None:
        for name, side, said, room in zip(names, ("a", "b"), (setting.a, setting.b), wide, strict=True):
            blank = partial(row.blank, BlankKind.TICK, f"{head} {said}", side)
            blank_box(pen, blank, setting.words.to_tick, x, middle, box)
            if discs:
                disc(pen, setter, x + box + after + radius, middle, radius, "a" if side == "a" else "b")
            else:
                pen.line(name, x + box + after, middle + style.size * 0.335)
            x += room

    return _Column(head, max(sum(wide) + 2 * MM, _head_width(head, setting)), paint)


def _rate_column(head: str, setting: Setting) -> _Column:
    step, size = setting.looks.ring_step, setting.looks.ring

    def paint(pen: Pen, x: float, _width: float, middle: float, row: Setting) -> None:
        places = [(number, x + size / 2 + number * step) for number in range(_RINGS)]
        blank = partial(row.blank, BlankKind.RING, head, choices=tuple(map(str, range(_RINGS))))
        rating_rings(pen, setting.setter, places, middle, size, setting.looks.figure_in_ring, blank=blank)

    return _Column(head, max((_RINGS - 1) * step + size + 5 * MM, 30 * MM), paint)


def _write_column(head: str, setting: Setting) -> _Column:
    tall = setting.row

    def paint(pen: Pen, x: float, width: float, middle: float, row: Setting) -> None:
        if pen.fills:
            pen.blank(row.blank(BlankKind.LINE, head), x, middle - tall / 2 + 2, width - 2.2 * MM, tall - 3)

    return _Column(head, 0.0, paint, is_rule=True)


def _head_width(head: str, setting: Setting) -> float:
    return min(setting.setter.width(head, setting.looks.table_head) + 4 * MM, 40 * MM)


def _head(columns: list[_Column], widths: list[float], setting: Setting, whole: Part) -> Slab:
    style = setting.looks.table_head
    gutter = (4 if setting.looks.large else 2.5) * MM
    cells = [
        setting.plain_lines(column.head, style, wide - gutter)
        for column, wide in zip(columns, widths, strict=True)
    ]
    deep = max(len(cell) for cell in cells)
    tall = deep * style.leading + 1.6 * MM
    row = whole.part("TR")

    def paint(pen: Pen, top: float) -> None:
        x = pen.left
        for cell, wide in zip(cells, widths, strict=True):
            with pen.part(row.part("TH", attributes=OVER_COLUMN)):
                pen.lines(cell, x, top + (deep - len(cell)) * style.leading)
            x += wide
        pen.rule(pen.left, pen.left + setting.width, top + tall, "edge", 0.8)

    return Slab(tall, paint, baseline=style.baseline)


def _row(
    day: int, columns: list[_Column], widths: list[float], setting: Setting, whole: Part, *, closes: bool
) -> Slab:
    tall = setting.row
    name, date = _day_words(day, setting)

    def paint(pen: Pen, top: float) -> None:
        own = setting.at(f"_d{day}", _day_in_full(day, setting)) if pen.fills else setting
        middle = top + tall / 2
        x = pen.left
        for place, (column, wide) in enumerate(zip(columns, widths, strict=True)):
            cell = whole.part("TD") if place else whole.part("TH", attributes=OVER_ROW)
            with pen.part(cell):
                if not place:
                    _paint_day(pen, name, date, middle, setting)
                column.paint(pen, x, wide, middle, own.at(f"_c{place}") if pen.fills else own)
            x += wide
        x = pen.left
        for column, wide in zip(columns, widths, strict=True):  # after the cells, as none of them is said
            last = column is columns[-1]
            gap = 0.0 if last else 2.2 * MM if _next_is_rule(columns, column) else 0.0
            role = "edge" if closes else "write" if column.is_rule else setting.looks.row_line
            pen.rule(x, x + wide - (0.0 if closes else gap), top + tall, role, 0.7 if closes else 0.6)
            x += wide

    return Slab(tall, paint, foot=BELOW_A_LINE * setting.tight)


def _next_is_rule(columns: list[_Column], column: _Column) -> bool:
    place = columns.index(column)
    return columns[place + 1].is_rule


def _day_in_full(day: int, setting: Setting) -> str:
    if setting.starts_on is None:
        return f"{setting.words.day} {day + 1}"
    return format_date(setting.starts_on + dt.timedelta(days=day), "full", locale=setting.babel)


def _day_words(day: int, setting: Setting) -> tuple[Line | None, Line | None]:
    """The day's short name and its date; only its number in large print, nothing where the start is open."""
    if setting.starts_on is None:
        return None, None
    date = setting.starts_on + dt.timedelta(days=day)
    looks = setting.looks
    name = format_date(date, "EEE", locale=setting.babel)
    words = str(date.day) if looks.large else format_skeleton("MMMd", date, locale=setting.babel)
    return setting.setter.line(name, looks.prompt), setting.setter.line(words, looks.note)


def _paint_day(pen: Pen, name: Line | None, date: Line | None, middle: float, setting: Setting) -> None:
    if name is None or date is None:
        pen.rule(pen.left, pen.left + 16 * MM, middle + 1.6 * MM, "write", 0.6)
        return
    pen.line(name, pen.left, middle + name.style.size * 0.335)
    x = max(name.width + 2 * MM, (18 if setting.looks.large else 9.5) * MM)
    pen.line(date, pen.left + x, middle + name.style.size * 0.335)
