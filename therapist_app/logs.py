"""The log: which event, when, and plain numbers. It has no place for content, so none can slip in.

Every line is one JSON object. Events and the names of their facts are declared here; a fact is a number, a
yes or no, or the name of a class or module in our own code.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import traceback
from enum import StrEnum
from pathlib import Path

from therapist_app.kernel.clock import Clock

_LARGEST = 256 * 1024
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,80}(:\d{1,6})?")
_OURS = ("therapist_app", "ui", "resources")


class Event(StrEnum):
    """What may be written down."""

    STARTED = "started"
    UNLOCKED = "unlocked"
    REFUSED = "refused"
    CREATED = "created"
    LOCKED = "locked"
    NOT_REPLACED = "not_replaced"
    NOT_SAVED = "not_saved"
    SETTING_PUT_BACK = "setting_put_back"
    PROBLEM = "problem"
    ENDED = "ended"


FACTS: dict[Event, frozenset[str]] = {
    Event.STARTED: frozenset({"version", "milliseconds"}),
    Event.UNLOCKED: frozenset({"milliseconds"}),
    Event.REFUSED: frozenset({"kind", "tries"}),
    Event.CREATED: frozenset({"milliseconds"}),
    Event.LOCKED: frozenset({"reason", "milliseconds"}),
    Event.NOT_REPLACED: frozenset({"kind"}),
    Event.NOT_SAVED: frozenset({"kind", "tries"}),
    Event.SETTING_PUT_BACK: frozenset({"count"}),
    Event.PROBLEM: frozenset({"kind", "place"}),
    Event.ENDED: frozenset(),
}


class Log:
    """Appends events to one small file; a log that cannot be written never stops the work."""

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    def write(self, event: Event, **facts: int | float | bool | str) -> None:
        """Note an event. Raises ValueError for a fact that was not declared or could carry content."""
        for name, value in facts.items():
            if name not in FACTS[event] or (isinstance(value, str) and not _is_plain(name, value)):
                raise ValueError(f"the log does not take this fact of {event}: {name}")
        line = json.dumps(
            {"at": self._clock.now().isoformat(timespec="milliseconds"), "event": event, **facts}
        )
        with contextlib.suppress(OSError):
            self._append(line)

    def problem(self, error: BaseException) -> None:
        """Note our own bug by its type and the innermost place in our code; never its message."""
        self.write(Event.PROBLEM, kind=type(error).__name__, place=place_of(error))

    def _append(self, line: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._file.exists() and self._file.stat().st_size > _LARGEST:
            self._file.replace(self._file.with_suffix(".old.log"))
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line + "\n")


def _is_plain(name: str, value: str) -> bool:
    if name == "version":
        return re.fullmatch(r"[0-9][0-9A-Za-z.+]{0,30}", value) is not None
    return _NAME.fullmatch(value) is not None


def place_of(error: BaseException) -> str:
    """The innermost frame in our own code, as `package.module:line`; "elsewhere" if there is none."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        parts = Path(frame.filename).with_suffix("").parts
        for package in _OURS:
            if package in parts:
                module = ".".join(parts[len(parts) - 1 - parts[::-1].index(package) :])
                return f"{module}:{frame.lineno}" if _NAME.fullmatch(f"{module}:{frame.lineno}") else package
    return "elsewhere"


def silence_libraries() -> None:
    """Let no library write its own messages anywhere: they may quote what they worked on."""
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    root.setLevel(logging.CRITICAL)
    logging.raiseExceptions = False
