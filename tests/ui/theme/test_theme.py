"""One object dresses the application: light, dark, as the computer is set, and any text size."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.fonts import easy_reading_font, picture_font, serif_font
from ui.theme.style import stylesheet
from ui.theme.theme import LEAST_SCALE, MOST_SCALE, Theme, as_mode


def test_the_palette_is_ours_in_every_mode(theme: Theme, qapp: QApplication) -> None:
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Window) == theme.color("bg")
        assert palette.color(QPalette.ColorRole.Base) == theme.color("surface")
        assert palette.color(QPalette.ColorRole.PlaceholderText) == theme.color("placeholder")
        group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText
        assert palette.color(group, role) == theme.color("disabled")


def test_every_switch_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tone))
    theme.set_mode("dark")
    theme.set_mode("dark")
    theme.set_scale(1.5)
    theme.set_mode("light")
    assert told == ["dark", "dark", "light"]


def test_the_text_size_is_held_within_its_bounds(theme: Theme) -> None:
    theme.set_scale(9)
    assert theme.scale == MOST_SCALE
    theme.set_scale(0.1)
    assert theme.scale == LEAST_SCALE
    theme.set_scale(1.5)
    assert (theme.px(16), theme.em) == (24, 24)


def test_as_the_computer_is_set_falls_back_to_light(qapp: QApplication) -> None:
    theme = Theme(qapp, as_mode("anything"))
    assert theme.mode == "system"
    assert theme.tone == "light"
    theme.deleteLater()


def test_the_style_sheet_leaves_nothing_unfilled(theme: Theme) -> None:
    sheet = stylesheet(theme.color, theme.px)
    assert not re.search(r"@|\d(dp|dn|dm)\b", sheet)


def test_an_unknown_colour_is_said_at_once(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("no-such-role")


def test_a_colour_handed_out_is_a_copy(theme: Theme) -> None:
    theme.color("accent").setAlpha(0)
    assert theme.color("accent").alpha() == 255


def test_nothing_moves_when_a_button_takes_the_focus(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    one, other = QPushButton("One", window), QPushButton("Other", window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    for scale in (0.9, 1.0, 1.25, 2.0):
        theme.set_scale(scale)
        other.setFocus()
        rest = one.sizeHint()
        one.setFocus()
        qtbot.waitUntil(one.hasFocus)
        assert one.sizeHint() == rest


def test_the_fonts_that_come_along_are_given_to_qt(qapp: QApplication) -> None:
    assert easy_reading_font() == "Atkinson Hyperlegible"
    assert picture_font().startswith("Source Sans")
    assert serif_font().startswith("Source Serif")


def test_letters_for_easy_reading_reach_the_whole_window(theme: Theme, qapp: QApplication) -> None:
    own = qapp.font().family()
    theme.set_family(easy_reading_font())
    assert qapp.font().family() == "Atkinson Hyperlegible"
    theme.set_family(None)
    assert qapp.font().family() == own


def test_shadows_have_their_own_strength(theme: Theme) -> None:
    assert 0 < theme.color("shadow").alpha() < 255
    assert theme.color("paper") == QColor("#ffffff")
