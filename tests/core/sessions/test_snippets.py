"""Snippets and personal words: what expands, what stays as typed, what is refused."""

import datetime as dt

import pytest

from tests.support.builders import Practice
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.snippets import (
    TOKENS,
    PersonalWords,
    SnippetService,
    built_in,
    exact,
    fitting,
    next_slot,
    resolved,
    typed_word,
)

VALUES = {"a": "Ada", "b": "{couple}", "couple": "Ada & Ben", "number": "13"}


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as made:
        yield made


@pytest.fixture
def snippets(practice):
    return SnippetService(practice.vault, practice.clock)


@pytest.mark.parametrize(
    ("before", "word"),
    [
        (";", ""), (";la", "la"), ("They came ;late", "late"), ("(;x", "x"), ("line\u2028;y", "y"), (";té", "té"),
        ("tired;sad", None), ("a; b", None), (";;", None), ("", None), (";_x", None), ("; ", None), (";a b", None),
        (";" + "x" * 31, None),
    ],
)  # fmt: skip
def test_a_mark_counts_only_where_a_word_begins(before, word):
    assert typed_word(before) == word


def test_tokens_are_filled_once_and_unknown_ones_stay():
    assert resolved("{a}, {b}, {number}, {time}, {x}", VALUES) == "Ada, {couple}, 13, {time}, {x}"


def test_attunes_own_snippets_use_known_tokens_and_good_words(snippets):
    for one in built_in():
        assert typed_word(";" + one.word) == one.word
        assert "{" not in resolved(one.text, dict.fromkeys(TOKENS, ""))


def test_the_word_itself_comes_before_longer_ones(snippets):
    snippets.add("late2", "x")
    assert [one.word for one in fitting(snippets.list(), "LATE")] == ["late", "late2"]
    assert exact(snippets.list(), "Late").word == "late"
    assert exact(snippets.list(), "lat") is None


def test_own_snippets_are_kept_changed_removed_and_brought_back(snippets, practice):
    made = snippets.add(" ;Hug ", "They hugged.\nTwice.").value
    assert (made.word, made.text, made.own) == ("hug", "They hugged.\nTwice.", True)
    snippets.change(made.key, "hugs", "They hugged.")
    assert SnippetService(practice.vault, practice.clock).own() == (
        type(made)("hugs", "They hugged.", made.key),
    )
    removed = practice.trash.remove_snippet(made.key).value
    assert snippets.own() == ()
    practice.trash.restore(removed)
    assert [one.word for one in snippets.own()] == ["hugs"]


def test_an_own_snippet_takes_the_place_of_attunes_with_the_same_word(snippets):
    snippets.add("late", "Mine.")
    assert [one.text for one in snippets.list() if one.word == "late"] == ["Mine."]


@pytest.mark.parametrize("word", ["", " ; ", "two words", "a.b", "-x", "x" * 31, "a\nb", "hug", ";HUG"])
def test_words_that_cannot_be_typed_or_are_taken_are_refused_in_plain_words(snippets, word):
    snippets.add("hug", "They hugged.")
    with pytest.raises(InputError) as refused:
        snippets.add(word, "text")
    assert refused.value.field == "word"
    assert "your text is still here" in refused.value.whole
    assert len(snippets.own()) == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001, "a\x00b"])
def test_texts_that_cannot_be_kept_are_refused(snippets, text):
    with pytest.raises(InputError) as refused:
        snippets.add("hug", text)
    assert refused.value.field == "text"


def test_the_next_slot_is_after_the_session_and_every_other_week_where_they_meet_so():
    saturday = dt.date(2026, 11, 21)
    assert next_slot(saturday, 5, "weekly") == dt.date(2026, 11, 28)
    assert next_slot(saturday, 5, "alternate") == dt.date(2026, 12, 5)
    assert next_slot(saturday, 0, None) == dt.date(2026, 11, 23)
    assert next_slot(saturday, None, None) is None


def test_personal_words_are_kept_as_written_once_and_forgotten(practice):
    words = PersonalWords(practice.vault, practice.clock)
    for word in ("reattunement", "Noor", "noor", "Noor"):
        words.add(word)
    assert words.list() == ("Noor", "noor", "reattunement")
    words.remove("noor")
    words.remove("never there")
    assert words.list() == ("Noor", "reattunement")
    for word in (" ", "two words"):
        with pytest.raises(InputError):
            words.add(word)
