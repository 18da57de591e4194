"""Which words of a text are looked up, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.spelling.tokens import LONGEST, words_in


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_each_word_stands_where_it_is_said_to_stand(text):
    end = 0
    for word in words_in(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        assert 1 < len(word.text) <= LONGEST
        end = word.end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She didn't, he said.", ["She", "didn't", "he", "said"]),
        ("Ben\u2019s fear \u2014 \u201cgone\u201d", ["Ben\u2019s", "fear", "gone"]),
        ("a well-known pattern", ["well", "known", "pattern"]),
        ("PTSD and EFT since McKay", ["and", "since"]),
        ("mail ada@example.org or see example.org/help", ["mail", "or", "see"]),
        ("3rd x2 room_7", []),
        (";plan then", ["then"]),
        ("\u043e\u043d\u0430 said \u05e9\u05dc\u05d5\u05dd", ["said"]),
        ("na\u00efve caf\u00e9", ["na\u00efve", "caf\u00e9"]),
        ("x" * (LONGEST + 1), []),
    ],
)
def test_what_no_dictionary_can_judge_is_passed_over(text, words):
    assert [word.text for word in words_in(text)] == words
