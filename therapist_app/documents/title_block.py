"""The top of a first page: small word, title, purpose, ornament, the who/when line and the safety note."""

from __future__ import annotations

from therapist_app.documents.blocks import Run
from therapist_app.documents.columns import share
from therapist_app.documents.figure import Figure
from therapist_app.documents.figure_pdf import paint_figure
from therapist_app.documents.marks import shield
from therapist_app.documents.ornaments import ornament
from therapist_app.documents.page import SheetPage
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import Slab, nothing
from therapist_app.documents.structure import Part, heading
from therapist_app.documents.style import MM
from therapist_app.documents.typeset import Line

_MOST_CELLS = 4
_MOST_CELL_LINES = 3
_SMALLER = 0.9  # a title that is a little too long for one line
_PURPOSE = 0.77  # of the width, so that it reads in two calm lines


def title_block(page: SheetPage, setting: Setting) -> list[Slab]:
    """All that stands above the body; the body's first part follows it on the same page."""
    found = [*_letterhead(page, setting), *_title(page, setting)]
    if page.cells:
        found += _large_cells(page, setting) if setting.looks.large else _cells(page, setting)
    if page.safety_note:
        found += _safety_note(*page.safety_note, setting)
    return found


def _title(page: SheetPage, setting: Setting) -> list[Slab]:
    looks, width = setting.looks, setting.width
    figure = ornament(page.ornament, setting.phase) if page.ornament and not looks.large else None
    free = width - (figure.width + 8 * MM if figure else 0.0)
    title = setting.balanced(page.title, looks.title, free)
    if len(title) == 2:
        smaller = looks.title._replace(
            size=looks.title.size * _SMALLER, leading=looks.title.leading * _SMALLER
        )
        closer = setting.plain_lines(page.title, smaller, free)
        title = closer if len(closer) == 1 else title
    if len(title) > 2:
        title = setting.balanced(page.title, looks.long_title, free)
    small = _small_words(page, setting)
    small_lines = setting.plain_lines(small, looks.text if looks.large else looks.note, free) if small else []
    above = [text_slab(small_lines, 0.0, keep=True)] if small_lines else []
    purpose = setting.balanced(
        page.purpose, looks.purpose, width if looks.large else min(width * _PURPOSE, free)
    )
    found = [*above, _titled(title, figure_paint(figure, setting) if figure else None, setting)]
    if page.purpose.strip():
        found.append(text_slab(purpose, 0.0, gap=(1.4 if looks.large else 0.8) * MM))
    return found


def _letterhead(page: SheetPage, setting: Setting) -> list[Slab]:
    """Who writes, over a rule: the practice at the left, the clinician at the right; below it in large print."""
    if page.letterhead is None:
        return []
    looks = setting.looks
    left, right = page.letterhead
    wide = setting.width if looks.large else setting.width * 0.48
    name = setting.plain_lines(left, looks.heading, wide) if left.strip() else []
    who = setting.plain_lines(right, looks.note, wide) if right.strip() else []
    shift = max(0.0, looks.heading.baseline - looks.note.baseline) if name and not looks.large else 0.0
    under = height_of(name) if looks.large else shift
    tall = max(height_of(name), under + height_of(who))

    def paint(pen: Pen, top: float) -> None:
        pen.lines(name, pen.left, top)
        if looks.large or not name:
            pen.lines(who, pen.left, top + under)
        else:
            pen.lines(who, pen.left + setting.width, top + under, align="right")
        _rule(pen, top + tall + 2 * MM, setting)

    return [Slab(tall + 2 * MM, paint, keep=True), Slab(0.0, nothing, gap=4.6 * MM, keep=True)]


def _small_words(page: SheetPage, setting: Setting) -> str:
    """The small word, the phase where the tab cannot name it, and whose copy this is."""
    words = [page.small_word]
    if setting.looks.large and page.tab:
        label = page.tab.label.replace(" & ", " &\N{NO-BREAK SPACE}")
        words.append(setting.words.phase.format(number=page.tab.number, label=label))
    joined = " · ".join(word for word in words if word.strip())
    between = "\n" if setting.looks.large else " · "  # a line of its own, where one line would not hold both
    return between.join(word for word in (joined, page.copy_words) if word.strip())


def _titled(title: list[Line], figure: _PaintFigure | None, setting: Setting) -> Slab:
    tall = height_of(title)
    outdent = 0.035 * title[0].style.size  # a large capital's own white at its left
    part = heading(1)

    def paint(pen: Pen, top: float) -> None:
        with pen.part(part):
            pen.lines(title, pen.left - outdent, top)
        if figure:
            figure(pen, top)

    slab = Slab(
        tall, paint, gap=(2 if setting.looks.large else 1.2) * MM, keep=True, baseline=title[0].style.baseline
    )
    return slab if tall < setting.room / 2 else text_slab(title, 0.0, part=part)


