"""What changed between two texts: both come back from it whole, and it says what a reader would say."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.difference import Difference, difference
from therapist_app.sessions.note import KINDS, LINE_BREAK, MARKS, Block, NoteDocument

WORDS = st.sampled_from(["they", "came", "late ", "  and", "laughed.", LINE_BREAK, "שלום", "🙂", "-"])
RUNS = st.lists(st.tuples(st.lists(WORDS, max_size=6).map(" ".join), st.sampled_from(MARKS)), max_size=3)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(KINDS))
    state = draw(st.sampled_from(("", "x"))) if kind == "tick" else ""
    return Block.of(kind, draw(RUNS), level=draw(st.integers(0, 3)), state=state)


NOTES = st.lists(st.tuples(st.sampled_from(Audience), blocks()), max_size=7).map(NoteDocument.of)


@given(NOTES, NOTES)
@settings(max_examples=300, deadline=None)
def test_a_difference_holds_both_texts_whole(before: NoteDocument, after: NoteDocument):
    found = difference(before, after)
    assert found.before == before
    assert found.after == after
    assert found.is_none == (before == after)


@given(NOTES, NOTES, st.data())
@settings(max_examples=100, deadline=None)
def test_what_was_only_moved_between_is_not_said_to_change(before: NoteDocument, more: NoteDocument, data):
    """A text put into another changes none of the paragraphs around it."""
    lines = [(part.audience, block) for part in before.parts for block in part.blocks]
    added = [(part.audience, block) for part in more.parts for block in part.blocks]
    at = data.draw(st.integers(0, len(lines)))
    after = NoteDocument.of([*lines[:at], *added, *lines[at:]])
    if NoteDocument.of(lines) == NoteDocument() or after == NoteDocument():
        return
    assert difference(before, after).words_removed == 0


def text(*words: str, audience: Audience = Audience.JOINT) -> NoteDocument:
    return NoteDocument.of([(audience, Block.of("p", one)) for one in words])


def pieces(found: Difference) -> list[tuple[str, str]]:
    """All words with +, - or nothing before them."""
    sign = {(True, False): "-", (False, True): "+", (True, True): ""}
    return [
        (sign[piece.was is not None, piece.now is not None], piece.text.strip())
        for change in found.changes
        for piece in change.pieces
    ]


def test_a_word_changed_in_a_sentence_is_one_word():
    found = difference(text("They came in late today."), text("They came in early today."))
    assert pieces(found) == [("", "They came in"), ("-", "late"), ("+", "early"), ("", "today.")]
    assert (found.words_added, found.words_removed) == (1, 1)


def test_another_reader_is_a_change_without_a_word():
    found = difference(text("Only here."), text("Only here.", audience=Audience.A))
    [change] = found.changes
    assert (change.was.audience, change.now.audience) == (Audience.JOINT, Audience.A)
    assert (found.words_added, found.words_removed) == (0, 0)
    assert not found.is_none


def test_bold_is_a_change_of_marks_and_of_no_word():
    bold = NoteDocument.of([(Audience.JOINT, Block.of("p", [("They ", ""), ("came", "b")]))])
    found = difference(text("They came"), bold)
    assert [(one.text, one.was, one.now) for one in found.changes[0].pieces] == [
        ("They ", "", ""),
        ("came", "", "b"),
    ]
    assert not found.is_none
    assert found.words_added == 0


def test_a_rewritten_paragraph_stays_one_and_a_foreign_one_does_not():
    found = difference(text("We stopped twice to breathe."), text("We stopped once to breathe."))
    assert len(found.changes) == 1
    found = difference(text("We stopped twice to breathe."), text("Ada named the evening calls."))
    assert [(one.was is None, one.now is None) for one in found.changes] == [(False, True), (True, False)]


def test_a_very_long_text_takes_no_long_time():
    many = [f"{number % 7} the the of" for number in range(18_000)]
    began = time.process_time()
    found = difference(text(*many), text(*reversed(many)))
    whole = text(" ".join(many))
    difference(whole, text(" ".join(reversed(many))))
    assert time.process_time() - began < 10
    assert found.before == text(*many)
