"""Programs that a row starts: each tries something many times and prints its counts as JSON on its last line."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Trial
from tests.support.programs import ROOT


def outcome_of(trial: Trial, module: str, *arguments: object, before: tuple[str, ...] = ()) -> Outcome:
    """What a program of ours counted; one that ends in any other way counts as corrupt and says its last words."""
    command = [*before, sys.executable, "-m", module, *map(str, arguments)]
    environment = {**os.environ, VARIABLE: trial.broken}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=3600
    )
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        (trial.folder / "errors.txt").write_text(done.stderr, "utf-8")  # kept with what a failure left
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return Outcome(tried=1, corrupt=1, notes=[f"{module} ended with {done.returncode}: {last}"])
    return Outcome(**json.loads(lines[-1]))
