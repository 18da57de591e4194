"""Two times side by side: which days they are, that both are the review's own figures, and what is said of them."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import InputError
from therapist_app.measures.service import ScoreDraft
from therapist_app.progression.comparing import Moved, moved_in, side_by_side, told_of
from therapist_app.progression.periods import Against, Choice, Pair, Period, choice_in, pair_of
from therapist_app.progression.periods import told as told_as
from therapist_app.workspace import Workspace

NAMES = {"a": "Ada", "b": "Ben"}
TODAY = dt.date(2026, 11, 21)
DAYS = st.integers(0, 900).map(lambda back: TODAY - dt.timedelta(days=back))


@pytest.fixture
def workspace(practice):
    return Workspace(practice.vault, practice.clock)


def told(practice, workspace):
    """Half a year: a return, a block that eased, a promise, two ratings and two scores."""
    couple = practice.couple()
    for phase, days in (("understanding", 180), ("safety", 120), ("understanding", 60)):
        couple.phase(phase, days_ago=days)
    for days in (170, 150, 110, 80, 40, 20):
        couple.session(days_ago=days)
    couple.session(days_ago=30, kind="late_cancel")
    first = couple.session(days_ago=160).tags("minimizing", 3).tags("blaming", 1)
    last = couple.session(days_ago=10).tags("minimizing", 1).tags("blaming", 0)
    couple.promise(owner="b", days_ago=170).kept(165, 100).missed(160, 15).kept(12, 11, 5)
    for session, value in ((first, 1), (last, 3)):
        workspace.signs.rate(session.id, "warmth", value, "a")
    for days, value in ((160, 38), (10, 50)):
        workspace.measures.add(
            ScoreDraft(
                couple_id=couple.id, instrument="rdas", partner="a", value=value, on_date=practice.day(days)
            )
        )
    return couple


def moved(workspace, couple, choice, reader=Reader.CLINICIAN):
    both = workspace.comparison(couple.id, reader, choice)
    return both, {one.label: one for one in moved_in(both, workspace.catalogue, NAMES)}


# Which days


@given(DAYS, DAYS, DAYS, st.sampled_from(["before", "review", "weeks"]))
def test_two_times_share_no_day_and_end_today(began, first, reviewed, against):
    try:
        pair = pair_of(Choice(against, first), began, reviewed, TODAY)
    except InputError:
        return
    assert began <= pair.earlier.first <= pair.earlier.last < pair.later.first <= pair.later.last == TODAY
    if against == Against.WEEKS:
        assert pair.earlier.days == pair.later.days == 84
        assert pair.earlier.first == began
    else:
        assert pair.earlier.last + dt.timedelta(days=1) == pair.later.first
        assert pair.later.first == (reviewed if against == Against.REVIEW else first)
    if against == Against.BEFORE:
        assert pair.earlier.days == min(pair.later.days, (pair.later.first - began).days)


def period(first: int, last: int) -> Period:
    return Period(TODAY - dt.timedelta(days=first), TODAY - dt.timedelta(days=last))


def test_own_times_are_put_in_their_order():
    late, early = period(20, 0), period(60, 40)
    assert pair_of(Choice("own", own=(late, early)), TODAY, None, TODAY) == Pair(early, late)


@pytest.mark.parametrize(
    "own",
    [
        (),
        (period(9, 3),),
        (period(3, 9), period(40, 20)),
        (period(9, -1), period(40, 20)),
        (period(9, 3), period(9, 8)),
    ],
    ids=["none", "one", "backwards", "future", "shared"],
)
def test_own_times_that_cannot_be_are_refused_with_a_sentence(own):
    with pytest.raises(InputError) as refused:
        pair_of(Choice("own", own=own), TODAY, None, TODAY)
    assert refused.value.field == "own"


def test_without_a_review_there_is_nothing_since_it(practice, workspace):
    with pytest.raises(InputError, match="No review is marked"):
        workspace.comparison(told(practice, workspace).id, Reader.CLINICIAN, Choice("review"))


@given(st.sampled_from(list(Against)), st.none() | DAYS, st.lists(st.builds(Period, DAYS, DAYS), max_size=2))
def test_a_place_keeps_a_choice(against, first, own):
    choice = Choice(against, first, tuple(own))
    assert choice_in(told_as(choice)) == choice


@pytest.mark.parametrize("facts", [{}, {"against": "no"}, {"against": "own", "own": ["x"]}, {"against": 1}])
def test_a_place_without_a_choice_that_can_be_read_has_none(facts):
    assert choice_in(facts) is None


# What is shown


def test_each_figure_stands_beside_its_own_and_says_what_moved(practice, workspace):
    both, rows = moved(workspace, told(practice, workspace), Choice("before", practice.day(90)))
    assert both.pair == Pair(
        Period(practice.day(180), practice.day(91)), Period(practice.day(90), practice.today)
    ), "the time before is no longer than the work"
    said = {label: one[1:] for label, one in rows.items()}
    assert said["Phases"] == (
        "Understanding, then Safety",
        "Safety, then Understanding",
        "The phase at the end was Safety, then Understanding.",
    )
    assert said["Returns"] == ("1", "0", "Returns to an earlier phase went from 1 to 0.")
    assert said["Sessions"] == ("4", "4", "Sessions that took place stayed at 4.")
    assert said["Cancelled"] == ("0", "1", "Cancelled sessions went from 0 to 1.")
    assert said["Active blocks"] == ("2", "1", "Active blocks went from 2 to 1.")
    assert said["Minimizing harm"] == (
        "1 time, severe at the end",
        "1 time, mild at the end",
        "“Minimizing harm” stayed at 1 time, its level from severe to mild.",
    )
    assert said["Blaming the other person"][:2] == ("1 time, mild at the end", "0 times, resolved at the end")
    assert said["Warmth"] == ("Ada: rarely", "Ada: often", "“Warmth”: Ada: rarely, then often.")
    assert said["RDAS, Ada"] == ("38", "50", "RDAS, Ada went from 38 to 50.")
    assert said["Promises kept"][:2] == ("2 of 3", "3 of 4")
    assert said["Ben, last four weeks"][:2] == ("1 of 1", "3 of 4")


def test_a_time_is_what_the_review_of_that_day_showed(practice, workspace):
    """The second computation: a practice in which the days after the first time have not come."""
    couple = told(practice, workspace)
    pair = Choice(
        "own", own=(Period(practice.day(180), practice.day(91)), Period(practice.day(90), practice.today))
    )
    both = workspace.comparison(couple.id, Reader.CLINICIAN, pair)
    now = practice.progression.review(couple.id, Reader.CLINICIAN, practice.day(90))
    assert both.later.review == now
    assert both.later.ratings == workspace.ratings(couple.id, Reader.CLINICIAN, practice.day(90))
    then = both.earlier.review
    assert {mark.on_date for mark in then.sessions} == {practice.day(days) for days in (170, 160, 150, 110)}
    assert (then.today, then.path[-1].phase, then.path[-1].until) == (practice.day(91), "safety", None)
    assert (then.last_weeks.kept, then.last_weeks.due) == (1, 1)


def test_counts_add_up_over_any_two_times_that_meet(practice, workspace):
    """Sessions, check-ins and tags of both together are those of the whole."""
    chance, couple = Random(7), practice.couple()
    promise = couple.promise(owner="a", days_ago=200)
    for days in sorted(chance.sample(range(1, 200), 40), reverse=True):
        couple.session(days_ago=days, kind=chance.choice(["joint", "joint", "no_show"])).tags(
            "blaming", chance.randint(0, 3)
        )
        promise.on(days, chance.choice(["kept", "partly", "missed"]))
    whole = practice.progression.review(couple.id, Reader.CLINICIAN)
    for cut in chance.sample(range(2, 190), 8):
        own = (Period(practice.day(200), practice.day(cut)), Period(practice.day(cut - 1), practice.today))
        both = workspace.comparison(couple.id, Reader.CLINICIAN, Choice("own", own=own))
        marks = [mark.session_id for one in both for mark in one.review.sessions]
        assert marks == [mark.session_id for mark in whole.sessions]
        levels = chain(*(row.levels for one in both for row in one.review.block_rows))
        assert [one for one in levels if one is not None] == [
            one for one in whole.block_rows[0].levels if one is not None
        ]
        kept = [sum(month.tally.due for month in one.review.months) for one in (*both,)]
        assert sum(kept) == sum(month.tally.due for month in whole.months)


@pytest.mark.parametrize("reader", [Reader.BOTH, Reader.B])
def test_what_only_a_may_see_changes_nothing_for_the_others(practice, workspace, reader):
    couple = told(practice, workspace)
    choice = Choice(
        "own", own=(Period(practice.day(180), practice.day(91)), Period(practice.day(90), practice.today))
    )
    before = moved(workspace, couple, choice, reader)[1]
    for days in (100, 4):
        alone = (
            couple.alone("a", days_ago=days).says("CANARY", Audience.A).tags("dishonesty", 3, line="CANARY")
        )
        workspace.signs.rate(alone.id, "warmth", 0, "a")
        couple.promise("CANARY", days_ago=days, session_id=alone.id).kept(days - 1)
        for instrument in ("rdas", "phq_9"):
            workspace.measures.add(
                ScoreDraft(
                    couple_id=couple.id,
                    instrument=instrument,
                    partner="a",
                    value=9,
                    on_date=practice.day(days),
                    audience="a",
                )
            )
    both, after = moved(workspace, couple, choice, reader)
    assert after == before
    assert "CANARY" not in repr(both)
    assert moved(workspace, couple, choice, Reader.A)[1] != before


@pytest.mark.parametrize("reader", list(Reader))
def test_nothing_is_judged_and_nobody_is_blamed(practice, workspace, reader):
    couple = told(practice, workspace)
    couple.session(days_ago=9).tags("threats", 3)
    both, rows = moved(workspace, couple, Choice("before", practice.day(90)), reader)
    words = " ".join(one.words for one in rows.values()) + side_by_side(both, (), short_day).summary
    hard = (
        "better",
        "worse",
        "because",
        "since",
        "due",
        "improved",
        "failed",
        "fault",
        "thanks",
        "should",
        "%",
    )
    for never in hard:
        assert f" {never}" not in words.casefold()
    if reader in (Reader.BOTH, Reader.A, Reader.B):
        assert "Threats" not in repr(rows)
        assert "severe" not in repr(rows)
        assert not [label for label in rows if "Ben" in label], (
            "who kept how much stands on no page for the couple"
        )


def test_lengths_are_said_where_they_differ(practice, workspace):
    both, _ = moved(workspace, told(practice, workspace), Choice("before", practice.day(100)))
    words = side_by_side(both, (), short_day).summary
    assert words == "25 May to 12 Aug beside 13 Aug to 21 Nov. The first has 80 days, the second 101 days."


def test_the_report_holds_the_rows_of_the_screen(practice, workspace):
    from io import BytesIO

    from pypdf import PdfReader

    couple = told(practice, workspace)
    choice = Choice("before", practice.day(90))
    for reader in (Reader.BOTH, Reader.SUPERVISION):
        pdf = workspace.report_layout(couple.id, reader, choice=choice)().pdf
        text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
        both = workspace.comparison(couple.id, reader, choice)
        sides = {"a": "A", "b": "B"} if reader == Reader.SUPERVISION else NAMES
        moved = moved_in(both, workspace.catalogue, sides, clinician="Therapist")
        for words in (*told_of(moved), *(cell for one in moved for cell in one[:3])):
            assert words in text
        assert "Two times side by side" in text
    assert "Two times" not in str(workspace.report(couple.id, Reader.BOTH).pdf)


def test_what_moved_is_said_first_and_what_did_not_is_named_once():
    moved = (
        Moved("Returns", "0", "0", "Returns stayed at 0."),
        Moved("Sessions", "4", "6", "Sessions that took place went from 4 to 6."),
        Moved("Cancelled", "1", "1", "Cancelled sessions stayed at 1."),
    )
    assert told_of(moved) == (
        "Sessions that took place went from 4 to 6.",
        "The same in both: Returns, Cancelled.",
    )
    assert told_of(moved[1:2]) == ("Sessions that took place went from 4 to 6.",)
