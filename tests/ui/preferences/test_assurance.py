"""The sheet of promises: every question, answer and sentence can be read, in words and by a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from therapist_app.assurance import ANSWER_WORDS, load_assurance
from ui.kit.context import Context
from ui.preferences.assurance_sheet import AssuranceRow, AssuranceSheet


@pytest.fixture
def sheet(ctx: Context, qtbot: QtBot) -> AssuranceSheet:
    row = AssuranceRow(ctx)
    qtbot.addWidget(row)
    row.resize(600, 60)
    row.show()
    row.click()
    ctx.tasks.drain()
    (opened,) = ctx.dialogs.shown
    assert isinstance(opened, AssuranceSheet)
    return opened


def test_everything_that_is_promised_can_be_read(sheet: AssuranceSheet):
    said = load_assurance()
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    assert said.title in shown
    for group in said.groups:
        assert group.title in shown
        for line in group.lines:
            assert {line.question, line.words, ANSWER_WORDS[line.answer]} <= set(shown)


def test_the_keyboard_scrolls_and_closes_it(sheet: AssuranceSheet, qtbot: QtBot):
    sheet.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    sheet.yes.click()
    assert not sheet.isVisible()
