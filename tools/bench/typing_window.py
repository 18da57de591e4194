"""Two thousand keys typed into the real editor: how long the window's thread ever stood still.

Run as `python -m tools.bench.typing_window FOLDER PASSPHRASE_FILE`; prints one JSON object: `worst`, `p99` and `over`
(the share of keys after which the thread stood for more than a frame), in milliseconds. Autosave and spelling are on.
"""

from __future__ import annotations

import json
import random
import sys
import time
import tomllib
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tools.bench.career_window import evening_of
from tools.bench.sitting import Sitting, sitting

KEYS = 2_000
_FRAME_MS = 16
_PAUSES_MS = (12, 70)  # between two keys: faster than any hand, so that every save comes between keys
_SLIPS = ("teh", "recieved", "seperate", "zorblatt", "agian")


def main(arguments: list[str]) -> int:
    """Type and print."""
    folder, kept = Path(arguments[0]), Path(arguments[1])
    passphrase = kept.read_text(encoding="utf-8").strip()
    with sitting(folder, evening_of(kept)) as here:
        here.unlock(passphrase, lambda: bool(here.window.sidebar.caseload.model.total))
        here.settle()
        here.press("Ctrl+N")
        here.settle()
        stalls = _Typist(here).type(natural_text(KEYS))
    stalls.sort()
    found = {
        "worst": stalls[-1],
        "p99": stalls[len(stalls) * 99 // 100],
        "over": sum(one > _FRAME_MS for one in stalls) / len(stalls),
    }
    print(json.dumps(found), flush=True)
    return 0


def natural_text(letters: int) -> str:
    """Sentences of invented notes, with a slip here and there and paragraphs of a few lines."""
    chance = random.Random("typing")
    text = resources.files("resources.sample").joinpath("couples.toml").read_text(encoding="utf-8")
    notes = tomllib.loads(text)["notes"]
    lines = [line for name in sorted(notes) for line in _lines(notes[name])]
    said = ""
    while len(said) < letters:
        said += chance.choice(lines).format(a="Ada", b="Ben") + chance.choice((" ", " ", " ", "\n"))
        said += f"{chance.choice(_SLIPS)} " if chance.random() < 0.2 else ""
    return said[:letters]


def _lines(found: object) -> list[str]:
    if isinstance(found, dict):
        return [line for one in found.values() for line in _lines(one)]
    return [line for line in found if isinstance(line, str)] if isinstance(found, list) else []


class _Typist:
    """Presses a key, lets the loop run for a moment, presses the next; a beat tells how late the loop ever was."""

    def __init__(self, here: Sitting) -> None:
        self._here = here
        self._worst = 0.0
        self._last = time.perf_counter()
        self._beat = QTimer(interval=0)
        self._beat.timeout.connect(self._beats)

    def type(self, text: str) -> list[float]:
        """The longest time that the thread stood, for each key."""
        chance, found = random.Random("pace"), []
        self._last = time.perf_counter()
        self._beat.start()
        for letter in text:
            self._worst = 0.0
            self._press(letter)
            self._let_run(chance.uniform(*_PAUSES_MS) / 1000)
            found.append(self._worst)
        self._beat.stop()
        return found

    def _press(self, letter: str) -> None:
        target = QApplication.focusWidget()
        if target is None:
            raise RuntimeError("no field has the focus")
        if letter == "\n":
            self._here.press("Return")
        else:
            QTest.keyClicks(target, letter)
        self._beats()

    def _let_run(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._here.app.processEvents()
            time.sleep(0.0005)  # as an idle loop does: the threads get their turn

    def _beats(self) -> None:
        now = time.perf_counter()
        self._worst = max(self._worst, (now - self._last) * 1000)
        self._last = now


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
