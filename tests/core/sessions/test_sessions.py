"""Sessions: begun from the clock and the usual slot, numbered by date, changed with care, listed quickly."""

import datetime as dt

import pytest
from sqlalchemy import event

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.model import Session
from therapist_app.sessions.rules import may_meet


def test_a_session_starts_at_the_usual_time_on_the_usual_day(practice):
    couple = practice.couple(slot_weekday=5, slot_time=dt.time(9), slot_every="weekly")
    session = practice.sessions.start(couple.id).value
    assert (session.on_date, session.start) == (dt.date(2026, 11, 21), dt.time(9))


def test_on_another_day_it_starts_now_rounded_to_five_minutes(practice):
    couple = practice.couple(slot_weekday=2, slot_time=dt.time(9), slot_every="weekly")
    assert practice.sessions.start(couple.id).value.start == dt.time(12, 0)
    practice.clock.set(dt.datetime(2026, 11, 21, 23, 58, tzinfo=dt.UTC))
    assert practice.sessions.start(couple.id).value.start == dt.time(23, 55)


def test_it_is_where_the_last_one_was(practice):
    couple = practice.couple()
    assert practice.sessions.get(couple.session(days_ago=9).id).session.modality == "room"
    couple.session(days_ago=2, modality="video")
    assert practice.sessions.get(couple.session().id).session.modality == "video"


def test_numbers_follow_the_dates_and_only_joint_sessions_have_one(practice):
    couple = practice.couple()
    newest = couple.session(days_ago=1)
    oldest = couple.session(days_ago=30)
    alone = couple.alone("a", days_ago=10)
    cancelled = couple.session(days_ago=5, kind="late_cancel")
    numbers = {row.session.id: row.number for row in practice.sessions.list(couple.id)}
    assert numbers == {newest.id: 2, oldest.id: 1, alone.id: None, cancelled.id: None}
    practice.sessions.update(newest.id, on_date=practice.day(60))
    assert practice.sessions.get(newest.id).number == 1
    assert practice.sessions.get(oldest.id).number == 2


def test_two_on_one_day_are_numbered_by_start_then_by_entry(practice):
    couple = practice.couple()
    late = couple.session(start=dt.time(15))
    early = couple.session(start=dt.time(9))
    practice.clock.advance(seconds=1)
    again = couple.session(start=dt.time(9))
    assert [practice.sessions.get(one.id).number for one in (early, again, late)] == [1, 2, 3]


def test_numbers_for_a_reader_have_no_gap_where_a_private_session_was(practice):
    couple = practice.couple()
    first, private, last = (couple.session(days_ago=days) for days in (20, 15, 10))
    practice.sessions.update(private.id, audience="a")
    for_both = practice.sessions.list(couple.id, reader=Reader.BOTH)
    assert [(row.session.id, row.number) for row in for_both] == [(last.id, 2), (first.id, 1)]
    assert [row.number for row in practice.sessions.list(couple.id, reader=Reader.A)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"on_date": dt.date(2026, 11, 23)}, "on_date"),
        ({"on_date": dt.date(1926, 11, 21)}, "on_date"),
        ({"start": dt.time(10), "stop": dt.time(9)}, "stop"),
        ({"kind": "party"}, "kind"),
        ({"kind": "individual", "present": "both"}, "present"),
        ({"present": "c"}, "present"),
        ({"modality": "carrier pigeon"}, "modality"),
        ({"audience": "world"}, "audience"),
    ],
)
def test_what_cannot_be_true_is_refused_and_nothing_changes(practice, fields, field):
    session = practice.couple().session()
    before = practice.sessions.get(session.id).session
    with pytest.raises(InputError) as refused:
        practice.sessions.update(session.id, **fields)
    assert refused.value.field == field
    after = practice.sessions.get(session.id).session
    assert (after.on_date, after.start, after.kind) == (before.on_date, before.start, before.kind)


def test_tomorrow_is_allowed_because_another_zone_may_be_ahead(practice):
    session = practice.couple().session(days_ago=-1)
    assert practice.sessions.get(session.id).session.on_date == practice.day(-1)


@pytest.mark.parametrize(
    ("fields", "audience"),
    [
        ({"kind": "joint"}, "joint"),
        ({"kind": "individual", "present": "a"}, "a"),
        ({"kind": "call", "present": "b"}, "b"),
        ({"kind": "call"}, "joint"),
        ({"kind": "no_show"}, "joint"),
        ({"kind": "consultation"}, "therapist"),
    ],
)
def test_who_was_there_decides_who_may_see_its_facts(practice, fields, audience):
    session = practice.couple().session(**fields)
    assert practice.sessions.get(session.id).session.audience == audience


def test_facts_follow_a_session_that_turns_private_and_never_one_that_opens(practice):
    couple = practice.couple()
    session = couple.session(days_ago=3).says("said here").tags("blaming", 2)
    practice.progression.phases.enter(couple.id, "safety", session_id=session.id, reason="why")
    practice.sessions.update(session.id, kind="individual", present="a")
    assert practice.progression.active_blocks(couple.id, Reader.BOTH) == ()
    assert practice.progression.path(couple.id, Reader.BOTH)[0].reason == ""
    practice.sessions.update(session.id, kind="joint", present="both")
    assert practice.sessions.note_for(session.id, Reader.B).plain_text() == ""
    assert practice.progression.active_blocks(couple.id, Reader.B) == ()


