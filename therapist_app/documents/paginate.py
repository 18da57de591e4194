"""Places slabs on pages: nothing is cut off, nothing is torn from what it belongs to, no block stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from therapist_app.documents.slabs import Slab, again

_LONELY = 0.4  # of a page; less than this on a last page looks left over
_PART_FRESH = 0.55  # a part that does not fit begins a fresh page once so much of this one is used
_FEW_LINES = 0.2  # of a page; a last page with less looks forgotten, and the one before may give more
_SHORT = 0.45  # of a page; a section no taller than this is not torn where that costs no page
_STILL_FULL = 0.66  # of a page; less must not stay behind where something moves over
_MOST_PAGES = 500


class Placed(NamedTuple):
    """A slab, how far its top lies below the top of the page's room, and which of the given slabs it is of."""

    slab: Slab
    top: float
    place: int

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.slab.height


Filled: TypeAlias = "list[Placed]"


def paginate(slabs: Sequence[Slab], first: float, room: float) -> list[Filled]:
    """Pages of placed slabs; the first has `first` of height, each later one `room`."""
    pages = _fill(slabs, first, room, frozenset())
    pages, breaks = _untorn(slabs, pages, first, room)
    pages = _with_company(slabs, pages, first, room, breaks)
    return [_widened(page, room if place else first) for place, page in enumerate(pages)]


def is_lonely(pages: Sequence[Filled], room: float, share: float = _LONELY) -> bool:
    """Whether the last page of several holds only a remainder, less than a share of a page."""
    return len(pages) > 1 and pages[-1][-1].bottom < share * room


def blank_share(slabs: Sequence[Slab], first: float, room: float) -> float:
    """How much of a page stays blank below the slabs of all pages together, as they fall; 0 for a single page."""
    pages = _fill(slabs, first, room, frozenset())
    if len(pages) == 1:
        return 0.0
    rooms = [first, *(room for _ in pages[1:])]
    return sum(one - page[-1].bottom for one, page in zip(rooms, pages, strict=True)) / room


def _fill(slabs: Sequence[Slab], first: float, later: float, breaks: frozenset[int]) -> list[Filled]:
    pages: list[Filled] = [[]]
    waiting: list[tuple[int, Slab]] = list(enumerate(slabs))
    place = begun = 0  # begun: how many slabs of the page only stand again
    while place < len(waiting) and len(pages) < _MOST_PAGES:
        index, slab = waiting[place]
        room = first if len(pages) == 1 else later
        page = pages[-1]
        if slab.between and not page:
            place += 1
            continue
        at = page[-1].bottom + slab.gap if page else 0.0
        group = _group(waiting, place)
        forced = index in breaks and waiting[place - 1][0] != index
        if len(page) > begun and (forced or _turns(waiting, place, group, at, room)):
            pages.append(_stands_again(slab, index, later))
            begun = len(pages[-1])
            waiting[place] = (index, replace(slab, gap=0.0))
            continue
        parted = None
        if at + slab.height + slab.foot > room + 0.01 and slab.cut:
            parted = slab.cut(room - at - slab.foot)
        if parted:
            page.append(Placed(parted[0], at, index))
            rest = replace(parted[1], head=parted[1].head or slab.head)
            waiting[place] = (index, rest)
            pages.append(_stands_again(rest, index, later))
            begun = len(pages[-1])
            continue
        page.append(Placed(slab, at, index))
        place += 1
    return [page for page in pages if page]


def _stands_again(slab: Slab, index: int, room: float) -> Filled:
    """A page that begins with the head of a slab, if that leaves the slab room."""
    head = slab.head
    return [Placed(again(head), 0.0, index)] if head and head.height + slab.room <= room else []


def _group(waiting: Sequence[tuple[int, Slab]], place: int) -> list[Slab]:
    """The slab at `place` and those it leads into."""
    group = [waiting[place][1]]
    while group[-1].keep and place + len(group) < len(waiting):
        group.append(waiting[place + len(group)][1])
    return group


