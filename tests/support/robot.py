"""A person at the keyboard: types, presses keys, walks with Tab, and reads what stands on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QTextEdit,
    QWidget,
)

from tests.support.vaults import WEAK
from therapist_app.kernel.clock import Clock
from therapist_app.paths import Folders
from ui.main import make_outside
from ui.shell.doorway import Doorway
from ui.shell.frame import Frame
from ui.shell.outside import Outside

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot  # programs that rows start have no use for it

_STEPS = 250

Wait = Callable[[Callable[[], object]], None]


class Hands:
    """Works in a window that exists already; every act is a key."""

    patience = 10_000  # milliseconds that work under way may take

    def __init__(self, frame: Frame, doorway: Doorway, outside: Outside, wait: Wait) -> None:
        self.frame, self.doorway, self.outside = frame, doorway, outside
        self._wait = wait

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._wait(is_so)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(3):
            self.outside.tasks.drain(self.patience)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each written like "Ctrl+N"."""
        for key in keys:
            combined = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]  the stub lacks it
            QTest.keyClick(self._target(), combined.key(), combined.keyboardModifiers())
            self.settle()

    def type(self, text: str) -> None:
        """Type text where the caret is."""
        for letter in text:
            QTest.keyClicks(self._target(), letter)
        self.settle()

    def wait_for(self, name: str) -> None:
        """Wait until a control with this name can be used."""
        self.until(
            lambda: any(
                one.isVisible() and one.isEnabled() and name_of(one) == name
                for one in self.frame.findChildren(QWidget)
            )
        )

    def walk_to(self, name: str) -> None:
        """Press Tab until the focus is on the control with this name; fails after a whole round."""
        seen: list[str] = []
        for _ in range(_STEPS):
            if self.here == name:
                return
            seen.append(self.here)
            QTest.keyClick(self._target(), Qt.Key.Key_Tab)
            QCoreApplication.processEvents()
        raise AssertionError(f"Tab does not reach {name!r}; it reached {list(dict.fromkeys(seen))}")

    @property
    def here(self) -> str:
        """The name of the control that has the focus."""
        return name_of(QApplication.focusWidget())

    def reads(self, words: str) -> bool:
        """Whether some label or button on the screen shows these words."""
        return any(words in text for text in self.screen())

    def screen(self) -> list[str]:
        """Every text that can be read: of labels, buttons, fields, notes and rows of lists."""
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        shown = [one for top in tops for one in top.findChildren(QWidget) if one.isVisible()]
        return [text for widget in shown for text in texts_of(widget)]

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.frame


class Robot(Hands):
    """Runs the whole program in its real window, in the process of the test."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: Clock) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.folders = Folders(folder / "config", folder / "state", folder / "practices")
        outside = make_outside(app, self.folders, clock, WEAK)
        self.crashed: list[BaseException] = []
        outside.tasks.crashed.connect(self.crashed.append)
        frame = Frame(outside.theme)
        super().__init__(
            frame,
            Doorway(frame, outside),
            outside,
            lambda is_so: qtbot.waitUntil(lambda: bool(is_so()), timeout=20_000),
        )
        self.frame.resize(1280, 800)

    def start(self, practice: Path | None = None) -> None:
        """Open the window."""
        self.doorway.begin(practice)
        self.frame.show()
        self.frame.activateWindow()
        self.until(self.frame.isActiveWindow)
        self.settle()

    def end(self) -> None:
        """Close the window as a person would, and let the threads end."""
        if not self.frame.isHidden():
            self.frame.close()
            self.until(self.frame.isHidden)
        self.outside.tasks.close()
        self.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self.crashed:
            raise self.crashed[0]


def texts_of(widget: QWidget) -> list[str]:
    """What a widget shows as text."""
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text().replace("&&", "&")]
    if isinstance(widget, QLineEdit):
        return [widget.text()]
    if isinstance(widget, QTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QListView):
        model = widget.model()
        rows = (model.index(row, 0) for row in range(model.rowCount())) if model else ()
        return [str(row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data() or "") for row in rows]
    return []


def name_of(widget: QWidget | None) -> str:
    """What a screen reader would call a control."""
    if widget is None:
        return ""
    text = widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or type(widget).__name__
