"""The caseload in its order and the loose ends behind it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.couples.model import Couple
from therapist_app.kernel.audience import Audience
from therapist_app.progression.caseload import next_slot

days = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


def slot(weekday: int, every: str | None = "weekly", started_on: dt.date | None = None) -> Couple:
    made = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Couple(label="x", slot_weekday=weekday, slot_every=every, started_on=started_on, created_at=made)


@given(st.integers(0, 6), days, st.one_of(st.none(), days))
def test_the_next_usual_day_is_the_right_weekday_within_its_weeks(weekday, today, last):
    weekly = next_slot(slot(weekday), last, today)
    alternate = next_slot(slot(weekday, "alternate"), last, today)
    assert weekly is not None
    assert alternate is not None
    assert weekly.weekday() == alternate.weekday() == weekday
    assert dt.timedelta() <= weekly - today < dt.timedelta(days=7)
    assert alternate - weekly in (dt.timedelta(), dt.timedelta(days=7))


@given(st.integers(0, 6), days)
def test_every_other_week_comes_two_weeks_after_the_last_time(weekday, today):
    first = next_slot(slot(weekday), None, today)
    assert first is not None
    following = first + dt.timedelta(days=1)
    assert next_slot(slot(weekday, "alternate"), first, following) == first + dt.timedelta(days=14)


def test_without_a_usual_slot_there_is_no_next_day(practice):
    assert next_slot(slot(3, None), None, practice.today) is None


def test_today_by_time_then_who_needs_a_look_then_by_label(practice):
    practice.couple("Zed", "Yan")
    practice.couple("ada", "Ben")
    practice.couple("Mia", "Nils").safety("concerns")
    practice.couple("Kai", "Lev").session(days_ago=40).says("words").done()
    late = practice.couple("Aya", "Bo", slot_weekday=5, slot_time=dt.time(15), slot_every="weekly")
    practice.couple("Ula", "Vik").session(start=dt.time(9)).says("words").done()
    assert [row.couple.label for row in practice.progression.caseload()] == [
        "Ula & Vik",
        "Aya & Bo",
        "Kai & Lev",
        "Mia & Nils",
        "ada & Ben",
        "Zed & Yan",
    ]
    late.session(kind="late_cancel")
    cancelled = next(row for row in practice.progression.caseload() if row.couple.id == late.id)
    assert not cancelled.comes_today


def test_a_row_says_where_the_couple_is_and_when_they_were_last_met(practice):
    couple = practice.couple().phase("safety", days_ago=30).safety("no_known_concern", days_ago=20)
    couple.session(days_ago=3).says("begun")
    couple.session(days_ago=1, kind="no_show")
    (row,) = practice.progression.caseload()
    assert (row.phase, row.safety_status, row.last_seen) == ("safety", "no_known_concern", practice.day(3))
    assert row.has_draft
    assert practice.progression.caseload("closed") == ()


def kinds(practice):
    return [end.kind for end in practice.progression.loose_ends()]


def quiet(practice, **fields):
    """A couple without loose ends, met yesterday."""
    couple = practice.couple(**fields).safety("no_known_concern", days_ago=1)
    couple.session(days_ago=1).says("words").done()
    return couple


def test_a_settled_couple_has_no_loose_end(practice):
    quiet(practice)
    assert kinds(practice) == []


@pytest.mark.parametrize(("days_ago", "found"), [(1, ["missing_note"]), (0, [])])
def test_a_past_session_without_a_note(practice, days_ago, found):
    session = quiet(practice).session(days_ago=days_ago)
    assert kinds(practice) == found
    assert [end.session_id for end in practice.progression.loose_ends()] == [session.id] * len(found)


def test_a_cancelled_session_needs_no_note(practice):
    quiet(practice).session(days_ago=2, kind="late_cancel")
    assert kinds(practice) == []


@pytest.mark.parametrize(("days_ago", "found"), [(8, ["draft"]), (7, [])])
def test_a_draft_waits_after_a_week(practice, days_ago, found):
    quiet(practice).session(days_ago=days_ago).says("mine", Audience.THERAPIST)
    assert kinds(practice) == found


@pytest.mark.parametrize(("days_ago", "found"), [(14, ["promise_past_review"]), (13, [])])
def test_a_promise_two_weeks_past_its_review(practice, days_ago, found):
    promise = quiet(practice).promise(days_ago=60, review_on=practice.day(days_ago))
    assert kinds(practice) == found
    assert [end.commitment_id for end in practice.progression.loose_ends()] == [promise.id] * len(found)
    practice.commitments.set_state(promise.id, "achieved")
    assert kinds(practice) == []


@pytest.mark.parametrize(("days_ago", "found"), [(28, ["unsigned", "not_seen"]), (27, ["unsigned"])])
def test_a_couple_not_seen_for_four_weeks(practice, days_ago, found):
    couple = practice.couple().safety("no_known_concern", days_ago=days_ago)
    couple.session(days_ago=days_ago).says("words").done()
    assert kinds(practice) == found
    practice.couples.set_status(couple.id, "paused")
    assert kinds(practice) == ["unsigned"]


def test_safety_comes_first(practice):
    couple = practice.couple()
    couple.session(days_ago=2)
    assert kinds(practice) == ["safety_not_assessed", "missing_note"]
    couple.safety("unsafe", days_ago=1)
    assert kinds(practice) == ["safety_plan", "missing_note"]


def test_a_closed_couples_missing_note_still_waits(practice):
    couple = quiet(practice)
    couple.session(days_ago=3)
    practice.couples.set_status(couple.id, "closed")
    assert kinds(practice) == ["missing_note"]
