"""The settings page shows every setting of the table, and only what the table allows."""

import pytest

from therapist_app.settings import TABLE
from ui.preferences.rows import KEPT_QUIETLY, SHOWN, minutes_for, minutes_words


def test_every_setting_has_a_control_or_is_kept_quietly():
    assert {one.key for one in SHOWN} | KEPT_QUIETLY == {row.key for row in TABLE}


@pytest.mark.parametrize("shown", [one for one in SHOWN if one.words], ids=lambda one: one.key)
def test_each_choice_has_its_word(shown):
    assert len(shown.words) == len(shown.row.choices)


def test_minutes_keep_within_the_bounds_and_hold_the_one_in_use():
    row = next(one.row for one in SHOWN if one.key == "idle_minutes")
    assert minutes_for(row, 7) == (1, 2, 3, 5, 7, 10, 15, 20, 30)
    assert all(not row.problem_of(minutes) for minutes in minutes_for(row, 5))


def test_one_minute_is_one():
    assert (minutes_words(1), minutes_words(5)) == ("1 minute", "5 minutes")
