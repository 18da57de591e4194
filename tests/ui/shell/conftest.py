"""The whole app but its event loop: frame and doorway, on real vaults with a weak passphrase check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.builders import SATURDAY, Practice
from tests.support.keyrings import Desktop
from tests.support.moulds import Mould
from tests.support.vaults import WEAK
from therapist_app.kernel.clock import FixedClock
from therapist_app.logs import Log
from therapist_app.paths import Folders
from therapist_app.settings import Settings
from ui.kit.dialogs import Dialogs
from ui.kit.tasks import Tasks
from ui.shell.doorway import Doorway
from ui.shell.frame import Frame
from ui.shell.outside import Outside
from ui.shell.window import MainWindow
from ui.theme.theme import Theme


@dataclass
class App:
    """The app, and hands to use it with the keyboard alone."""

    outside: Outside
    frame: Frame
    doorway: Doorway
    bot: QtBot
    closed: list[bool] = field(default_factory=list)

    @property
    def window(self) -> MainWindow:
        found = self.doorway.window
        assert found is not None, "the practice is locked"
        return found

    @property
    def unlock_page(self):
        found = self.doorway.unlock_page
        assert found is not None, "the unlock page is not shown"
        return found

    def type(self, text: str, *then: Qt.Key) -> None:
        """Type into whatever has the focus, then press keys."""
        target = focused()
        QTest.keyClicks(target, text)
        for one in then:
            self.press(one)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is; a chord reaches the window's actions too."""
        QTest.keyClick(focused(), key, modifiers)

    def unlock(self, passphrase: str) -> MainWindow:
        self.type(passphrase, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.doorway.window is not None, timeout=10_000)
        self.outside.tasks.drain()
        return self.window

    def wait_locked(self) -> None:
        self.bot.waitUntil(lambda: self.doorway.unlock_page is not None, timeout=10_000)
        QApplication.processEvents()


def focused() -> QWidget:
    """What the next key goes to."""
    found = QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None, "no window is active"
    return found


@pytest.fixture
def practice_folder(tmp_path: Path) -> Path:
    """A practice on disk, closed: Ada & Ben seen before, Mira & Noor new, and a Zed & Yan."""
    return tmp_path / _CLOSED.copy(tmp_path)


def _tell(folder: Path) -> str:
    with Practice(folder) as told:
        couple = told.couple("Ada", "Ben")
        couple.safety("no_known_concern", days_ago=60).phase("understanding", days_ago=30)
        couple.session(days_ago=7).says("They came in laughing.").done()
        told.couple("Mira", "Noor")
        told.couple("Zed", "Yan")
        return told.made.folder.name


_CLOSED = Mould(_tell)


@pytest.fixture
def outside(
    tmp_path: Path, theme: Theme, tasks: Tasks, settings: Settings, dialogs: Dialogs, desktop: Desktop
) -> Outside:
    """What exists while locked."""
    folders = Folders(tmp_path / "config", tmp_path / "state", tmp_path / "practices")
    clock = FixedClock(SATURDAY)
    log = Log(folders.log_file, clock)
    return Outside(settings, folders, theme, tasks, dialogs, clock, log, WEAK, desktop.keyring(limit=2))


@pytest.fixture
def desktop() -> Desktop:
    """The keyring of this computer."""
    return Desktop()


@pytest.fixture
def app(qtbot: QtBot, outside: Outside) -> Iterator[App]:
    """The app in a shown window; call `doorway.begin`. At the end it is quit as a person would."""
    frame = Frame(outside.theme)
    doorway = Doorway(frame, outside)
    frame.resize(1280, 800)
    qtbot.addWidget(frame)
    frame.show()
    frame.activateWindow()
    qtbot.waitExposed(frame)
    made = App(outside, frame, doorway, qtbot)
    yield made
    outside.tasks.drain()
    doorway.quit()
    qtbot.waitUntil(lambda: not frame.isVisible(), timeout=10_000)


Begin = Callable[[], App]


@pytest.fixture
def locked(app: App, practice_folder: Path) -> App:
    """The app at its unlock page."""
    app.doorway.begin(practice_folder)
    QApplication.processEvents()
    return app
