"""What counts as spelled right, and what is suggested; with the real dictionary."""

import pytest

from therapist_app.spelling.hunspell import load_dictionary
from therapist_app.spelling.speller import MOST_SUGGESTIONS, Speller, clinical_words


@pytest.fixture(scope="module")
def dictionary():
    return load_dictionary()


@pytest.fixture
def speller(dictionary):
    return Speller(dictionary)


@pytest.mark.parametrize(
    "word",
    [
        "wonderful", "Wonderful", "didn\u2019t", "partner's", "partners'", "dysregulated", "Reattunement", "Gottman",
        "behaviour", "organised", "analyse", "programme", "counselling", "counsellors", "centre", "defence",
        "paediatric", "anaesthetic", "travelled", "honours", "Dysregulation\u2019s",
    ],
)  # fmt: skip
def test_words_of_english_and_of_the_field_are_right(speller, word):
    assert speller.knows(word)


@pytest.mark.parametrize(
    "word",
    ["recieve", "definately", "seperate", "arguement", "suprise", "expence", "doctour", "dysregluated"],
)
def test_slips_are_noticed(speller, word):
    assert not speller.knows(word)


def test_a_word_that_was_learned_is_right_at_once_and_with_a_capital(speller):
    assert not speller.knows("Zorblatt")
    speller.learn("zorblatt")
    assert speller.knows("Zorblatt")
    assert speller.knows("Zorblatt's")


def test_own_words_are_right_from_the_beginning(dictionary):
    assert Speller(dictionary, ["Oyelaran"]).knows("oyelaran")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("beleive", "believe"),
        ("definately", "definitely"),
        ("dysregluated", "dysregulated"),
        ("Gotman", "Gottman"),
    ],
)
def test_what_was_meant_is_among_the_few_suggestions(speller, slip, meant):
    found = speller.suggest(slip)
    assert meant in found
    assert len(found) <= MOST_SUGGESTIONS


def test_the_fields_own_list_holds_only_what_the_dictionary_lacks(dictionary):
    assert [word for word in clinical_words() if dictionary.lookup(word)] == []


def test_a_question_asked_twice_costs_nothing_the_second_time(speller):
    assert not speller.was_asked("wonderful")
    speller.knows("wonderful")
    assert speller.was_asked("wonderful")
