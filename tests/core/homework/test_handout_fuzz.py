"""Whatever is typed into a handout file, it is read or refused with a sentence; plain text stays as it is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.homework.test_handout_format import CATALOGUE, HEAD, ONE, OTHER
from therapist_app.documents.blocks import Paragraph, Run
from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.handout_file import Handout, parse_handout
from therapist_app.homework.handout_fill import Names, fill

_MARKS = """\
::: | :::lines 3 | :::cards | :::example | :::rate 0-4 | :::grid days 3 | :::x | words: a, b | write: x | # A
## B | ### C | > | - | 1. | 7) | * | ** | _ | ` | ``` | <b> | <!-- | &amp; | [a](b) | [a]: b | ![ | \\ | {a}
{b | {x} | +++ | --- | === | שלום | 👩‍👩‍👧 | a"""
MARKS = [mark.strip() for line in _MARKS.split("\n") for mark in line.split(" | ")]
MARKS += ["\n", "\n\n", "\n+++\n", "\n| a | b |\n|---|---|\n", "|", "    ", "\t", "\r"]
MARKS += ["\u2028", "\x00", "\ufeff", "\u202e", " "]
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=4)), max_size=40).map("".join),
)


def read(text: str) -> Handout | None:
    """The handout, or None if it was refused in the one way that is allowed."""
    try:
        return parse_handout(text, "walk.md", CATALOGUE)
    except HandoutError as caught:
        refused = caught
    assert 0 <= refused.line <= text.count("\n") + 1
    assert refused.advice
    return None


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_text_as_a_body(text: str) -> None:
    made = read(HEAD + text)
    if made is not None:
        fill(made.body, Names("Ada", "Ben"))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text_as_a_file(text: str) -> None:
    read(text)
    read("+++\n" + text + "\n+++\nText.\n")
    read(ONE + "Text.\n" + OTHER + text)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(HEAD) - 1), st.text(max_size=3))
def test_any_slip_in_a_head(place: int, typed: str) -> None:
    read(HEAD[:place] + typed + HEAD[place + 1 :] + "Text.\n")


def escaped(text: str) -> str:
    """Plain text as one line of CommonMark."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_plain_text_stays_as_it_is(text: str) -> None:
    plain = text.strip()
    # A leading number is a list, and a placeholder a name: neither is plain.
    if not plain or re.match(r"\d+[.)]", plain) or re.search(r"\{[a-z_]+\}", plain):
        return
    made = parse_handout(HEAD + escaped(plain) + "\n", "walk.md", CATALOGUE)
    (section,) = made.body.sections
    assert section.blocks == (Paragraph((Run(plain),)),)


@pytest.mark.parametrize(
    "text",
    ["Tea & cake, 50 % off", "שלום עולם", "مرحبا", "👩‍👩‍👧 und Ümläute", "3 < 4 > 2", "a_b_c", "2 * 3"],
)
def test_ordinary_signs_need_no_escape(text: str) -> None:
    made = parse_handout(HEAD + text + "\n", "walk.md", CATALOGUE)
    assert made.body.sections[0].blocks == (Paragraph((Run(text),)),)
