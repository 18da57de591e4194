"""What a page is filled with: slabs, laid one below the other, that know how they may be parted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from therapist_app.documents.pen import Pen
from therapist_app.documents.style import MM

BELOW_A_LINE = 2.5 * MM  # right above the footer's rule a last line would look like a part of it
_MOST_LEAD = 0.3  # of a page; what is taller is not said again on each

Paint: TypeAlias = Callable[[Pen, float], None]  # the pen and the slab's top


@dataclass(slots=True)  # not frozen: thousands are made for a packet
class Slab:
    """A stretch of a page at the full text width.

    gap       space above it; left out at the top of a page
    keep      it never stands last on a page: it leads into the next slab
    fewest    the least height at which its first part can stand; `cut` parts it, else it is whole
    need      the room it needs although it is shorter, as when a heading beside it is taller
    baseline  of its first line of text, from its top; headings beside it stand on that line
    lines     how many write-in lines it holds; `widen` draws them further apart
    part      it begins a part, which would rather have a fresh page than be torn
    foot      stays free below it at the end of a page, as where it ends in a line
    between   it only parts what is above it from what is below: left out at the top of a page
    head      stands again at the top of a page that begins with this slab
    bookmark  its entry in the list of contents, and the level of that
    """

    height: float
    paint: Paint
    gap: float = 0.0
    keep: bool = False
    fewest: float = 0.0
    need: float = 0.0
    baseline: float = 0.0
    lines: int = 0
    cut: Callable[[float], tuple[Slab, Slab] | None] | None = None
    widen: Callable[[float], Slab] | None = None
    part: bool = False
    section: bool = False  # it begins a section: a page may be broken before it to keep company
    foot: float = 0.0
    between: bool = False
    head: Slab | None = None
    bookmark: tuple[str, int] | None = None

    @property
    def room(self) -> float:
        """The least room that must be left on a page for it to begin there."""
        least = self.fewest or self.height if self.cut else self.height
        return max(least + self.foot, self.need)


def nothing(pen: Pen, top: float) -> None:
    """Paints nothing."""


def spacer(height: float) -> Slab:
    """Empty height."""
    return Slab(height, nothing)


def again(slab: Slab) -> Slab:
    """What stands again on a later page: it was heard where it stood first."""

    def paint(pen: Pen, top: float) -> None:
        with pen.unsaid("Pagination"):
            slab.paint(pen, top)

    return replace(slab, paint=paint)


def led(lead: Sequence[Slab], rows: Sequence[Slab], room: float) -> list[Slab]:
    """Rows with what must be known to read them: the key of their marks, the heads of their columns.

    It stands again on each page that begins with a row; where all of it is tall only its last, the heads.
    """
    lead = [replace(slab, keep=True) for slab in lead]
    head = next((some for some in (stack(lead), lead[-1]) if some.height <= _MOST_LEAD * room), None)
    if head:  # as far above a row overleaf as above the first
        head = replace(head, height=head.height + rows[0].gap)
    return [*lead, *(replace(row, head=row.head or head) if at else row for at, row in enumerate(rows))]


def stack(slabs: Sequence[Slab]) -> Slab:
    """Slabs as one that is not parted, its gap that of the first."""
    tops = [0.0]
    for above, below in pairwise(slabs):
        tops.append(tops[-1] + above.height + below.gap)

    def paint(pen: Pen, top: float) -> None:
        for slab, at in zip(slabs, tops, strict=True):
            slab.paint(pen, top + at)

    return Slab(tops[-1] + slabs[-1].height, paint, gap=slabs[0].gap)


def beside(slab: Slab, height: float, paint: Paint) -> Slab:
    """The slab with something painted at its side (a heading, a numeral), which stays with its first part."""

    def both(pen: Pen, top: float) -> None:
        paint(pen, top)
        slab.paint(pen, top)

    cut = slab.cut

    def parted(room: float) -> tuple[Slab, Slab] | None:
        found = cut(room) if cut else None
        return (beside(found[0], height, paint), found[1]) if found else None

    widen = slab.widen

    def wider(extra: float) -> Slab:
        return beside(widen(extra) if widen else slab, height, paint)

    return replace(
        slab,
        paint=both,
        need=max(slab.need, height),
        cut=parted if cut else None,
        widen=wider if widen else None,
    )
