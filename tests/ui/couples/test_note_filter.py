"""Filtering the notes list."""

from hypothesis import given
from hypothesis import strategies as st

from ui.couples.note_filter import NoteFilter, NoteRow, chosen, found_words


def row(
    key: str, line: str, *, phase: str = "safety", blocks: tuple[str, ...] = (), present: str = "both"
) -> NoteRow:
    return NoteRow(key, f"Session {key}", "14 Nov", line, phase, blocks, present, "done", False)


ROWS = (
    row("3", "Ben read his account aloud", blocks=("minimizing",)),
    row("2", "Each one alone", phase="rupture", present="a"),
    row("1", "First meeting"),
)


def keys(wish: NoteFilter, **more) -> list[str]:
    return [found.session_id for found in chosen(ROWS, wish, **more)]


def test_nothing_asked_shows_everything_in_order():
    assert keys(NoteFilter()) == ["3", "2", "1"]


def test_every_word_must_be_found_in_any_case():
    assert keys(NoteFilter("NOV session 3")) == ["3"]
    assert keys(NoteFilter("session anna")) == []


def test_a_note_that_the_search_found_is_shown():
    assert keys(NoteFilter("greenhouse"), found={"1"}) == ["1"]


def test_filters_add_up():
    assert keys(NoteFilter(phase="safety")) == ["3", "1"]
    assert keys(NoteFilter(block="minimizing")) == ["3"]
    assert keys(NoteFilter(present="a")) == ["2"]
    assert keys(NoteFilter(present="a", phase="safety")) == []


def test_the_count_says_of_how_many():
    assert found_words(3, 12, NoteFilter("x")) == "3 of 12 notes"
    assert found_words(1, 1, NoteFilter()) == "1 note"


@given(st.text(max_size=20))
def test_typing_only_narrows(words):
    assert set(keys(NoteFilter(words))) <= set(keys(NoteFilter()))
