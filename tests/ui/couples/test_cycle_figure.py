"""The couple's loop as a figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.documents.figure import Path, Text
from ui.couples.cycle_figure import SIZE, LoopSide, loop_figure, loop_sentence, wrap

ADA = LoopSide("Ada", "pursuer", "", "she feels alone", "being left")
BEN = LoopSide("Ben", "withdrawer", "goes quiet", "he feels pushed", "not enough")


def test_the_loop_names_both_acts_and_fears():
    figure = loop_figure(ADA, BEN)
    said = [shape.text for shape in figure.shapes if isinstance(shape, Text)]
    assert said == [
        "he feels pushed", "she feels alone",
        "Ada reaches", "fear: being left", "Ben goes quiet", "fear: not enough",
    ]  # fmt: skip


def test_the_same_facts_are_in_its_table_and_sentence():
    figure = loop_figure(ADA, BEN)
    assert figure.rows[0] == ("does", "reaches", "goes quiet")
    assert figure.summary == (
        "Ada: reaches; feels: she feels alone; fears: being left. "
        "Ben: goes quiet; feels: he feels pushed; fears: not enough."
    )


def test_nothing_known_says_so():
    assert loop_sentence(LoopSide("Ada"), LoopSide("Ben")) == "Their cycle is not drawn yet."


@pytest.mark.parametrize("width", [300.0, 420.0])
def test_everything_stays_on_the_canvas(width):
    long = LoopSide("N" * 300, "", "does " * 60, "sees " * 60, "fears " * 60)
    figure = loop_figure(long, long, width)
    for shape in figure.shapes:
        points = [(shape.x, shape.y)] if isinstance(shape, Text) else []
        if isinstance(shape, Path):
            points = [shape.start, *(point for piece in shape.pieces for point in piece[1:])]
        assert all(0 <= x <= width and 0 <= y <= figure.height for x, y in points)


@given(st.text(max_size=400), st.integers(1, 4), st.floats(60, 600))
def test_wrapping_never_overflows_and_never_drops_words_in_silence(text, lines, width):
    out = wrap(text, width, 12.0, lines)
    room = max(4, int(width / (12.0 * 0.58)))
    assert len(out) <= lines
    assert all(len(line) <= room for line in out)
    if "".join(out).replace(" ", "") != "".join(text.split()):
        assert out[-1].endswith("…")


def test_a_name_too_long_for_a_line_is_parted_at_its_hyphen():
    assert wrap("Maximiliane-Alexandrina: I ask again", 105, SIZE, 4)[0] == "Maximiliane-"
