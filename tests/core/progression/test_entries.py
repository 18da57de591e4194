"""Entries of the path are corrected and taken back with a trace; a signed note stays as it was signed."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.sessions.signed.case import ZOE, rows
from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.path import before_it
from therapist_app.progression.stays import stays_of
from therapist_app.sessions.signing import SigningService

CATALOGUE = load_catalogue()
PHASES = [phase.key for phase in CATALOGUE.phases]


@pytest.fixture
def couple(practice):
    made = practice.couple().phase("rupture", days_ago=60)
    practice.clock.advance(minutes=1)
    return made.phase("understanding", days_ago=20, reason="They asked")


@pytest.fixture
def phases(practice):
    return practice.progression.phases


def path_words(practice, couple):
    return [(step.phase, (practice.today - step.entry.on_date).days, step.reason) for step in path(couple)]


def path(couple, reader=Reader.CLINICIAN):
    return couple.practice.progression.path(couple.id, reader)


def test_a_corrected_entry_is_on_the_path_once_and_what_it_was_stays_readable(practice, couple, phases):
    old = path(couple)[1].entry
    practice.clock.advance(days=1)
    made = phases.correct(
        old.id, phase="safety", on_date=practice.day(30), reason="Not there yet", because="Wrong line"
    ).value
    assert path_words(practice, couple) == [("rupture", 61, ""), ("safety", 30, "Not there yet")]
    (was,) = phases.earlier(couple.id)
    assert (was.id, was.phase, was.on_date, was.reason) == (old.id, old.phase, old.on_date, "They asked")
    assert (was.why, was.because, was.replaced_by) == ("corrected", "Wrong line", made.id)
    assert was.ended_at == practice.clock.now()


def test_what_an_entry_was_is_told_back_to_the_first(practice, couple, phases):
    entry = path(couple)[1].entry
    for phase in ("safety", "vulnerability"):
        entry = phases.correct(entry.id, phase=phase, on_date=entry.on_date).value
    found = before_it(entry.id, phases.earlier(couple.id))
    assert [one.phase for one in found] == ["safety", "understanding"]
    assert before_it(path(couple)[0].entry.id, phases.earlier(couple.id)) == ()


def test_the_same_said_again_is_no_correction(practice, couple, phases):
    entry = path(couple)[1].entry
    same = phases.correct(entry.id, phase=entry.phase, on_date=entry.on_date, reason=entry.reason).value
    assert (same.id, phases.earlier(couple.id)) == (entry.id, ())


def test_taken_back_and_given_back_as_it_was(practice, couple, phases):
    before = path_words(practice, couple)
    entry = path(couple)[1].entry
    phases.take_back(entry.id, "Another couple")
    assert [step.phase for step in path(couple)] == ["rupture"]
    (was,) = phases.earlier(couple.id)
    assert (was.why, was.because, was.replaced_by) == ("taken_back", "Another couple", None)
    phases.give_back(entry.id)
    assert path_words(practice, couple) == before
    assert path(couple)[1].entry.id == entry.id
    assert phases.earlier(couple.id) == ()


def test_the_undo_of_a_correction_lets_the_first_stand_again_and_loses_no_word(practice, couple, phases):
    before = path_words(practice, couple)
    entry = path(couple)[1].entry
    made = phases.correct(entry.id, phase="safety", on_date=entry.on_date, reason="New words").value
    phases.give_back(entry.id)
    assert path_words(practice, couple) == before
    (was,) = phases.earlier(couple.id)
    assert (was.id, was.why, was.reason) == (made.id, "taken_back", "New words")


def test_an_entry_that_was_corrected_again_is_not_given_back_past_that(practice, couple, phases):
    entry = path(couple)[1].entry
    second = phases.correct(entry.id, phase="safety", on_date=entry.on_date).value
    phases.correct(second.id, phase="vulnerability", on_date=entry.on_date)
    before = path_words(practice, couple)
    for act in (phases.give_back, phases.take_back):
        with pytest.raises(InputError):
            act(entry.id)
    assert path_words(practice, couple) == before


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"phase": "bliss"}, ""),
        ({"on_date": dt.date(2030, 1, 1)}, "on_date"),
        ({"audience": "all"}, "audience"),
        ({"reason": "a\x00"}, "reason"),
        ({"because": "a\x00"}, "because"),
        ({"on_date": None}, "on_date"),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(practice, couple, phases, fields, field):
    entry, before = path(couple)[1].entry, path_words(practice, couple)
    if "on_date" in fields and fields["on_date"] is None:
        fields = {"on_date": path(couple)[0].entry.on_date}  # there is an entry already
    with pytest.raises(InputError) as refused:
        phases.correct(entry.id, **{"phase": "safety", "on_date": entry.on_date} | fields)
    assert not field or refused.value.field == field
    assert path_words(practice, couple) == before
    assert phases.earlier(couple.id) == ()


def test_an_entry_is_still_being_written_on_its_day_and_corrected_later(practice, couple, phases):
    session = couple.session()
    for reason in ("T", "They", "They said so"):
        practice.progression.phases.enter(couple.id, "safety", session_id=session.id, reason=reason)
    assert phases.earlier(couple.id) == ()
    practice.clock.advance(days=1)
    for reason in ("N", "No", "No, they asked"):
        practice.progression.phases.enter(couple.id, "safety", session_id=session.id, reason=reason)
    assert [one.reason for one in phases.earlier(couple.id)] == ["They said so"]
    entry = path(couple)[-1].entry
    assert (entry.reason, entry.session_id) == ("No, they asked", session.id)
    practice.progression.phases.remove(entry.id)
    assert [one.why for one in phases.earlier(couple.id)] == ["taken_back", "corrected"]
    assert path(couple)[-1].phase == "understanding"


def test_a_note_that_is_taken_up_again_keeps_the_corrected_day_and_readers(practice, couple, phases):
    session = couple.session(days_ago=5)
    entry = practice.progression.phases.enter(couple.id, "safety", session_id=session.id, reason="One").value
    phases.correct(entry.id, phase="safety", on_date=practice.day(9), reason="CANARY", audience="therapist")
    practice.progression.phases.enter(couple.id, "safety", session_id=session.id, reason="CANARY again")
    assert path(couple)[-1].entry.on_date == practice.day(9)
    assert "CANARY" not in repr(path(couple, Reader.BOTH))


def test_what_one_partner_said_alone_is_in_no_trace_for_the_other(practice, couple, phases):
    alone = couple.alone("a", days_ago=3)
    entry = practice.progression.phases.enter(
        couple.id, "safety", session_id=alone.id, reason="CANARY one"
    ).value
    phases.correct(
        entry.id, phase="rupture", on_date=entry.on_date, reason="CANARY two", because="CANARY three"
    )
    for reader in (Reader.BOTH, Reader.B):
        assert "CANARY" not in repr(phases.earlier(couple.id, reader)) + repr(path(couple, reader))
        assert [one.phase for one in phases.earlier(couple.id, reader)] == ["safety"]
    assert repr(phases.earlier(couple.id, Reader.A)).count("CANARY") == 2


def test_a_session_that_is_removed_takes_the_trace_along_and_brings_it_back(practice, couple, phases):
    session = couple.session(days_ago=3)
    entry = practice.progression.phases.enter(couple.id, "safety", session_id=session.id).value
    phases.correct(entry.id, phase="rupture", on_date=entry.on_date)
    before = path_words(practice, couple), repr(phases.earlier(couple.id))
    gone = practice.trash.remove_session(session.id).value
    assert phases.earlier(couple.id) == ()
    assert len(path(couple)) == 2
    practice.trash.restore(gone)
    assert (path_words(practice, couple), repr(phases.earlier(couple.id))) == before


# In a signed note


@pytest.fixture
def signed(practice, couple):
    """The id of an entry that a signed note holds."""
    session = couple.session(days_ago=5).says("They are calm.")
    entry = practice.progression.phases.enter(
        couple.id, "safety", session_id=session.id, reason="Calm at home"
    ).value
    session.done()
    SigningService(practice.vault, practice.clock).sign(session.id, ZOE)
    return entry


def held(practice, entry):
    return rows(practice, f"SELECT * FROM phase_entries WHERE id = '{entry.id}'")


def test_a_signed_note_keeps_its_entry_and_the_path_counts_the_corrected_one(
    practice, couple, phases, signed
):
    before = held(practice, signed)
    assert phases.signed(couple.id) == {signed.id}
    phases.correct(
        signed.id, phase="vulnerability", on_date=practice.day(4), reason="Deeper", because="A slip"
    )
    assert held(practice, signed) == before
    assert practice.vault.verify().ok
    assert path_words(practice, couple)[-1] == ("vulnerability", 4, "Deeper")
    assert practice.progression.phase(couple.id).session_id is None
    assert [step.phase for step in path(couple)].count("safety") == 0
    assert phases.in_note(signed.session_id) == "safety"
    assert phases.signed(couple.id) == {signed.id}
    (was,) = phases.earlier(couple.id)
    assert (was.id, was.session_id, was.because) == (signed.id, signed.session_id, "A slip")


def test_a_signed_entry_says_why_and_is_said_to_stay_in_its_note(practice, couple, phases, signed):
    for act in (
        lambda: phases.correct(signed.id, phase="rupture", on_date=signed.on_date),
        lambda: phases.take_back(signed.id),
    ):
        with pytest.raises(InputError, match="signed note") as refused:
            act()
        assert refused.value.field == "because"
    assert path(couple)[-1].phase == "safety"


def test_a_signed_entry_is_taken_back_and_given_back(practice, couple, phases, signed):
    before = path_words(practice, couple)
    phases.take_back(signed.id, "Of another couple")
    assert path(couple)[-1].phase == "understanding"
    assert [row.phase for row in practice.progression.caseload()] == ["understanding"]
    phases.give_back(signed.id)
    assert path_words(practice, couple) == before
    assert practice.vault.verify().ok


def test_a_note_that_was_unlocked_takes_its_own_phase_again(practice, couple, phases, signed):
    phases.correct(signed.id, phase="rupture", on_date=practice.day(4), because="A slip")
    SigningService(practice.vault, practice.clock).unlock(signed.session_id, "To mend the phase", ZOE)
    practice.progression.phases.enter(couple.id, "integration", session_id=signed.session_id)
    of_session = rows(practice, f"SELECT phase FROM phase_entries WHERE session_id = '{signed.session_id}'")
    assert of_session == [("integration",)]
    assert [one.id for one in phases.earlier(couple.id)] == [signed.id]


# Against a slow, obvious computation

acts = st.lists(
    st.tuples(
        st.sampled_from(("enter", "correct", "take_back", "undo")),
        st.integers(0, 99),
        st.integers(0, 40),
        st.sampled_from(PHASES),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts)
def test_the_path_after_corrections_is_that_of_a_list_kept_by_hand(practice, told):
    """The list: entries by id with day and phase; a correction replaces, an undo puts back what was there."""
    couple, phases = practice.couple(), practice.progression.phases
    listed: dict[str, tuple[int, str]] = {}
    undone: list[tuple[str, tuple[int, str] | None, str]] = []  # id, what it was, what took its place
    for act, which, days_ago, phase in told:
        practice.clock.advance(seconds=1)
        ids = sorted(listed)
        chosen = ids[which % len(ids)] if ids else ""
        if act == "enter":
            day = practice.day(days_ago)
            listed[practice.progression.phases.enter(couple.id, phase, on_date=day).value.id] = (
                days_ago,
                phase,
            )
        elif act == "correct" and chosen:
            if days_ago != listed[chosen][0] and days_ago in {day for day, _ in listed.values()}:
                days_ago = listed[chosen][0]
            made = phases.correct(chosen, phase=phase, on_date=practice.day(days_ago)).value
            if made.id != chosen:
                undone.append((chosen, listed.pop(chosen), made.id))
                listed[made.id] = days_ago, phase
        elif act == "take_back" and chosen:
            phases.take_back(chosen)
            undone.append((chosen, listed.pop(chosen), ""))
        elif act == "undo" and undone:
            key, was, after = undone.pop()
            if after and after not in listed:
                continue
            phases.give_back(key)
            listed.pop(after, None)
            listed[key] = was
    # Time in each phase, one day after the other. Of one day the entry made last counts, so days hold one each here.
    stands = {entry.id: (entry.on_date, entry.phase) for entry in entries(practice, couple)}
    assert stands == {key: (practice.day(day), phase) for key, (day, phase) in listed.items()}
    spent = [phase_on(entries(practice, couple), practice.day(ago)) for ago in range(41)]
    found = practice.progression.path(couple.id)
    assert spent == [
        next((s.phase for s in reversed(found) if s.entry.on_date <= practice.day(ago)), "")
        for ago in range(41)
    ]
    assert sum(stay_days(practice, found)) == sum(1 for one in spent[1:] if one)


def entries(practice, couple):
    query = "SELECT id FROM phase_entries WHERE couple_id = '%s'" % couple.id  # noqa: UP031
    with practice.vault.read() as db:
        return [db.get(PhaseEntry, key) for (key,) in db.connection().exec_driver_sql(query).all()]


def phase_on(found, day):
    past = [one for one in found if one.on_date <= day]
    return max(past, key=lambda one: (one.on_date, one.created_at)).phase if past else ""


def stay_days(practice, found):
    return (((s.until or practice.today) - s.since).days for s in stays_of(CATALOGUE, found))
