"""The page of repair threads over a couple with one wound."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.kit.context import Context
from ui.kit.places import Place
from ui.repair.page import RepairPage
from ui.repair.step_sheet import StepSheet
from ui.repair.tile import StepTile


class Threads:
    """Works on the page with keys and reads it."""

    def __init__(self, ctx: Context, settle: Callable[[], None], page: RepairPage) -> None:
        self.ctx, self.settle, self.page = ctx, settle, page
        self.went: list[Place] = []
        self.said: list[tuple[str, object]] = []
        page.navigate_requested.connect(self.went.append)
        page.message.connect(lambda words, undo: self.said.append((words, undo)))
        page.changed.connect(page.reload)  # as the window does

    def open(self, couple_id: str, **extra: object) -> Threads:
        self.page.open(Place("repair", couple_id, extra=extra))
        self.wait()
        return self

    def wait(self) -> None:
        for _ in range(4):
            self.settle()
            QApplication.processEvents()

    def tile(self, label: str) -> StepTile:
        found = self.page.findChildren(StepTile)
        return next(one for one in found if one.isVisible() and one.accessibleName().startswith(label))

    def press(self, label: str, key: Qt.Key) -> None:
        tile = self.tile(label)
        tile.setFocus()
        QTest.keyClick(tile, key)
        self.wait()

    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def undo(self) -> None:
        undo = self.said[-1][1]
        assert callable(undo)
        undo()
        self.wait()

    @property
    def sheet(self) -> StepSheet:
        sheet = self.ctx.dialogs.shown[-1]
        assert isinstance(sheet, StepSheet)
        return sheet


@pytest.fixture
def threads(ctx: Context, settle: Callable[[], None], qtbot: QtBot) -> Iterator[Threads]:
    page = RepairPage(ctx)
    qtbot.addWidget(page)
    page.resize(1016, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    made = Threads(ctx, settle, page)
    yield made
    ctx.dialogs.close_all()
    made.wait()


@pytest.fixture
def wound(small, in_vault) -> str:
    couples = small.workspace.couples
    fields = {"kind": "betrayal", "period": "last winter", "line": "Ada found messages", "who_hurt": "a"}
    return in_vault(lambda: couples.add_rupture(small.ada_ben, **fields)).value.id
