"""A couple is found by any word of its partners' names, though a label says only the first of a very long one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.support.builders import Practice
from ui.shell.caseload_words import filtered, rows_of

LONG = "Maximiliane-Alexandrina Featherstonehaugh-Cholmondeley Wrenn"


@pytest.mark.parametrize("typed", ["Maxi", "wrenn", "bart", "maxi ben"])
@pytest.mark.parametrize("discreet", [False, True])
def test_a_couple_is_found_by_any_word_of_its_names_and_hidden_names_find_nothing(
    tmp_path: Path, typed: str, *, discreet: bool
) -> None:
    with Practice(tmp_path) as practice:
        practice.couple(LONG, "Ben Bartholomew Konstantinopolitanski")
        practice.couple("Ada", "Cy")
        found = practice.progression.caseload()
        rows = rows_of(found, practice.catalogue, dt.date(2026, 11, 21), discreet=discreet)
        assert [row.shown for row in filtered(rows, typed)] == (
            [] if discreet else ["Maximiliane-Alexandrina & Ben"]
        )
