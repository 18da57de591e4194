"""Guards that can be broken on purpose, so that a row of the plan can be seen to turn red.

Only the programs that rows start call `break_named`; the product knows nothing of this.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from therapist_app.vault.driver import RawConnection

VARIABLE = "ATTUNE_BROKEN"


def _synchronous_off() -> None:
    from therapist_app.vault import driver

    driver._SETTINGS = tuple(
        ("synchronous", "OFF", 0) if name == "synchronous" else (name, value, expected)
        for name, value, expected in driver._SETTINGS
    )


def _witness_off() -> None:
    from therapist_app.vault import vault

    vault.write_witnesses = lambda *_: False


def _history_off() -> None:
    from therapist_app.vault.trail import Trail

    Trail.close_unit = lambda self: None


def _migration_in_pieces() -> None:
    """A step is committed before the history has taken it in; a moment between makes a kill likely to fall there."""
    from therapist_app.vault.migrations import m0002_history

    whole = m0002_history.apply

    def piecemeal(raw: RawConnection) -> None:
        whole(raw)
        raw.execute(f"PRAGMA user_version={m0002_history.VERSION}")
        raw.execute("COMMIT")
        time.sleep(0.05)
        raw.execute("BEGIN IMMEDIATE")

    m0002_history.apply = piecemeal


GUARDS: dict[str, Callable[[], None]] = {
    "synchronous_off": _synchronous_off,
    "witness_off": _witness_off,
    "history_off": _history_off,
    "migration_in_pieces": _migration_in_pieces,
}


def break_named(names: str | None = None) -> None:
    """Break the guards named in `names`, or in the environment, in this process."""
    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        GUARDS[name]()
