"""Fields of a form: what can be typed and read, what a line below says, and what the wheel never does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from tests.ui.kit.look import on_ground
from ui.kit import passphrase as passphrase_module
from ui.kit.fields import ComboBox, ComboField, ParagraphField, SearchField, TextField
from ui.kit.marks import LevelMark, OutcomeMark, PhaseMark
from ui.kit.passphrase import PassphraseField
from ui.kit.phases import PhasePathBar, Step
from ui.kit.safety import SafetyLabel
from ui.kit.ticks import CheckBox
from ui.kit.wheel import guard_wheel
from ui.theme.theme import Theme

PHASES = [(1, "1  Rupture"), (2, "2  Safety"), (3, "3  Understanding")]


def _wheel(widget: object) -> bool:
    """Turn the wheel over a widget; whether it took it."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]
    return event.isAccepted()


def test_the_label_names_the_field_and_leads_to_it(theme: Theme, qtbot: QtBot) -> None:
    field = TextField(theme, "Practice name", hint="As it stands on paper")
    on_ground(qtbot, field)
    assert field.label.buddy() is field.edit
    assert field.edit.accessibleName() == "Practice name"
    assert field.edit.accessibleDescription() == "As it stands on paper"


def test_an_error_stands_below_until_something_is_typed(theme: Theme, qtbot: QtBot) -> None:
    field = TextField(theme, "Name", hint="As they call themselves")
    on_ground(qtbot, field)
    field.set_error("Two letters at least.")
    assert field.error == "Two letters at least."
    assert field.edit.accessibleDescription() == "Two letters at least."
    QTest.keyClicks(field.edit, " Ada ")
    assert field.error == ""
    assert field.value == "Ada"
    assert field.edit.accessibleDescription() == "As they call themselves"


def test_tab_leaves_a_field_of_several_lines(theme: Theme, qtbot: QtBot) -> None:
    field, after = ParagraphField(theme, "Words", "one"), QLineEdit()
    on_ground(qtbot, field, after)
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert field.value == "one"


def test_code_that_sets_a_paragraph_says_nothing(theme: Theme, qtbot: QtBot) -> None:
    field = ParagraphField(theme, "Words")
    qtbot.addWidget(field)
    said: list[str] = []
    field.edited.connect(said.append)
    field.set_value("set")
    assert (field.value, said) == ("set", [])


def test_escape_empties_a_search_first(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "Search", shortcut="Ctrl+K")
    on_ground(qtbot, field)
    QTest.keyClicks(field, "ada")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_list_is_chosen_by_keys_and_deaf_to_the_wheel(theme: Theme, qtbot: QtBot) -> None:
    field = ComboField(theme, "Phase", PHASES, 2)
    said: list[object] = []
    field.chosen.connect(said.append)
    on_ground(qtbot, field)
    assert not _wheel(field.combo), "the wheel goes on to the page"
    assert (field.key, said) == (2, [])
    QTest.keyClick(field.combo, Qt.Key.Key_Down)
    assert (field.key, said) == (3, [3])


def test_an_ampersand_in_a_list_is_shown_as_it_is(theme: Theme, qtbot: QtBot) -> None:
    combo = ComboBox(theme, "Couple", [(1, "Ada & Ben")])
    qtbot.addWidget(combo)
    assert combo.currentText() == "Ada & Ben"
    assert combo.key == 1
    combo.set_key("unknown")
    assert combo.key == 1


def test_a_guarded_number_is_deaf_to_the_wheel(qtbot: QtBot) -> None:
    box = QSpinBox()
    box.setValue(5)
    guard_wheel(box)
    qtbot.addWidget(box)
    assert not _wheel(box)
    assert box.value() == 5


def test_a_box_answers_on_its_whole_row_and_keeps_its_ampersand(theme: Theme, qtbot: QtBot) -> None:
    box = CheckBox(theme, "Names & dates")
    on_ground(qtbot, box)
    assert (box.text(), box.accessibleName()) == ("Names && dates", "Names & dates")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().bottomRight() - QPoint(1, 1))
    assert box.isChecked()


def test_a_passphrase_is_hidden_again_by_itself(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase_module, "SHOWN_MS", 50)
    field = PassphraseField(theme)
    on_ground(qtbot, field)
    QTest.keyClicks(field.edit, "open sesame")
    assert field.edit.displayText() != "open sesame"
    field._eye.click()
    assert field.edit.displayText() == "open sesame"
    qtbot.waitUntil(lambda: not field.is_shown)
    assert field.value == "open sesame"


def test_a_passphrase_hides_when_the_field_is_left(theme: Theme, qtbot: QtBot) -> None:
    field, other = PassphraseField(theme), QLineEdit()
    on_ground(qtbot, field, other)
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    field._eye.click()
    assert field.is_shown
    other.setFocus()
    assert not field.is_shown


def test_caps_lock_is_told_from_what_is_typed(theme: Theme, qtbot: QtBot) -> None:
    field = PassphraseField(theme)
    on_ground(qtbot, field)
    QTest.keyClick(field.edit, "a")
    assert not field._caps.isVisible()
    QTest.keyClick(field.edit, "B")  # a capital without Shift
    assert field._caps.isVisible()
    QTest.keyClick(field.edit, Qt.Key.Key_CapsLock)
    assert not field._caps.isVisible()


def test_a_refused_passphrase_is_selected_to_be_typed_over(theme: Theme, qtbot: QtBot) -> None:
    field = PassphraseField(theme)
    on_ground(qtbot, field)
    QTest.keyClicks(field.edit, "wrong")
    field.refuse("That does not open it.")
    assert field.error == "That does not open it."
    assert field.edit.selectedText() or field.edit.hasSelectedText()
    QTest.keyClicks(field.edit, "x")
    assert (field.value, field.error) == ("x", "")


def test_marks_say_what_they_show(theme: Theme, qtbot: QtBot) -> None:
    said = {
        PhaseMark(theme, 3, "Understanding"): "Phase 3, Understanding",
        PhaseMark(theme, 0): "No phase yet",
        LevelMark(theme, 2, "Minimizing harm"): "Minimizing harm: moderate",
        LevelMark(theme, None): "Not seen",
        OutcomeMark(theme, "partly", "21 Nov"): "21 Nov: partly kept",
        OutcomeMark(theme, "not_applicable"): "Did not come up",
        SafetyLabel(
            theme, "unsafe", "Joint work paused", "since 19 Nov"
        ): "Safety: Joint work paused, since 19 Nov",
    }
    for widget, name in said.items():
        qtbot.addWidget(widget)
        assert widget.accessibleName() == name


@pytest.mark.parametrize(("wide", "narrow"), [(1200, False), (420, True)])
def test_the_path_says_where_they_are_at_any_width(
    theme: Theme, qtbot: QtBot, wide: int, narrow: bool
) -> None:
    steps = [Step(1, "Rupture", "past"), Step(2, "Safety", "current"), Step(3, "Understanding", "later")] * 2
    path = PhasePathBar(theme, steps)
    qtbot.addWidget(path)
    path.resize(wide, 60)
    path.show()
    assert path.is_narrow is narrow
    assert path.accessibleDescription().startswith("Now in phase 2 of 6, Safety.")
