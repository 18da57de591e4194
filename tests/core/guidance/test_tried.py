"""What was tried for a block: dated, between its levels, and only what a reader may see."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.catalogue.load import load_catalogue
from therapist_app.guidance.gather import moves_of
from therapist_app.guidance.tried import tried_figure, tried_of
from therapist_app.homework.handout_file import load_library
from therapist_app.homework.model import Assignment
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.dates import short_day
from therapist_app.progression.review import ReviewFacts, Tagging
from therapist_app.sessions.facts import SessionFact

NAMES = {"a": "Ada", "b": "Ben"}
CATALOGUE = load_catalogue()
SHEETS = load_library(catalogue=CATALOGUE)
TODAY = dt.date(2026, 11, 21)
LEVELS = st.dictionaries(st.integers(0, 60), st.integers(0, 3), max_size=12)


def told(practice):
    """A block that eased, with a sheet and a promise for it, and others for another block."""
    couple = practice.couple()
    for days, level in ((60, 3), (40, 3), (20, 2), (13, 1), (6, 1), (1, 0)):
        couple.session(days_ago=days).tags("minimizing", level)
    give(practice, couple, "group_ownership", 40)
    give(practice, couple, "listening_habit", 30)
    couple.promise("I say what I did", owner="b", days_ago=15, block="minimizing")
    couple.promise("I call at five", owner="b", days_ago=15, block="blaming")
    return couple


def give(practice, couple, key, days, holder="both", **fields):
    more = {"override_reason": "Talked through.", **fields}
    return practice.homework.give(couple.id, key, holder=holder, given_on=practice.day(days), **more).value


def rows(practice, couple, reader=Reader.CLINICIAN, block="minimizing"):
    found = practice.guidance.tried(couple.id, block, reader)
    return tried_figure(found, practice.catalogue, NAMES, short_day).rows if found else None


def test_each_attempt_stands_between_the_level_before_and_those_after(practice):
    couple = told(practice)
    title = practice.homework.titles()["group_ownership"]
    assert rows(practice, couple) == (
        (
            "12 Oct",
            f"Sheet “{title}”",
            "both",
            "severe on 12 Oct",
            "moderate on 1 Nov, mild on 8 Nov, mild on 15 Nov",
        ),
        (
            "6 Nov",
            "Promise “I say what I did”",
            "Ben",
            "moderate on 1 Nov",
            "mild on 8 Nov, mild on 15 Nov, resolved on 20 Nov",
        ),
    )


def test_without_attempts_a_sentence_says_so_and_no_cause_is_named(practice):
    couple = told(practice)
    found = practice.guidance.tried(couple.id, "numbing")
    assert tried_figure(found, practice.catalogue, NAMES, short_day).rows == ()
    said = practice.guidance.tried(couple.id, "minimizing")
    words = tried_figure(said, practice.catalogue, NAMES, short_day).summary
    assert "says nothing of causes" in words
    for never in ("because", "helped", "worked", "thanks to", "led to", "effect"):
        assert never not in words


@pytest.mark.parametrize("reader", [Reader.B, Reader.BOTH])
def test_what_is_with_a_alone_changes_nothing_for_the_others(practice, reader):
    couple = told(practice)
    before = rows(practice, couple, reader)
    assert before
    alone = couple.alone("a", days_ago=50).says("CANARY", Audience.A).tags("minimizing", 1, line="CANARY")
    give(practice, couple, "group_ownership", 45, "a")
    give(practice, couple, "group_ownership", 44, session_id=alone.id)
    couple.promise("CANARY", owner="a", days_ago=50, block="minimizing", session_id=alone.id)
    assert rows(practice, couple, reader) == before
    assert len(rows(practice, couple, Reader.A)) == len(before) + 3
    assert "mild on 2 Oct" in repr(rows(practice, couple, Reader.A))


def test_the_couple_reads_its_own_words_for_a_block_and_nothing_of_threats(practice):
    couple = told(practice)
    assert (
        practice.guidance.tried(couple.id, "minimizing", Reader.BOTH).label == "making it smaller than it was"
    )
    assert practice.guidance.tried(couple.id, "threats", Reader.BOTH) is None
    assert practice.guidance.tried(couple.id, "threats").label.startswith("Threats")


@given(LEVELS, st.lists(st.integers(0, 60), max_size=5))
def test_levels_around_are_those_of_a_plain_look_back_and_ahead(levels, given_on):
    day = {back: TODAY - dt.timedelta(days=back) for back in range(61)}
    facts = ReviewFacts(
        sessions=[
            SessionFact(str(back), "c", day[back], None, "joint", "joint")
            for back in sorted(levels, reverse=True)
        ],
        entries=[],
        tags=[Tagging(str(back), "minimizing", level, "a") for back, level in levels.items()],
        promises=[],
    )
    heads = {one.key: one.head for one in SHEETS}
    sheets = [
        Assignment(
            couple_id="c",
            handout="group_ownership",
            handout_version=1,
            holder="both",
            given_on=day[back],
            created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )
        for back in given_on
    ]
    found = tried_of(CATALOGUE, facts, sheets, heads, "minimizing", Reader.CLINICIAN)
    assert [one.on_date for one in found.attempts] == sorted(day[back] for back in given_on)
    for one in found.attempts:
        earlier = [back for back in levels if day[back] <= one.on_date]
        later = sorted((back for back in levels if day[back] > one.on_date), reverse=True)
        assert one.before == ((day[min(earlier)], levels[min(earlier)]) if earlier else None)
        assert list(one.after) == [(day[back], levels[back]) for back in later[:3]]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 3)), max_size=20))
def test_what_is_gathered_of_a_long_history_says_the_same_of_every_block(tags):
    """Level changes and the last tag of each block: all that rules look at."""
    whole = [("couple", str(at), block, level) for at, (block, level) in enumerate(tags)]
    thin = moves_of(whole)
    assert [row for row in whole if row in thin] == thin
    for block in "xyz":
        for rows in (whole, thin):
            own = [row for row in rows if row[2] == block]
            levels = [row[3] for row in own]
            changed = [row for at, row in enumerate(own) if row[3] != (levels[at - 1] if at else 0)]
            said = (own[-1] if own else None, changed)
            if rows is whole:
                wanted = said
        assert said == wanted
