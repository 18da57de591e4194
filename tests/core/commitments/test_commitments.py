"""Promises in the vault: what can be kept, who sees which answer, what is asked about."""

import datetime as dt

import pytest

from therapist_app.commitments.figures import balance_of, small_wins_of
from therapist_app.commitments.files import pairs_of
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError


def figures(practice, promise, reader=Reader.CLINICIAN):
    return next(
        file.figures
        for file in practice.commitments.list(promise.couple.id, reader)
        if file.commitment.id == promise.id
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"words": " "}, "words"),
        ({"words": "x" * 1001}, "words"),
        ({"words": "a\x07b"}, "words"),
        ({"owner": "c"}, "owner"),
        ({"kind": "vow"}, "kind"),
        ({"cadence": "often"}, "cadence"),
        ({"cadence": "weekdays"}, "weekdays"),
        ({"cadence": "weekdays", "weekdays": (7,)}, "weekdays"),
        ({"cadence": "times_a_week"}, "times"),
        ({"cadence": "times_a_week", "times": 0}, "times"),
        ({"cadence": "once", "due_on": dt.date(2026, 11, 1)}, "due_on"),
        ({"review_on": dt.date(2026, 11, 20)}, "review_on"),
        ({"block": "bad_mood"}, "block"),
        ({"step": "step_99"}, "step"),
        ({"audience": "all"}, "audience"),
        ({"session_id": "nowhere"}, "session"),
    ],
)
def test_a_promise_that_cannot_be_kept_as_typed_is_refused(practice, fields, field):
    couple = practice.couple()
    with pytest.raises(InputError) as refused:
        couple.promise(**{"words": "I call", **fields})
    assert refused.value.field == field
    assert practice.commitments.list(couple.id) == ()


@pytest.mark.parametrize(
    "words",
    ['"I & you" <b>call</b>', "\u05d0\u05e0\u05d9 \u05de\u05ea\u05e7\u05e9\u05e8", "\U0001f4de each day"],
)
def test_words_are_kept_as_typed(practice, words):
    promise = practice.couple().promise(words)
    assert practice.commitments.get(promise.id).commitment.words == words


def test_a_check_in_before_the_promise_began_or_after_today_is_refused(practice):
    promise = practice.couple().promise(days_ago=3)
    for days_ago in (4, -2):
        with pytest.raises(InputError) as refused:
            promise.kept(days_ago)
        assert refused.value.field == "on_date"
    assert practice.commitments.get(promise.id).check_ins == ()


def test_a_start_cannot_move_past_a_check_in(practice):
    promise = practice.couple().promise(days_ago=9).kept(8)
    with pytest.raises(InputError) as refused:
        practice.commitments.update(promise.id, starts_on=practice.day(7))
    assert refused.value.field == "starts_on"
    practice.commitments.update(promise.id, starts_on=practice.day(8))


def test_a_check_in_cannot_name_another_couples_session(practice):
    promise = practice.couple().promise(days_ago=3)
    other = practice.couple("Cleo", "Dov").session()
    with pytest.raises(InputError) as refused:
        promise.on(0, "kept", session_id=other.id)
    assert refused.value.field == "session"


@pytest.mark.parametrize(
    ("outcome", "account", "field"), [("nearly", "a", "outcome"), ("kept", "aunt", "account")]
)
def test_an_answer_of_an_unknown_kind_is_refused(practice, outcome, account, field):
    promise = practice.couple().promise(days_ago=3)
    with pytest.raises(InputError) as refused:
        promise.on(0, outcome, account)
    assert refused.value.field == field


def test_a_second_answer_of_the_same_account_takes_the_place_of_the_first(practice):
    promise = practice.couple().promise(days_ago=3).missed(1).kept(1)
    file = practice.commitments.get(promise.id)
    assert [check_in.outcome for check_in in file.check_ins] == ["kept"]


