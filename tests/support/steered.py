"""The real program steered from outside, through every lock: one errand a line comes in, one answer a line goes out.

`python -m tests.support.steered FOLDER`. At a lock the program is replaced by itself, input and output stay, and it
says that it is there again. Words come masked and are typed letter by letter, so that none of them is ever whole in
this process but where the product has it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.faults.broken import break_named
from tests.support.inside import run_with
from tests.support.own_time import waited
from tests.support.robot import Hands
from tests.support.vaults import WEAK
from ui.shell.awake_clock import since_boot
from ui.shell.frame import Stance
from ui.shell.instance import Instance
from ui.shell.renewal import renew
from ui.shell.sentry import Sentry

MASK = 0x5A
HALVES = ("the first half\n", "and the second\n")


def tell(**facts: object) -> None:
    """One line, at once, with the moment and with how long the machine has let this program wait so far."""
    os.write(1, (json.dumps(facts | {"at": time.monotonic(), "waited": waited()}) + "\n").encode())


def leave(folder: Path, stance: Stance) -> None:
    """Say when the process goes, then let it go."""
    tell(leaving=stance)
    renew(folder, stance)


class Steered(QObject):
    """Does what each line asks."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands.frame)
        self.hands = hands
        hands.until(lambda: hands.doorway.findChild(Sentry))
        sentry = hands.doorway.findChild(Sentry)
        assert sentry is not None
        for heard in (sentry.leaving, sentry.woke):
            heard.connect(lambda *_: tell(heard=True))
        instance = hands.frame.findChild(Instance)
        assert instance is not None
        instance.raise_requested.connect(lambda: tell(raised=True))
        hands.doorway.opened.connect(lambda _: tell(opened=True))
        hands.doorway.locked.connect(lambda: tell(locked=True))
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._asked)
        tell(ready=os.getpid())

    def _asked(self) -> None:
        line = os.read(0, 65536)
        if not line:
            os._exit(0)  # nobody steers any more
        self._notifier.setEnabled(False)
        errand: dict[str, Any] = json.loads(line)
        answer = getattr(self, f"do_{errand.pop('do')}")(**errand)
        self._notifier.setEnabled(True)
        tell(done=True, answer=answer)

    def do_type(self, masked: str) -> None:
        """Type words where the caret is."""
        for letter in bytes.fromhex(masked):
            self.hands.type(chr(letter ^ MASK))

    def do_press(self, keys: list[str]) -> None:
        """Press keys."""
        self.hands.press(*keys)

    def do_tap(self, key: str) -> None:
        """Press a key and do not wait for what comes of it."""
        combined = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]  the stub lacks it
        QTest.keyClick(
            QApplication.focusWidget() or self.hands.frame, combined.key(), combined.keyboardModifiers()
        )

    def do_give(self, masked: str) -> None:
        """Type the passphrase and Enter, and do not wait for what comes of it."""
        self.do_type(masked)
        page = self.hands.doorway.unlock_page
        assert page is not None
        page.card.unlock.click()

    def do_wait_open(self) -> None:
        """Wait for the practice."""
        self.hands.until(lambda: self.hands.doorway.window is not None)
        self.hands.settle()

    def do_wait_here(self, name: str) -> None:
        """Wait until the focus is on something."""
        self.hands.until(lambda: self.hands.here == name)
        self.hands.settle()

    def do_wait_sheet(self) -> None:
        """Wait for an open sheet."""
        self.hands.until(lambda: self.hands.outside.dialogs.shown)

    def do_place(self) -> object:
        """Where the person is, with the caret."""
        window = self.hands.doorway.window
        return None if window is None else [self.hands.here, window.place().to_json()]

    def do_count(self, masked: str) -> int:
        """How many of the texts on the screen hold a word."""
        word = bytes(letter ^ MASK for letter in bytes.fromhex(masked)).decode()
        return sum(word in text for text in self.hands.screen())

    def do_slow_save(self, seconds: float) -> None:
        """Have the disk take its time, then save what was typed; all of that is still under way when this ends."""
        self.hands.outside.tasks.vault(lambda: time.sleep(seconds))
        page = self.hands.doorway.window.stack.current  # pyright: ignore[reportOptionalMemberAccess]
        page.settle(lambda worked=True: tell(kept=worked))  # pyright: ignore[reportOptionalMemberAccess]

    def do_slow_file(self, path: str, seconds: float) -> None:
        """Write a file for the person, in two halves with a pause between them."""

        def write() -> None:
            with Path(path).open("w", encoding="utf-8") as file:
                file.write(HALVES[0])
                file.flush()
                time.sleep(seconds)
                file.write(HALVES[1])

        self.hands.outside.tasks.whole(write)

    def do_sleep_through(self, seconds: float) -> None:
        """Let the computer's clock run on, as it does in sleep, with nobody at the keys."""
        window = self.hands.doorway.window
        assert window is not None
        window._idle._seconds = lambda: since_boot() + seconds

    def do_files(self) -> int:
        """How many files are open."""
        return len(list(Path("/proc/self/fd").iterdir()))


def main(arguments: list[str]) -> int:
    """Start on a practice, or go on locked."""
    break_named()
    anew = arguments[:1] == ["--locked"]
    kept = None if os.environ.get("ATTUNE_IN_PLACE") else leave
    people: list[Steered] = []
    return run_with(
        lambda hands: people.append(Steered(hands)),
        Path(arguments[1] if anew else arguments[0]),
        WEAK,
        stance=arguments[2] if anew else "front",
        renew=kept,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
