"""A couple's facts in words."""

import datetime as dt

import pytest

from ui.couples.words import (
    age_in,
    age_line,
    first_lines,
    safety_bar,
    safety_since,
    seen_in_words,
    traits_line,
)


def day(date: dt.date) -> str:
    return f"{date.day} {date:%b}"


def test_the_line_under_a_name_says_only_what_is_known():
    assert age_line(38, "Middle adulthood", "she/her") == "38 · middle adulthood · she/her"
    assert age_line(None, "", "they/them") == "they/them"
    assert age_line(None, "", " ") == ""


@pytest.mark.parametrize(("birth", "age"), [(1988, 38), (None, None), (2030, None), (1850, None), (2026, 0)])
def test_an_impossible_birth_year_gives_no_age(birth, age):
    assert age_in(2026, birth) == age


def test_style_and_profile_are_one_line():
    assert traits_line("Anxious", "Pursuer") == "Anxious style · pursuer profile"
    assert traits_line("Fearful-avoidant", "") == "Fearful-avoidant style"
    assert traits_line("", "Empath") == "Empath profile"
    assert traits_line("", "") == ""


def test_where_a_block_is_seen_is_a_place_not_a_culprit():
    assert seen_in_words("b", "Ada", "Ben") == "Ben"
    assert seen_in_words("between", "Ada", "Ben") == "between them"
    assert seen_in_words("therapy", "Ada", "Ben") == "in the therapy itself"


def test_safety_has_its_date_in_words():
    on = dt.date(2026, 11, 14)
    assert safety_since("no_known_concern", on, day) == "screened 14 Nov"
    assert safety_since("concerns", on, day) == "since 14 Nov"
    assert safety_since("not_assessed", None, day) == ""


def test_only_concerns_and_paused_work_have_a_bar():
    on = dt.date(2026, 11, 19)
    assert safety_bar("no_known_concern", on, day) is None
    assert safety_bar("not_assessed", None, day) is None
    title, meaning = safety_bar("unsafe", on, day) or ("", "")
    assert title == "Joint work paused since 19 Nov"
    assert "Nothing prints for both" in meaning
    assert (safety_bar("concerns", on, day) or ("", ""))[0] == "Safety concerns since 19 Nov"


def test_a_card_shows_the_first_lines_with_words():
    assert first_lines("\n one\n\ntwo \nthree\nfour") == "one\ntwo\nthree"
