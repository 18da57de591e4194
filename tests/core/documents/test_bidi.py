"""The order in which words are seen, held against another implementation of the same rules."""

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.documents.bidi import as_seen, is_rightward, levels, mirrored, names_apart, seen

SIGNS = "abA אבגד ابتج 12 ٣٤ ()[]{} .,:;-+/%$&·!\"'«»<>□\u05b0\u064b\u0301é"


def display(text, *, rightward=False, names=()):
    """The text as it is seen; `names` are kept apart."""
    parts = as_seen([(None, text)], rightward=rightward, apart=names_apart(names))
    return "".join(mirrored(part) if leftward else part for _, part, leftward in parts)


@given(st.text(st.sampled_from(SIGNS), max_size=24), st.booleans())
def test_the_order_is_that_of_another_implementation(text, rightward):
    found = seen(zip(levels(text, rightward=rightward), text, strict=True))
    assert "".join(letter for _, letter in found) == get_display(text, base_dir="R" if rightward else "L")


@given(st.text(st.sampled_from(SIGNS), max_size=24), st.sampled_from(["אב", "اب 2", "ab אב", "(אב) 3"]))
def test_keeping_names_apart_loses_nothing(text, name):
    text = f"{text} {name} {text}"
    for rightward in (False, True):
        parts = as_seen([(None, text)], rightward=rightward, apart=names_apart((name,)))
        assert sorted("".join(part for _, part, _ in parts)) == sorted(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada & שרה", "Ada & הרש"),
        ("What ליאת does", "What תאיל does"),
        ("12 (שלום) b", "12 (םולש) b"),
        ("Ask ליאת: 3 times", "Ask 3 :תאיל times"),
    ],
)
def test_words_from_right_to_left_stand_turned_in_a_line(text, shown):
    assert display(text) == shown


def test_brackets_open_to_what_they_hold():
    assert display("שלום (כהן)", rightward=True) == "(ןהכ) םולש"
    assert display("שלום <כהן>", rightward=True) == "<ןהכ> םולש"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("For שרה & ליאת", "For הרש & תאיל"),
        ("ליאת, 21 November", "תאיל, 21 November"),
        ("ליאת says so", "תאיל says so"),
        ("Ask ליאת: 3 times", "Ask תאיל: 3 times"),
        ("For ליאת 2", "For תאיל 2"),
    ],
)
def test_a_name_does_not_move_what_stands_beside_it(text, shown):
    assert not is_rightward(text, names_apart(("ליאת", "שרה")))
    assert display(text, names=("ליאת", "שרה", "Ben", "")) == shown


def test_a_name_keeps_its_own_order_in_a_line_of_either_direction():
    assert display("So Ben שרה goes", names=("Ben שרה",)) == "So Ben הרש goes"
    assert display("אני Ben שרה כאן", rightward=True, names=("Ben שרה",)) == "ןאכ Ben הרש ינא"
    assert (
        display("בליאת כאן", rightward=True, names=("ליאת",)) == "ןאכ תאילב"
    )  # not the name, only its letters


@pytest.mark.parametrize(
    ("text", "rightward"),
    [
        ("שלום לכולם.", True),
        ("אני אוהב לראות את Netflix בערב", True),
        ("ليلى تحب القهوة", True),
        ("שרה says so", False),
        ("Say שלום to them all", False),
        ("12 · 3", False),
        ("", False),
    ],
)
def test_a_sentence_is_read_as_most_of_its_words_are(text, rightward):
    assert is_rightward(text) == rightward
