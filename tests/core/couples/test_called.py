"""What people are called where whole names have no room: still themselves, and never both the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from therapist_app.couples.rules import label_of
from therapist_app.kernel.phrases import called

LONG = "Maximiliane-Alexandrina Featherstonehaugh-Cholmondeley Wrenn"
OTHER = "Bartholomew Konstantinopolitanski van der Westhuizen-Ormsbye"
NAMES = st.text("abc -é", min_size=1, max_size=60).filter(str.strip)


def test_a_couple_with_long_names_is_called_by_their_first_words():
    assert label_of(LONG, OTHER) == "Maximiliane-Alexandrina & Bartholomew"


def test_names_of_usual_length_stay_whole():
    assert label_of("Mary Ann Cooper", "Ben") == "Mary Ann Cooper & Ben"


def test_two_who_begin_alike_keep_their_whole_names():
    one, two = f"Maria {LONG}", f"Maria {OTHER}"
    assert (called(one, two), called(two, one)) == (one, two)


@given(NAMES, NAMES)
def test_someone_is_called_by_the_name_or_its_first_word_and_two_who_differ_stay_apart(one, two):
    assert called(one, two) in (one, one.split()[0])
    if one.split() != two.split():
        assert called(one, two).split() != called(two, one).split()