def _turns(
    waiting: Sequence[tuple[int, Slab]], place: int, group: Sequence[Slab], at: float, room: float
) -> bool:
    """Whether the group belongs on a new page."""
    least, head = _least(group), group[0].head
    fits_on_one = least <= room - (head.height if head else 0.0)
    if at + (least if fits_on_one else group[0].room) > room + 0.01:
        return True
    if not group[0].part or at < _PART_FRESH * room:
        return False
    return at + _height(_part(waiting, place)) > room


def _least(group: Sequence[Slab]) -> float:
    """The room in which a group can begin: all of it, but only the first part of its last."""
    return _height(group[:-1]) + (group[-1].gap if len(group) > 1 else 0.0) + group[-1].room


def _height(slabs: Sequence[Slab]) -> float:
    return sum(slab.height + (slab.gap if place else 0.0) for place, slab in enumerate(slabs))


def _part(waiting: Sequence[tuple[int, Slab]], place: int) -> list[Slab]:
    rest = [slab for _, slab in waiting[place:]]
    end = next((at for at, slab in enumerate(rest) if at and slab.part), len(rest))
    return rest[:end]


def _untorn(
    slabs: Sequence[Slab], pages: list[Filled], first: float, room: float
) -> tuple[list[Filled], frozenset[int]]:
    """Short sections that a page's end would tear begin the next page, where no page is added; and where."""
    breaks = frozenset[int]()
    starts = [place for place, slab in enumerate(slabs) if slab.section]
    for start, end in pairwise([*starts, len(slabs)]):
        on = [place for place, page in enumerate(pages) if any(start <= one.place < end for one in page)]
        if len(on) < 2 or pages[on[0]][0].place == start or (start and slabs[start - 1].keep):
            continue
        if _height(slabs[start:end]) > _SHORT * room:
            continue
        moved = _fill(slabs, first, room, breaks | {start})
        behind = moved[on[0]][-1].bottom / (room if on[0] else first)
        if len(moved) == len(pages) and behind >= _STILL_FULL:
            pages, breaks = moved, breaks | {start}
    return pages, breaks


def _with_company(
    slabs: Sequence[Slab], pages: list[Filled], first: float, room: float, breaks: frozenset[int]
) -> list[Filled]:
    """If the last page would hold a remainder, sections or prompts before it move over until it has company."""
    best = pages
    for start in reversed([place for place in range(len(slabs)) if _may_move(slabs, place)]):
        if not is_lonely(best, room):
            break
        if not any(placed.place == start for page in pages[:-1] for placed in page):
            continue  # all of it stands on the last page
        moved = _fill(slabs, first, room, breaks | {start})
        least = _STILL_FULL if best[-1][-1].bottom > _FEW_LINES * room else _LONELY
        if len(moved) != len(pages) or moved[-2][-1].bottom < least * room:
            break
        best = max(best, moved, key=lambda some: some[-1][-1].bottom)
    return best


def _may_move(slabs: Sequence[Slab], place: int) -> bool:
    """Whether a page may be broken before a slab: a section, a part, or a prompt that nothing leads into."""
    slab = slabs[place]
    return slab.section or slab.part or (slab.lines > 0 and place > 0 and not slabs[place - 1].keep)


def _widened(page: Filled, room: float) -> Filled:
    """Spare room goes to the lines that people write on, evenly and up to a limit that each slab knows."""
    count = sum(placed.slab.lines for placed in page)
    spare = room - page[-1].bottom - page[-1].slab.foot if page else 0.0
    if not count or spare < count:
        return page
    return list(_moved_down(page, spare / count))


def _moved_down(page: Filled, extra: float) -> Iterator[Placed]:
    down = 0.0
    for placed in page:
        slab = placed.slab
        if slab.widen:
            slab = replace(slab.widen(extra), bookmark=slab.bookmark)
        yield placed._replace(slab=slab, top=placed.top + down)
        down += slab.height - placed.slab.height
