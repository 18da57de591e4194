"""Signs that a partner rates on a sheet at home: each comes back as a rating of that partner, with its undo."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.filling import by_hand
from therapist_app.documents.filled import fields_of
from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.handout_file import parse_handout, shipped_text
from therapist_app.kernel.audience import Reader
from therapist_app.progression.signs import SignService

KEY = "signs_check"
OTHERS = (Reader.BOTH, Reader.B)


@pytest.fixture
def signs(practice):
    return SignService(practice.vault, practice.catalogue, practice.clock)


@pytest.fixture
def sheet(practice):
    """A file to fill in that Ada was given two weeks ago."""
    couple = practice.couple("Ada", "Ben")
    made = practice.returns.layout(couple.id, KEY, holder="a")()
    practice.returns.give(made)
    practice.clock.advance(days=14)
    return made


def ringed(sheet):
    return [blank for blank in sheet.sheet.blanks if blank.kind == "ring"]


def take_in(practice, sheet, values):
    came = practice.returns.look(fields_of(by_hand(sheet.sheet.pdf, values)), sheet.couple_id)
    return came, practice.returns.take_in(came).value.id


def rated(review):
    return {row.sign: dict(row.ratings) for row in review.rows}


def test_every_sign_of_the_catalogue_stands_on_the_sheet_once(practice, sheet):
    assert [one.key for one in ringed(sheet)] == [sign.key for sign in practice.catalogue.signs]


_RING = st.one_of(st.just(""), st.sampled_from("01234"))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(_RING, min_size=12, max_size=12))
def test_what_was_ringed_is_what_is_rated_and_taking_it_back_leaves_nothing(practice, signs, sheet, values):
    typed = {blank.name: value for blank, value in zip(ringed(sheet), values, strict=True) if value}
    came, returned = take_in(practice, sheet, typed)
    expected = {
        blank.key: {"a": ((practice.today, int(typed[blank.name])),)}
        for blank in ringed(sheet)
        if blank.name in typed
    }
    assert len(came.ratings) == len(expected)
    assert rated(signs.review(sheet.couple_id, Reader.A)) == expected
    assert rated(signs.review(sheet.couple_id)) == expected
    assert not any(signs.review(sheet.couple_id, reader).rows for reader in OTHERS)
    practice.returns.take_back(returned)
    assert not signs.review(sheet.couple_id).rows


def test_they_stand_among_the_ratings_of_sessions_by_their_day(practice, signs, sheet):
    session = practice.sessions.start(sheet.couple_id, on_date=practice.day(20)).value
    signs.rate(session.id, "warmth", 1, "a")
    [warmth] = [blank.name for blank in ringed(sheet) if blank.key == "warmth"]
    take_in(practice, sheet, {warmth: "4"})
    later = practice.sessions.start(sheet.couple_id, on_date=practice.today).value
    signs.rate(later.id, "warmth", 3, "a")
    [row] = signs.review(sheet.couple_id, Reader.A).rows
    day = dt.timedelta(days=20)
    assert row.ratings["a"] == ((practice.today - day, 1), (practice.today, 4), (practice.today, 3))
    assert signs.review(sheet.couple_id, Reader.A, practice.day(10)).rows[0].moved("a") == -1
    assert [one.value for one in signs.of_session(later.id)] == [3]


def test_guidance_hears_of_a_sign_that_fell_on_a_sheet_and_says_it_to_nobody_else(practice, signs, sheet):
    session = practice.sessions.start(sheet.couple_id, on_date=practice.day(20)).value
    signs.rate(session.id, "felt_safety", 4, "a")
    [felt] = [blank.name for blank in ringed(sheet) if blank.key == "felt_safety"]
    take_in(practice, sheet, {felt: "0"})
    facts = [fact for one in practice.guidance.of(sheet.couple_id).stand for fact in one.facts]
    assert [(fact.source, fact.numbers) for fact in facts if fact.kind == "sign_fell"] == [
        ("homework", (4, 0))
    ]
    for reader in OTHERS:
        assert "felt_safety" not in repr(practice.guidance.of(sheet.couple_id, reader))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("signs: warmth, attunement", "5 signs are needed"),
        ("signs: warmth, attunement, regulation, same_team, mirth", "“mirth” is not one of the signs"),
    ],
)
def test_a_sheet_that_names_its_signs_wrongly_says_where(practice, line, problem):
    text = shipped_text(KEY).replace(
        "signs: small_kindness, follow_through, less_defensive, felt_safety, warmth", line
    )
    with pytest.raises(HandoutError, match=problem) as wrong:
        parse_handout(text, f"{KEY}.md", practice.catalogue)
    assert line in text.split("\n")[wrong.value.line - 1]
