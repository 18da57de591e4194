"""Plain tables: a bold head over a darker line, hairlines between rows, no upright lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from therapist_app.documents.blanks import Blank, BlankKind
from therapist_app.documents.blocks import Table
from therapist_app.documents.columns import share
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting
from therapist_app.documents.slabs import BELOW_A_LINE, Slab, led
from therapist_app.documents.structure import OVER_COLUMN, OVER_ROW, Part
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.text import by_first_words
from therapist_app.documents.typeset import Line

_GUTTER = 5 * MM
_PAD = 1.9 * MM
_SHORT = 0.3  # of a page


def table(block: Table, setting: Setting, x: float, width: float) -> list[Slab]:
    """The table's head and rows; the head stands again on a new page and never parts from the first row."""
    count = max([len(block.head), *(len(row) for row in block.rows)])
    widths = _widths(block, count, setting, width)
    heads = _heads(block.head, widths, setting)
    if heads != block.head:
        block = replace(block, head=heads)
        widths = _widths(block, count, setting, width)
    whole = Part("Table")
    head = _row(block.head, widths, setting, setting.looks.table_head, x, width, whole, head=True)
    has_head = any(cell.strip() for cell in block.head)
    rows = [
        _row(cells, widths, setting, setting.looks.table, x, width, whole, blanks=blanks)
        for place, cells in enumerate(block.rows)
        for blanks in [_blanks(block, place, count, setting)]
    ]
    rows = _company(rows, setting)
    return led([head], rows, setting.room) if has_head else rows


def _heads(heads: tuple[str, ...], widths: list[float], setting: Setting) -> tuple[str, ...]:
    """The heads; where a word of a name is wider than its column, names by their first words."""
    names, style = (setting.a, setting.b), setting.looks.table_head

    def fits(head: str, wide: float) -> bool:
        return all(setting.setter.width(word, style) <= wide for word in head.split())

    if all(map(fits, heads, widths)):
        return heads
    return tuple(by_first_words(head, names) for head in heads)


def _company(rows: list[Slab], setting: Setting) -> list[Slab]:
    """A short table stays on one page; of a longer one no row stands alone at its start or end."""
    short = sum(row.height for row in rows) < _SHORT * setting.room
    kept = range(len(rows) - 1) if short or len(rows) < 4 else (0, len(rows) - 2)
    return [replace(row, keep=True) if place in kept else row for place, row in enumerate(rows)]


def _blanks(block: Table, place: int, count: int, setting: Setting) -> tuple[Blank | None, ...]:
    """What can be filled in in a row: its cells without words, called by the row and the column."""
    row = block.rows[place]
    first = next((cell for cell in row if cell.strip()), "")

    def blank(column: int) -> Blank | None:
        if column < len(row) and row[column].strip():
            return None
        head = block.head[column] if column < len(block.head) else ""
        said = ", ".join(word for word in (first, head) if word.strip()) or str(place + 1)
        return setting.blank(BlankKind.LINE, said, f"_r{place}_c{column}")

    return tuple(map(blank, range(count)))


def _widths(block: Table, count: int, setting: Setting, width: float) -> list[float]:
    """By the longest words of each column; spare room goes to columns that are written in, if there are any."""
    room = width - _GUTTER * (count - 1)
    wanted: list[float] = []
    written: list[bool] = []
    for place in range(count):
        cells = [row[place] if place < len(row) else "" for row in block.rows]
        widest = max((setting.setter.width(cell, setting.looks.table) for cell in cells), default=0.0)
        head = block.head[place] if place < len(block.head) else ""
        written.append(any(not cell.strip() for cell in cells))
        wanted.append(
            max(
                widest,
                setting.setter.width(head, setting.looks.table_head),
                room * 0.3 if written[-1] else 0.0,
            )
        )
    least = min(18 * MM, room / count)
    spare = room - sum(max(one, least) for one in wanted)
    if spare > 0 and any(written):
        each = spare / sum(written)
        return [
            max(one, least) + (each if is_written else 0.0)
            for one, is_written in zip(wanted, written, strict=True)
        ]
    return share(wanted, room, least=least)


def _row(
    cells: tuple[str, ...],
    widths: list[float],
    setting: Setting,
    style: TextStyle,
    x: float,
    width: float,
    whole: Part,
    *,
    head: bool = False,
    blanks: tuple[Blank | None, ...] = (),
) -> Slab:
    """One row; a row without words in some cell is tall enough to write in."""
    set_cells = [setting.plain_lines(cell, style, wide) for cell, wide in zip(cells, widths, strict=False)]
    blank = not head and (len(cells) < len(widths) or any(not cell.strip() for cell in cells))
    least = setting.looks.pitch if blank else 0.0
    row = whole.part("TR")
    parts = [_part(row, place, cells, head=head) for place in range(len(widths))]
    return _cells(set_cells, parts, widths, setting, x, width, head=head, least=least, blanks=blanks)


def _part(row: Part, place: int, cells: tuple[str, ...], *, head: bool) -> Part:
    """A cell of a row: the head names its columns, the first cell with words names its row."""
    if head:
        return row.part("TH", attributes=OVER_COLUMN)
    if not place and cells and cells[0].strip():
        return row.part("TH", attributes=OVER_ROW)
    return row.part("TD")


def _cells(
    cells: list[list[Line]],
    parts: list[Part],
    widths: list[float],
    setting: Setting,
    x: float,
    width: float,
    *,
    head: bool,
    least: float,
    blanks: tuple[Blank | None, ...] = (),
) -> Slab:
    style = next((cell[0].style for cell in cells if cell), setting.looks.table)
    leading = style.leading
    deep = max((len(cell) for cell in cells), default=1)
    tall = max(deep * leading + _PAD * 2, least)

    def paint(pen: Pen, top: float) -> None:
        left = pen.left + x
        for part, cell, blank, wide in zip_longest(parts, cells, blanks, widths):
            with pen.part(part):
                pen.lines(cell or (), left, top + _PAD)
                if blank:
                    pen.blank(blank, left, top + 2, wide, tall - 3)
            if any(blanks):  # what is written in one column does not run into the next
                pen.rule(left, left + wide, top + tall, setting.looks.row_line)
            left += wide + _GUTTER
        if not any(blanks):
            pen.rule(
                pen.left + x, pen.left + x + width, top + tall, "edge" if head else setting.looks.row_line
            )

    def cut(room: float) -> tuple[Slab, Slab] | None:
        fits = min(int((room - 2 * _PAD) // leading), deep - 2)
        if fits < 2:
            return None
        above = [cell[:fits] for cell in cells]
        below = [cell[fits:] for cell in cells]
        first = _cells(above, parts, widths, setting, x, width, head=head, least=0.0, blanks=blanks)
        return first, _cells(below, parts, widths, setting, x, width, head=head, least=0.0)

    baseline = _PAD + (style.baseline if cells else 0.0)
    fewest = 2 * leading + 2 * _PAD if deep >= 4 else 0.0
    return Slab(
        tall,
        paint,
        baseline=baseline,
        fewest=fewest,
        cut=cut if deep >= 4 else None,
        foot=BELOW_A_LINE * setting.tight,
    )
