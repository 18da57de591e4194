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


GUARDS: dict[str, Callable[[], None]] = {"synchronous_off": _synchronous_off}


def break_named(names: str | None = None) -> None:
    """Break the guards named in `names`, or in the environment, in this process."""
    from tests.faults.broken_storage import STORAGE

    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        (GUARDS | STORAGE)[name]()
