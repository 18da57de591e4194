"""Lays out a sheet or a report into pages of placed slabs, before anything is drawn: so "Page 1 of 2" is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from therapist_app.documents.blocks import Section
from therapist_app.documents.figure_pdf import figure_slab
from therapist_app.documents.flow import Drawn, body_slabs
from therapist_app.documents.furniture import Furniture, furniture
from therapist_app.documents.page import ReportPage, ReportSection, SheetPage
from therapist_app.documents.paginate import Filled, blank_share, paginate
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import Slab
from therapist_app.documents.structure import heading
from therapist_app.documents.style import LEFT, MM, PAPERS, RIGHT, looks
from therapist_app.documents.text import clean
from therapist_app.documents.title_block import title_block
from therapist_app.documents.typeset import Setter

_TIGHTER = (0.86, 0.74, 0.64)
_WASTE = 0.66  # of a page left blank in all: worth trying to spare a page


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One sheet or report: its pages, and what stands around them."""

    pages: list[Filled]
    furniture: Furniture
    title: str
    names: tuple[str, str]


def lay_out_sheet(page: SheetPage, setter: Setter) -> LaidOut:
    """Lay out a handout."""
    sizes = looks(large=page.large)
    around = furniture(
        PAPERS[page.paper],
        sizes,
        setter,
        footer=page.footer_words,
        practice=" · ".join(word for word in (page.practice, page.date_words) if word.strip()),
        stamp=page.stamp,
        running=page.running or page.title,
        running_right=page.copy_words,
        people=(page.a, page.b),
        tab=page.tab,
        page_of=page.words.page_of,
    )
    setting = Setting(
        looks=sizes,
        setter=setter,
        width=PAPERS[page.paper][0] - LEFT - RIGHT,
        room=around.bottom - around.top(2),
        words=page.words,
        a=clean(page.a),
        b=clean(page.b),
        locale=page.locale,
        starts_on=page.starts_on,
        phase=min(max(page.tab.number, 1), 6) if page.tab else 0,
    )
    drawn = Drawn(page.promises, page.cycle, page.path, page.path_returns, page.path_upkeep)

    def build(tight: float) -> list[Slab]:
        tighter = replace(setting, tight=tight)
        body = body_slabs(page.body.sections, drawn, tighter)
        return [*title_block(page, tighter), *_after_title(body, page, tighter)]

    return LaidOut(_pages(build, around), around, page.title, (page.a, page.b))


def _after_title(body: list[Slab], page: SheetPage, setting: Setting) -> list[Slab]:
    """The who/when line is followed by a little more space than a section is."""
    if not body or setting.looks.large:
        return body
    extra = 8 * MM * setting.tight if page.cells and not page.safety_note else setting.section_gap
    return [replace(body[0], gap=extra), *body[1:]]


def lay_out_report(page: ReportPage, setter: Setter) -> LaidOut:
    """Lay out a report."""
    sizes = looks(large=False)
    around = furniture(
        PAPERS[page.paper],
        sizes,
        setter,
        footer=page.footer_words,
        practice=page.practice,
        running=page.running or page.title,
        tab=None,
        page_of=page.words.page_of,
    )
    setting = Setting(
        looks=sizes,
        setter=setter,
        width=PAPERS[page.paper][0] - LEFT - RIGHT,
        room=around.bottom - around.top(2),
        words=page.words,
        a=clean(page.a),
        b=clean(page.b),
        locale=page.locale,
    )

    def build(tight: float) -> list[Slab]:
        tighter = replace(setting, tight=tight)
        found = _opening(page, tighter)
        for section in page.sections:
            found += _report_section(section, tighter)
        return found

    return LaidOut(_pages(build, around), around, page.title, (page.a, page.b))


def _opening(page: ReportPage, setting: Setting) -> list[Slab]:
    looks_ = setting.looks
    small = setting.plain_lines(page.small_word, looks_.note, setting.width * 0.7)
    right = setting.setter.line(page.right_word, looks_.note)

    def paint(pen: Pen, top: float) -> None:
        pen.lines(small, pen.left, top)
        pen.line(right, pen.left + setting.width, top + right.style.baseline, align="right")

    first = setting.balanced(page.first, looks_.finding, setting.width * 0.96)
    found = [Slab(height_of(small), paint, keep=True), text_slab(first, 0.0, gap=4.5 * MM, part=heading(1))]
    if page.second.strip():
        second = setting.balanced(page.second, looks_.lead, setting.width * 0.9)
        found.append(text_slab(second, 0.0, gap=3.6 * MM))
    rule = Slab(
        0.0, lambda pen, top: pen.rule(pen.left, pen.left + setting.width, top), gap=7 * MM * setting.tight
    )
    return [*found, replace(rule, between=True)]


def _report_section(section: ReportSection, setting: Setting) -> list[Slab]:
    """A figure under its heading and quiet line, all kept together; or a side heading with blocks."""
    if section.figure is None:
        side = Section(section.heading, section.blocks)
        return body_slabs((side,), Drawn(), setting)
    looks_ = setting.looks
    head_style = looks_.heading._replace(size=14, leading=18)
    head = text_slab(
        setting.plain_lines(section.heading, head_style, setting.width),
        0.0,
        gap=setting.section_gap,
        keep=True,
        part=heading(2),
    )
    found = [replace(head, section=True, part=section.fresh, bookmark=(clean(section.heading), 0))]
    if section.sub.strip():
        found.append(
            text_slab(
                setting.plain_lines(section.sub, looks_.small, setting.width), 0.0, gap=0.6 * MM, keep=True
            )
        )
    tall = sum(slab.height for slab in found) + 12 * MM
    figure = figure_slab(section.figure, setting.setter, setting.width, setting.room - tall)
    found.append(replace(figure, gap=3 * MM * setting.tight, keep=bool(section.blocks)))
    under = replace(setting, deep=2)
    inner = body_slabs((Section("", section.blocks),), Drawn(), under) if section.blocks else []
    return [*found, *inner]


def _pages(build: Callable[[float], list[Slab]], around: Furniture) -> list[Filled]:
    """Pages as they fall; drawn no tighter than spares most pages, where a remainder would take one."""
    room, first = around.bottom - around.top(2), around.bottom - around.top(1)
    slabs = build(1.0)
    pages = paginate(slabs, first, room)
    if len(pages) == 1 or blank_share(slabs, first, room) < _WASTE:
        return pages
    *looser, tightest = _TIGHTER
    fewest = paginate(build(tightest), first, room)
    if len(fewest) >= len(pages):  # mostly: the others need not be tried
        return pages
    tried = (paginate(build(tight), first, room) for tight in looser)
    return next((one for one in tried if len(one) <= len(fewest)), fewest)
