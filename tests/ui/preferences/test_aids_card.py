"""Templates and snippets in Settings: made, changed, ordered, removed and brought back, with plain refusals."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from therapist_app.sessions.templates import Heading
from ui.kit.form_sheet import half_filled_form
from ui.preferences.aids_card import AidsCard


@pytest.fixture
def card(ctx, qtbot, settle, small, in_vault):
    for name in ("One", "Two"):
        in_vault(lambda name=name: small.workspace.templates.add(name, [Heading(name)]))
    made = AidsCard(ctx)
    made.said = []
    made.message.connect(lambda words, undo: made.said.append((words, undo)))
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    qtbot.waitExposed(made)
    made.load()
    settle()
    return made


def press(card, settle, name):
    button = next(
        one for one in card.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()
    )
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle()
    settle()


def labels(in_vault, small):
    return [one.label for one in in_vault(small.workspace.templates.own)]


def test_templates_are_ordered_renamed_removed_and_brought_back(card, ctx, settle, small, in_vault):
    press(card, settle, "Move Two up")
    assert labels(in_vault, small) == ["Two", "One"]
    press(card, settle, "Rename Two")
    (sheet,) = ctx.dialogs.shown
    edit = sheet.findChild(QLineEdit)
    edit.selectAll()
    QTest.keyClicks(edit, "SOAP")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settle()
    assert "already" in sheet.label.error
    edit.selectAll()
    QTest.keyClicks(edit, "Three")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settle()
    settle()
    assert labels(in_vault, small) == ["Three", "One"]
    press(card, settle, "Remove Three")
    assert labels(in_vault, small) == ["One"]
    words, undo = card.said[-1]
    assert words == "Three removed. It lies in the trash"
    undo()
    settle()
    assert labels(in_vault, small) == ["Three", "One"]


def test_a_snippet_is_added_after_a_plain_refusal_then_changed_and_removed(
    card, ctx, settle, small, in_vault
):
    press(card, settle, "Add a snippet")
    (sheet,) = ctx.dialogs.shown
    word, text = sheet.findChild(QLineEdit), sheet.findChild(QPlainTextEdit)
    QTest.keyClicks(word, "two words")
    QTest.keyClicks(text, "{a} cried.")
    QTest.keyClick(word, Qt.Key.Key_Return)
    settle()
    assert "one word of letters" in sheet.word.error
    assert text.toPlainText() == "{a} cried."
    word.selectAll()
    QTest.keyClicks(word, "cry")
    QTest.keyClick(word, Qt.Key.Key_Return)
    settle()
    settle()
    assert [(one.word, one.text) for one in in_vault(small.workspace.snippets.own)] == [("cry", "{a} cried.")]
    press(card, settle, "Remove ;cry")
    assert in_vault(small.workspace.snippets.own) == ()
    card.said[-1][1]()
    settle()
    assert [one.word for one in in_vault(small.workspace.snippets.own)] == ["cry"]


@pytest.mark.parametrize(("name", "field"), [("Rename Two", "label"), ("Add a snippet", "word")])
def test_a_half_filled_sheet_comes_back_as_it_was(card, ctx, settle, name, field):
    press(card, settle, name)
    (sheet,) = ctx.dialogs.shown
    getattr(sheet, field).edit.selectAll()
    QTest.keyClicks(getattr(sheet, field).edit, "half a w")
    kept = half_filled_form(ctx.dialogs)
    sheet.reject()
    card.reopen(kept["open"], kept["typed"])
    card.load()
    settle()
    (again,) = ctx.dialogs.shown
    assert again is not sheet
    assert getattr(again, field).value == "half a w"
    again.reject()


def test_what_comes_with_attune_is_named(card):
    assert "SOAP" in card.built_in.text()
    assert ";late" in card.more_built_in.text()
