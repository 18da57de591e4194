"""Opens a practice in the real window and types numbered words until killed: `typist FOLDER [--lazy]`.

Prints, each with the seconds of the monotonic clock: `typed N` after a word, `copied N` when the note is taken
to be saved, `kept N` when it is. `--lazy` saves too rarely: a test that finds nothing then would be no test.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.inside import run_with
from tests.support.robot import Hands
from tests.support.vaults import PASSPHRASE, WEAK
from ui.sessions import autosave
from ui.sessions.autosave import SaveState, Saving
from ui.sessions.page import NotePage

EVERY_MS = 60


class Typist(QObject):
    """Types a word at each tick, and tells how far saving is."""

    def __init__(self, page: NotePage) -> None:
        super().__init__(page)
        assert page.drafts.front is not None
        self._typed = self._copied = 0
        page.drafts.front.saver.state_changed.connect(self._tell_saving)
        self._timer = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._type)
        self._timer.start()

    def _type(self) -> None:
        self._typed += 1
        QTest.keyClicks(QApplication.focusWidget(), f"w{self._typed} ")
        tell("typed", self._typed)

    def _tell_saving(self, state: SaveState) -> None:
        if state.saving is Saving.SAVING:
            self._copied = self._typed
            tell("copied", self._copied)
        elif state.saving is Saving.NOT_SAVED:
            tell("failed", self._copied)
        elif self._copied:
            tell("kept", self._copied)


def tell(what: str, number: int) -> None:
    """One line, at once."""
    os.write(1, f"{what} {number} {time.monotonic():.6f}\n".encode())


def begin(hands: Hands) -> None:
    """Unlock, open today's note, and start."""
    hands.type(PASSPHRASE)
    hands.press("Return")
    hands.until(lambda: hands.doorway.window is not None)
    hands.settle()
    hands.press("Ctrl+N")
    hands.until(lambda: hands.here == "Note")
    hands.settle()
    page = hands.doorway.window.stack.current
    assert isinstance(page, NotePage)
    Typist(page)


if __name__ == "__main__":
    if "--lazy" in sys.argv:
        autosave.AFTER_LAST_KEY = autosave.AFTER_FIRST_KEY = 60.0
    sys.exit(run_with(begin, Path(sys.argv[1]), WEAK))
