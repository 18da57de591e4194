"""The homework pages on a small practice: opened, waited for, and read back as a user would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import InVault, SmallPractice
from therapist_app.homework.model import Assignment
from ui.homework.tab import HomeworkTab
from ui.kit.context import Context
from ui.kit.page import Page
from ui.kit.pdf_pages import ONE_CALLER
from ui.kit.places import Place

LETTER, LISTENING = "ownership_letter", "listening_habit"


def words_of(pdf: bytes) -> str:
    """Everything that can be read in a PDF."""
    with ONE_CALLER:  # the page itself may be under way on a thread of the program
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        finally:
            document.close()
    return " ".join(" ".join(pages).split())


@dataclass
class Opened:
    """A page that is open, what it said, and the practice behind it."""

    page: Any
    qtbot: QtBot
    ctx: Context
    in_vault: InVault
    couple_id: str
    said: list[str] = field(default_factory=list)
    went: list[Place] = field(default_factory=list)
    undo: Callable[[], None] | None = None  # what the last words can be taken back with

    def hear(self, words: str, undo: Callable[[], None] | None) -> None:
        """What the page says in passing."""
        self.said.append(words)
        self.undo = undo

    def wait_for_page(self) -> None:
        """Until a page is laid out and may be printed."""
        self.qtbot.waitUntil(
            lambda: bool(self.page.preview.pdf) and self.page.bar.print.isEnabled(), timeout=15_000
        )
        self.ctx.tasks.drain()

    def wait_for_words(self, words: str) -> None:
        """Until the page has said something."""
        self.qtbot.waitUntil(lambda: any(words in one for one in self.said), timeout=15_000)
        self.ctx.tasks.drain()

    def wait_for_line(self, words: str) -> None:
        """Until the line above the bar says something."""
        self.qtbot.waitUntil(lambda: words in self.page.bar.line.text(), timeout=15_000)
        self.ctx.tasks.drain()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focus, key, modifier)

    def type(self, words: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self.focus, words)

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def given(self) -> list[Assignment]:
        """What the vault says was given, newest first."""
        return list(self.in_vault(lambda: self.ctx.workspace.homework.assignments(self.couple_id)))

    def titles(self) -> list[str]:
        """The sheets that are listed, as they are read aloud; headings end in a colon."""
        model = self.page.chooser.sheets.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [index.data() + ("" if index.flags() else ":") for index in rows]


OpenPage = Callable[..., Opened]


@pytest.fixture
def open_page(qtbot: QtBot, ctx: Context, small: SmallPractice, in_vault: InVault) -> OpenPage:
    """Open a page of this room in a window of its own."""

    def open_it(cls: type[Page], place: Place, size: tuple[int, int] = (1016, 700)) -> Opened:
        page = cls(ctx)  # type: ignore[call-arg]
        qtbot.addWidget(page)
        opened = Opened(page, qtbot, ctx, in_vault, place.couple_id)
        page.message.connect(opened.hear)
        page.navigate_requested.connect(opened.went.append)
        page.changed.connect(page.reload)
        page.resize(*size)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open(place)
        ctx.tasks.drain()
        return opened

    return open_it


@pytest.fixture
def open_tab(open_page: OpenPage, small: SmallPractice) -> Callable[..., Opened]:
    """Open the homework tab of Ada & Ben, or of another couple, with the focus on its list."""

    def open_it(couple_id: str = "", sheet: str = "", size: tuple[int, int] = (1016, 700)) -> Opened:
        extra = {"sheet": sheet} if sheet else {}
        return open_page(
            HomeworkTab, Place("couple", couple_id or small.ada_ben, tab="homework", extra=extra), size
        )

    return open_it
