"""What is really painted: frames, fills and focus rings can be seen on their ground, light and dark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.look import best_at_left_edge, both_tones, grab, new_colours, on_ground
from tests.ui.theme.colour import contrast
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.chips import Chip
from ui.kit.choices import CheckInControl, LevelControl, SegmentedControl
from ui.kit.date_field import DateField
from ui.kit.fields import ComboBox, ParagraphField, SearchField, TextField
from ui.kit.marks import OutcomeMark, PhaseMark
from ui.kit.passphrase import PassphraseField
from ui.kit.row import OpenRow
from ui.kit.ticks import CheckBox, RadioButton
from ui.theme.theme import Theme

Make = Callable[[Theme], QWidget]
TODAY = dt.date(2026, 11, 21)

FRAMED: dict[str, Make] = {
    "button": lambda theme: Button(theme, "Print", "printer"),
    "primary": lambda theme: Button(theme, "Print", "printer", "primary"),
    "danger": lambda theme: Button(theme, "Let go", kind="danger"),
    "square": lambda theme: IconButton(theme, "more", "More", "plain"),
    "chip": lambda theme: Chip(theme, "Drafts", 2),
    "segments": lambda theme: SegmentedControl(theme, "Period", [("a", "3 mo"), ("b", "6 mo")]),
    "levels": lambda theme: LevelControl(theme, "Level"),
    "check-in": lambda theme: CheckInControl(theme, "How it went"),
    "line": lambda theme: TextField(theme, "", "Ada"),
    "search": lambda theme: SearchField(theme, "Search"),
    "lines": lambda theme: ParagraphField(theme, "", "Ada"),
    "list": lambda theme: ComboBox(theme, "Phase", [(1, "Rupture")]),
    "secret": lambda theme: PassphraseField(theme, ""),
    "phase": lambda theme: PhaseMark(theme, 2),
    "later phase": lambda theme: PhaseMark(theme, 4, state="later"),
    "kept": lambda theme: OutcomeMark(theme, "kept"),
}
BOXES: dict[str, Make] = {
    "box": lambda theme: CheckBox(theme, "Remember"),
    "ticked": lambda theme: CheckBox(theme, "Remember", True),
    "radio": lambda theme: RadioButton(theme, "Light"),
}
FOCUSED: dict[str, Make] = {
    **{name: make for name, make in FRAMED.items() if name not in ("phase", "later phase", "kept")},
    **BOXES,
    "quiet": lambda theme: Button(theme, "Quiet", kind="quiet"),
    "link": lambda theme: LinkButton(theme, "Show all"),
    "row": lambda theme: OpenRow(theme, "Ada & Ben", "Seen today"),
    "date": lambda theme: DateField(theme, "", TODAY, today=lambda: TODAY),
}


@pytest.mark.parametrize("tone", ["light", "dark"])
@pytest.mark.parametrize("ground", ["bg", "surface"])
@pytest.mark.parametrize("name", [*FRAMED, *BOXES])
def test_the_frame_of_a_control_can_be_seen(
    theme: Theme, qtbot: QtBot, tone: str, ground: str, name: str
) -> None:
    widget = (FRAMED | BOXES)[name](both_tones(theme, tone))
    other = QPushButton("takes the focus")
    window = on_ground(qtbot, other, widget, ground=ground)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert best_at_left_edge(window, widget, theme.color(ground)) >= 3.0


@pytest.mark.parametrize("tone", ["light", "dark"])
@pytest.mark.parametrize("name", FOCUSED)
def test_the_focus_ring_can_be_seen(theme: Theme, qtbot: QtBot, tone: str, name: str) -> None:
    widget = FOCUSED[name](both_tones(theme, tone))
    other = QPushButton("takes the focus")
    window = on_ground(qtbot, widget, other, ground="surface")
    _cover(other)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = grab(window)
    widget.setFocus()
    qtbot.waitUntil(lambda: not other.hasFocus())
    after = grab(window)
    ring = [contrast(QColor(colour), theme.color("surface")) for colour in new_colours(before, after)]
    assert max(ring, default=1) >= 3.0


@pytest.mark.parametrize("tone", ["light", "dark"])
def test_a_filled_button_shows_its_ring_against_its_own_fill(theme: Theme, qtbot: QtBot, tone: str) -> None:
    both_tones(theme, tone)
    button, other = Button(theme, "Print", kind="primary"), QPushButton("other")
    window = on_ground(qtbot, button, other)
    _cover(other)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = grab(window)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    ring = [contrast(QColor(colour), theme.color("accent")) for colour in new_colours(before, grab(window))]
    assert max(ring, default=1) >= 3.0


def _cover(button: QPushButton) -> None:
    """The other button looks alike with and without the focus."""
    button.setStyleSheet("border: none; background: transparent; color: transparent;")
