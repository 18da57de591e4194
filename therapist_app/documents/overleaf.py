"""The heading of a section that goes on overleaf, named again in a quieter colour over what it goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, text_slab
from therapist_app.documents.slabs import Slab, stack
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.typeset import Line

UNDER_HEADING = 0.8 * MM
_SPARING = 0.7  # a page drawn tighter names a section in small letters, in the space above
_RAISED = 3.5 * MM  # so far into that space
_MOST = 0.3  # of a page; what is taller does not stand again


def named_again(slabs: Sequence[Slab], heading: str, setting: Setting, *, beside: bool) -> list[Slab]:
    """The slabs of a section; each would stand under its heading if it began a page.

    The heading has room beside them in the side column, or stands above them, and above heads of their own.
    """
    again = _beside(heading, setting) if beside else _above(heading, setting)
    return [replace(slab, head=_over(again, slab.head, setting)) for slab in slabs]


def _over(again: Slab, head: Slab | None, setting: Setting) -> Slab:
    if head is None:
        return again
    if setting.tight <= _SPARING:
        return head
    both = stack([again, head])
    return both if both.height <= _MOST * setting.room else head


def _beside(heading: str, setting: Setting) -> Slab:
    """It takes no room."""
    line = _line(heading, setting, setting.side_width, setting.looks.heading)
    shift = setting.looks.text.baseline - line.style.baseline

    def paint(pen: Pen, top: float) -> None:
        pen.lines([line], pen.left, top + shift)

    return Slab(0.0, paint)


def _above(heading: str, setting: Setting) -> Slab:
    sparing = setting.tight <= _SPARING
    style = setting.looks.small if sparing else setting.looks.heading
    slab = text_slab([_line(heading, setting, setting.width, style)], 0.0)
    if not sparing:
        return replace(slab, height=slab.height + UNDER_HEADING)

    def paint(pen: Pen, top: float) -> None:
        slab.paint(pen, top - _RAISED)

    return replace(slab, height=slab.height - _RAISED, paint=paint)


def _line(heading: str, setting: Setting, width: float, style: TextStyle) -> Line:
    style = style._replace(color="text2")
    return setting.setter.shortened(f"{heading.rstrip('?!.')} …", style, width)
