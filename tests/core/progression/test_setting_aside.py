"""Loose ends that are set aside: for how long, why, and what brings them back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.kernel.errors import InputError
from therapist_app.progression.dismissal import Dismissal, Until, Wish, choices_for, day_of, hides, parted
from therapist_app.progression.loose_ends import GROUPS, LooseEnd
from therapist_app.sessions.signing import Signer, SigningService

DAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
days = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


def line(group: str = "promises", facts: str = "2026-11-01", **fields) -> LooseEnd:
    return LooseEnd("kind", group, "couple", "Ada & Ben", "words", DAY, facts=facts, **fields)


def kept(end: LooseEnd, until: Until, on: dt.date, reason: str = "They are away.") -> Dismissal:
    return Dismissal(
        couple_id=end.couple_id,
        kind=end.kind,
        subject_id=end.subject_id,
        facts=end.facts,
        reason=reason,
        clinician="",
        on_date=on,
        until_on=day_of(Wish(end, until), on),
        created_at=NOW,
    )


@given(st.sampled_from(GROUPS), days, st.integers(-40, 400), st.data())
def test_a_line_waits_until_its_day_and_safety_never_longer_than_a_week(group, on, later, data):
    end, today = line(group), on + dt.timedelta(days=later)
    until = data.draw(st.sampled_from(tuple(Until)))
    waits = hides(kept(end, until, on), end, today)
    if group == "safety":
        # Even a record that says otherwise, and even a clock that was set back.
        assert waits == (0 <= later < 7 and until is not Until.CHANGE)
        assert choices_for(end) == (Until.WEEK,)
    else:
        assert waits == (later < {Until.WEEK: 7, Until.FOUR_WEEKS: 28}.get(until, 10_000))
        assert choices_for(end) == tuple(Until)


@given(st.sampled_from(GROUPS), days, st.integers(0, 6), st.text(min_size=1), st.text(min_size=1))
def test_another_fact_brings_it_back_at_once(group, on, later, before, after):
    end, today = line(group, before), on + dt.timedelta(days=later)
    waits = hides(kept(end, Until.WEEK, on), line(group, after), today)
    assert waits == (before == after)
    assert not hides(kept(end, Until.WEEK, on), line(group, before, session_id="another"), today)


@given(days, st.integers(0, 6))
def test_a_couple_that_is_not_safe_keeps_its_line(on, later):
    end = line("safety", stays=True)
    assert choices_for(end) == ()
    assert not hides(kept(end, Until.WEEK, on), end, on + dt.timedelta(days=later))


@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.booleans()), max_size=8))
def test_every_line_either_stands_or_is_set_aside(wanted):
    ends = [line(group, str(place)) for place, (group, _) in enumerate(wanted)]
    records = [kept(end, Until.WEEK, DAY) for end, (_, away) in zip(ends, wanted, strict=True) if away]
    stand, aside = parted(ends, records, DAY)
    assert [end for end, (_, away) in zip(ends, wanted, strict=True) if not away] == list(stand)
    assert [one.end for one in aside] == [end for end in ends if end not in stand]


def ends(practice):
    """The lines that stand, and those set aside."""
    return practice.progression.aside.part(practice.progression.loose_ends())


def kinds(practice):
    return [end.kind for end in ends(practice)[0]]


def test_set_aside_with_its_reason_and_taken_back(practice):
    practice.practice.update(clinician="Zoe Lin")
    practice.couple().safety("no_known_concern", days_ago=40).session(days_ago=30, kind="call").says(
        "x"
    ).done()
    (end,) = [one for one in ends(practice)[0] if one.kind == "unsigned"]
    done = practice.progression.aside.set_aside(Wish(end, "four_weeks", "  They are away. "))
    assert done.changes.couple_id == end.couple_id
    assert "unsigned" not in kinds(practice)
    (aside,) = ends(practice)[1]
    assert (aside.dismissal.reason, aside.dismissal.clinician) == ("They are away.", "Zoe Lin")
    assert aside.dismissal.until_on == practice.today + dt.timedelta(weeks=4)
    practice.progression.aside.take_back(aside.dismissal.id)
    practice.progression.aside.take_back(aside.dismissal.id)
    assert "unsigned" in kinds(practice)


def test_a_safety_line_needs_a_reason_and_waits_a_week(practice):
    couple = practice.couple().safety("concerns", days_ago=3)
    (end,) = [one for one in ends(practice)[0] if one.group == "safety"]
    for until, reason, field in (
        ("week", "  ", "reason"),
        ("four_weeks", "Soon.", "until"),
        ("change", "x", "until"),
    ):
        with pytest.raises(InputError) as refused:
            practice.progression.aside.set_aside(Wish(end, until, reason))
        assert refused.value.field == field
    practice.progression.aside.set_aside(Wish(end, "week", "Seen alone on Monday."))
    assert "safety_plan" not in kinds(practice)
    couple.session()
    assert "safety_plan" in kinds(practice)


def test_while_a_couple_is_not_safe_the_line_stays(practice):
    couple = practice.couple().safety("concerns", days_ago=3)
    (end,) = [one for one in ends(practice)[0] if one.group == "safety"]
    practice.progression.aside.set_aside(Wish(end, "week", "Seen alone."))
    couple.safety("unsafe")
    assert kinds(practice)[:1] == ["safety_plan"]
    for now in (end, ends(practice)[0][0]):  # the line as it was shown before, and as it is
        with pytest.raises(InputError, match="not safe"):
            practice.progression.aside.set_aside(Wish(now, "week", "Seen alone."))


def test_a_new_review_date_brings_a_promise_back(practice):
    couple = practice.couple().safety("no_known_concern")
    promise = couple.promise(days_ago=60, review_on=practice.day(20))
    (end,) = [one for one in ends(practice)[0] if one.kind == "promise_past_review"]
    practice.progression.aside.set_aside(Wish(end, "change"))
    assert kinds(practice) == []
    practice.commitments.update(promise.id, review_on=practice.day(15))
    assert kinds(practice) == ["promise_past_review"]


def test_what_is_set_aside_asks_for_no_look_in_the_caseload(practice):
    practice.couple().safety("no_known_concern").promise(days_ago=60, review_on=practice.day(20))
    assert practice.progression.caseload()[0].attention
    (end,) = ends(practice)[0]
    practice.progression.aside.set_aside(Wish(end, "week"))
    assert not practice.progression.caseload()[0].attention


def test_a_session_can_be_removed_although_its_line_was_set_aside(practice):
    session = practice.couple().safety("no_known_concern").session(days_ago=2)
    (end,) = ends(practice)[0]
    practice.progression.aside.set_aside(Wish(end, "change"))
    practice.sessions.remove(session.id)
    assert kinds(practice) == []


def test_notes_that_wait_for_a_signature_are_one_line_a_couple(practice):
    couple = practice.couple().safety("no_known_concern")
    oldest = couple.session(days_ago=20).says("one").done()
    couple.session(days_ago=9).says("two").done()
    couple.session(days_ago=7).says("three").done()
    couple.session(days_ago=8)
    (end,) = [one for one in ends(practice)[0] if one.kind == "unsigned"]
    assert end.session_id == oldest.id
    assert "2 notes" in end.words
    signing = SigningService(practice.vault, practice.clock)
    signing.sign(oldest.id, Signer("Zoe"))
    (end,) = [one for one in ends(practice)[0] if one.kind == "unsigned"]
    assert end.words.startswith("Note of ")
    signing.set_rule("always")
    signing.unlock(oldest.id, "A mistake", Signer("Zoe"))
    practice.sessions.done(oldest.id)
    (end,) = [one for one in ends(practice)[0] if one.kind == "unsigned"]
    assert "2 notes" in end.words
