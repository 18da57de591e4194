"""Starts the steered program and steers it; see `steered`."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.faults.broken import VARIABLE
from tests.support.programs import ROOT
from tests.support.steered import MASK
from tests.support.vaults import PASSPHRASE

LONGEST = 240.0  # seconds for any answer, where the machine is busy with others


class Gone(Exception):
    """The program ended, or said nothing for too long."""


def masked(words: str) -> str:
    """Words as the program may hold them."""
    return bytes(letter ^ MASK for letter in words.encode("ascii")).hex()


class Steering:
    """The program on a practice, in a folder of its own; `said` keeps every line with what came before the next."""

    def __init__(
        self, practice: Path, home: Path, more: Mapping[str, str] | None = None, broken: str = ""
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
        kept |= {"ATTUNE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", VARIABLE: broken}
        self.surroundings = kept | dict(more or {})
        self.errors = home / "errors"
        with self.errors.open("ab") as errors:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "tests.support.steered", str(practice)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=ROOT,
                env=self.surroundings,
            )
        self.pid = self.child.pid
        self.last: dict[str, Any] = {}  # what was answered last
        self.passed: list[dict[str, Any]] = []  # lines that came and were not waited for
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            self._lines.put(json.loads(line))
        self._lines.put({"gone": True})

    def hear(self, *names: str, within: float = LONGEST) -> dict[str, Any]:
        """The next line that tells one of these; raises Gone."""
        deadline = time.monotonic() + within
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise Gone(f"nothing told of {names}: {self.errors.read_text()}") from None
            if any(name in line for name in names):
                return line
            self.passed.append(line)
            if "gone" in line:
                raise Gone(self.errors.read_text())

    def send(self, errand: str, **given: object) -> None:
        """Ask for something and do not wait."""
        assert self.child.stdin is not None
        self.child.stdin.write((json.dumps({"do": errand, **given}) + "\n").encode())
        self.child.stdin.flush()

    def do(self, errand: str, **given: object) -> Any:
        """Ask for something and wait until it is done."""
        self.send(errand, **given)
        self.last = self.hear("done")
        return self.last["answer"]

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Open the practice."""
        self.do("give", masked=masked(passphrase))
        self.do("wait_open")

    def type(self, words: str) -> None:
        """Type words."""
        self.do("type", masked=masked(words))

    def to_note(self) -> None:
        """Go to today's note."""
        self.do("press", keys=["Ctrl+N"])
        self.do("wait_here", name="Note")

    def end(self) -> None:
        """Let the program end: it does when its input does."""
        assert self.child.stdin is not None
        self.child.stdin.close()
        try:
            self.child.wait(LONGEST)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self._reader.join()
        assert self.child.stdout is not None
        self.child.stdout.close()

    def __enter__(self) -> Steering:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.child.kill()
        self.end()
