"""The practice itself: what it prints, and the small facts the app remembers inside the vault."""

import pytest

from therapist_app.kernel.errors import InputError


def test_a_new_practice_is_empty_and_keeps_what_is_filled_in(practice):
    assert practice.practice.get().name == ""
    practice.practice.update(name="Harbour & Lane <Practice>", paper="a4", region="gb")
    kept = practice.practice.get()
    assert (kept.name, kept.paper, kept.region) == ("Harbour & Lane <Practice>", "a4", "GB")


@pytest.mark.parametrize(
    "fields", [{"paper": "a5"}, {"region": "Europe"}, {"name": "a\x00b"}, {"colour": "red"}]
)
def test_what_cannot_be_kept_is_refused_and_nothing_changes(practice, fields):
    practice.practice.update(name="Harbour Lane")
    with pytest.raises(InputError) as refused:
        practice.practice.update(**{"clinician": "J. Doe", **fields})
    assert refused.value.field == next(iter(fields))
    assert (practice.practice.get().name, practice.practice.get().clinician) == ("Harbour Lane", "")


@pytest.mark.parametrize("value", [{"page": "couple", "tab": 3}, ["a", None], "", 0, False])
def test_small_facts_are_remembered_across_a_lock(practice, value):
    practice.practice.remember("place", "before")
    practice.practice.remember("place", value)
    practice.vault = practice.made.reopen()
    del practice.practice
    assert practice.practice.recall("place") == value
    assert practice.practice.recall("never") is None
