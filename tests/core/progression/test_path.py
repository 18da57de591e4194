"""The path through the phases: every move allowed, a return is movement, upkeep is no return."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.path import came_on, path_of
from therapist_app.sessions.facts import SessionFact

CATALOGUE = load_catalogue()
PHASES = [phase.key for phase in CATALOGUE.phases]
START = dt.date(2026, 1, 1)
entries = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(PHASES)), max_size=12)
session_days = st.lists(st.integers(0, 320), max_size=20)


def entry(order: int, day: int, phase: str) -> PhaseEntry:
    made = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=order)
    on_date = START + dt.timedelta(days=day)
    return PhaseEntry(id=f"{order:03}", couple_id="c", phase=phase, on_date=on_date, created_at=made)


def fact(order: int, day: int, kind: str = "joint") -> SessionFact:
    return SessionFact(str(order), "c", START + dt.timedelta(days=day), None, kind, "joint")


@given(entries, session_days)
def test_steps_follow_on_from_each_other_and_every_session_after_the_start_is_in_one(found, days):
    made = [entry(order, *one) for order, one in enumerate(found)]
    facts = [fact(order, day) for order, day in enumerate(sorted(days))]
    path = path_of(CATALOGUE, made, came_on(facts), Reader.CLINICIAN)
    assert [step.until for step in path[:-1]] == [step.entry.on_date for step in path[1:]]
    assert all(step.until is None or step.until > step.entry.on_date for step in path)
    first = min((one.on_date for one in made), default=None)
    assert sum(step.sessions for step in path) == sum(
        first is not None and one.on_date >= first for one in facts
    )
    if made:
        assert path[-1].phase == max(made, key=lambda one: (one.on_date, one.created_at)).phase
        assert (path[0].kind, path[-1].until) == ("start", None)


@given(entries)
def test_each_move_is_named_by_where_it_goes(found):
    path = path_of(CATALOGUE, [entry(order, *one) for order, one in enumerate(found)], (), Reader.BOTH)
    for before, after in pairwise(path):
        one, two = PHASES.index(before.phase), PHASES.index(after.phase)
        if (before.phase, after.phase) == ("integration", "renewal"):
            assert after.kind == "upkeep"
        else:
            assert after.kind == ("same" if one == two else "forward" if two > one else "return")


def test_cancelled_contacts_and_calls_are_not_sessions_of_a_step():
    kinds = ("joint", "individual", "call", "late_cancel", "no_show", "consultation")
    facts = [fact(order, 5, kind) for order, kind in enumerate(kinds)]
    assert path_of(CATALOGUE, [entry(0, 1, "safety")], came_on(facts), Reader.CLINICIAN)[0].sessions == 2


def test_the_latest_date_is_the_phase_whatever_was_entered_last(practice):
    couple = practice.couple().phase("understanding", days_ago=5).phase("safety", days_ago=50)
    assert practice.progression.phase(couple.id).phase == "understanding"
    assert [step.phase for step in practice.progression.path(couple.id)] == ["safety", "understanding"]


def test_setting_the_phase_again_in_one_session_changes_its_one_entry(practice):
    couple = practice.couple().phase("rupture", days_ago=30)
    session = couple.session(days_ago=4)
    for phase in ("vulnerability", "safety"):
        practice.progression.phases.enter(couple.id, phase, session_id=session.id, reason=f"to {phase}")
    path = practice.progression.path(couple.id)
    assert [(step.phase, step.reason) for step in path] == [("rupture", ""), ("safety", "to safety")]
    assert path[1].entry.on_date == practice.day(4)
    practice.progression.phases.remove(path[1].entry.id)
    assert practice.progression.phase(couple.id).phase == "rupture"


def test_of_two_entries_on_one_day_the_last_is_on_the_path(practice):
    couple = practice.couple().phase("rupture", days_ago=30).phase("vulnerability", days_ago=4)
    practice.clock.advance(minutes=1)
    couple.phase("safety", days_ago=4)
    assert [step.phase for step in practice.progression.path(couple.id)] == ["rupture", "safety"]


@pytest.mark.parametrize(
    ("phase", "fields", "field"),
    [
        ("bliss", {}, ""),
        ("safety", {"on_date": dt.date(2026, 12, 24)}, "on_date"),
        ("safety", {"audience": "all"}, "audience"),
        ("safety", {"reason": "a\x00"}, "reason"),
        ("safety", {"session_id": "nowhere"}, ""),
    ],
)
def test_an_entry_that_cannot_be_is_refused(practice, phase, fields, field):
    couple = practice.couple()
    with pytest.raises(InputError) as refused:
        practice.progression.phases.enter(couple.id, phase, **fields)
    assert not field or refused.value.field == field
    assert practice.progression.path(couple.id) == ()


def test_a_phase_cannot_be_set_in_another_couples_session(practice):
    other = practice.couple("Cleo", "Dov").session()
    with pytest.raises(InputError):
        practice.progression.phases.enter(practice.couple().id, "safety", session_id=other.id)


def test_the_phase_is_joint_and_its_reason_belongs_to_where_it_was_said(practice):
    couple = practice.couple()
    alone = couple.alone("a", days_ago=3)
    practice.progression.phases.enter(couple.id, "safety", session_id=alone.id, reason="CANARY")
    couple.phase("understanding", days_ago=1, reason="CANARY", audience="therapist")
    for reader in (Reader.BOTH, Reader.B):
        path = practice.progression.path(couple.id, reader)
        assert [step.phase for step in path] == ["safety", "understanding"]
        assert "CANARY" not in repr(path)
    assert practice.progression.path(couple.id, Reader.A)[0].reason == "CANARY"
    assert practice.progression.path(couple.id, Reader.A)[1].reason == ""
