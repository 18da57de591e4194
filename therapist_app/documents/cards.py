"""Cards: two to four short columns side by side under a rule, each a serif heading and a few lines."""

from __future__ import annotations

from therapist_app.documents.blocks import Paragraph, Section
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of
from therapist_app.documents.slabs import Slab
from therapist_app.documents.structure import heading as heading_of
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.typeset import Line

_MOST = 4
_TEXT = TextStyle("sans", 10, 14.8)


def card_row(sections: list[Section], setting: Setting) -> list[Slab]:
    """One row of cards; nothing where they need another form: large print, many, long or with other blocks."""
    plain = all(isinstance(block, Paragraph) for section in sections for block in section.blocks)
    if setting.looks.large or not plain or not 2 <= len(sections) <= _MOST:
        return []
    gutter = 9 * MM
    width = (setting.width - gutter * (len(sections) - 1)) / len(sections)
    columns = [_column(section, setting, width) for section in sections]
    pad = 5.4 * MM * setting.tight
    tall = pad + max(height_of(heading) + height_of(words) for heading, words in columns)
    if tall > setting.room * 0.4:
        return []
    heads = max(height_of(heading) for heading, _ in columns)

    def paint(pen: Pen, top: float) -> None:
        pen.rule(pen.left, pen.left + setting.width, top)
        x = pen.left
        for heading, words in columns:
            with pen.part(heading_of(setting.deep + 1)):
                pen.lines(heading, x, top + pad)
            pen.lines(words, x, top + pad + heads + 0.4 * MM)
            x += width + gutter

    return [Slab(tall + 1 * MM, paint, gap=setting.section_gap, section=True)]


def _column(section: Section, setting: Setting, width: float) -> tuple[list[Line], list[Line]]:
    heading = setting.plain_lines(section.heading, setting.looks.card_heading, width)
    words: list[Line] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            words += setting.lines(block.runs, _TEXT, width)
    return heading, words
