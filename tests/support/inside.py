"""The real program in a process of its own, with a person inside who presses its keys."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

import ui.main
from tests.support.robot import Hands
from therapist_app.paths import Folders
from therapist_app.vault.keys import KdfPolicy
from ui.shell.doorway import Doorway
from ui.shell.frame import Frame
from ui.shell.outside import Outside
from ui.shell.renewal import Renew

_LONGEST_MS = 90_000  # where rows run side by side the machine is busy

Person = Callable[[Hands], None]


def run_with(
    person: Person,
    practice: Path | None = None,
    policy: KdfPolicy | None = None,
    *,
    stance: str = "front",
    renew: Renew | None = None,
) -> int:
    """Run `ui.main` as it is; once its window is there, `person` is called inside its event loop.

    `policy` is the least that a key file may ask for; None is the program's own. Without `renew` a lock ends in
    this same process.
    """
    make = ui.main.make_outside

    def made(app: QApplication, folders: Folders) -> Outside:
        outside = make(app, folders, None, policy)
        QTimer.singleShot(0, lambda: _enter(person, outside))
        return outside

    ui.main.make_outside = made
    return ui.main.main(practice, stance, renew)


def _enter(person: Person, outside: Outside) -> None:
    try:
        frame = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Frame))
        doorway = frame.findChild(Doorway)
        assert doorway is not None
        hands = Hands(frame, doorway, outside, wait_until)
        hands.patience = _LONGEST_MS
        frame.activateWindow()
        hands.until(frame.isActiveWindow)
        hands.settle()
        person(hands)
    except BaseException:  # noqa: BLE001  the program's own door would swallow it
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(70)


def wait_until(is_so: Callable[[], object]) -> None:
    """Let the program go on until something is so."""
    deadline = QDeadlineTimer(_LONGEST_MS)
    tick = QTimer(interval=10)  # wakes the loop
    tick.start()
    while not is_so():
        if deadline.hasExpired():
            raise TimeoutError("what was waited for did not come")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