def test_turning_therapist_only_hides_the_note_from_everyone_else(practice):
    session = practice.couple().session().says("for both")
    practice.sessions.update(session.id, kind="consultation", present="none")
    assert practice.sessions.note_for(session.id, Reader.A).plain_text() == ""
    assert practice.sessions.note_for(session.id, Reader.CLINICIAN).plain_text() == "for both"


def test_the_phase_set_in_a_session_moves_with_its_date(practice):
    couple = practice.couple()
    session = couple.session(days_ago=1)
    practice.progression.phases.enter(couple.id, "safety", session_id=session.id)
    practice.sessions.update(session.id, on_date=practice.day(8))
    entry = practice.progression.phase(couple.id)
    assert entry is not None
    assert entry.on_date == practice.day(8)


def test_only_an_empty_session_can_be_removed(practice):
    couple = practice.couple()
    empty, tagged, noted = (couple.session(days_ago=days) for days in (3, 2, 1))
    tagged.tags("blaming", 1)
    noted.says("words", Audience.THERAPIST)
    practice.sessions.remove(empty.id)
    for session in (tagged, noted):
        with pytest.raises(InputError):
            practice.sessions.remove(session.id)
    assert len(practice.sessions.list(couple.id)) == 2


def test_a_day_shows_every_couples_sessions_by_time_with_their_own_numbers(practice):
    first, second = practice.couple(), practice.couple("Cleo", "Dov")
    second.session(days_ago=7)
    late, early = first.session(start=dt.time(16)), second.session(start=dt.time(9))
    rows = practice.sessions.on_day(practice.today)
    assert [(row.session.id, row.number) for row in rows] == [(early.id, 2), (late.id, 1)]


def test_a_list_says_where_each_note_stands(practice):
    couple = practice.couple()
    couple.session(days_ago=3).says("First words.").done()
    couple.session(days_ago=2).says("Only mine.", Audience.THERAPIST)
    couple.session(days_ago=1)
    rows = practice.sessions.list(couple.id)
    assert [(row.state, row.first_line, row.has_private) for row in rows] == [
        ("empty", "", False),
        ("draft", "Only mine.", True),
        ("done", "First words.", False),
    ]
    assert practice.sessions.list(couple.id, limit=1)[0].session.on_date == practice.day(1)


def test_a_list_for_a_reader_shows_no_first_line_of_a_private_part(practice):
    couple = practice.couple()
    couple.session(days_ago=2).says("CANARY", Audience.A).says("for both")
    for_both = practice.sessions.list(couple.id, reader=Reader.BOTH)
    assert [(row.first_line, row.has_private) for row in for_both] == [("for both", False)]
    assert practice.sessions.list(couple.id, reader=Reader.A)[0].first_line == "CANARY"


def test_a_long_history_takes_no_more_queries_than_a_short_one(practice):
    short, long = practice.couple(), practice.couple("Cleo", "Dov")
    for couple, many in ((short, 5), (long, 60)):
        for days in range(many):
            couple.session(days_ago=days).says(f"Day {days}").tags("blaming", 1)
    counts = []
    for couple in (short, long):
        statements: list[str] = []
        with practice.vault.read() as db:
            event.listen(
                db.connection(), "before_cursor_execute", lambda *row, to=statements: to.append(row[2])
            )
        practice.sessions.list(couple.id)
        practice.progression.path(couple.id)
        practice.progression.active_blocks(couple.id)
        practice.progression.review(couple.id, Reader.BOTH)
        counts.append(len(statements))
    assert counts[0] > 5
    assert counts[0] == counts[1]


def test_the_newest_note_and_how_many_there_are_leave_out_sessions_without_one(practice):
    couple = practice.couple()
    assert practice.sessions.last_noted(couple.id) is None
    couple.session(days_ago=9).says("First.")
    couple.session(days_ago=7).says("For me alone.", audience=Audience.THERAPIST).done()
    couple.session(days_ago=1)
    row = practice.sessions.last_noted(couple.id)
    assert (row.number, row.state, row.first_line) == (2, "done", "For me alone.")
    assert practice.sessions.count_notes(couple.id) == 2


def alone(side, start, stop=None, **more):
    """A contact with one partner, which nobody keeps."""
    fields = {
        "couple_id": "c",
        "kind": "individual",
        "present": side,
        "on_date": dt.date(2026, 11, 21),
    } | more
    fields = {"modality": "room", "start": start, "stop": stop} | fields
    return Session(created_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC), **fields)


NINE = dt.time(9)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (alone("a", NINE, dt.time(10)), alone("b", dt.time(10, 29)), True),
        (alone("a", NINE, dt.time(10)), alone("b", dt.time(10, 30)), False),
        (alone("a", NINE), alone("b", dt.time(10, 19)), True),  # fifty minutes are usual
        (alone("a", NINE), alone("b", dt.time(10, 20)), False),
        (alone("a", NINE), alone("b", None), True),  # nobody knows when
        (alone("a", NINE), alone("a", dt.time(10)), False),
        (alone("a", NINE), alone("b", dt.time(10), modality="video"), False),
        (alone("a", NINE), alone("b", dt.time(10), couple_id="d"), False),
        (alone("a", NINE), alone("b", dt.time(10), kind="call"), False),
        (alone("a", NINE), alone("b", dt.time(10), on_date=dt.date(2026, 11, 22)), False),
    ],
)
def test_partners_who_come_alone_meet_if_one_comes_before_the_other_has_left(one, other, meet):
    assert may_meet(one, other) is may_meet(other, one) is meet
