"""Answers that are corrected or taken back, several days at once, repairs, and states with their history."""

import pytest

from therapist_app.commitments.figures import small_wins_of
from therapist_app.commitments.files import pairs_of
from therapist_app.commitments.model import Why
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError


def file_of(practice, promise):
    return practice.commitments.get(promise.id)


def earlier(practice, promise, reader=Reader.CLINICIAN):
    found = practice.commitments.earlier_answers(promise.couple.id, reader)
    return [(one.outcome, one.why) for one in found]


def test_a_corrected_answer_stays_readable_with_who_and_when(practice):
    practice.practice.update(clinician="Dr. Reed")
    promise = practice.couple().promise(days_ago=3).on(1, "missed", line="in the rain").kept(1)
    [one] = practice.commitments.earlier_answers(promise.couple.id)
    assert (one.outcome, one.line, one.why, one.clinician) == (
        "missed",
        "in the rain",
        Why.CORRECTED,
        "Dr. Reed",
    )
    assert one.ended_at == practice.clock.now()
    assert [check_in.outcome for check_in in file_of(practice, promise).check_ins] == ["kept"]


def test_the_same_answer_twice_is_one_answer_and_no_correction(practice):
    promise = practice.couple().promise(days_ago=3).kept(1).kept(1)
    assert len(file_of(practice, promise).check_ins) == 1
    assert earlier(practice, promise) == []


def test_what_was_taken_back_stays_readable_and_can_be_given_back_with_its_id(practice):
    promise = practice.couple().promise(days_ago=3).missed(1)
    [given] = file_of(practice, promise).check_ins
    practice.commitments.take_back(given.id)
    assert earlier(practice, promise) == [("missed", "taken_back")]
    practice.commitments.give_back(given.id)
    [again] = file_of(practice, promise).check_ins
    assert (again.id, again.created_at, again.outcome) == (given.id, given.created_at, "missed")
    assert earlier(practice, promise) == []
    with pytest.raises(InputError):
        practice.commitments.give_back(given.id)


def test_an_answer_does_not_come_back_over_another(practice):
    promise = practice.couple().promise(days_ago=3).missed(1).kept(1)
    old = practice.commitments.earlier_answers(promise.couple.id)[0]
    with pytest.raises(InputError, match="another answer for that day"):
        practice.commitments.give_back(old.id)


def test_what_one_partner_took_back_alone_is_not_there_for_the_other(practice):
    couple = practice.couple()
    alone = couple.alone("a", days_ago=1)
    promise = couple.promise(owner="b", days_ago=9).on(1, "missed", "a", session_id=alone.id, line="CANARY")
    practice.commitments.take_back(file_of(practice, promise).check_ins[0].id)
    for reader in (Reader.BOTH, Reader.B):
        assert earlier(practice, promise, reader) == []
    assert earlier(practice, promise, Reader.A) == [("missed", "taken_back")]


def test_one_answer_says_how_many_of_the_days_since_the_last_were_kept(practice):
    promise = practice.couple().promise(days_ago=20).kept(5)
    practice.commitments.answer_days(promise.id, 4)
    seen = file_of(practice, promise)
    last = seen.check_ins[-1]
    assert (last.since_on, last.on_date, last.kept_days, last.asked_days) == (
        practice.day(4),
        practice.today,
        4,
        5,
    )
    assert (seen.figures.whole.kept, seen.figures.whole.missed, seen.figures.run) == (5, 1, 0)
    practice.commitments.answer_days(promise.id, 5)  # it was the whole of them after all
    assert file_of(practice, promise).figures.run == 6
    assert earlier(practice, promise) == [("partly", "corrected")]


@pytest.mark.parametrize("kept", [-1, 6])
def test_more_days_than_there_are_cannot_be_kept(practice, kept):
    promise = practice.couple().promise(days_ago=20).kept(5)
    with pytest.raises(InputError) as refused:
        practice.commitments.answer_days(promise.id, kept)
    assert refused.value.field == "kept_days"


