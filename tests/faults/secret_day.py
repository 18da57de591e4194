"""A whole day in the real program with given words in every place a person can type one; then more typing until killed.

Reads the words as JSON from its standard input. Tells on its standard output, one JSON object a line, what was seen
on the way, and never one of the words but the recovery words, in the line that is called `recovery`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.shell.hardening
from tests.faults.broken import break_named
from tests.support import first_day, leftovers
from tests.support.inside import run_with
from tests.support.memory import may_look_into_any
from tests.support.robot import Hands
from therapist_app.vault.keys import KdfPolicy

CRASHES = 3


def tell(**facts: object) -> None:
    """One line, at once."""
    os.write(1, (json.dumps(facts) + "\n").encode())


class Day:
    """The steps of the day, each by keys."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self.titles: list[str] = []

    def __call__(self, hands: Hands) -> None:
        """From the first run to the typing that is cut off."""
        self.hands = hands
        hands.frame.windowTitleChanged.connect(self.titles.append)
        self.begin()
        self.write_note()
        self.promise()
        self.enter_phase()
        self.preview()
        self.find()
        self.crash()
        self.lock()
        self.unlock()
        self.type_on()

    def begin(self) -> None:
        """The first run."""
        recovery = first_day.set_up(self.hands, self.words["passphrase"], self.words["practice"])
        first_day.add_first_couple(self.hands, self.words["a"], self.words["b"])
        tell(recovery=recovery)

    def write_note(self) -> None:
        """A note with words, a part of it copied, and a block found by its name."""
        hands = self.hands
        hands.press("Ctrl+N")
        hands.type(self.words["note"])
        hands.press("Shift+Home", "Ctrl+C", "End")
        hands.press("Ctrl+Return")
        hands.until(lambda: hands.reads("Note kept"))

    def promise(self) -> None:
        """A promise."""
        first_day.add_promise(self.hands, self.words["promise"])

    def enter_phase(self) -> None:
        """A phase and why."""
        hands = self.hands
        hands.press("Ctrl+1")
        hands.wait_for("Set phase")
        hands.walk_to("Set phase")
        hands.press("Return")
        hands.until(lambda: hands.outside.dialogs.shown)
        hands.walk_to("Why, in a line")
        hands.type(self.words["reason"])
        hands.press("Return")
        self._back_in_window()
        hands.wait_for("Change phase")

    def preview(self) -> None:
        """The page of a handout that names both, laid out and painted."""
        hands = self.hands
        hands.press("Ctrl+P")
        hands.wait_for("Save PDF")

    def find(self) -> None:
        """Look for a name and for a word of the note."""
        hands = self.hands
        for word in ("a", "note"):
            hands.press("Ctrl+K")
            hands.type(self.words[word])
            hands.until(lambda: hands.doorway.window.palette_box.model.rowCount() > 0)
            hands.press("Escape")

    def crash(self) -> None:
        """Our own bug, three times: in a slot, on the vault's thread and on one of Python's."""
        hands, word = self.hands, self.words["crash"]

        def fail() -> NoReturn:
            text = {"note": word}
            raise KeyError(text["note"], word) from ValueError(word)

        def slot() -> None:
            about = [word]
            fail()
            del about

        QTimer.singleShot(0, slot)
        hands.until(lambda: self._reports() >= 1)
        hands.outside.tasks.vault(fail)
        hands.until(lambda: self._reports() >= 2)
        threading.Thread(target=fail).start()
        hands.until(lambda: self._reports() >= CRASHES)
        hands.settle()
        hands.press("Escape")
        self._back_in_window()

    def _back_in_window(self) -> None:
        """After a sheet: a desktop would make the window below it the active one by itself, and leave it so."""
        hands, steady = self.hands, 0

        def is_steady() -> bool:
            nonlocal steady
            steady = steady + 1 if hands.frame.isActiveWindow() else 0
            if not steady:
                hands.frame.activateWindow()
            return steady > 10

        hands.until(lambda: not hands.outside.dialogs.shown)
        hands.until(is_steady)

    def _reports(self) -> int:
        log = self.hands.outside.folders.state / "crash.log"
        return log.read_text().count("KeyError") if log.exists() else 0

    def lock(self) -> None:
        """Copy something, lock, and look at what is left."""
        hands = self.hands
        hands.press("Ctrl+N")
        hands.until(lambda: hands.here == "Note")
        hands.type(self.words["note"])
        hands.press("Ctrl+A", "Ctrl+C")
        self.place = hands.doorway.window.place()
        clipboard, words = QGuiApplication.clipboard(), list(self.words.values())
        before = clipboard.text()
        tell(copied=self.words["note"] in before, shown=len(leftovers.shown_words(words)))
        hands.press("Ctrl+L")
        hands.until(lambda: hands.doorway.unlock_page is not None)
        hands.settle()
        modes = [QClipboard.Mode.Clipboard] + [QClipboard.Mode.Selection] * clipboard.supportsSelection()
        tell(
            clipboard=[bool(clipboard.text(mode)) for mode in modes],
            left_on_screen=leftovers.shown_words(words),
            left_in_memory=leftovers.kept_strings(words, [self.words, words]),
            left_open=leftovers.open_things(),
        )

    def unlock(self) -> None:
        """Come back to the same place."""
        hands = self.hands
        first_day.unlock(hands, self.words["passphrase"])
        hands.until(lambda: hands.here == "Note")
        tell(same_place=hands.doorway.window.place() == self.place, titles=self.titles)

    def type_on(self) -> None:
        """Type, and go on until killed; the parent hears when the first words are kept."""
        hands = self.hands
        page = hands.doorway.window.stack.current
        hands.press("Ctrl+End")
        hands.type(f"{self.words['last']} ")
        page.drafts.flush(lambda worked: tell(kept=worked))
        self._keys = QTimer(page, interval=20)
        self._keys.timeout.connect(self._type_a_word)
        self._keys.start()

    def _type_a_word(self) -> None:
        QTest.keyClicks(QApplication.focusWidget(), f"{self.words['last']} ")
        self.hands.doorway.window.stack.current.drafts.flush()


def start(make: Callable[[dict[str, str]], Day], policy: KdfPolicy | None = None) -> int:
    """Run a day, with the guards broken that were asked for."""
    break_named()
    words = json.loads(sys.stdin.read())
    if "--traced" in sys.argv and not may_look_into_any():
        # Without this right a tracer reads no file names of a process that lets nobody look into it.
        ui.shell.hardening._not_readable_by_others = lambda: None
    tell(pid=os.getpid())
    return run_with(make(words), policy=policy)


if __name__ == "__main__":
    sys.exit(start(Day))
