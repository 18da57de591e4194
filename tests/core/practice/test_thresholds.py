"""Thresholds of guidance: the catalogue's until the practice says otherwise, and never beyond their bounds."""

from __future__ import annotations

import pytest

from therapist_app.kernel.errors import InputError
from therapist_app.practice.thresholds import ThresholdService, thresholds_of


@pytest.fixture
def thresholds(practice):
    return ThresholdService(practice.vault, practice.catalogue)


def test_a_changed_number_is_kept_with_the_practice_and_the_others_stay(practice, thresholds):
    usual = thresholds_of(practice.catalogue)
    assert thresholds.get() == usual
    done = thresholds.set("stalled_months", 9)
    again = ThresholdService(practice.vault, practice.catalogue).get()
    assert (done.value, done.value.stalled_months, done.value.low_rate) == (again, 9, usual.low_rate)
    assert thresholds.use_usual().value == thresholds.get() == usual


def test_every_number_stays_within_its_bounds(practice, thresholds):
    for one in practice.catalogue.thresholds:
        for value in (one.least, one.most):
            assert getattr(thresholds.set(one.key, value).value, one.key) == value
        for value in (one.least - 1, one.most + 1):
            with pytest.raises(InputError) as caught:
                thresholds.set(one.key, value)
            assert caught.value.field == one.key
        assert getattr(thresholds.get(), one.key) == one.most


def test_a_number_that_is_none_is_refused(thresholds):
    with pytest.raises(InputError):
        thresholds.set("no_such", 1)


@pytest.mark.parametrize("kept", [{"stalled_months": 99}, {"stalled_months": "6"}, {"gone": 3}, {}])
def test_what_no_longer_fits_gives_way_to_the_usual_number(practice, kept):
    assert thresholds_of(practice.catalogue, kept) == thresholds_of(practice.catalogue)
