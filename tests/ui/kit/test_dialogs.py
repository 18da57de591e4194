"""The one door for questions: sheets do not block, can be answered before they are shown, and all close at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.dialogs import Dialogs
from ui.kit.fields import ParagraphField, TextField
from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.theme.theme import Theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.opener = QPushButton("Open")  # type: ignore[attr-defined]
    QVBoxLayout(made).addWidget(made.opener)  # type: ignore[attr-defined]
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def _sheet(theme: Theme, window: QWidget) -> Sheet:
    sheet = Sheet(theme, "New promise", "Keep", window)
    sheet.column.addWidget(TextField(theme, "Promise"))
    sheet.column.addWidget(ParagraphField(theme, "Why"))
    return sheet


def test_an_answer_given_before_is_not_asked_for(dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.answer_next("/somewhere/else")
    dialogs.answer_next(tmp_path / "a.pdf")
    dialogs.answer_next("")
    assert dialogs.choose_folder(None, "Where to keep it", tmp_path) == "/somewhere/else"
    assert dialogs.save_file(None, "Save PDF", tmp_path / "x.pdf", "PDF (*.pdf)") == str(tmp_path / "a.pdf")
    assert dialogs.choose_file(None, "Open", tmp_path, "All (*)") == ""
    assert dialogs.shown == ()


def test_where_nobody_can_answer_nothing_is_chosen(dialogs: Dialogs, tmp_path: Path) -> None:
    assert dialogs.choose_folder(None, "Where to keep it", tmp_path) == ""


def test_a_yes_given_before_goes_on_at_once(dialogs: Dialogs, window: QWidget) -> None:
    went: list[str] = []
    for answer in (1, 0):
        dialogs.answer_next(answer)
        dialogs.confirm(window, "Delete", "All of it?", "Delete", lambda: went.append("yes"), danger=True)
    assert went == ["yes"]
    assert dialogs.shown == ()


def test_a_sheet_stands_over_its_window_without_blocking(
    theme: Theme, dialogs: Dialogs, window: QWidget
) -> None:
    ended: list[int] = []
    sheet = _sheet(theme, window)
    dialogs.open(sheet, ended.append)
    assert (dialogs.shown, ended) == ((sheet,), [])
    assert sheet.windowModality() == Qt.WindowModality.WindowModal
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (dialogs.shown, ended) == ((), [QDialog.DialogCode.Rejected])


def test_closing_all_calls_every_sheet_off(theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
    ended: list[int] = []
    first = _sheet(theme, window)
    dialogs.open(first, ended.append)
    dialogs.open(_sheet(theme, first), ended.append)
    dialogs.close_all()
    assert (dialogs.shown, ended) == ((), [0, 0])


def test_a_sheet_that_went_with_its_page_is_forgotten(
    theme: Theme, dialogs: Dialogs, window: QWidget, qtbot: QtBot
) -> None:
    page = QWidget(window)
    dialogs.open(_sheet(theme, page))
    page.deleteLater()
    qtbot.waitUntil(lambda: dialogs.shown == ())
    dialogs.close_all()


def test_a_question_goes_on_only_after_a_yes(dialogs: Dialogs, window: QWidget) -> None:
    went: list[str] = []
    dialogs.confirm(window, "Delete", "All of it?", "Delete", lambda: went.append("yes"), danger=True)
    (sheet,) = dialogs.shown
    assert isinstance(sheet, Sheet)
    sheet.yes.click()
    assert went == ["yes"]


def test_enter_alone_never_deletes(dialogs: Dialogs, window: QWidget, qtbot: QtBot) -> None:
    dialogs.confirm(window, "Delete", "All?", "Delete", lambda: pytest.fail("deleted"), danger=True)
    (sheet,) = dialogs.shown
    assert isinstance(sheet, Sheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.cancel.hasFocus)
    QTest.keyClick(sheet.cancel, Qt.Key.Key_Return)
    assert dialogs.shown == ()


def test_yes_asks_the_owner_who_may_refuse(theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
    asked: list[str] = []
    sheet = _sheet(theme, window)
    sheet.yes_requested.connect(lambda: asked.append("yes"))
    dialogs.open(sheet)
    sheet.yes.click()
    sheet.refuse("A promise needs its own words.")
    assert sheet.isVisible()
    assert sheet.error == "A promise needs its own words."
    assert sheet.yes.accessibleDescription() == sheet.error
    sheet.set_busy(True)
    sheet.yes.click()
    assert asked == ["yes"], "nothing is asked for twice"
    sheet.set_busy(False)
    sheet.yes.click()
    assert (asked, sheet.error) == (["yes", "yes"], "")
    sheet.accept()


def test_enter_keeps_from_a_line_and_ctrl_enter_from_lines(
    theme: Theme, dialogs: Dialogs, window: QWidget
) -> None:
    asked: list[str] = []
    sheet = _sheet(theme, window)
    sheet.yes_requested.connect(lambda: asked.append("yes"))
    dialogs.open(sheet)
    line, lines = sheet.findChild(TextField), sheet.findChild(ParagraphField)
    assert line is not None
    assert lines is not None
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    QTest.keyClick(lines.edit, Qt.Key.Key_Return)
    assert (asked, lines.edit.toPlainText()) == (["yes"], "\n")
    QTest.keyClick(lines.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["yes", "yes"]


def test_the_caret_begins_in_the_first_field_and_tab_ends_at_yes(
    theme: Theme, dialogs: Dialogs, window: QWidget, qtbot: QtBot
) -> None:
    sheet = _sheet(theme, window)
    dialogs.open(sheet)
    qtbot.waitExposed(sheet)
    sheet.activateWindow()
    line, lines = sheet.findChild(TextField), sheet.findChild(ParagraphField)
    assert line is not None
    assert lines is not None
    qtbot.waitUntil(line.edit.hasFocus)
    for expected in (lines.edit, sheet.cancel, sheet.yes, line.edit):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_the_focus_returns_to_what_opened_the_sheet(
    theme: Theme, dialogs: Dialogs, window: QWidget, qtbot: QtBot
) -> None:
    opener: QPushButton = window.opener  # type: ignore[attr-defined]
    opener.setFocus()
    sheet = _sheet(theme, window)
    dialogs.open(sheet)
    sheet.reject()
    window.activateWindow()
    qtbot.waitUntil(opener.hasFocus)


def test_a_sheet_is_as_tall_as_its_form_and_no_taller_than_its_window(
    theme: Theme, dialogs: Dialogs, window: QWidget
) -> None:
    theme.set_scale(2.0)
    small = Sheet(theme, "Small", "Keep", window)
    small.column.addWidget(Label("One line.", wrap=True))
    tall = Sheet(theme, "Tall", "Keep", window)
    for number in range(12):
        tall.column.addWidget(TextField(theme, f"Field {number}"))
    for sheet in (small, tall):
        dialogs.open(sheet)
        QApplication.processEvents()
    assert small.height() < 400
    assert small.area.verticalScrollBar().maximum() == 0
    assert tall.height() <= 800
    assert tall.area.verticalScrollBar().maximum() > 0
    assert tall.yes.isVisibleTo(tall)
    assert tall.rect().contains(tall.yes.geometry())


def test_a_form_that_grows_makes_its_sheet_grow(
    theme: Theme, dialogs: Dialogs, window: QWidget, qtbot: QtBot
) -> None:
    sheet = _sheet(theme, window)
    dialogs.open(sheet)
    QApplication.processEvents()
    before = sheet.height()
    sheet.column.addWidget(TextField(theme, "One more"))
    qtbot.waitUntil(lambda: sheet.height() > before)
    assert sheet.area.verticalScrollBar().maximum() == 0
