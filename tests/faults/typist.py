"""Opens a practice in the real window and types numbered words until killed: `typist FOLDER [KEY SECONDS]`.

Prints, each with two clocks (the program's own, which stands still while the processors serve other programs, and the
monotonic one): `typed N` after a word, `copied N` when the note is taken to be
saved, `kept N` when it is. With a KEY, such as Ctrl+L, it is pressed after so many seconds (`pressed N`), and typing
ends; `left N` says that everything was kept and the process is about to be replaced, or has let the window go. The
KEY "sign" stands for all that signs the note; `signed N` says that the window shows it as signed.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.faults.broken import break_named
from tests.support.inside import run_with
from tests.support.own_time import waited
from tests.support.robot import Hands
from tests.support.vaults import PASSPHRASE, WEAK
from ui.kit.autosave import SaveState, Saving
from ui.sessions.page import NotePage
from ui.shell.frame import Stance
from ui.shell.renewal import renew

SIGN = "sign"
EVERY_MS = 120  # eight words a second: far more than anyone types


class Typist(QObject):
    """Types a word at each tick, and tells how far saving is."""

    typed = 0

    def __init__(self, hands: Hands, page: NotePage, key: str, seconds: float) -> None:
        super().__init__(hands.frame)
        assert page.drafts.front is not None
        self._hands, self._copied, self._key = hands, 0, key
        page.drafts.front.saver.state_changed.connect(self._tell_saving)
        self._timer = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._type)
        self._timer.start()
        if key:
            QTimer.singleShot(round(seconds * 1000), self, self._press)

    def _type(self) -> None:
        number = Typist.typed + 1
        QTest.keyClicks(QApplication.focusWidget(), f"w{number} ")
        Typist.typed = number
        tell("typed", number)

    def _press(self) -> None:
        self._timer.stop()
        if self._key == SIGN:
            tell("pressed", self.typed)
            sign(self._hands)
            tell("signed", self.typed)
            return
        combined = QKeySequence(self._key)[0]  # pyright: ignore[reportIndexIssue]  the stub lacks it
        tell("pressed", self.typed)
        QTest.keyClick(QApplication.focusWidget(), combined.key(), combined.keyboardModifiers())

    def _tell_saving(self, state: SaveState) -> None:
        if state.saving is Saving.SAVING:
            self._copied = self.typed
            tell("copied", self._copied)
        elif state.saving is Saving.NOT_SAVED:
            tell("failed", self._copied)
        elif self._copied:
            tell("kept", self._copied)


def sign(hands: Hands) -> None:
    """Done, then everything until the note stands there signed."""
    hands.press("Ctrl+Return")
    hands.until(lambda: hands.reads("Note kept"))
    hands.press("Ctrl+Shift+Return")
    hands.until(lambda: hands.here == "Name")
    hands.type("Zoe Lin")
    hands.press("Return")
    hands.until(lambda: hands.reads("Signed by"))


def tell(what: str, number: int) -> None:
    """One line, at once."""
    now = time.monotonic()
    os.write(1, f"{what} {number} {now - waited():.6f} {now:.6f}\n".encode())


def leave(folder: Path, stance: Stance) -> None:
    """The lock is done: say so and be replaced."""
    tell("left", Typist.typed)
    renew(folder, stance)


def begin(hands: Hands, key: str, seconds: float) -> None:
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
    Typist(hands, page, key, seconds)


def main(arguments: list[str]) -> int:
    """Type; or, after a lock, only be there."""
    break_named()
    if arguments[:1] == ["--locked"]:
        return run_with(lambda _: None, Path(arguments[1]), WEAK, stance=arguments[2], renew=leave)
    folder, key, seconds = (*arguments, "", "0")[:3]
    ended = run_with(lambda hands: begin(hands, key, float(seconds)), Path(folder), WEAK, renew=leave)
    tell("left", Typist.typed)
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
