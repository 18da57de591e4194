"""Saves a note, waits for a line, saves it again, on the clock of this computer: `dated FOLDER SESSION`.

Prints each time the seconds since 1970 and "saved" or the sentence. Started under faketime, whose clock is moved
between the two.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.writer import try_to_save
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.kernel.clock import SystemClock
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import open_workspace


def main() -> int:
    """Open, save, wait, save, close."""
    break_named()
    workspace = open_workspace(Path(sys.argv[1]), Passphrase(PASSPHRASE), clock=SystemClock(), floor=WEAK)
    for number, text in enumerate(("before the clock moved", "after the clock moved")):
        if number:
            sys.stdin.readline()
        began = time.monotonic()
        print(round(time.time()), try_to_save(workspace, sys.argv[2], text), flush=True)  # noqa: T201
        if time.monotonic() - began > 30:  # a wait reckoned by the wall clock would hang here
            print(0, "waited for the wall clock", flush=True)  # noqa: T201
    workspace.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
