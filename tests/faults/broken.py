"""Guards that can be broken on purpose, so that a row of the plan can be seen to turn red.

Only the programs that rows start call `break_named`; the product knows nothing of this.
"""

from __future__ import annotations

import os
from collections.abc import Callable

VARIABLE = "ATTUNE_BROKEN"


def _synchronous_off() -> None:
    from therapist_app.vault import driver

    driver._SETTINGS = tuple(
        ("synchronous", "OFF", 0) if name == "synchronous" else (name, value, expected)
        for name, value, expected in driver._SETTINGS
    )


def _same_process() -> None:
    from ui.shell.doorway import Doorway

    Doorway._replace = lambda self, renew: None  # the lock ends in the process that knew the practice


def _no_brake() -> None:
    from ui.shell.sentry_linux import LinuxSentry

    LinuxSentry.hold_sleep = lambda self: None


def _no_epoch() -> None:
    from ui.kit.tasks import Tasks

    Tasks.next_epoch = lambda self: None


def _lazy_saving() -> None:
    from ui.sessions import autosave

    autosave.AFTER_LAST_KEY = autosave.AFTER_FIRST_KEY = 60.0


def _no_exclusive_lock() -> None:
    from therapist_app.vault import driver

    driver._SETTINGS = tuple(
        ("locking_mode", "NORMAL", "normal") if name == "locking_mode" else (name, value, expected)
        for name, value, expected in driver._SETTINGS
    )


GUARDS: dict[str, Callable[[], None]] = {
    "synchronous_off": _synchronous_off,
    "same_process": _same_process,
    "no_brake": _no_brake,
    "no_epoch": _no_epoch,
    "lazy_saving": _lazy_saving,
    "no_exclusive_lock": _no_exclusive_lock,
}


def break_named(names: str | None = None) -> None:
    """Break the guards named in `names`, or in the environment, in this process."""
    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        GUARDS[name]()
