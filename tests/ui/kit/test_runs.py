"""Words with bold letters, painted in a few lines."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ui.kit.runs import Runs


def ink(runs: Runs, width: int = 200, lines: int = 2) -> int:
    """How many pixels it leaves dark, and that none lies outside its area."""
    image = QImage(width + 40, 80, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    runs.paint(painter, QRectF(0, 0, width, 80), QColor("black"), lines)
    painter.end()
    dark = [
        (x, y) for x in range(image.width()) for y in range(80) if image.pixelColor(x, y).lightness() < 128
    ]
    assert all(x <= width for x, _ in dark)
    return len(dark)


def test_bold_letters_are_darker(qapp):
    words = "They planted the orchard"
    assert ink(Runs(words, ((17, 7),), QFont())) > ink(Runs(words, (), QFont()))


@pytest.mark.parametrize(
    "text",
    [
        "plum " * 80,
        "\N{WAVING HAND SIGN}\U0001f3fd " * 80,
        "\u05e9\u05dc\u05d5\u05dd " * 80,
        "x" * 500,
    ],
)
def test_what_is_too_long_ends_early_and_inside(qapp, text):
    runs = Runs(text, ((0, 4), (70, 4)), QFont())
    assert runs.lines(200, 2) == 2
    assert 0 < ink(runs, lines=1) < ink(runs, lines=2)


def test_nothing_is_drawn_for_nothing_or_nowhere(qapp):
    assert ink(Runs("", (), QFont())) == 0
    assert Runs("", (), QFont()).lines(200, 2) == 0