def test_a_day_that_was_answered_with_others_is_not_counted_twice(practice):
    promise = practice.couple().promise(days_ago=20).kept(5)
    practice.commitments.answer_days(promise.id, 4)
    with pytest.raises(InputError, match="answered together, 4 of 5"):
        promise.missed(2)
    assert file_of(practice, promise).figures.whole.due == 6


def test_two_accounts_of_the_same_days_that_differ_leave_the_count(practice):
    promise = practice.couple().promise(days_ago=20).kept(5)
    for account, kept in (("a", 5), ("b", 3)):
        practice.commitments.answer_days(promise.id, kept, account=account)
    seen = file_of(practice, promise).figures
    assert (seen.whole.due, seen.days[-1].is_seen_differently) == (1, True)


def test_a_repair_after_a_slip_is_when_it_was_mended(practice):
    promise = (
        practice.couple().promise(days_ago=20).on(5, "missed", repair="Said sorry first", repaired_on=None)
    )
    seen = file_of(practice, promise)
    assert (seen.figures.last_slip, seen.figures.mended_on) == (practice.day(5), practice.today)
    promise.on(5, "missed", repair="Said sorry first", repaired_on=practice.day(4)).kept(2)
    assert file_of(practice, promise).figures.mended_on == practice.day(4)
    pairs = pairs_of(practice.commitments.list(promise.couple.id))
    assert small_wins_of(pairs).mended_on == practice.day(4)


def test_a_repair_cannot_come_before_its_slip(practice):
    promise = practice.couple().promise(days_ago=20)
    with pytest.raises(InputError) as refused:
        promise.on(5, "missed", repair="Said sorry", repaired_on=practice.day(6))
    assert refused.value.field == "repaired_on"


def test_a_pause_is_kept_with_its_end_and_was_never_due(practice):
    couple = practice.couple()
    promise = couple.promise(days_ago=20).kept(12)
    service = practice.commitments
    service.set_state(promise.id, "paused", on_date=practice.day(10), reason="Moving house")
    service.set_state(promise.id, "active", on_date=practice.day(3), reason="Settled")
    seen = service.get(promise.id)
    assert [(one.state, one.reason) for one in seen.standing][1:] == [
        ("paused", "Moving house"),
        ("active", "Settled"),
    ]
    assert seen.open_days(practice.today).count == 1 + 3 + 1  # the day before the pause, and four since
    with pytest.raises(InputError, match="The promise rested on"):
        promise.kept(7)
    assert service.due(couple.id, practice.day(7)) == ()
    assert [file.commitment.id for file in service.due(couple.id, practice.today)] == [promise.id]


def test_taking_a_state_back_lets_it_stand_where_it_stood(practice):
    promise = practice.couple().promise(days_ago=20)
    service = practice.commitments
    service.set_state(promise.id, "paused", on_date=practice.day(10), reason="Moving house")
    service.set_state(promise.id, "let_go", reason="By mistake")
    now = service.take_back_state(promise.id).value
    assert (now.state, now.state_on, now.state_reason) == ("paused", practice.day(10), "Moving house")
    service.take_back_state(promise.id)
    with pytest.raises(InputError):
        service.take_back_state(promise.id)
    assert [one.state for one in service.get(promise.id).standing] == ["active"]


def test_a_promise_goes_to_the_trash_with_what_was_said_of_it_and_comes_back_with_it(practice):
    promise = practice.couple().promise(days_ago=3).missed(1).kept(1)
    practice.commitments.set_state(promise.id, "paused", reason="Away")
    before = (file_of(practice, promise), practice.commitments.earlier_answers(promise.couple.id))
    entry = practice.trash.remove_commitment(promise.id).value
    assert practice.commitments.earlier_answers(promise.couple.id) == ()
    practice.trash.restore(entry)
    after = (file_of(practice, promise), practice.commitments.earlier_answers(promise.couple.id))
    assert repr(after) == repr(before)
