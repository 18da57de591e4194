"""The couple page in a window, with its two own tabs and three that only remember what they were told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from therapist_app.kernel.changes import Changes
from ui.couples.notes import NotesTab
from ui.couples.overview import OverviewTab
from ui.couples.page import CouplePage, TabSpec
from ui.kit.context import Context
from ui.kit.form import FormSheet
from ui.kit.page import Page
from ui.kit.places import Place


class QuietTab(Page):
    """A tab of another room."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opened: list[Place] = []
        self.told: list[Changes] = []

    def open(self, place: Place) -> None:
        self.opened.append(place)

    def reload(self, changes: Changes) -> None:
        self.told.append(changes)


TABS = (
    TabSpec("overview", "Overview", OverviewTab),
    TabSpec("notes", "Notes", NotesTab),
    TabSpec("commitments", "Commitments", QuietTab),
    TabSpec("homework", "Homework", QuietTab, has_primary=True),
    TabSpec("progress", "Progress", QuietTab),
)


class Room:
    """Opens the page, presses what can be seen, types, and reads."""

    def __init__(self, ctx: Context, settle: Callable[[], None], page: CouplePage) -> None:
        self.ctx, self.settle, self.page = ctx, settle, page
        self.went: list[Place] = []
        self.acts: list[str] = []
        self.said: list[tuple[str, object]] = []
        page.navigate_requested.connect(self.went.append)
        page.action_requested.connect(self.acts.append)
        page.message.connect(lambda words, undo: self.said.append((words, undo)))
        page.changed.connect(page.reload)  # as the window does

    def open(self, couple_id: str, tab: str = "") -> Room:
        self.page.open(Place("couple", couple_id, tab=tab))
        self.wait()
        return self

    def wait(self) -> None:
        """Let work end, what it shows be shown, and what that asked for end too."""
        for _ in range(4):
            self.settle()
            QApplication.processEvents()

    @property
    def tab(self) -> Page:
        page = self.page.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def sheet(self) -> FormSheet:
        sheet = self.ctx.dialogs.shown[-1]
        assert isinstance(sheet, FormSheet)
        return sheet

    @property
    def has_sheet(self) -> bool:
        return bool(self.ctx.dialogs.shown)

    def words(self, inside: QWidget | None = None) -> list[str]:
        """Every word that can be read."""
        labels = (inside or self.page).findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def button(self, name: str, inside: QWidget | None = None) -> QAbstractButton:
        """A visible button by the name that is read aloud."""
        found = [
            one
            for one in (inside or self.page).findChildren(QAbstractButton)
            if one.isVisible() and name in (one.accessibleName(), one.text())
        ]
        assert found, f"no button {name}"
        return found[0]

    def press(self, name: str, inside: QWidget | None = None) -> None:
        """Press a button with the keyboard."""
        button = self.button(name, inside)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.wait()

    def write(self, name: str, text: str) -> None:
        """Put a text into a line of the sheet, in place of what stands there."""
        edit = self.sheet.fields[name].editor
        edit.setFocus()
        if isinstance(edit, QLineEdit):
            edit.selectAll()
            QTest.keyClick(edit, Qt.Key.Key_Delete)
            edit.insert(text)
            edit.textEdited.emit(edit.text())
        else:
            edit.setPlainText(text)  # type: ignore[attr-defined]

    def keep(self) -> None:
        """Ctrl+Enter in the sheet."""
        QTest.keyClick(self.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.wait()


@pytest.fixture
def room(ctx: Context, settle: Callable[[], None], qtbot: QtBot) -> Iterator[Room]:
    page = CouplePage(ctx, TABS)
    qtbot.addWidget(page)
    page.resize(1016, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    made = Room(ctx, settle, page)
    yield made
    ctx.dialogs.close_all()
    made.wait()
