"""What the guards of the vault cost: each step against the same program with them off, in turn, in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.faults.broken import VARIABLE
from therapist_app.kernel.clock import FixedClock
from therapist_app.vault.keys import KdfPolicy
from therapist_app.workspace import create_workspace
from tools.bench.core import NOW, PASSPHRASE, add_couple
from tools.bench.guarded import GUARDS_OFF
from tools.bench.rows import Row, against

_ROUNDS = 5
_GOALS = {"save": 2.0, "open": 2.0, "search": 1.1, "verify": 3.0}
_NAMES = {
    "save": "Save a note, against the guards off",
    "open": "Open the vault, against the guards off",
    "search": "Read every note, against the guards off",
    "verify": "Verify, against the guards off",
}


def measure(folder: Path) -> list[Row]:
    """Four rows, in a practice of its own inside `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = folder / "Guards.attune"
    made = create_workspace(vault, PASSPHRASE, clock=FixedClock(NOW), policy=KdfPolicy.weak())
    couple = add_couple(made.workspace, 500)
    made.workspace.close()
    taken: dict[str, list[dict[str, float]]] = {"": [], GUARDS_OFF: []}
    for _ in range(_ROUNDS):
        for broken, found in taken.items():
            found.append(_run(vault, couple, broken))
    return [
        against(
            _NAMES[step],
            "ms",
            statistics.median(one[step] for one in taken[""]),
            statistics.median(one[step] for one in taken[GUARDS_OFF]),
            goal=goal,
        )
        for step, goal in _GOALS.items()
    ]


def _run(vault: Path, couple: str, broken: str) -> dict[str, float]:
    environment = os.environ | {VARIABLE: broken, "ATTUNE_HOME": str(vault.parent / "home")}
    command = [sys.executable, "-m", "tools.bench.guarded", str(vault), couple, "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout)
    return found
