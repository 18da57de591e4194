"""Progress and the caseload review: the work until they are painted, and whether closed work makes it more.

What is measured is processor time of the whole program, so that it says the same on a busy machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.bench.career import PASSPHRASE_FILE, PRACTICE
from tools.bench.rows import Row, against, within

_SESSIONS = 1000
_MOST_MS = 100
_MOST_RATIO = 1.2
_TIMES = 10  # as many closed couples in the whole practice as in the small one
_NAMES = {
    "progress": "Progress of a couple with 1,000 sessions",
    "caseload": "Caseload review of 400 couples with 20,000 sessions",
}


def measure(folder: Path) -> list[Row]:
    """Work and its growth for both pages, on copies of the career's practice inside `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, small = folder / "Whole.attune", folder / "Small.attune"
    shutil.copytree(PRACTICE, whole)
    couple: str = _run("review_practice", whole, str(_SESSIONS))
    shutil.copytree(whole, small)
    shutil.copytree(_home(whole), _home(small))
    _run("review_practice", small, "0", str(_TIMES))
    found: list[dict[str, float]] = [{}, {}]
    for _ in range(2):  # by turns, the better of two: nothing but other programs makes it worse
        for place, vault in enumerate((whole, small)):
            taken: dict[str, float] = _run("review_window", vault, couple)
            found[place] = {key: min(taken[key], found[place].get(key, taken[key])) for key in taken}
    ours, base = found
    return [
        row
        for key, name in _NAMES.items()
        for row in (
            within(name, "ms", ours[key], _MOST_MS),
            against(f"{name}, against a tenth of the closed", "ms", ours[key], base[key], _MOST_RATIO),
        )
    ]


def _home(vault: Path) -> Path:
    """Where the programs keep what they know of this copy: both are of one vault, and one is newer."""
    return vault.parent / f"home of {vault.stem}"


def _run(program: str, vault: Path, *arguments: str) -> Any:
    command = [sys.executable, "-m", f"tools.bench.{program}", str(vault), str(PASSPHRASE_FILE), *arguments]
    here = os.environ | {"ATTUNE_HOME": str(_home(vault))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=here)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])
