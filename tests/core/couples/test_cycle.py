"""The couple's cycle: shapes, what each reader may see of it, and what is printed of that."""

from __future__ import annotations

import pytest

from tests.support.builders import ACouple, Practice
from therapist_app.homework.pdf import cycle_values
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError


@pytest.fixture
def couple(practice: Practice) -> ACouple:
    return practice.couple()


@pytest.mark.parametrize(
    ("a", "b", "shape"),
    [
        ("pursuer", "withdrawer", "pursue_withdraw"),
        ("withdrawer", "pursuer", "pursue_withdraw"),
        ("pursuer", "pursuer", "pursue_pursue"),
        ("withdrawer", "withdrawer", "withdraw_withdraw"),
        ("pursuer", None, None),
        (None, None, None),
    ],
)
def test_two_roles_make_a_shape(practice: Practice, a, b, shape):
    found = practice.catalogue.loop(a, b)
    assert (found and found.key) == shape
    assert found is None or "sadness" in found.underneath or a != b


def test_a_field_is_for_its_owner_alone_in_figures_and_on_paper(practice: Practice, couple: ACouple):
    said = {"a_does": "asks again", "a_fear": "abandonment", "a_fear_words": "CANARY", "b_does": "goes quiet"}
    before = {
        reader: repr(cycle_values(practice.couples.get(couple.id), practice.catalogue, reader))
        for reader in Reader
    }
    practice.couples.save_cycle(couple.id, **said, audiences={"a_fear": "a", "a_fear_words": "a"})
    file = practice.couples.get(couple.id)
    for reader in (Reader.B, Reader.BOTH):
        seen = file.for_reader(reader).cycle
        assert seen
        assert (seen.a_does, seen.a_fear, seen.a_fear_words, seen.b_does) == (
            "asks again",
            None,
            "",
            "goes quiet",
        )
        printed = repr(cycle_values(file, practice.catalogue, reader))
        assert "CANARY" not in printed + repr(seen)
        assert "being left" not in printed
        assert printed != before[reader]
    assert "CANARY" in repr(cycle_values(file, practice.catalogue, Reader.A))


def test_a_cycle_for_the_therapist_is_on_no_paper(practice: Practice, couple: ACouple):
    practice.couples.save_cycle(couple.id, a_does="CANARY", audience="therapist")
    file = practice.couples.get(couple.id)
    for reader in (Reader.A, Reader.B, Reader.BOTH):
        assert file.for_reader(reader).cycle is None
        assert "CANARY" not in repr(cycle_values(file, practice.catalogue, reader))


def test_a_fear_is_printed_in_the_words_for_couples(practice: Practice, couple: ACouple):
    practice.couples.save_cycle(couple.id, a_fear="engulfment", a_role="withdrawer", b_role="withdrawer")
    values = cycle_values(practice.couples.get(couple.id), practice.catalogue, Reader.BOTH)
    assert values.cards[0].under == "losing myself"
    assert values.middle == "Under the quiet is the same sadness."


@pytest.mark.parametrize("audiences", [{"a_does": "everyone"}, {"a_shoe_size": "a"}])
def test_an_audience_that_is_none_is_refused(practice: Practice, couple: ACouple, audiences):
    with pytest.raises(InputError, match="who may see"):
        practice.couples.save_cycle(couple.id, a_does="x", audiences=audiences)
    assert practice.couples.get(couple.id).cycle is None
