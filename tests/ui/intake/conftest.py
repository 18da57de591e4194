"""The page of the intake over the small practice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.intake.page import IntakePage
from ui.kit.context import Context
from ui.kit.places import Place


class Asking:
    """Works on the page and reads it."""

    def __init__(self, ctx: Context, settle: Callable[[], None], page: IntakePage) -> None:
        self.ctx, self.settle, self.page = ctx, settle, page
        self.went: list[Place] = []
        self.said: list[tuple[str, object]] = []
        page.navigate_requested.connect(self.went.append)
        page.message.connect(lambda words, undo: self.said.append((words, undo)))
        page.changed.connect(page.reload)  # as the window does

    def open(self, couple_id: str, **extra: Any) -> Asking:
        self.page.open(Place("intake", couple_id, extra=extra))
        self.wait()
        return self

    def wait(self) -> None:
        for _ in range(4):
            self.settle()
            QApplication.processEvents()

    def keep(self) -> list[bool]:
        """What a lock does: everything typed is kept now."""
        worked: list[bool] = []
        self.page.settle(lambda kept=True: worked.append(kept))
        self.wait()
        return worked

    def write(self, side: str, question: str, words: str) -> None:
        self.page.partners[side].fields[question].words.edit.setPlainText(words)

    def choose(self, side: str, question: str, key: str | None) -> None:
        choice = self.page.partners[side].fields[question].choice
        assert choice is not None
        choice.set_key(key)
        choice.chosen.emit(key)

    def press(self, name: str) -> None:
        found = [
            one
            for one in self.page.findChildren(QAbstractButton)
            if one.isVisible() and name in (one.accessibleName(), one.text())
        ]
        assert found, f"no button {name}"
        found[0].click()
        self.wait()

    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def asking(ctx: Context, settle: Callable[[], None], qtbot: QtBot) -> Iterator[Asking]:
    page = IntakePage(ctx)
    qtbot.addWidget(page)
    page.resize(1016, 800)
    page.show()
    qtbot.waitExposed(page)
    made = Asking(ctx, settle, page)
    yield made
    ctx.dialogs.close_all()
    made.wait()
