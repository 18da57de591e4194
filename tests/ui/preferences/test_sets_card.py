"""Own sets of steps in Settings: made, renamed, ordered, removed with undo, and refused in plain words."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from therapist_app.progression.sets import SetDraft, StepDraft
from ui.kit.form_sheet import half_filled_form
from ui.preferences.sets_card import SetsCard


@pytest.fixture
def card(ctx, qtbot, settle, small, in_vault):
    steps = [StepDraft("Arrive", "Begin"), StepDraft("Talk"), StepDraft("Part")]
    in_vault(lambda: small.workspace.progression.sets.add(SetDraft("Our way", steps)))
    made = SetsCard(ctx)
    made.said = []
    made.message.connect(lambda words, undo: made.said.append((words, undo)))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.load()
    settle()
    return made


@pytest.fixture
def own(small, in_vault):
    """The own sets, as names and steps."""

    def read():
        found = in_vault(small.workspace.progression.sets.list)
        return {one.label: [(step.label, step.stage) for step in one.steps] for one in found if one.own}

    return read


def press(inside, settle, name):
    buttons = inside.findChildren(QPushButton)
    button = next(one for one in buttons if name in (one.accessibleName(), one.text()) and one.isVisible())
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle()
    settle()


def write(edit, words):
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)


def keep(sheet, settle):
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()


def test_a_set_is_made_by_keyboard(card, ctx, settle, own):
    press(card, settle, "Add a set")
    (sheet,) = ctx.dialogs.shown
    write(sheet.label.edit, "House style")
    for row, words in zip(sheet.steps.rows, ("One", "Two"), strict=False):
        write(row.name, words)
    press(sheet, settle, "Add a step")
    assert sheet.focusWidget() is sheet.steps.rows[-1].name
    QTest.keyClicks(sheet.steps.rows[-1].name, "Three")
    write(sheet.steps.rows[-1].stage, "End")
    keep(sheet, settle)
    assert not ctx.dialogs.shown
    assert own()["House style"] == [("One", ""), ("Two", ""), ("Three", "End")]


def test_steps_are_renamed_ordered_and_taken_out(card, ctx, settle, own):
    press(card, settle, "Change Our way")
    (sheet,) = ctx.dialogs.shown
    write(sheet.label.edit, "Their way")
    write(sheet.steps.rows[1].name, "Speak")
    press(sheet, settle, "Move up step 2")
    press(sheet, settle, "Take out step 3")
    keep(sheet, settle)
    assert own() == {"Their way": [("Speak", ""), ("Arrive", "Begin")]}


def test_a_step_in_use_is_said_and_what_is_typed_stays(card, ctx, settle, own, small, in_vault):
    before = own()

    def use():
        path = small.workspace.progression
        one = path.sets.list()[-1]
        return path.phases.enter(small.ada_ben, one.steps[1].key, phase_set=one.key)

    in_vault(use)
    press(card, settle, "Change Our way")
    (sheet,) = ctx.dialogs.shown
    press(sheet, settle, "Take out step 2")
    write(sheet.label.edit, "Shorter")
    keep(sheet, settle)
    assert ctx.dialogs.shown == (sheet,)
    assert "“Talk”" in sheet.steps.error
    assert sheet.label.value == "Shorter"
    sheet.reject()
    press(card, settle, "Remove Our way")
    assert "entries" in card.said[-1][0]
    assert own() == before


def test_a_set_is_removed_and_brought_back(card, settle, own):
    before = own()
    press(card, settle, "Remove Our way")
    assert own() == {}
    words, undo = card.said[-1]
    assert words == "Our way removed"
    undo()
    settle()
    settle()
    assert own() == before


def test_half_typed_steps_come_back_each_as_the_step_it_was(card, ctx, settle, own):
    press(card, settle, "Change Our way")
    (sheet,) = ctx.dialogs.shown
    write(sheet.label.edit, "Their way")
    press(sheet, settle, "Move up step 2")
    press(sheet, settle, "Add a step")
    QTest.keyClicks(sheet.steps.rows[-1].name, "Rest")
    keys = [row.key for row in sheet.steps.rows]
    kept = json.loads(json.dumps(half_filled_form(ctx.dialogs)))
    sheet.reject()
    card.reopen(kept["open"], kept["typed"])
    card.load()
    settle()
    (again,) = ctx.dialogs.shown
    assert [row.key for row in again.steps.rows] == keys
    keep(again, settle)
    assert own() == {"Their way": [("Talk", ""), ("Arrive", "Begin"), ("Part", ""), ("Rest", "")]}


def test_a_sheet_of_a_set_that_is_gone_does_not_come_back(card, ctx, settle):
    card.reopen("set:gone", {"label": "x"})
    card.load()
    settle()
    assert not ctx.dialogs.shown
