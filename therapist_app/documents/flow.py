"""Turns a body's sections into slabs: side headings, parts with a second title, cards side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from therapist_app.documents.blocks import (
    Block,
    Bullets,
    Checks,
    CycleDiagram,
    DayLog,
    Example,
    Lines,
    Paragraph,
    PhasePath,
    PromiseGrid,
    Rate,
    Section,
    Starters,
    Steps,
    Table,
    Written,
)
from therapist_app.documents.cards import card_row
from therapist_app.documents.cycle_diagram import cycle_diagram
from therapist_app.documents.day_log import day_log
from therapist_app.documents.overleaf import UNDER_HEADING, named_again
from therapist_app.documents.page import CycleValues, PathStop, PromiseRow
from therapist_app.documents.pen import Pen
from therapist_app.documents.phase_path import phase_path
from therapist_app.documents.promise_grid import promise_grid
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import Slab, beside, nothing, spacer
from therapist_app.documents.structure import heading as heading_of
from therapist_app.documents.style import MM
from therapist_app.documents.tables import table
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Line
from therapist_app.documents.write_in import checks, lines, rate
from therapist_app.documents.writing import bullets, example, paragraph, starters, steps
from therapist_app.documents.written import written

_WIDE = (DayLog, PromiseGrid, CycleDiagram, PhasePath)
_RULED = (Table, DayLog, PromiseGrid)  # a rule closes them
_SHORT, _SHORT_LIST = 0.3, 0.25  # of a page
_WIDE_TABLE = 4  # so many columns and more stand on the full width


@dataclass(frozen=True, slots=True)
class Drawn:
    """The values that the drawn blocks of a body are filled with."""

    promises: tuple[PromiseRow, ...] = ()
    cycle: CycleValues | None = None
    path: tuple[PathStop, ...] = ()
    path_returns: tuple[tuple[int, int], ...] = ()
    path_upkeep: tuple[tuple[int, int], ...] = ()


def body_slabs(sections: tuple[Section, ...], drawn: Drawn, setting: Setting) -> list[Slab]:
    """All sections in order; `cards` that follow each other share a row."""
    found: list[Slab] = []
    after_lines = after_rows = False
    for kind, group in groupby(enumerate(sections), key=lambda pair: pair[1].kind):
        members = list(group)
        if kind == "cards":
            cards = [section for _, section in members]
            row = card_row(cards, setting)
            found += row if row else _all_sides(cards, drawn, setting)
            after_lines = after_rows = False
            continue
        for place, section in members:
            own = setting.at(f"s{place}", clean(section.heading).strip())
            if kind == "part":
                setting = replace(setting, deep=2)
                part = _part(section, drawn, own)
                if after_lines or after_rows:  # its rule would look like one more
                    part[0] = replace(part[0], paint=nothing)
                found += part
            else:
                slabs = _side(section, drawn, own)
                found += _closer(slabs) if after_lines else slabs
            last = section.blocks[-1] if section.blocks else None
            after_lines, after_rows = isinstance(last, Lines), isinstance(last, _RULED)
    return found


def _closer(slabs: list[Slab]) -> list[Slab]:
    """After lines to write on the next heading stands a little closer: the last line is already open space."""
    return [replace(slabs[0], gap=slabs[0].gap * 0.62), *slabs[1:]] if slabs else []


def _all_sides(sections: list[Section], drawn: Drawn, setting: Setting) -> list[Slab]:
    return [slab for section in sections for slab in _side(section, drawn, setting)]


def _part(section: Section, drawn: Drawn, setting: Setting) -> list[Slab]:
    """A rule (not atop a page, nor after lines), a second title with its line, then what stands in the part."""
    looks = setting.looks
    title = setting.plain_lines(section.heading, looks.second, setting.width)
    lead = setting.plain_lines(section.lead, looks.lead, setting.width) if section.lead.strip() else []
    rule = Slab(
        0.0,
        lambda pen, top: pen.rule(pen.left, pen.left + setting.width, top),
        gap=setting.section_gap,
        keep=True,
        part=True,
        section=True,
        between=True,
    )
    head = text_slab(title, 0.0, gap=setting.section_gap * 0.85, keep=True, part=heading_of(2))
    head = replace(head, bookmark=(clean(section.heading), 0))
    found = [rule, head]
    if lead:
        found.append(text_slab(lead, 0.0, gap=0.4 * MM, keep=True))
    if not section.blocks:
        return found
    inner = _stacked(section.blocks, drawn, replace(setting, deep=2))
    if not inner:
        return found
    aside = not looks.large and not any(map(_is_wide, section.blocks))
    inner[0] = replace(inner[0], gap=4 * MM)
    return [*found, *named_again(inner, clean(section.heading).strip(), setting, beside=aside)]


def _side(section: Section, drawn: Drawn, setting: Setting) -> list[Slab]:
    """A heading in the side column on the first baseline of its text; above it in large print or over a drawing."""
    heading = clean(section.heading).strip()
    level, deep = setting.deep - 1, setting.deep + 1
    inner = _stacked(section.blocks, drawn, replace(setting, deep=deep) if heading else setting)
    if not inner and not heading:
        return []
    gap = setting.section_gap
    if not heading:
        return [replace(inner[0], gap=gap, section=True), *inner[1:]]
    above = setting.looks.large or not inner or (bool(section.blocks) and _is_wide(section.blocks[0]))
    if above:
        set_heading = setting.plain_lines(heading, setting.looks.heading, setting.width)
        head = text_slab(set_heading, 0.0, gap=gap, keep=bool(inner), part=heading_of(deep))
        head = replace(head, section=True, bookmark=(heading, level))
        if not inner:
            return [head]
        inner[0] = replace(inner[0], gap=UNDER_HEADING)
        return [head, *named_again(inner, heading, setting, beside=False)]
    set_heading = setting.plain_lines(heading, setting.looks.heading, setting.side_width)
    aside = not any(map(_is_wide, section.blocks))  # they would lie under the heading at the side
    inner = named_again(inner, heading, setting, beside=aside)
    first = replace(_headed(inner[0], set_heading, deep), gap=gap, section=True, bookmark=(heading, level))
    found = [first, *inner[1:]]
    short = height_of(set_heading) - sum(
        slab.height + (slab.gap if at else 0.0) for at, slab in enumerate(found)
    )
    return [*found, spacer(short)] if short > 0 else found


def _headed(slab: Slab, heading: list[Line], level: int) -> Slab:
    """The first slab of a section with the heading at its side; what of it goes on overleaf has its head."""
    part = heading_of(level)
    shift = (slab.baseline or heading[0].style.baseline) - heading[0].style.baseline

    def paint(pen: Pen, top: float) -> None:
        with pen.part(part):
            pen.lines(heading, pen.left, top + shift)

    found = replace(beside(slab, height_of(heading), paint), head=None)
    cut = found.cut
    if cut is None:
        return found

    def parted(room: float) -> tuple[Slab, Slab] | None:
        both = cut(room)
        return (both[0], replace(both[1], head=slab.head)) if both else None

    return replace(found, cut=parted)


def _stacked(blocks: tuple[Block, ...], drawn: Drawn, setting: Setting) -> list[Slab]:
    """The blocks of a section one below the other."""
    found: list[Slab] = []
    before: Block | None = None
    for place, block in enumerate(blocks):
        slabs = _together(block, list(_block(block, drawn, setting.at(f"b{place}"))), setting)
        if found and slabs:
            slabs[0] = replace(slabs[0], gap=_gap(before, block, setting))
            if isinstance(before, Checks) and isinstance(block, Lines):  # "Other, in a few words"
                found[-1] = replace(found[-1], keep=True)
        found += slabs
        before = block
    return _whole(blocks, found, setting)


def _whole(blocks: tuple[Block, ...], slabs: list[Slab], setting: Setting) -> list[Slab]:
    """A short section that is only written in ("What helps Ada", "What helps Ben") stays on one page."""
    tall = sum(slab.height + slab.gap for slab in slabs)
    if not all(isinstance(block, Lines) for block in blocks) or tall > _SHORT * setting.room:
        return slabs
    return [*(replace(slab, keep=True) for slab in slabs[:-1]), *slabs[-1:]]


def _together(block: Block, slabs: list[Slab], setting: Setting) -> list[Slab]:
    """The items of a short list stay on one page; of a longer one never one alone at its start or end."""
    if not isinstance(block, Steps | Bullets | Starters | Checks | Example) or len(slabs) < 2:
        return slabs
    short = len(slabs) < 4 or sum(slab.height + slab.gap for slab in slabs) < _SHORT_LIST * setting.room
    kept = set(range(len(slabs) - 1)) if short else {0, len(slabs) - 2}
    return [replace(slab, keep=slab.keep or place in kept) for place, slab in enumerate(slabs)]


def _gap(before: Block | None, block: Block, setting: Setting) -> float:
    """Between two blocks of a section."""
    if isinstance(before, Lines) and isinstance(block, Lines):
        return 3 * MM * setting.tight
    if _is_wide(block) or (before is not None and _is_wide(before)):
        return setting.section_gap
    return (5 if setting.looks.large else 2.8) * MM * setting.tight


def _is_wide(block: Block) -> bool:
    if isinstance(block, Table):
        return max([len(block.head), *(len(row) for row in block.rows)]) >= _WIDE_TABLE
    return isinstance(block, _WIDE)


def _block(block: Block, drawn: Drawn, setting: Setting) -> Iterator[Slab]:
    """The slabs of one block: text and lines in the main column, drawings over the full width."""
    x, width = setting.main_x, setting.main_width
    match block:
        case Paragraph():
            yield from paragraph(block, setting, x, width)
        case Written():
            yield from written(block, setting, x, width)
        case Steps():
            yield from steps(block, setting, x, width)
        case Bullets():
            yield from bullets(block, setting, x, width)
        case Starters():
            yield from starters(block, setting, x, width)
        case Example():
            yield from example(block, setting, x, width)
        case Lines():
            yield from lines(block, setting, x, width)
        case Checks():
            yield from checks(block, setting, x, width)
        case Rate():
            yield from rate(block, setting, x, width)
        case Table():
            wide = _is_wide(block)
            yield from table(block, setting, 0.0 if wide else x, setting.width if wide else width)
        case DayLog():
            yield from day_log(block, setting)
        case PromiseGrid():
            yield from promise_grid(block, drawn.promises, setting)
        case CycleDiagram():
            yield from cycle_diagram(drawn.cycle, setting) if drawn.cycle else ()
        case PhasePath():
            yield from phase_path(drawn.path, drawn.path_returns, drawn.path_upkeep, setting)