class _PaintFigure:
    """Paints the ornament at the right, around the middle of the title's first line."""

    def __init__(self, figure: Figure, setting: Setting) -> None:
        self._figure, self._setting = figure, setting

    def __call__(self, pen: Pen, top: float) -> None:
        """Paint it beside a title whose top is here."""
        middle = top + self._setting.looks.title.leading / 2 + 2
        x = pen.left + self._setting.width - self._figure.width
        paint_figure(pen, self._setting.setter, self._figure, x, middle - self._figure.height / 2)


def figure_paint(figure: Figure, setting: Setting) -> _PaintFigure:
    """What paints this ornament beside a title."""
    return _PaintFigure(figure, setting)


def _cells(page: SheetPage, setting: Setting) -> list[Slab]:
    """Three or four cells in a row between two rules; more begin another row, and a long one has its own."""
    long = [cell for cell in page.cells if _is_long(cell, len(page.cells), setting)]
    short = tuple(cell for cell in page.cells if cell not in long)
    rows = [(cell,) for cell in long]
    rows += [short[at : at + _MOST_CELLS] for at in range(0, len(short), _MOST_CELLS)]
    cells = Part("L")
    found = [_cell_row(row, setting, cells, last=row is rows[-1]) for row in rows]
    return [
        Slab(0.0, lambda pen, top: _rule(pen, top, setting), gap=5.6 * MM * setting.tight, keep=True),
        *found,
    ]


def _is_long(cell: tuple[str, str], count: int, setting: Setting) -> bool:
    """Whether a value would stand as a tower beside the others."""
    width = setting.width / max(min(count, _MOST_CELLS), 2) - 7 * MM
    return len(setting.plain_lines(cell[1], setting.looks.value, width)) > _MOST_CELL_LINES


def _cell_row(cells: tuple[tuple[str, str], ...], setting: Setting, whole: Part, *, last: bool) -> Slab:
    looks = setting.looks
    gutter = 7 * MM
    wanted = [
        max(setting.setter.width(label, looks.label), setting.setter.width(value, looks.value))
        for label, value in cells
    ]
    widths = share(wanted, setting.width - gutter * (len(cells) - 1), least=11 * MM)
    set_cells = [
        (setting.plain_lines(label, looks.label, wide), setting.plain_lines(value, looks.value, wide))
        for (label, value), wide in zip(cells, widths, strict=True)
    ]
    pad = 2.6 * MM * setting.tight
    labels = max(height_of(label) for label, _ in set_cells)
    tall = pad + labels + max(height_of(value) for _, value in set_cells) + pad + 1 * MM

    def paint(pen: Pen, top: float) -> None:
        x = pen.left
        for (label, value), wide in zip(set_cells, widths, strict=True):
            item = whole.part("LI")
            with pen.part(item.part("Lbl")):
                pen.lines(label, x, top + pad)
            with pen.part(item.part("LBody")):
                pen.lines(value, x, top + pad + labels)
            x += wide + gutter
        if last:
            _rule(pen, top + tall, setting)

    return Slab(tall, paint)


def _rule(pen: Pen, y: float, setting: Setting) -> None:
    pen.rule(pen.left, pen.left + setting.width, y)


def _large_cells(page: SheetPage, setting: Setting) -> list[Slab]:
    """One line a cell: the label, then its value in bold."""
    found: list[Slab] = []
    for label, value in page.cells:
        runs = (Run(f"{label}: "), Run(value, bold=True))
        found.append(
            text_slab(
                setting.lines(runs, setting.looks.label, setting.width), 0.0, gap=0.0 if found else 5 * MM
            )
        )
    return found


def _safety_note(title: str, text: str, setting: Setting) -> list[Slab]:
    """The outlined box with the shield; never parted, never small. Words longer than a page stand unboxed."""
    looks = setting.looks
    pad, aside = (5 if looks.large else 4.6) * MM, (22 if looks.large else 19.5) * MM
    inner = setting.width - aside - pad
    head = setting.plain_lines(title, looks.prompt, inner)
    words = setting.plain_lines(text, looks.text, inner)
    tall = height_of(head) + height_of(words) + 2 * pad
    gap = setting.section_gap
    if tall > setting.room * 0.6:
        full = setting.plain_lines(text, looks.text, setting.width)
        return [text_slab(head, 0.0, gap=gap, keep=True, part=heading(2)), text_slab(full, 0.0)]

    def paint(pen: Pen, top: float) -> None:
        pen.box(pen.left, top, setting.width, tall, radius=2.2 * MM, edge="text2", edge_width=1.0)
        shield(pen, pen.left + aside / 2, top + tall / 2, min(tall - pad, (13 if looks.large else 11) * MM))
        with pen.part(heading(2)):
            below = pen.lines(head, pen.left + aside, top + pad)
        pen.lines(words, pen.left + aside, below)

    return [Slab(tall, paint, gap=gap)]
