"""The day in words."""

import datetime as dt

import pytest

from ui.today.words import near_day, neutral_words, open_for, standing_words, summary_words

SATURDAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("now", "words"),
    [("08:31", "In 29 min"), ("08:59", "In 1 min"), ("09:00", "On now"), ("09:59", "On now"), ("10:00", "Ended 10:00"),
     ("07:00", "In 2 hours"), ("18:00", "Ended 10:00")],
)  # fmt: skip
def test_where_a_session_at_nine_stands(now, words):
    at = dt.datetime.combine(SATURDAY, dt.time.fromisoformat(now))
    assert standing_words(dt.time(9), None, at) == words


def test_an_entered_end_counts():
    assert standing_words(dt.time(9), dt.time(9, 50), dt.datetime(2026, 11, 21, 9, 55)) == "Ended 09:50"  # noqa: DTZ001


def test_the_summary_counts_couples_and_notes():
    assert summary_words(SATURDAY, 4, 1) == "Saturday 21 November · 4 couples · 1 note to write"
    assert summary_words(SATURDAY, 1, 0) == "Saturday 21 November · 1 couple"
    assert summary_words(SATURDAY, 0, 0) == "Saturday 21 November · nobody is expected"


def test_past_days_are_said_as_people_say_them():
    days = [SATURDAY, SATURDAY - dt.timedelta(1), dt.date(2026, 11, 14), dt.date(2025, 12, 1)]
    assert [near_day(day, SATURDAY) for day in days] == ["today", "yesterday", "Sat 14 Nov", "Mon 1 Dec 2025"]


def test_the_neutral_line_says_which_session_and_when_they_were_last_here():
    assert neutral_words(13, dt.date(2026, 11, 14), SATURDAY) == "Session 13 · last seen Sat 14 Nov"
    assert neutral_words(1, None, SATURDAY) == "First session"
    assert neutral_words(None, dt.date(2026, 11, 20), SATURDAY) == "Last seen yesterday"


def test_a_fresh_block_is_new():
    assert (open_for(2), open_for(30)) == ("new", "open 4 weeks")
