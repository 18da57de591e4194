"""The door for our own bugs: what is typed is kept first, then a report that holds no content is shown."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import re
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

import PySide6
from PySide6.QtCore import QObject, Qt, Signal

from therapist_app import __version__

if TYPE_CHECKING:
    from ui.kit.dialogs import Dialogs

_OURS = ("therapist_app", "ui", "resources")
_LARGEST = 256 * 1024
_MOST_FRAMES = 12
_NUMBERS = re.compile(r"\d+(\.\d+)*")


class CrashDoor(QObject):
    """Takes every exception nobody caught, keeps drafts, notes it in a log and shows the report.

    `save_drafts` keeps what is being typed; it answers False when something could not be kept.
    """

    reported = Signal(str, bool)
    """The report, and whether the drafts are kept."""
    _fell = Signal(object)

    def __init__(
        self, log_folder: Path, save_drafts: Callable[[], object], dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self._folder = log_folder
        self._save_drafts = save_drafts
        self.dialogs = dialogs
        self._busy = False
        self._faults: TextIO | None = None
        self._before: tuple[Any, Any, Any] | None = None
        # Whatever thread an error comes from, it is dealt with on this object's own.
        self._fell.connect(self._receive, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        """Take over from Python's own hooks, which print messages and arguments."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._hook
        threading.excepthook = lambda fallen: self.caught(fallen.exc_value)
        sys.unraisablehook = lambda fallen: self.note(fallen.exc_value)
        with contextlib.suppress(OSError):
            # Only a fault of the interpreter itself is written here; it names files, so it stays apart.
            self._faults = _open_private(self._folder / "faults.log")
            faulthandler.enable(self._faults)

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def caught(self, error: BaseException | None) -> None:
        """Deal with an error from any thread."""
        if error is not None:
            self._fell.emit(error)

    def note(self, error: BaseException | None) -> str:
        """Write the report of an error into the log and give it back; nothing is shown."""
        report = make_report(error)
        with contextlib.suppress(OSError), _open_private(self._folder / "crash.log") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n{report}\n")
        return report

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if sys.flags.dev_mode:
            sys.__excepthook__(kind, error, trace)
        self.caught(error)
        # Kept for debuggers; the frames it leads to hold what was being worked on.
        sys.last_type = sys.last_value = sys.last_traceback = None

    def _receive(self, error: BaseException) -> None:
        report = self.note(error)
        if self._busy:  # an error while dealing with an error is only noted
            return
        self._busy = True
        try:
            kept = self._keep()
            self.reported.emit(report, kept)
            self._show(report, kept=kept)
        finally:
            self._busy = False

    def _keep(self) -> bool:
        try:
            return self._save_drafts() is not False
        except Exception as error:  # noqa: BLE001 - whatever it is, the first error is still to be shown
            self.note(error)
            return False

    def _show(self, report: str, *, kept: bool) -> None:
        if self.dialogs is None:
            return
        from ui.kit.crash_sheet import CrashSheet

        open_now = next((one for one in self.dialogs.shown if isinstance(one, CrashSheet)), None)
        if open_now is not None:
            open_now.add(report)
        else:
            self.dialogs.open(CrashSheet(self.dialogs.theme, report, kept=kept))


def make_report(error: BaseException | None) -> str:
    """What may be told of an error: versions, the system, types, and lines of our own files; nothing else."""
    lines = [
        f"Attune {__version__}",
        f"Python {platform.python_version()}, Qt {PySide6.__version__}",
        f"{platform.system()} {_numbers(platform.release())} {platform.machine()}".replace("  ", " "),
    ]
    for one in _chain(error):
        lines.append(_type_name(type(one)))
        lines += [f"  {place}" for place in _places(one.__traceback__)][-_MOST_FRAMES:]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, the outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen and len(seen) < 5:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _type_name(kind: type[BaseException]) -> str:
    """The name of a class that is written in code; one made while running could be called anything."""
    found: object = sys.modules.get(kind.__module__)
    for part in kind.__qualname__.split("."):
        found = getattr(found, part, None)
    return kind.__qualname__ if found is kind else "Exception"


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Our own lines as file:line, told by the module that is loaded and never by a path."""
    while trace is not None:
        scope = trace.tb_frame.f_globals
        name = str(scope.get("__name__", ""))
        module = sys.modules.get(name)
        if name.split(".")[0] in _OURS and module is not None and vars(module) is scope:
            yield f"{name.replace('.', '/')}.py:{trace.tb_lineno}"
        trace = trace.tb_next


def _numbers(version: str) -> str:
    found = _NUMBERS.match(version)
    return found[0] if found else ""


def _open_private(file: Path) -> TextIO:
    """Open a log to add to, readable by its owner alone; a large one makes room first."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists() and file.stat().st_size > _LARGEST:
        file.replace(file.with_suffix(".old.log"))
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.fdopen(handle, "a", encoding="utf-8")
