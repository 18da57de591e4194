"""Strips of choices: one tab stop, arrows inside, letters and digits choose; code that sets stays silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.look import on_ground
from ui.kit.chips import FilterChips
from ui.kit.choices import CheckInControl, LevelControl, SegmentedControl
from ui.kit.strip import Strip
from ui.theme.theme import Theme

PERIODS = [("3", "3 mo"), ("6", "6 mo"), ("y", "1 year"), ("a", "All")]


def _press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def _between(qtbot: QtBot, strip: QWidget) -> tuple[QLineEdit, QLineEdit]:
    before, after = QLineEdit(), QLineEdit()
    on_ground(qtbot, before, strip, after)
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    return before, after


@pytest.fixture
def said() -> list[object]:
    return []


@pytest.mark.parametrize(
    "make",
    [
        lambda theme: SegmentedControl(theme, "Period", PERIODS, "y"),
        lambda theme: SegmentedControl(theme, "Period", PERIODS),
        lambda theme: LevelControl(theme, "Level", 2),
        lambda theme: CheckInControl(theme, "How it went"),
        lambda theme: FilterChips(theme, "Filter", PERIODS),
    ],
)
def test_a_strip_is_one_tab_stop(theme: Theme, qtbot: QtBot, make: Callable[[Theme], QWidget]) -> None:
    strip = make(theme)
    before, after = _between(qtbot, strip)
    _press(Qt.Key.Key_Tab)
    inside = QApplication.focusWidget()
    assert inside is not None
    assert strip.isAncestorOf(inside)
    _press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    QTest.keyClick(after, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is inside
    QTest.keyClick(inside, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is before


def test_arrows_choose_and_stop_at_the_ends(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = SegmentedControl(theme, "Period", PERIODS, "y")
    strip.chosen.connect(said.append)
    _between(qtbot, strip)
    strip.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End):
        _press(key)
    assert said == ["a", "y", "3", "a"]
    assert strip.key == "a"


def test_the_first_arrow_chooses_where_the_focus_is(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = SegmentedControl(theme, "Period", PERIODS)
    strip.chosen.connect(said.append)
    _between(qtbot, strip)
    strip.setFocus()
    _press(Qt.Key.Key_Right)
    assert said == ["3"]


def test_digits_set_a_level(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = LevelControl(theme, "Level")
    strip.level_chosen.connect(said.append)
    _between(qtbot, strip)
    strip.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_0, Qt.Key.Key_9):
        _press(key)
    assert (said, strip.level) == ([3, 0], 0)


def test_digits_answer_a_check_in(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = CheckInControl(theme, "How it went", show_keys=True)
    strip.chosen.connect(said.append)
    _between(qtbot, strip)
    strip.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_4):
        _press(key)
    assert (said, strip.outcome) == (["kept", "not_applicable"], "not_applicable")


def test_code_that_sets_says_nothing(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = SegmentedControl(theme, "Period", PERIODS, "y")
    strip.chosen.connect(said.append)
    qtbot.addWidget(strip)
    strip.set_key("6")
    strip.set_key("nowhere")
    assert (strip.key, said) == ("", [])


def test_keys_with_ctrl_go_past_a_strip(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = CheckInControl(theme, "How it went")
    strip.chosen.connect(said.append)
    _between(qtbot, strip)
    strip.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert said == []


def test_a_click_anywhere_on_a_segment_chooses(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    strip = SegmentedControl(theme, "Period", PERIODS, "y")
    strip.chosen.connect(said.append)
    _between(qtbot, strip)
    part = strip.segments[1]
    QTest.mouseClick(part, Qt.MouseButton.LeftButton, pos=part.rect().bottomRight())
    assert said == ["6"]


def test_choosing_moves_nothing(theme: Theme, qtbot: QtBot) -> None:
    strip = SegmentedControl(theme, "Period", PERIODS, "y")
    _between(qtbot, strip)
    before = [part.geometry() for part in strip.segments]
    strip.set_key("3")
    QApplication.processEvents()
    assert [part.geometry() for part in strip.segments] == before


@pytest.mark.parametrize("wide", [900, 420, 260, 130])
def test_a_narrow_strip_takes_more_rows_and_keeps_its_words(theme: Theme, qtbot: QtBot, wide: int) -> None:
    strip = CheckInControl(theme, "How it went", show_keys=True)
    qtbot.addWidget(strip)
    strip.resize(wide, strip.heightForWidth(wide))
    strip.show()
    QApplication.processEvents()
    least = max(part.sizeHint().width() for part in strip.segments)
    for part in strip.segments:
        assert part.width() >= min(part.sizeHint().width(), max(wide, least))
        assert strip.rect().adjusted(0, 0, least, 0).contains(part.geometry())
    assert strip.minimumSizeHint().width() <= least


def test_every_segment_says_what_it_is(theme: Theme, qtbot: QtBot) -> None:
    strip: Strip = LevelControl(theme, "Minimizing harm")
    qtbot.addWidget(strip)
    assert [part.accessibleName() for part in strip.segments] == ["Resolved", "Mild", "Moderate", "Severe"]


def test_filter_chips_choose_one_by_arrows(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    chips = FilterChips(theme, "Filter", PERIODS)
    chips.chosen.connect(said.append)
    _between(qtbot, chips)
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Right)
    assert (said, chips.keys) == ([["6"]], ["6"])


def test_several_chips_are_set_by_space(theme: Theme, qtbot: QtBot, said: list[object]) -> None:
    chips = FilterChips(theme, "Filter", PERIODS, several=True)
    chips.chosen.connect(said.append)
    _between(qtbot, chips)
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Space)
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Space)
    assert said[-1] == ["3", "y"]
