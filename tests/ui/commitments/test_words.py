"""What a promise says about itself in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.commitments.model import Commitment
from therapist_app.kernel.phrases import quoted
from ui.commitments.words import (
    day_words,
    distance_words,
    kept_words,
    last_marks,
    marks_sentence,
    notice_words,
    repair_words,
    rhythm_words,
    state_line,
)

TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def day(date: dt.date) -> str:
    return f"{date.day} {date:%b}"


def promise(cadence: str, **more) -> Commitment:
    return Commitment(
        couple_id="c", owner="a", words="I text", cadence=cadence, starts_on=TODAY, created_at=NOW, **more
    )


def test_a_promise_for_one_day_names_the_day():
    assert rhythm_words(promise("once", due_on=dt.date(2026, 12, 3)), day) == "Once, by 3 Dec"
    assert rhythm_words(promise("once"), day) == "Once"
    assert rhythm_words(promise("times_a_week", times=4), day) == "4 times a week"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TODAY, "today"),
        (dt.date(2026, 11, 22), "tomorrow"),
        (dt.date(2026, 11, 20), "one day past"),
        (dt.date(2026, 11, 28), "in one week"),
        (dt.date(2026, 11, 14), "one week past"),
        (dt.date(2026, 12, 5), "in two weeks"),
        (dt.date(2027, 2, 21), "in three months"),
    ],
)
def test_a_review_says_how_far_it_is(on, words):
    assert distance_words(on, TODAY) == words


@given(st.integers(min_value=-4000, max_value=4000))
def test_only_dates_behind_today_are_called_past(days):
    words = distance_words(TODAY + dt.timedelta(days=days), TODAY)
    assert words.endswith("past") == (days < 0)


def test_a_number_never_stands_without_its_word():
    assert kept_words(27, 33) == "27 of 33 kept"
    assert kept_words(0, 0) == "not asked yet"


def test_only_the_latest_marks_are_shown_oldest_first():
    answers = [(TODAY - dt.timedelta(days=back), "kept") for back in range(12)]
    marks = last_marks(answers)
    assert [on for on, _ in marks] == [TODAY - dt.timedelta(days=back) for back in range(7, -1, -1)]


def test_marks_are_said_in_words_without_blame():
    said = marks_sentence([(dt.date(2026, 11, 12), "missed"), (TODAY, "not_applicable")], day)
    assert said == "Last 2 check-ins: 12 Nov missed, 21 Nov did not come up"


def test_a_promise_of_many_lines_is_one_quotation():
    assert quoted("I text\n  by five ") == "“I text by five”"


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around():
    assert notice_words("the text", "Ada") == "Ada will notice: the text"
    assert notice_words("the text", "בנימין").startswith(
        "\N{FIRST STRONG ISOLATE}בנימין\N{POP DIRECTIONAL ISOLATE}"
    )


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Same day"), (1, "Next day"), (4, "Four days"), (15, "Two weeks")]
)
def test_how_long_a_repair_took(days, words):
    assert repair_words(days) == words


def test_where_a_promise_stands_is_said_with_date_and_reason():
    paused = promise("daily", state="paused", state_on=TODAY, state_reason="Away for work")
    assert state_line(paused, day) == "Paused since 21 Nov: Away for work"
    assert state_line(promise("daily"), day) == ""


def test_the_year_is_said_where_it_is_not_near():
    said = day_words(TODAY)
    assert said(dt.date(2026, 12, 3)) == "3 Dec"
    assert said(dt.date(2025, 12, 3)) == "3 Dec 2025"
