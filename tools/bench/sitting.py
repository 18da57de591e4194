"""One sitting at a practice, for a program that measures from inside: open, press, wait until it is so, close."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from therapist_app.kernel.clock import Clock
    from ui.shell.doorway import Doorway
    from ui.shell.frame import Frame
    from ui.shell.outside import Outside
    from ui.shell.window import MainWindow

_PATIENCE_MS = 30_000
_EVENTS = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Sitting:
    """The real window on a practice; every act is a key, every time is in milliseconds."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        from therapist_app.paths import Folders
        from ui.main import make_outside, without_collecting
        from ui.shell.doorway import Doorway
        from ui.shell.frame import Frame

        found = QApplication.instance()
        self.app = found if isinstance(found, QApplication) else QApplication([])
        own = folder.parent
        self.outside: Outside = make_outside(self.app, Folders(own / "config", own / "state", own), clock)
        self.frame: Frame = Frame(self.outside.theme)
        self.doorway: Doorway = Doorway(self.frame, self.outside)
        without_collecting(self.doorway)
        self.frame.resize(1280, 800)
        self.doorway.begin(folder)
        self.frame.show()
        self.frame.activateWindow()
        self.until(lambda: self.frame.was_painted)
        self.settle()

    @property
    def window(self) -> MainWindow:
        """The open practice."""
        window = self.doorway.window
        if window is None:
            raise RuntimeError("the practice is not open")
        return window

    def unlock(self, passphrase: str, is_so: Callable[[], bool]) -> float:
        """From Enter on the passphrase until something is so and painted."""

        def give() -> None:
            if self.doorway.unlock_page is not None:
                self.doorway.unlock_page.passphrase_given.emit(passphrase)

        return self.taken(give, lambda: self.doorway.window is not None and is_so())

    def taken(self, act: Callable[[], object], is_so: Callable[[], bool]) -> float:
        """From an act until something is so and the window is painted."""
        began = time.perf_counter()
        act()
        self.until(is_so)
        (self.doorway.window or self.frame).repaint()
        return (time.perf_counter() - began) * 1000

    def press(self, key: str) -> None:
        """Press one key, written like "Ctrl+N", where the focus is."""
        combined = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]  the stub lacks it
        QTest.keyClick(QApplication.focusWidget() or self.frame, combined.key(), combined.keyboardModifiers())

    def until(self, is_so: Callable[[], bool]) -> None:
        """Let the event loop run until something is so; it sleeps meanwhile and leaves the threads their time."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        tick = QTimer(interval=2)
        tick.start()
        while not is_so():
            if deadline.hasExpired():
                raise TimeoutError("it did not become so")
            QCoreApplication.processEvents(_EVENTS)

    def until_painted(self, act: Callable[[], object], is_shown: Callable[[], bool]) -> None:
        """Act, and let the event loop run until the page in front has painted what is then shown."""
        watch = _Paints(self, is_shown)
        self.app.installEventFilter(watch)
        try:
            act()
            self.until(lambda: watch.seen)
        finally:
            self.app.removeEventFilter(watch)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(3):
            self.outside.tasks.drain(_PATIENCE_MS)
            QCoreApplication.processEvents()

    def close(self) -> None:
        """Lock, and end the threads."""
        self.doorway.lock()
        self.until(lambda: self.doorway.unlock_page is not None)
        self.outside.tasks.close()


class _Paints(QObject):
    """Notices when a part of the page in front is painted while what is wanted is shown."""

    def __init__(self, here: Sitting, is_shown: Callable[[], bool]) -> None:
        super().__init__()
        self._here, self._is_shown = here, is_shown
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at paints alone."""
        if not self.seen and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            page = self._here.window.stack.current
            self.seen = page is not None and page.isAncestorOf(watched) and self._is_shown()
        return False


@contextmanager
def sitting(folder: Path, clock: Clock | None = None) -> Generator[Sitting]:
    """A sitting that is closed in the end."""
    made = Sitting(folder, clock)
    try:
        yield made
    finally:
        made.close()
