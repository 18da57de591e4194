"""A note page in a window, with what a person does to it and what the vault then holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.sessions.conftest import type_text
from therapist_app.kernel.changes import Changes
from ui.kit.context import Context
from ui.kit.places import Place
from ui.sessions.editor import NoteText
from ui.sessions.page import NotePage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class DeskTop(QObject):
    """The page, opened by `open`; what it asks of the window is written down."""

    def __init__(self, ctx: Context, small: SmallPractice, in_vault: InVault) -> None:
        super().__init__()
        self.ctx, self.small, self.in_vault = ctx, small, in_vault
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        self.page = NotePage(ctx)
        column.addWidget(self.page)
        self.went: list[Place] = []
        self.said: list[tuple[str, Callable[[], None] | None]] = []
        self.told: list[Changes] = []
        self.asked: list[str] = []
        self.page.navigate_requested.connect(self.went.append)
        self.page.message.connect(lambda words, undo: self.said.append((words, undo)))
        self.page.changed.connect(self.told.append)
        self.page.changed.connect(self.page.reload)  # as the window does
        self.page.action_requested.connect(self.asked.append)
        self.window.resize(1016, 800)
        self.window.show()
        self.window.activateWindow()

    @property
    def text(self) -> NoteText:
        return self.page.writing.text

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def open(self, couple_id: str, session_id: str = "", **extra: Any) -> None:
        self.page.open(Place("note", couple_id, session_id, extra=extra))
        self.wait()

    def templates(self) -> list[QAction]:
        """What the menu behind Template offers when it is opened."""
        menu = self.page.view.head.template_menu
        menu.aboutToShow.emit()
        return menu.actions()

    def wait(self) -> None:
        self.ctx.tasks.drain()
        QApplication.processEvents()
        self.ctx.tasks.drain()

    def key(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        QTest.keyClick(self.focus, key, modifiers)
        self.wait()

    def type(self, words: str) -> None:
        type_text(self.focus, words)  # type: ignore[arg-type]

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until this widget, or something in it, has the focus."""
        for _ in range(80):
            if self.focus is widget or widget.isAncestorOf(self.focus):
                return
            QTest.keyClick(self.focus, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {widget.accessibleName()}")

    @property
    def session_id(self) -> str:
        return self.page.place().session_id

    def kept(self, session_id: str = "") -> list[str]:
        """The lines of the note as the vault holds it, each with its reader."""
        which, sessions = session_id or self.session_id, self.small.workspace.sessions
        note = self.in_vault(lambda: sessions.get(which).note)
        return [
            f"{part.audience}: {block.text}" for part in note.parts for block in part.blocks if block.text
        ]

    def close(self) -> None:
        self.window.close()
        self.wait()
