"""Pages of any slabs: all of them, in their order, within the room, and no page that need not be there."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.documents.paginate import paginate
from therapist_app.documents.slabs import Slab, nothing

FIRST, ROOM = 600.0, 680.0

SLABS = st.lists(
    st.builds(
        Slab,
        height=st.floats(1, ROOM / 3),
        paint=st.just(nothing),
        gap=st.floats(0, 30),
        keep=st.booleans(),
        section=st.booleans(),
        lines=st.sampled_from((0, 0, 0, 2)),
    ),
    min_size=1,
    max_size=40,
)


@given(SLABS)
def test_every_slab_stands_once_in_its_order_and_within_the_room(slabs):
    pages = paginate(slabs, FIRST, ROOM)
    assert [placed.place for page in pages for placed in page] == list(range(len(slabs)))
    for number, page in enumerate(pages):
        assert page[0].top == 0
        assert page[-1].bottom <= (ROOM if number else FIRST) + 0.1
        assert all(after.top >= before.bottom - 0.01 for before, after in pairwise(page))


ROWS = st.tuples(st.floats(5, ROOM * 0.3), SLABS)


@given(ROWS)
def test_a_page_that_begins_with_a_row_begins_with_its_head_and_is_never_that_alone(rows):
    tall, slabs = rows
    slabs = [replace(slab, head=Slab(tall, nothing) if place else None) for place, slab in enumerate(slabs)]
    first, *later = paginate(slabs, FIRST, ROOM)
    assert [one.place for one in first] == list(range(len(first)))
    seen = len(first)
    for page in later:
        head, *others = page
        assert (head.slab.height, head.top) == (tall, 0)
        assert [one.place for one in others] == list(range(seen, seen + len(others)))
        assert others
        assert others[0].top == pytest.approx(tall)
        assert page[-1].bottom <= ROOM + 0.1
        seen += len(others)
    assert seen == len(slabs)


FULL = st.lists(st.tuples(st.integers(1, 9), st.sampled_from((18.0, 24.0, 33.0))), min_size=12, max_size=60)


@given(FULL)
def test_what_moves_over_to_stay_whole_adds_no_page(sections):
    """Sections of a few lines each, as of a sheet: the last page is often nearly full."""
    slabs = [Slab(height, nothing, section=not line) for lines, height in sections for line in range(lines)]
    plain = [Slab(one.height, one.paint, one.gap, one.keep) for one in slabs]
    assert len(paginate(slabs, FIRST, ROOM)) == len(paginate(plain, FIRST, ROOM))
