"""The words of the note page, and which blocks a few letters find."""

from __future__ import annotations

import datetime as dt

import pytest

from therapist_app.catalogue.load import load_catalogue
from ui.sessions.block_box import found_blocks
from ui.sessions.page_words import block_words, sheet_words, shortened

TODAY = dt.date(2026, 11, 21)
WEEK_AGO = dt.date(2026, 11, 14)


def test_a_block_says_level_where_and_how_long() -> None:
    assert block_words("Moderate", "Ben", 49) == "moderate \u00b7 Ben \u00b7 open 7 weeks"
    assert block_words("Resolved", "both", 0) == "resolved \u00b7 both"


@pytest.mark.parametrize(
    ("review_on", "reviewed_on", "words"),
    [
        (None, None, "given 14 Nov"),
        (TODAY, None, "given 14 Nov, due today"),
        (dt.date(2026, 11, 28), None, "given 14 Nov, due 28 Nov"),
        (TODAY, TODAY, "talked about today"),
        (TODAY, dt.date(2026, 11, 18), "talked about 18 Nov"),
    ],
)
def test_a_sheet_says_where_it_stands(
    review_on: dt.date | None, reviewed_on: dt.date | None, words: str
) -> None:
    assert sheet_words(WEEK_AGO, review_on, reviewed_on, TODAY) == words


def test_long_names_end_in_an_ellipsis() -> None:
    assert shortened("Ada") == "Ada"
    assert shortened("A" * 300, 8) == "AAAAAAA\u2026"


@pytest.mark.parametrize("typed", ["min", "MIN", " min harm", "harm min"])
def test_blocks_are_found_by_the_beginnings_of_their_words(typed: str) -> None:
    assert found_blocks(load_catalogue().blocks, typed)[0].key == "minimizing"


def test_blocks_are_found_inside_words_too_but_last() -> None:
    keys = [block.key for block in found_blocks(load_catalogue().blocks, "ap")]
    assert keys[-1] != "one_time_apology"
    assert "therapist_carries" in keys
    assert found_blocks(load_catalogue().blocks, "zzz") == []
