"""What one partner says alone: what was agreed, what is asked, what was decided."""

import datetime as dt

import pytest

from therapist_app.couples.removal import remove_whole
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.privacy import Asked, PrivacyService, to_ask
from therapist_app.sessions.privacy_model import Privacy, PrivacyDecision


@pytest.fixture
def couple(practice):
    return practice.couple("Ada", "Ben")


@pytest.fixture
def privacy(practice):
    return PrivacyService(practice.vault, practice.clock)


def alone(practice, couple, **fields):
    return practice.sessions.start(couple.id, present="a", **fields).value


def test_agreements_are_kept_and_the_latest_date_counts(practice, couple):
    couples = practice.couples
    assert couples.get(couple.id).secrets_policy == ""
    couples.agree_on_secrets(
        couple.id, "no_secrets", agreed_on=practice.day(30), line=" After the first talk "
    )
    couples.agree_on_secrets(couple.id, "limited", agreed_on=practice.day(60))
    file = couples.get(couple.id)
    assert (file.secrets_policy, file.secrets.line) == ("no_secrets", "After the first talk")
    couples.agree_on_secrets(couple.id, "none")
    assert couples.get(couple.id).secrets_policy == ""
    assert [one.policy for one in couples.secrets_history(couple.id)] == ["none", "no_secrets", "limited"]


def test_an_agreement_is_neither_unknown_nor_in_the_future(practice, couple):
    with pytest.raises(InputError) as caught:
        practice.couples.agree_on_secrets(couple.id, "whatever")
    assert caught.value.field == "policy"
    with pytest.raises(InputError) as caught:
        practice.couples.agree_on_secrets(couple.id, "limited", agreed_on=practice.day(-3))
    assert caught.value.field == "agreed_on"


@pytest.mark.parametrize(
    ("policy", "proposes"),
    [("", None), ("limited", None), ("no_secrets", Privacy.JOINT), ("confidential", Privacy.PRIVATE)],
)
def test_with_one_partner_alone_it_is_asked_once_and_proposed_as_agreed(
    practice, couple, privacy, policy, proposes
):
    session = alone(practice, couple)
    assert to_ask(policy, session, (), {}, practice.today) == Asked("a", whole=True, proposes=proposes)
    privacy.decide(session.id, "a", Privacy.JOINT)
    assert to_ask(policy, session, (), privacy.decisions(session.id), practice.today) is None


def test_both_there_and_nothing_private_asks_nothing(practice, couple):
    session = practice.sessions.start(couple.id).value
    assert all(
        to_ask(policy, session, (), {}, practice.today) is None
        for policy in ("", "no_secrets", "confidential")
    )


def test_under_no_secrets_a_private_part_asks_for_a_decision_and_a_day(practice, couple, privacy):
    session = practice.sessions.start(couple.id).value
    asked = to_ask("no_secrets", session, {"b"}, {}, practice.today)
    assert asked == Asked("b", whole=False, proposes=Privacy.SHARE)
    assert to_ask("limited", session, {"b"}, {}, practice.today) is None
    kept = privacy.decide(session.id, "b", Privacy.SHARE, share_by=practice.day(-7)).value
    assert (kept.decided_on, kept.share_by, kept.audience) == (practice.today, practice.day(-7), "therapist")
    assert to_ask("no_secrets", session, {"b"}, privacy.decisions(session.id), practice.today) is None
    assert (
        to_ask("no_secrets", session, {"a", "b"}, privacy.decisions(session.id), practice.today).side == "a"
    )


def test_a_session_that_is_private_asks_too_under_no_secrets_and_the_answer_can_change(
    practice, couple, privacy
):
    session = alone(practice, couple, kind="individual")
    assert to_ask("no_secrets", session, (), {}, practice.today) == Asked(
        "a", whole=True, proposes=Privacy.SHARE
    )
    privacy.decide(session.id, "a", Privacy.SHARE, share_by=practice.day(-3))
    privacy.decide(session.id, "a", Privacy.PRIVATE)
    kept = privacy.decisions(session.id)
    assert (kept["a"].decision, kept["a"].share_by) == ("private", None)
    assert to_ask("no_secrets", session, (), kept, practice.today) is None
    assert to_ask("confidential", session, (), {}, practice.today) is None


