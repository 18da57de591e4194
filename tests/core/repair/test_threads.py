"""Repair threads: any step, in any order, again and back, each with its trace; and only for those who may see it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.builders import ACouple, Practice
from therapist_app.catalogue.load import load_catalogue
from therapist_app.couples.model import Rupture
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.repair.model import RepairStep
from therapist_app.repair.rules import least_healed_first, thread_of, thread_sentence, thread_title
from therapist_app.vault.records import Record

STEPS = load_catalogue().thread_steps
KEYS = [step.key for step in STEPS]
NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@pytest.fixture
def couple(practice: Practice) -> ACouple:
    return practice.couple()


def rupture(couple: ACouple, **fields: object) -> str:
    wanted = {"kind": "betrayal", "period": "last winter", "who_hurt": "a", "audience": "joint", **fields}
    return couple.practice.couples.add_rupture(couple.id, **wanted).value.id


def taken(practice: Practice, couple: ACouple, reader: str = "clinician") -> list[str]:
    [thread] = practice.repair.threads(couple.id, reader)
    return [one.step.key for one in thread.taken]


def test_the_eight_steps_stand_in_their_order_under_fixed_keys():
    assert [step.label for step in STEPS] == [
        "Named", "Impact said", "Heard and reflected", "Fear shared", "Owned with remorse", "Comfort asked",
        "Comfort given", "New story",
    ]  # fmt: skip
    assert KEYS == [
        "named", "impact_said", "heard", "fear_shared", "owned", "comfort_asked", "comfort_given", "new_story",
    ]  # fmt: skip


def test_steps_come_in_any_order_and_again(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    practice.repair.mark(wound, "new_story", on_date=practice.day(30))
    practice.repair.mark(wound, "named", on_date=practice.day(20))
    practice.repair.mark(wound, "named", on_date=practice.day(3))
    [thread] = practice.repair.threads(couple.id)
    assert [one.step.key for one in thread.taken] == ["named", "new_story"]
    assert [one.on_date for one in thread.steps[0].marks] == [practice.day(20), practice.day(3)]
    assert thread.last_on == practice.day(3)
    assert len(thread.to_come) == 6


def test_a_step_has_the_day_and_the_readers_of_its_session(practice: Practice, couple: ACouple):
    wound, alone = rupture(couple), couple.alone("a", days_ago=9)
    sheet = practice.homework.give(
        couple.id, "step_name", holder="a", override_reason="Talked through."
    ).value
    mark = practice.repair.mark(
        wound, "named", session_id=alone.id, assignment_id=sheet.id, line="in the car"
    )
    kept = mark.value
    assert (kept.on_date, kept.session_id, kept.assignment_id) == (practice.day(9), alone.id, sheet.id)
    assert taken(practice, couple, "a") == ["named"]
    assert taken(practice, couple, "b") == taken(practice, couple, "both") == []


def test_a_step_is_never_for_more_people_than_its_rupture(practice: Practice, couple: ACouple):
    mine = practice.couples.add_rupture(couple.id, kind="distance").value.id
    kept = practice.repair.mark(
        mine, "named", session_id=couple.session(days_ago=1).id, audience="joint"
    ).value
    assert kept.audience == "therapist"
    for reader in (Reader.A, Reader.B, Reader.BOTH):
        assert practice.repair.threads(couple.id, reader) == ()


def test_a_canary_of_one_partner_is_in_nothing_for_the_other_or_both(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    practice.repair.mark(wound, "named", on_date=practice.day(9))
    before = {reader: repr(practice.repair.threads(couple.id, reader)) for reader in Reader}
    alone = couple.alone("a", days_ago=4)
    kept = practice.repair.mark(wound, "owned", session_id=alone.id, line="CANARY").value
    gone = practice.repair.mark(wound, "heard", session_id=alone.id, line="CANARY").value
    practice.repair.take_back(gone.id)
    for reader in (Reader.B, Reader.BOTH):
        assert repr(practice.repair.threads(couple.id, reader)) == before[reader]
        assert practice.repair.earlier(couple.id, reader) == ()
        assert "who_hurt='a'" not in before[reader]
    assert "CANARY" in repr(practice.repair.threads(couple.id, Reader.A))
    assert kept.audience == "a"


def test_said_twice_it_is_said_once_and_said_otherwise_it_leaves_a_trace(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    first = practice.repair.mark(wound, "heard").value
    assert practice.repair.mark(wound, "heard").value.id == first.id
    assert practice.repair.earlier(couple.id) == ()
    second = practice.repair.mark(wound, "heard", line="Until it was right.").value
    assert taken(practice, couple) == ["heard"]
    [earlier] = practice.repair.earlier(couple.id)
    assert (earlier.id, earlier.why) == (first.id, "corrected")
    assert second.id != first.id


def test_a_mark_that_is_taken_back_stays_readable_and_comes_back_as_it_was(
    practice: Practice, couple: ACouple
):
    wound = rupture(couple)
    kept = practice.repair.mark(wound, "comfort_given", line="A hand on the shoulder.").value
    practice.repair.take_back(kept.id)
    assert taken(practice, couple) == []
    [earlier] = practice.repair.earlier(couple.id)
    assert (earlier.why, earlier.line, earlier.ended_at) == ("taken_back", kept.line, practice.clock.now())
    practice.repair.give_back(kept.id)
    [thread] = practice.repair.threads(couple.id)
    assert repr(thread.taken[0].latest) == repr(kept)
    assert practice.repair.earlier(couple.id) == ()
    with pytest.raises(InputError, match="no longer here"):
        practice.repair.give_back(kept.id)


def test_a_mark_does_not_come_back_onto_one_that_took_its_place(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    kept = practice.repair.mark(wound, "named").value
    practice.repair.take_back(kept.id)
    practice.repair.mark(wound, "named")
    with pytest.raises(InputError, match="another mark"):
        practice.repair.give_back(kept.id)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"step": "forgiven"}, "not known here"),
        ({"on_date": dt.date(2027, 1, 1)}, "has not come yet"),
        ({"session_id": "x"}, "not one of this couple's"),
        ({"assignment_id": "x"}, "sheet is not one"),
        ({"audience": "everyone"}, "who may see this"),
        ({"line": "a\x00b"}, "cannot be kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(practice, couple, wrong, sentence):
    wound = rupture(couple)
    with pytest.raises(InputError, match=sentence):
        practice.repair.mark(wound, **{"step": "named", **wrong})
    assert taken(practice, couple) == []


def test_another_couples_session_and_sheet_are_refused(practice: Practice, couple: ACouple):
    wound, other = rupture(couple), practice.couple("Mira", "Noor")
    sheet = practice.homework.give(other.id, "welcome", holder="both").value
    with pytest.raises(InputError):
        practice.repair.mark(wound, "named", session_id=other.session().id)
    with pytest.raises(InputError):
        practice.repair.mark(wound, "named", assignment_id=sheet.id)


def test_a_session_takes_its_steps_along_and_brings_them_back(practice: Practice, couple: ACouple):
    wound, session = rupture(couple), couple.session(days_ago=2).says("He said it.")
    practice.repair.mark(wound, "owned", session_id=session.id)
    entry = practice.trash.remove_session(session.id).value
    assert taken(practice, couple) == []
    practice.trash.restore(entry)
    assert taken(practice, couple) == ["owned"]


def test_a_step_outlives_the_sheet_that_did_it(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    sheet = practice.homework.give(couple.id, "welcome", holder="both").value
    gone = practice.homework.give(couple.id, "small_wins", holder="both").value
    practice.repair.mark(wound, "heard", assignment_id=sheet.id)
    taken_back = practice.repair.mark(wound, "owned", assignment_id=gone.id).value
    practice.repair.take_back(taken_back.id)
    entry = practice.trash.remove_assignment(sheet.id).value
    practice.homework.take_back(gone.id)
    [thread] = practice.repair.threads(couple.id)
    assert [(one.step.key, one.marks[0].assignment_id) for one in thread.taken] == [("heard", None)]
    practice.trash.restore(entry)
    assert practice.repair.threads(couple.id)[0].taken[0].marks[0].assignment_id == sheet.id


def test_a_rupture_takes_its_thread_along_and_brings_it_back(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    practice.repair.take_back(practice.repair.mark(wound, "named").value.id)
    practice.repair.mark(wound, "heard")
    entry = practice.trash.remove_rupture(wound).value
    assert practice.repair.threads(couple.id) == practice.repair.earlier(couple.id) == ()
    practice.trash.restore(entry)
    assert taken(practice, couple) == ["heard"]
    assert len(practice.repair.earlier(couple.id)) == 1


def test_nothing_of_a_thread_is_left_when_the_couple_goes(practice: Practice):
    couple = practice.couple(is_sample=True)
    wound = rupture(couple)
    practice.repair.take_back(practice.repair.mark(wound, "named").value.id)
    practice.repair.mark(wound, "heard", session_id=couple.session().id)
    practice.couples.remove_couple(couple.id)
    with practice.vault.read() as db:
        for name in ("repair_steps", "earlier_repair_steps"):
            assert db.execute(Record.metadata.tables[name].select()).all() == []
    assert practice.vault.verify().ok


def test_the_history_tells_that_a_step_was_marked(practice: Practice, couple: ACouple):
    wound = rupture(couple)
    before = practice.vault.verify().ok
    practice.repair.mark(wound, "named")
    with practice.vault.read() as db:
        last = (
            db.connection().exec_driver_sql("SELECT objects FROM history ORDER BY seq DESC LIMIT 1").scalar()
        )
    assert before
    assert "repair_steps" in str(last)


MARKS = st.lists(
    st.tuples(st.sampled_from(["r1", "r2", "r3"]), st.sampled_from(KEYS), st.integers(0, 40)), max_size=40
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKS)
def test_a_thread_agrees_with_a_slow_count(told):
    marks = [
        RepairStep(
            id=f"{place:03}",
            rupture_id=whose,
            step=step,
            on_date=dt.date(2026, 1, 1) + dt.timedelta(days=day),
            created_at=NOON + dt.timedelta(seconds=place),
        )
        for place, (whose, step, day) in enumerate(told)
    ]
    ruptures = [Rupture(id=key, couple_id="c", kind="betrayal") for key in ("r1", "r2", "r3")]
    threads = least_healed_first(thread_of(one, marks, STEPS) for one in ruptures)
    assert {one.rupture.id for one in threads} == {"r1", "r2", "r3"}
    for thread in threads:
        for part in thread.steps:
            days = [day for whose, step, day in told if (whose, step) == (thread.rupture.id, part.step.key)]
            assert len(part.marks) == len(days)
            assert bool(part.latest) == bool(days)
            if part.latest:
                assert part.latest.on_date == dt.date(2026, 1, 1) + dt.timedelta(days=max(days))
        assert len(thread.taken) == len({step for whose, step, _ in told if whose == thread.rupture.id})
        assert len(thread.taken) + len(thread.to_come) == 8
    open_steps = [len(one.to_come) for one in threads]
    assert open_steps == sorted(open_steps, reverse=True)


def test_the_sentence_says_what_is_still_to_come(practice: Practice, couple: ACouple):
    wound = rupture(couple)

    def said() -> str:
        return thread_sentence(practice.repair.threads(couple.id)[0])

    assert said() == "No step yet. The first one can be any of them."
    for key in KEYS[:6]:
        practice.repair.mark(wound, key)
    assert said() == "6 of 8 steps so far. Still to come: comfort given and new story."
    practice.repair.mark(wound, "new_story")
    assert said() == "7 of 8 steps so far. Still to come: comfort given."
    practice.repair.mark(wound, "comfort_given")
    assert said() == "All eight steps were taken. Any of them may come again."


def test_a_wound_is_called_by_its_kind_and_time_never_by_who_was_hurt(practice: Practice, couple: ACouple):
    rupture(couple)
    [thread] = practice.repair.threads(couple.id)
    assert thread_title(thread, practice.catalogue) == "Betrayal · last winter"
