"""What is suggested for a couple, and what is left to those who look for it."""

from __future__ import annotations

import pytest

from tests.support.builders import assess
from therapist_app.couples.service import CoupleDraft, PartnerDraft


def suggested(practice, couple_id):
    return {one.handout.key for one in practice.homework.suggestions(couple_id)}


def couple_of(practice, a, b, phase):
    couple = practice.couples.add(CoupleDraft(a, b)).value.id
    practice.progression.phases.enter(couple, phase)
    return couple


@pytest.mark.parametrize(
    ("phase", "fields", "key"),
    [
        ("safety", {"profile": "avoider"}, "way_quiet"),
        ("understanding", {"birth_year": 2000}, "stage_young"),
        ("safety", {"style": "anxious"}, "need_reassurance"),
    ],
)
def test_a_sheet_meant_for_someone_is_suggested_where_one_of_the_two_is_that(practice, phase, fields, key):
    head = practice.homework.handout(key).head
    phase = phase if phase in head.phases else head.phases[0]
    with_one = couple_of(practice, PartnerDraft("Ada"), PartnerDraft("Ben", **fields), phase)
    without = couple_of(practice, PartnerDraft("Cleo"), PartnerDraft("Dov"), phase)
    for couple in (with_one, without):
        assess(practice.safety, couple, "no_known_concern", reason="Asked each alone.")
    assert key in suggested(practice, with_one)
    assert key not in suggested(practice, without)


def test_nobody_is_led_to_part(practice):
    for phase in practice.catalogue.phases:
        couple = couple_of(practice, PartnerDraft("Ada"), PartnerDraft("Ben"), phase.key)
        assert not {"parting_with_care", "deciding_next"} & suggested(practice, couple)
    unsure = practice.couple("Eun", "Femi")
    unsure.session().tags("one_unwilling", 2)
    assert "deciding_next" in suggested(practice, unsure.id)
