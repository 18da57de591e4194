"""The caseload review: which couples are shown, in which order, and from which facts."""

from __future__ import annotations

import datetime as dt

import pytest

from therapist_app.guidance.caseload import CaseLine, Column, Show, counts_of, picked


def line(label: str, **fields) -> CaseLine:
    usual = {
        "phase": "safety",
        "number": 2,
        "since": dt.date(2026, 1, 1),
        "safety_status": "no_known_concern",
        "last_seen": dt.date(2026, 11, 14),
        "ends": frozenset(),
        "ends_count": 0,
        "speaks": (),
        "next_review": None,
    }
    return CaseLine(**{"couple_id": label, "label": label, **usual, **fields})


LINES = (
    line("Dora", number=4, speaks=("stalled", "style_fit"), next_review=dt.date(2026, 12, 1)),
    line("anna", number=0, since=None, safety_status="unsafe", last_seen=None),
    line("Ben", ends=frozenset({"not_seen"}), ends_count=3, last_seen=dt.date(2026, 9, 1)),
    line("Cleo", safety_status="concerns", ends=frozenset({"review_due"}), ends_count=1, speaks=("stalled",)),
)


def labels(*asked, **turned):
    return [one.label for one in picked(LINES, *asked, **turned)]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        (Show.ALL, ["anna", "Ben", "Cleo", "Dora"]),
        (Show.STALLED, ["Cleo", "Dora"]),
        (Show.SAFETY, ["anna", "Cleo"]),
        (Show.ENDS, ["Ben", "Cleo"]),
        (Show.UNSEEN, ["Ben"]),
        (Show.REVIEWS, ["Cleo"]),
    ],
)
def test_a_choice_shows_its_couples_and_their_number(show, expected):
    assert labels(show, Column.COUPLE) == expected
    assert counts_of(LINES)[show] == len(expected)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Column.COUPLE, ["anna", "Ben", "Cleo", "Dora"]),
        (Column.PHASE, ["anna", "Ben", "Cleo", "Dora"]),
        (Column.SAFETY, ["anna", "Cleo", "Ben", "Dora"]),
        (Column.SEEN, ["anna", "Ben", "Cleo", "Dora"]),
        (Column.ENDS, ["Ben", "Cleo", "anna", "Dora"]),
        (Column.GUIDANCE, ["Dora", "Cleo", "anna", "Ben"]),
        (Column.REVIEW, ["Dora", "anna", "Ben", "Cleo"]),
    ],
)
def test_each_column_sorts_what_asks_for_a_look_first(by, expected):
    assert labels(Show.ALL, by) == expected


def test_an_order_can_be_turned_and_equal_ones_stay_by_label():
    assert labels(Show.ALL, Column.COUPLE, turned=True) == ["Dora", "Cleo", "Ben", "anna"]
    assert labels(Show.ALL, Column.ENDS, turned=True) == ["anna", "Dora", "Cleo", "Ben"]


def test_lines_are_made_from_what_is_in_the_vault(practice):
    couple = practice.couple().safety("concerns", days_ago=9).phase("renewal", days_ago=30)
    couple.session(days_ago=40).done()
    practice.progression.reviews.mark(couple.id, practice.day(90), practice.day(3))
    practice.couples.set_status(practice.couple("Mira", "Noor").id, "closed")
    (only,) = practice.guidance.caseload()
    assert (only.label, only.phase, only.number, only.since) == ("Ada & Ben", "renewal", 5, practice.day(30))
    assert (only.safety_status, only.last_seen, only.next_review) == (
        "concerns",
        practice.day(40),
        practice.day(3),
    )
    assert only.ends == {"safety_plan", "review_due", "not_seen"}
    assert only.ends_count == len(only.ends)
    assert only.speaks == ("safety_first", "loose_ends")
