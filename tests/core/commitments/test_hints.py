"""Hints are questions: for vague words, for no time, and for what nobody should have to give up."""

import pytest

from therapist_app.commitments.hints import SAFETY_PLAN, SEE_OR_HEAR, WHEN, WHICH_DAYS, WHOSE_WISH, hints


@pytest.mark.parametrize(
    "words",
    [
        "I come home when I said I would, or text by five.",
        "I show the calendar on Sunday, before supper.",
        "We talk 20 minutes after supper, phones in the hall.",
        "I say when I start to spiral, before I ask again.",
        "I kiss her goodbye each morning.",
        "",
    ],
)
def test_a_clear_promise_has_no_hint(words):
    assert hints(words) == ()


@pytest.mark.parametrize(
    "words", ["I'll be better", "I will try harder", "Be more patient", "Change my ways", "Love"]
)
def test_a_wish_about_oneself_is_asked_what_the_other_would_see(words):
    assert SEE_OR_HEAR in hints(words)


def test_a_daily_promise_without_a_time_is_asked_when():
    assert WHEN in hints("I ask how it went")
    assert WHEN not in hints("I ask how it went", "each_time")


def test_chosen_days_that_nobody_chose():
    assert hints("I cook supper", "weekdays") == (WHICH_DAYS,)
    assert hints("I cook supper", "weekdays", [2]) == ()


@pytest.mark.parametrize(
    "words",
    [
        "I give Ben my phone every night",
        "I tell him my password today",
        "I share my location every day",
        "I hand over my salary each month",
        "I won't see my friends on weekends",
        "I ask permission before I leave the house",
        "I have sex once a week",
    ],
)
def test_what_gives_up_a_freedom_is_asked_whose_wish_it_was(words):
    assert WHOSE_WISH in hints(words)


@pytest.mark.parametrize(
    "words",
    [
        "I will never hit her again",
        "I don't throw things when we argue",
        "I stop grabbing you by the arm",
        "No violence at home",
        "I won't get physical with him",
    ],
)
def test_violence_is_no_promise_and_belongs_in_the_safety_plan(words):
    assert hints(words) == (SAFETY_PLAN,)


@pytest.mark.parametrize(
    "words",
    [
        "I say when I feel hurt, each time",
        "We take a break at nine",
        "I throw a ball with Tim each day",
        "I break no agreement",
        "I never break our word",
    ],
)
def test_words_that_only_sound_alike_are_left_alone(words):
    assert SAFETY_PLAN not in hints(words)
