"""Small phrases: counts, quotations, names that have little room."""

import pytest

from therapist_app.kernel.phrases import counted, quoted, short_name


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 sheets"), (1, "1 sheet"), (2, "2 sheets"), (1000, "1000 sheets")]
)
def test_a_count_has_its_word(number, words):
    assert counted(number, "sheet") == words


def test_a_word_may_have_its_own_plural():
    assert (counted(1, "person", "people"), counted(3, "person", "people")) == ("1 person", "3 people")


def test_what_someone_said_stands_on_one_line():
    assert quoted(" I text\n by five ") == "“I text by five”"


@pytest.mark.parametrize("name", ["Ada", "Wilhelmina", "A" * 300, "  Ada\n Marie ", "🌻" * 40, ""])
def test_a_short_name_has_room_and_says_where_it_was_cut(name):
    short = short_name(name, 8)
    assert len(short) <= 8
    assert (short == " ".join(name.split())) != short.endswith("…")
