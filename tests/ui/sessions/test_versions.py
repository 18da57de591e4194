"""A difference as it is read: by shape as well as by colour, with what stayed folded, labels said in words."""

from __future__ import annotations

import datetime as dt

import pytest

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.difference import difference
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.versions import Version
from ui.kit.closed_text import ClosedText
from ui.sessions.difference_text import DifferenceText
from ui.sessions.parts import PartNames
from ui.sessions.version_words import change_words, summary_words, version_words
from ui.theme.theme import Theme

NAMES = PartNames("Ada", "Ben")


def text(*lines: str, reader: Audience = Audience.JOINT) -> NoteDocument:
    return NoteDocument.of((reader, Block.of("p", line)) for line in lines)


@pytest.fixture
def shown(theme: Theme, qtbot):
    widget = ClosedText()
    qtbot.addWidget(widget)

    def show(before: NoteDocument, after: NoteDocument) -> ClosedText:
        DifferenceText(theme, widget).write(difference(before, after), NAMES)
        return widget

    return show


def marked(widget: ClosedText) -> list[tuple[str, bool, bool]]:
    """Every run of letters that is underlined or struck through."""
    found = []
    block = widget.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            form = at.fragment().charFormat()
            if form.fontUnderline() or form.fontStrikeOut():
                found.append((at.fragment().text().strip(), form.fontUnderline(), form.fontStrikeOut()))
            at += 1
        block = block.next()
    return found


def test_added_words_are_underlined_and_removed_ones_struck_through(shown):
    widget = shown(text("They came in late."), text("They came in early."))
    assert marked(widget) == [("late.", False, True), ("early.", True, False)]


def test_paragraphs_that_stayed_are_folded_but_for_the_neighbours(shown):
    lines = [f"Line {number}" for number in range(12)]
    widget = shown(text(*lines), text(*lines[:6], "Anew", *lines[6:]))
    words = widget.toPlainText()
    assert "5 paragraphs unchanged" in words
    assert words.count("paragraphs unchanged") == 2
    assert "Line 5" in words
    assert "Line 3" not in words


def test_equal_texts_say_so_and_fold_all(shown):
    widget = shown(text("One", "Two"), text("One", "Two"))
    assert marked(widget) == []
    assert summary_words(difference(text("One"), text("One"))) == "Both are the same."


def test_another_reader_is_said_in_words(shown):
    widget = shown(text("Only here."), text("Only here.", reader=Audience.A))
    assert "Now private to Ada; it was joint." in widget.toPlainText()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Block.of("p", "x"), Block.of("h2", "x"), "Now a heading; it was a paragraph."),
        (Block.of("tick", "x"), Block.of("tick", "x", state="x"), "Now checked."),
        (Block.of("bullet", "x"), Block.of("bullet", "x", level=1), "Moved in."),
        (Block.of("p", "x"), Block.of("p", [("x", "b")]), "Bold or italic changed."),
        (Block.of("p", "x"), Block.of("p", "x y"), ""),
    ],
)
def test_what_else_changed_is_said_in_words(before: Block, after: Block, words: str):
    one, other = (NoteDocument.of([(Audience.JOINT, block)]) for block in (before, after))
    assert change_words(difference(one, other).changes[0], NAMES) == words


def test_a_version_says_until_when_it_stood_and_how_much_longer_it_is():
    at = dt.datetime(2026, 11, 21, 10, 2, tzinfo=dt.UTC)
    versions = (
        Version(3, 120, at),
        Version(2, 106, at - dt.timedelta(minutes=5)),
        Version(1, 108, at - dt.timedelta(days=3)),
    )
    said = [version_words(versions, place, dt.UTC, at.date()) for place in range(3)]
    assert said == [
        "Until 10:02 today · 120 words, 14 more than before",
        "Until 09:57 today · 106 words, 2 fewer than before",
        "Until Wed 18 Nov, 10:02 · 108 words",
    ]
