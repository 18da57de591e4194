"""The key of a grid's marks: drawn samples with their words, and whose the discs A and B are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from therapist_app.documents.marks import Mark, disc, sample
from therapist_app.documents.page import Side
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting
from therapist_app.documents.slabs import Slab
from therapist_app.documents.structure import Part
from therapist_app.documents.style import MM
from therapist_app.documents.text import by_first_words
from therapist_app.documents.typeset import Line

_SIZE = 13.0
_WORDS = 17.0  # from a sample's left edge to its words
_BETWEEN = 7 * MM


class Meant(NamedTuple):
    """A mark, what is heard in its place, and the words for what it means."""

    mark: Mark | Side
    said: str
    words: str


def whose_discs(setting: Setting) -> list[Meant]:
    """The partners' discs; names by their first words where both have no room on a line; none for names left open."""
    names = (setting.a, setting.b)
    if not all(name.strip("_ ") for name in names):
        return []
    whole = sum(setting.setter.width(name, setting.looks.small) for name in names)
    if whole + 2 * _WORDS + _BETWEEN > setting.width:
        names = tuple(by_first_words(name, names) for name in names)
    return [Meant("a", "A", names[0]), Meant("b", "B", names[1])]


def mark_key(groups: Sequence[Sequence[Meant]], setting: Setting, title: str = "") -> Slab:
    """The marks with their words, one after the other, in as many lines as they need.

    A group has a line of its own where that keeps it together.
    """
    looks, setter = setting.looks, setting.setter
    above = setter.line(title, looks.table_head) if title else None
    rows: list[list[tuple[float, Meant, Line]]] = [[]]
    x = above.width + 6 * MM if above else 0.0
    for group in groups:
        lines = [setter.shortened(one.words, looks.small, setting.width - _WORDS) for one in group]
        whole = sum(_WORDS + line.width for line in lines) + (len(lines) - 1) * _BETWEEN
        if x and x + whole > setting.width >= whole:
            rows.append([])
            x = 0.0
        for one, line in zip(group, lines, strict=True):
            if x and x + _WORDS + line.width > setting.width:
                rows.append([])
                x = 0.0
            rows[-1].append((x, one, line))
            x += _WORDS + line.width + _BETWEEN
    step = max(looks.small.leading, 6 * MM)

    def paint(pen: Pen, top: float) -> None:
        middle = top + step / 2
        if above:
            pen.line(above, pen.left, middle + above.style.size * 0.335)
        whole = Part("L")
        for row in rows:
            for at, one, line in row:
                item = whole.part("LI")
                left = pen.left + at
                with pen.figure(one.said, left, middle - _SIZE / 2, _SIZE, _SIZE, item.part("Lbl")):
                    if one.mark == "a" or one.mark == "b":
                        disc(pen, setter, left + _SIZE / 2, middle, _SIZE / 2, one.mark)
                    else:
                        sample(pen, left + _SIZE / 2, middle, one.mark)
                with pen.part(item.part("LBody")):
                    pen.line(line, left + _WORDS, middle + line.style.size * 0.335)
            middle += step

    return Slab(step * len(rows), paint)