def test_what_was_to_be_shared_by_a_day_is_asked_about_after_it_until_it_is_answered(
    practice, couple, privacy
):
    session = alone(practice, couple, kind="individual")
    due = practice.day(-3)
    privacy.decide(session.id, "a", Privacy.SHARE, share_by=due)
    later = due + dt.timedelta(days=1)

    def asked(policy, day):
        return to_ask(policy, session, (), privacy.decisions(session.id), day)

    assert asked("no_secrets", due) is None
    for policy in ("no_secrets", "limited", ""):  # what was promised holds under another agreement too
        assert asked(policy, later) == Asked("a", whole=True, proposes=Privacy.SHARED, was_due=due)
    privacy.decide(session.id, "a", Privacy.SHARED)
    assert asked("no_secrets", later) is None


def to_share(practice, day):
    return [(one.session_id, one.share_by) for one in practice.sessions.to_share(day)]


def test_a_day_to_share_by_that_is_past_is_a_loose_end_in_words_that_tell_no_secret(
    practice, couple, privacy
):
    session = alone(practice, couple, kind="individual")
    due = practice.day(-3)
    privacy.decide(session.id, "a", Privacy.SHARE, share_by=due)
    assert to_share(practice, due) == []
    practice.clock.advance(days=4)
    found = [end for end in practice.progression.loose_ends() if end.kind == "to_share"]
    assert [(end.session_id, end.on_date, end.group) for end in found] == [(session.id, due, "notes")]
    assert not any(word in found[0].words for word in ("Ada", "private", "secret"))
    privacy.decide(session.id, "a", Privacy.SHARED)
    assert not [end for end in practice.progression.loose_ends() if end.kind == "to_share"]


def test_what_was_made_joint_since_is_no_loose_end(practice, couple, privacy):
    session = alone(practice, couple, kind="individual")
    privacy.decide(session.id, "a", Privacy.SHARE, share_by=practice.day(-3))
    after = practice.day(-10)
    assert len(to_share(practice, after)) == 1
    practice.sessions.update(session.id, kind="joint")
    assert to_share(practice, after) == []


def test_a_day_to_share_by_is_ahead_and_is_asked_for(practice, couple, privacy):
    session = alone(practice, couple)
    for share_by in (None, practice.day(1), practice.day(-800)):
        with pytest.raises(InputError) as caught:
            privacy.decide(session.id, "a", Privacy.SHARE, share_by=share_by)
        assert caught.value.field == "share_by"
    with pytest.raises(InputError):
        privacy.decide(session.id, "both", Privacy.JOINT)
    assert privacy.decisions(session.id) == {}


def test_decisions_and_agreements_go_with_the_couple(practice, couple, privacy):
    session = alone(practice, couple)
    privacy.decide(session.id, "a", Privacy.JOINT)
    practice.couples.agree_on_secrets(couple.id, "limited")
    with practice.vault.begin() as db:
        remove_whole(db, couple.id)
    with practice.vault.read() as db:
        assert db.query(PrivacyDecision).count() == 0
    assert practice.vault.verify().exit_code == 0


def test_what_was_agreed_is_for_both(practice, couple):
    practice.couples.agree_on_secrets(couple.id, "limited")
    assert practice.couples.get(couple.id).for_reader(Reader.B).secrets.audience == Audience.JOINT


def test_a_call_is_an_entry_of_its_own_by_phone_and_now(practice):
    slot = {"slot_weekday": practice.today.weekday(), "slot_time": dt.time(9), "slot_every": "weekly"}
    couple = practice.couple("Ada", "Ben", **slot)
    call = practice.sessions.start(couple.id, kind="call", present="a").value
    assert (call.modality, call.audience, call.start) == ("phone", "a", dt.time(12))
    joint = practice.sessions.start(couple.id).value
    assert (joint.modality, joint.start) == ("phone", dt.time(9))
    assert practice.sessions.get(call.id).number is None
    assert practice.sessions.get(joint.id).number == 1
