"""Find or do: what someone types finds what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shell.matching import fold, match


@pytest.mark.parametrize(
    ("typed", "text"),
    [("ada", "Ada & Ben"), ("ben", "Ada & Ben"), ("b a", "Ada & Ben"), ("ab", "Ada & Ben"), ("wn", "Write note"),
     ("zoe", "Zoë & Łukasz"), ("note wri", "Write note"), ("אב", "אבי & נועה"), ("", "anything"), ("🌻", "🌻 & Sol")],
)  # fmt: skip
def test_it_finds(typed, text):
    assert match(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"), [("cy", "Ada & Ben"), ("ba", "Ada & Ben"), ("d", "Ada & Ben"), ("x", "")]
)
def test_it_does_not_find(typed, text):
    assert match(typed, text) is None


def test_a_name_that_begins_so_comes_before_one_that_only_holds_it():
    begins, later, inside = match("ann", "Anna & Bo"), match("ann", "Bo & Anna"), match("ann", "Hanna & Bo")
    assert begins.score > later.score > inside.score


def test_the_matched_letters_are_known_so_that_they_can_be_shown_bold():
    assert match("be", "Ada & Ben").spans == ((6, 2),)


@given(st.text(max_size=20), st.text(max_size=40))
def test_matched_places_lie_inside_the_text(typed, text):
    found = match(typed, text)
    assert found is None or all(at >= 0 and at + length <= len(text) for at, length in found.spans)


@given(st.text(max_size=40))
def test_folding_keeps_every_letters_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.strip()))
def test_whatever_is_typed_in_full_is_found(text):
    assert match(text, text)
