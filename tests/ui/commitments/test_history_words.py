"""The sentences about what was answered so far."""

import datetime as dt

import pytest

from therapist_app.commitments.figures import Figures, Tally
from therapist_app.commitments.model import CheckIn, EarlierAnswer
from ui.commitments.history_words import answer_words, figures_words, trace_words
from ui.commitments.words import day_words

AT = dt.datetime(2026, 11, 13, 12, tzinfo=dt.UTC)
DAY = day_words(dt.date(2026, 11, 21))
NAMES = {"a": "Ada", "b": "Ben", "clinician": "you"}


def on(number):
    return dt.date(2026, 11, number)


def answer(**fields):
    told = {"outcome": "missed", "account": "a", "on_date": on(12), **fields}
    return CheckIn(commitment_id="p", created_at=AT, **told)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "12 Nov: missed, told by Ada"),
        ({"outcome": "not_applicable", "account": "clinician"}, "12 Nov: did not come up, told by you"),
        ({"line": "Late shift", "noticed": True}, "12 Nov: missed, told by Ada. “Late shift”. Ben noticed and said so"),
        ({"repair": "Said sorry", "repaired_on": on(13)}, "12 Nov: missed, told by Ada. Mended 13 Nov: Said sorry"),
        ({"since_on": on(8), "asked_days": 5, "kept_days": 4}, "8 Nov to 12 Nov: 4 of 5 kept, told by Ada"),
    ],
)  # fmt: skip
def test_an_answer_in_one_sentence(fields, words):
    assert answer_words(answer(**fields), NAMES.__getitem__, "Ben", DAY) == words


@pytest.mark.parametrize(
    ("why", "who", "end"),
    [("corrected", "Dr. Reed", "Corrected 13 Nov by Dr. Reed"), ("taken_back", "", "Taken back 13 Nov")],
)
def test_what_no_longer_stands_says_since_when_and_by_whom(why, who, end):
    gone = EarlierAnswer(
        id="x", commitment_id="p", created_at=AT, outcome="kept", account="b", on_date=on(12), why=why,
        clinician=who, ended_at=AT,
    )  # fmt: skip
    assert trace_words(gone, NAMES.__getitem__, "Ada", DAY) == f"12 Nov: kept, told by Ben. {end}"


def test_figures_are_counts_and_a_slip_has_its_repair():
    figures = Figures(
        last_weeks=Tally(3, 1), whole=Tally(9, 2, 1), last_slip=on(11), mended_on=on(12), run=2, longest=5
    )
    assert figures_words(figures, DAY) == (
        "3 of 4 kept in the last four weeks, 9 of 12 since the start. Last slip 11 Nov, mended 12 Nov"
    )
    assert figures_words(Figures(), DAY) == ""