def test_an_answer_is_taken_back_once(practice):
    promise = practice.couple().promise(days_ago=3).missed(1)
    check_in = practice.commitments.get(promise.id).check_ins[0]
    practice.commitments.take_back(check_in.id)
    assert practice.commitments.get(promise.id).check_ins == ()
    with pytest.raises(InputError):
        practice.commitments.take_back(check_in.id)


def test_what_one_partner_says_alone_changes_no_number_the_other_sees(practice):
    couple = practice.couple()
    promise = couple.promise(owner="b", days_ago=20).on(5, "kept", "a").kept(4)
    before = [figures(practice, promise, reader) for reader in (Reader.BOTH, Reader.B)]
    alone = couple.alone("a", days_ago=1)
    promise.on(5, "missed", "a", session_id=alone.id, line="CANARY")
    promise.on(3, "missed", "a", session_id=alone.id)
    assert [figures(practice, promise, reader) for reader in (Reader.BOTH, Reader.B)] == before
    assert figures(practice, promise, Reader.A).whole.missed == 2
    assert figures(practice, promise).whole.missed == 2


def test_a_promise_made_alone_is_not_there_for_the_other(practice):
    couple = practice.couple()
    alone = couple.alone("a", days_ago=9)
    couple.promise("CANARY", days_ago=9, session_id=alone.id).missed(3)
    couple.promise("I cook", owner="both", days_ago=9).kept(2)
    for reader in (Reader.BOTH, Reader.B):
        assert "CANARY" not in repr(practice.commitments.list(couple.id, reader))
        pairs = pairs_of(practice.commitments.list(couple.id, reader))
        assert small_wins_of(pairs).last_weeks.due == 1
        assert balance_of(pairs).a.due == 1
    assert balance_of(pairs_of(practice.commitments.list(couple.id, Reader.A))).a.due == 2


def test_only_active_promises_that_came_due_are_asked_about(practice):
    couple = practice.couple()
    asked = couple.promise("I cook", days_ago=5)
    couple.promise("I call", days_ago=5).kept(0)
    couple.promise("I write", days_ago=-3)
    paused = couple.promise("I walk", days_ago=5)
    practice.commitments.set_state(paused.id, "paused", reason="Moving house")
    assert [file.commitment.id for file in practice.commitments.due(couple.id, practice.today)] == [asked.id]


def test_a_state_has_its_date_and_reason_and_cannot_come_before_the_start(practice):
    promise = practice.couple().promise(days_ago=5)
    for fields in ({"state": "lost"}, {"state": "paused", "on_date": practice.day(6)}):
        with pytest.raises(InputError):
            practice.commitments.set_state(promise.id, **fields)
    kept = practice.commitments.set_state(promise.id, "achieved", reason="It is a habit now").value
    assert (kept.state, kept.state_on, kept.state_reason) == ("achieved", practice.today, "It is a habit now")
    assert practice.commitments.list(promise.couple.id, state="active") == ()


def test_a_promise_nobody_was_asked_about_is_taken_back_and_then_gone(practice):
    couple = practice.couple()
    kept, mistaken = couple.promise("I cook"), couple.promise("I call", owner="b")
    changes = practice.commitments.remove(mistaken.id)
    assert (changes.nouns, changes.couple_id) == ({"commitment"}, couple.id)
    assert [file.commitment.id for file in practice.commitments.list(couple.id)] == [kept.id]
    with pytest.raises(InputError):
        practice.commitments.remove(mistaken.id)


def test_a_promise_of_which_something_was_said_stays_even_if_that_was_taken_back(practice):
    promise = practice.couple().promise(days_ago=3).missed(1)
    for _ in range(2):
        with pytest.raises(InputError, match="Something was said of this promise already"):
            practice.commitments.remove(promise.id)
        for check_in in practice.commitments.get(promise.id).check_ins:
            practice.commitments.take_back(check_in.id)
    assert [file.commitment.id for file in practice.commitments.list(promise.couple.id)] == [promise.id]
