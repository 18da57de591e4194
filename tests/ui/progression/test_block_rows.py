"""The map of blocks by session, before it is a table."""

import pytest

from therapist_app.catalogue.load import load_catalogue
from ui.progression.block_rows import Column, block_map

COLUMNS = (Column("s1", "1", "session 1, 7 Nov"), Column("s2", "2", "session 2, 14 Nov"))


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_only_tagged_blocks_stand_under_the_heading_of_their_group(catalogue):
    found = block_map(catalogue, COLUMNS, {"minimizing": {"s1": 3, "s2": 2}, "threats": {"s2": 0}})
    assert [row.label for row in found.rows] == [
        "Lack of Safety",
        catalogue.block("threats").label,
        "Insufficient Accountability",
        "Minimizing harm",
    ]
    assert [row.cells for row in found.rows if not row.is_heading] == [(None, 0), (3, 2)]


def test_all_fifteen_blocks_can_be_shown(catalogue):
    found = block_map(catalogue, COLUMNS, {}, show_all=True)
    assert len([row for row in found.rows if not row.is_heading]) == 15
    assert len([row for row in found.rows if row.is_heading]) == 5


def test_nothing_tagged_is_an_empty_map(catalogue):
    assert block_map(catalogue, COLUMNS, {}).rows == ()


def test_a_cell_says_what_it_shows(catalogue):
    found = block_map(catalogue, COLUMNS, {"minimizing": {"s2": 2}})
    assert found.cell_words(1, 1, catalogue) == "Minimizing harm, session 2, 14 Nov: moderate"
    assert found.cell_words(1, 0, catalogue) == "Minimizing harm, session 1, 7 Nov: not tagged"
    assert found.cell_words(0, 0, catalogue) == "Insufficient Accountability"


def test_a_tag_of_a_session_outside_the_period_is_left_out(catalogue):
    assert block_map(catalogue, COLUMNS, {"minimizing": {"other": 2}}).rows == ()
