"""A week's grid of promises: whose it is, its words, a box for each day it is due, a line for a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from babel.dates import format_date, get_day_names

from therapist_app.documents.blanks import Blank, BlankKind
from therapist_app.documents.blocks import PromiseGrid, Run
from therapist_app.documents.mark_key import Meant, mark_key, whose_discs
from therapist_app.documents.marks import Mark, blank_box, discs
from therapist_app.documents.page import PromiseRow
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import BELOW_A_LINE, Slab, led
from therapist_app.documents.structure import OVER_COLUMN, OVER_ROW, Part
from therapist_app.documents.style import MM
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Line

_DAYS = 7
_MONDAY_OF_SOME_WEEK = dt.date(2024, 1, 1)
_BELOW_DAYS = f"/O /Table /ColSpan {_DAYS + 1}"
_MOST_OF_A_PAGE = 0.53  # a higher grid may go on overleaf, and what its marks mean must be known before
_MOST_LINES = 10  # of a promise beside its boxes; the rest of a very long one flows on below


def promise_grid(block: PromiseGrid, promises: tuple[PromiseRow, ...], setting: Setting) -> list[Slab]:
    """The promises, rows to write in, and the key of the marks; over the full width."""
    grid = _Grid(setting)
    head = grid.head()
    rows: list[Slab] = []
    for place, promise in enumerate(promises):
        rows += grid.row(promise, place)
    open_rows = range(block.rows or (0 if promises else 3))
    rows += [grid.blank_row(len(promises) + place) for place in open_rows]
    key = _key(setting)
    if setting.looks.large or sum(row.height for row in rows) > setting.room * _MOST_OF_A_PAGE:
        return led([key, replace(head, gap=3.5 * MM)], rows, setting.room)
    rows[-1] = replace(rows[-1], keep=True)
    return [*led([head], rows, setting.room), replace(key, gap=3.5 * MM * setting.tight)]


class _Grid:
    """The columns of one grid: discs, words, then seven boxes; in large print the boxes stand below the words."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.part = setting, Part("Table")
        looks = setting.looks
        self.box = looks.day_box
        self.step = min(12.2 * MM if not looks.large else setting.width / _DAYS, setting.width / _DAYS)
        self.boxes_width = (_DAYS - 1) * self.step + self.box
        self.boxes_x = 0.0 if looks.large else setting.width - self.boxes_width
        self.words_x = (20 if looks.large else 13.4) * MM
        self.words_width = setting.width - self.words_x - (0 if looks.large else self.boxes_width + 7 * MM)

    def days(self) -> Iterator[tuple[Line, Line | None, int]]:
        """The name of each day, its number in the month if the week is known, and its place in the week."""
        start = self.setting.starts_on
        looks = self.setting.looks
        names = get_day_names("abbreviated", locale=self.setting.babel)
        for place in range(_DAYS):
            day = (start or _MONDAY_OF_SOME_WEEK) + dt.timedelta(days=place)
            name = self.setting.setter.line(names[day.weekday()], looks.table_head)
            number = format_date(day, "d", locale=self.setting.babel)
            yield name, self.setting.setter.line(number, looks.small) if start else None, day.weekday()

    def head(self) -> Slab:
        """The names of the days, each over its boxes, on a darker line."""
        setting, style = self.setting, self.setting.looks.table_head
        title = setting.setter.line(setting.words.promised, style)
        days = list(self.days())
        dated = setting.starts_on is not None
        above = style.leading + 1 * MM if setting.looks.large else 0.0
        tall = above + style.leading * (2 if dated else 1) + 2 * MM
        row = self.part.part("TR")

        def paint(pen: Pen, top: float) -> None:
            foot = top + tall - 2 * MM
            first = top if setting.looks.large else foot - style.leading
            with pen.part(row.part("TH", attributes=OVER_COLUMN)):
                pen.line(title, pen.left, first + style.baseline)
            for place, (name, number, _) in enumerate(days):
                x = pen.left + self.boxes_x + place * self.step + self.box / 2
                with pen.part(row.part("TH", attributes=OVER_COLUMN)):
                    pen.line(name, x, top + above + style.baseline, align="middle")
                    if number:
                        pen.line(number, x, top + above + style.leading + style.baseline - 1, align="middle")
            pen.rule(pen.left, pen.left + setting.width, top + tall, "edge", 0.8)

        return Slab(tall, paint, baseline=style.baseline)

    def row(self, promise: PromiseRow, place: int) -> Iterator[Slab]:
        """A promise with its boxes; what is longer than ten lines flows on below them."""
        setting, looks = self.setting, self.setting.looks
        words = setting.plain_lines(promise.words, looks.promise, self.words_width)
        runs = (Run(f"{promise.cadence} " if promise.cadence else "", bold=True), Run(promise.notice))
        note = setting.lines(runs, looks.note, self.words_width)
        if not any(line.pieces for line in note):
            note = []
        long = len(words) + len(note) > _MOST_LINES
        shown, rest = (words[:_MOST_LINES], words[_MOST_LINES:]) if long else (words, [])
        row = self.part.part("TR")
        cell = row.part("TH", attributes=OVER_ROW)
        first = self._row(promise, place, shown, [] if long else note, row, cell, ruled=not long)
        if not long:
            yield first
            return
        yield replace(first, keep=bool(rest))
        if rest:
            yield text_slab(rest, self.words_x, part=cell.part("P"))
        if note:
            yield text_slab(note, self.words_x, gap=1.4 * MM, part=cell.part("P"))
        yield Slab(3 * MM, lambda pen, top: _rule_below(pen, top + 3 * MM, setting))

    def blank_row(self, place: int) -> Slab:
        """A row to write a promise in."""
        row = self.part.part("TR")
        cell = row.part("TH", attributes=OVER_ROW)
        return self._row(PromiseRow("both", ""), place, [], [], row, cell, ruled=True, blank=True)

    def _row(
        self,
        promise: PromiseRow,
        place: int,
        words: list[Line],
        note: list[Line],
        row: Part,
        cell: Part,
        *,
        ruled: bool,
        blank: bool = False,
    ) -> Slab:
        setting, looks = self.setting, self.setting.looks
        own = setting.at(f"_p{place}", clean(promise.words))
        pad, between = 4.2 * MM * setting.tight, 1.4 * MM
        writing = 2 * looks.pitch * 0.9 if blank else 0.0
        text = height_of(words) + (between + height_of(note) if note else 0.0) + writing
        below = text + 3 * MM if looks.large else 0.0
        aside = below + self.box + (2 * MM if looks.large else 4 * MM + looks.note.leading)
        tall = pad + max(text, aside) + (2.4 * MM * setting.tight if ruled else 0.0)

        def paint(pen: Pen, top: float) -> None:
            y = top + pad
            with pen.part(cell):
                self._paint_words(pen, y, promise, words, note, own, cell, blank=blank)
            self._paint_boxes(pen, y + below, promise, own, row)
            if not looks.large:
                with pen.part(self.part.part("TR").part("TD", attributes=_BELOW_DAYS)):
                    self._paint_word_line(pen, max(y + aside, y + text) - 1, promise, own)
            if ruled:
                _rule_below(pen, top + tall, setting)

        return Slab(tall, paint, foot=BELOW_A_LINE * setting.tight if ruled else 0.0)

    def _paint_words(
        self,
        pen: Pen,
        y: float,
        promise: PromiseRow,
        words: list[Line],
        note: list[Line],
        own: Setting,
        cell: Part,
        *,
        blank: bool,
    ) -> None:
        looks = self.setting.looks
        x, radius = pen.left + self.words_x, (4.4 if looks.large else 3) * MM
        if blank:
            end = x + self.words_width
            pen.rule(x, end, y + looks.pitch * 0.9, looks.write_line)
            pen.rule(x, end, y + looks.pitch * 1.8, looks.write_line)
            pen.rule(pen.left, pen.left + self.words_x - 3 * MM, y + looks.pitch * 0.9, looks.write_line)
            said = own.blank(BlankKind.AREA, self.setting.words.promised, "_words")
            pen.blank(said, x, y, end - x, looks.pitch * 1.8 - 1)
            whose = own.blank(BlankKind.LINE, self.setting.words.whose, "_whose")
            pen.blank(whose, pen.left, y + 4, self.words_x - 3 * MM, looks.pitch * 0.9 - 5)
            return
        middle = y + looks.promise.baseline - 0.3 * looks.promise.size
        with pen.part(cell.part("Span", said=self._whose(promise))):
            discs(pen, self.setting.setter, pen.left, middle, radius, promise.mark)
        with pen.part(cell.part("P")):
            below = pen.lines(words, x, y)
        if note:
            with pen.part(cell.part("P")):
                pen.lines(note, x, below + 1.4 * MM)

    def _whose(self, promise: PromiseRow) -> str:
        """The names that the discs stand for; none where a name is left to be written in."""
        names = {"a": (self.setting.a,), "b": (self.setting.b,)}.get(
            promise.mark, (self.setting.a, self.setting.b)
        )
        return ", ".join(names) if all(name.strip("_ ") for name in names) else ""

    def _paint_boxes(self, pen: Pen, y: float, promise: PromiseRow, own: Setting, row: Part) -> None:
        for place, (name, _, weekday) in enumerate(self.days()):
            x = pen.left + self.boxes_x + place * self.step
            cell = row.part("TD")
            if promise.due and weekday not in promise.due:
                middle = x + self.box / 2
                with pen.figure(self.setting.words.not_due, x, y, self.box, self.box, cell):
                    pen.rule(middle - 1.6 * MM, middle + 1.6 * MM, y + self.box / 2, "edge", 0.8)
            else:
                blank, said = partial(self._day_blank, promise, place, name, own), own.words.to_mark
                with pen.part(cell):
                    blank_box(pen, blank, said, x, y + self.box / 2, self.box, inset=1)

    def _day_blank(self, promise: PromiseRow, place: int, name: Line, own: Setting) -> Blank:
        """How the promise went on a day of the week."""
        words, start = own.words, own.starts_on
        on = start + dt.timedelta(days=place) if start else None
        day = format_date(on, "full", locale=own.babel) if on else name.text
        meant = (words.kept, words.partly, words.missed, words.not_applicable)
        key = ", ".join(f"{mark} {word}" for mark, word in zip(words.marks, meant, strict=True))
        said = f"{day}. {words.in_each_box}: {key}"
        blank = own.blank(BlankKind.PICK, said, f"_{place}", words.marks)
        return replace(blank, key=promise.key, on=on)

    def _paint_word_line(self, pen: Pen, y: float, promise: PromiseRow, own: Setting) -> None:
        words = self.setting.setter.line(self.setting.words.a_word, self.setting.looks.small)
        x = pen.left + self.boxes_x
        pen.line(words, x, y - 1)
        first, end = x + words.width + 3 * MM, pen.left + self.setting.width
        pen.rule(first, end, y, "write")
        blank = replace(own.blank(BlankKind.LINE, self.setting.words.a_word, "_word"), key=promise.key)
        pen.blank(blank, first, y - 14, end - first, 13)


def _rule_below(pen: Pen, y: float, setting: Setting) -> None:
    pen.rule(pen.left, pen.left + setting.width, y, setting.looks.row_line if setting.looks.large else "rule")


def _key(setting: Setting) -> Slab:
    """What to draw in each box, and whose the discs are."""
    words = setting.words
    marks: tuple[Mark, ...] = ("kept", "partly", "missed", "none")
    meant = (words.kept, words.partly, words.missed, words.not_applicable)
    drawn = [Meant(*one) for one in zip(marks, words.marks, meant, strict=True)]
    return mark_key([drawn, whose_discs(setting)], setting, words.in_each_box)
