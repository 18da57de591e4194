"""The intake: whose answer is whose, what both said, and where the work is heading."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.builders import ACouple, Practice
from therapist_app.intake.rules import choices_of, profile_of
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.vault.records import Record


@pytest.fixture
def couple(practice: Practice) -> ACouple:
    return practice.couple()


def test_an_answer_is_for_its_owner_alone_until_they_agree(practice: Practice, couple: ACouple):
    practice.intake.answer(couple.id, "a", "sensitive_spots", words="Being laughed at")
    assert practice.intake.get(couple.id, "a").answers
    for reader in (Reader.B, Reader.BOTH):
        assert practice.intake.get(couple.id, reader).answers == ()
    shared = practice.intake.answer(
        couple.id, "a", "sensitive_spots", words="Being laughed at", shared=True
    ).value
    assert shared
    assert shared.shared_on == practice.today
    assert practice.intake.get(couple.id, Reader.B).answers[0].words == "Being laughed at"
    practice.intake.answer(couple.id, "a", "sensitive_spots", words="Being laughed at")  # they think again
    assert practice.intake.get(couple.id, Reader.B).answers == ()


def test_a_canary_of_one_partner_changes_nothing_for_the_other_or_both(practice: Practice, couple: ACouple):
    practice.intake.answer(couple.id, "b", "goals", words="Sundays", shared=True)
    before = {reader: repr(practice.intake.get(couple.id, reader)) for reader in Reader}
    for question in ("brought", "connection", "response", "hardest", "goals", "sensitive_spots", "soothes"):
        choices = choices_of(question, practice.catalogue)
        practice.intake.answer(
            couple.id, "a", question, words="CANARY", choice=choices[0][0] if choices else None
        )
    practice.intake.save_both(couple.id, brought="CANARY", pressures=["money"])
    practice.intake.set_direction(couple.id, "deciding", line="CANARY")
    for reader in (Reader.B, Reader.BOTH):
        assert repr(practice.intake.get(couple.id, reader)) == before[reader]
        assert practice.intake.get(couple.id, reader).count("a") == 0
    assert practice.intake.get(couple.id, Reader.A).count("a") == 7


def test_an_answer_keeps_its_choice_its_words_and_its_day(practice: Practice, couple: ACouple):
    practice.intake.answer(couple.id, "a", "response", choice="go_quiet", words="Mostly at night.")
    practice.clock.advance(seconds=3 * 86400)
    practice.intake.answer(
        couple.id, "a", "response", choice="go_quiet", words="Mostly at night.", shared=True
    )
    kept = practice.intake.get(couple.id).answer("a", "response")
    assert kept
    assert (kept.choice, kept.words, kept.answered_on) == (
        "go_quiet",
        "Mostly at night.",
        practice.day(3),
    )
    practice.intake.answer(couple.id, "a", "response", choice="go_after")
    again = practice.intake.get(couple.id).answer("a", "response")
    assert again
    assert (again.id, again.choice, again.answered_on) == (kept.id, "go_after", practice.today)


def test_nothing_at_all_takes_an_answer_away(practice: Practice, couple: ACouple):
    practice.intake.answer(couple.id, "b", "goals", words="Peace")
    assert practice.intake.answer(couple.id, "b", "goals", words="  ").value is None
    assert practice.intake.get(couple.id).answers == ()


@pytest.mark.parametrize(
    ("side", "question", "given", "field"),
    [
        ("c", "goals", {"words": "x"}, "side"),
        ("a", "age", {"words": "x"}, "question"),
        ("a", "goals", {"choice": "close"}, "choice"),
        ("a", "connection", {"choice": "go_quiet"}, "choice"),
        ("a", "goals", {"words": "a\x00b"}, "words"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(practice, couple, side, question, given, field):
    with pytest.raises(InputError) as refused:
        practice.intake.answer(couple.id, side, question, **given)
    assert refused.value.field == field
    assert practice.intake.get(couple.id).answers == ()


def test_what_both_said_is_one_record_and_pressures_stand_in_their_order(practice: Practice, couple: ACouple):
    practice.intake.save_both(couple.id, brought="The move.\nThe baby.", pressures=["work", "money"])
    practice.intake.save_both(couple.id, goals="One evening a week", pressure_line="Two jobs")
    both = practice.intake.get(couple.id).both
    assert both
    assert (both.brought, both.goals, both.pressures, both.pressure_line) == (
        "The move.\nThe baby.",
        "One evening a week",
        ["money", "work"],
        "Two jobs",
    )
    with pytest.raises(InputError):
        practice.intake.save_both(couple.id, pressures=["weather"])


def test_directions_are_dated_and_the_latest_counts(practice: Practice, couple: ACouple):
    practice.intake.set_direction(couple.id, "deciding", on_date=practice.day(3))
    practice.intake.set_direction(couple.id, "working_on_it", on_date=practice.day(40), line="Both said so.")
    file = practice.intake.get(couple.id)
    assert [one.direction for one in file.directions] == ["deciding", "working_on_it"]
    assert file.direction
    assert file.direction.direction == "deciding"
    practice.intake.take_back_direction(file.direction.id)
    now = practice.intake.get(couple.id).direction
    assert now
    assert now.direction == "working_on_it"
    with pytest.raises(InputError, match="has not come yet"):
        practice.intake.set_direction(couple.id, "deciding", on_date=practice.today + dt.timedelta(days=9))


def test_each_usual_response_points_to_one_profile(practice: Practice):
    catalogue = practice.catalogue
    found = [profile_of(key, catalogue) for key, _ in choices_of("response", catalogue)]
    assert found == [one.key for one in catalogue.profiles]
    assert profile_of(None, catalogue) is None


def test_each_hard_part_points_to_the_work(practice: Practice):
    catalogue = practice.catalogue
    assert {part.component for part in catalogue.hard_parts} == {one.key for one in catalogue.components}


def test_nothing_of_an_intake_is_left_when_the_couple_goes(practice: Practice):
    couple = practice.couple(is_sample=True)
    practice.intake.answer(couple.id, "a", "goals", words="Peace")
    practice.intake.save_both(couple.id, brought="The move")
    practice.intake.set_direction(couple.id, "deciding")
    practice.couples.remove_couple(couple.id)
    with practice.vault.read() as db:
        for name in ("intake_answers", "intakes", "directions"):
            assert db.execute(Record.metadata.tables[name].select()).all() == []


def test_a_couple_with_an_intake_is_never_thrown_away(practice: Practice, couple: ACouple):
    practice.intake.answer(couple.id, "a", "goals", words="Peace")
    with pytest.raises(InputError, match="holds notes"):
        practice.couples.remove_couple(couple.id)


def test_the_suggestion_reads_the_couples_own_facts(practice: Practice, couple: ACouple):
    found = practice.intake.suggestion(couple.id)
    assert found
    assert (found.beginning, found.phase) == ("safety_first", "safety")  # nobody has asked yet
    couple.safety("no_known_concern")
    assert practice.intake.suggestion(couple.id) is None
    for side in "ab":
        practice.intake.answer(couple.id, side, "connection", choice="side_by_side")
    found = practice.intake.suggestion(couple.id)
    assert found
    assert found.beginning == "listen_first"
    couple.session(days_ago=1).tags("threats", 1)
    found = practice.intake.suggestion(couple.id)
    assert found
    assert found.beginning == "safety_first"
    assert practice.progression.phase(couple.id) is None  # it never sets one
