"""Signs of healing: who rated what, and for whom it is."""

from __future__ import annotations

import pytest

from tests.support.builders import Practice
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.progression.signs import SignService
from therapist_app.sessions.signing import Signer, SigningService


@pytest.fixture
def signs(practice: Practice) -> SignService:
    return SignService(practice.vault, practice.catalogue, practice.clock)


def said(signs: SignService, session_id: str, reader: str = Reader.CLINICIAN) -> list[tuple[str, str, int]]:
    return [(one.sign, one.rater, one.value) for one in signs.of_session(session_id, reader)]


def test_each_may_rate_the_same_sign_and_a_rating_said_again_is_changed(practice, signs):
    session = practice.couple().session()
    signs.rate(session.id, "warmth", 2)
    signs.rate(session.id, "warmth", 0, "a")
    signs.rate(session.id, "attunement", 4, "b")
    signs.rate(session.id, "warmth", 3)
    assert said(signs, session.id) == [("attunement", "b", 4), ("warmth", "a", 0), ("warmth", "clinician", 3)]


def test_a_rating_taken_back_is_unrated_and_not_zero(practice, signs):
    session = practice.couple().session()
    signs.rate(session.id, "warmth", 0)
    signs.unrate(session.id, "warmth")
    signs.unrate(session.id, "warmth")
    assert said(signs, session.id) == []


def test_what_is_rated_with_one_partner_alone_is_for_that_partner(practice, signs):
    couple = practice.couple()
    alone = practice.sessions.start(couple.id, kind="individual", present="a").value
    signs.rate(alone.id, "felt_safety", 1, "a")
    assert alone.audience == "a"
    assert said(signs, alone.id, Reader.A) == [("felt_safety", "a", 1)]
    assert said(signs, alone.id, Reader.B) == said(signs, alone.id, Reader.BOTH) == []


def test_ratings_follow_their_session_to_a_narrower_audience(practice, signs):
    session = practice.couple().session()
    signs.rate(session.id, "warmth", 2)
    practice.sessions.update(session.id, audience="therapist")
    assert said(signs, session.id, Reader.BOTH) == []
    assert said(signs, session.id) == [("warmth", "clinician", 2)]


@pytest.mark.parametrize(
    ("sign", "value", "rater"),
    [("luck", 1, "a"), ("warmth", 5, "a"), ("warmth", -1, "a"), ("warmth", 1, "c")],
)
def test_what_cannot_be_is_refused_in_words(practice, signs, sign, value, rater):
    session = practice.couple().session()
    with pytest.raises(InputError):
        signs.rate(session.id, sign, value, rater)
    assert said(signs, session.id) == []


def test_a_signed_session_keeps_its_ratings(practice, signs):
    session = practice.couple().session().says("Both.")
    signs.rate(session.id, "warmth", 2)
    SigningService(practice.vault, practice.clock).sign(session.id, Signer("Zoe Lin"))
    for act in (lambda: signs.rate(session.id, "warmth", 3), lambda: signs.unrate(session.id, "warmth")):
        with pytest.raises(InputError, match="signed"):
            act()
    assert said(signs, session.id) == [("warmth", "clinician", 2)]


def test_a_session_with_a_rating_is_not_empty(practice, signs):
    session = practice.couple().session()
    signs.rate(session.id, "warmth", 2)
    with pytest.raises(InputError):
        practice.sessions.remove(session.id)
