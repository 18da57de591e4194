"""T22: whatever a saved file is to be called, it lies in the chosen folder, is named plainly and replaces nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Row, Trial
from tests.support.programs import ROOT


def run(trial: Trial) -> Outcome:
    """Save under so many names, each offered by the app and typed by a person."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.naming", str(trial.folder), str(trial.seed), str(trial.tries)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, VARIABLE: trial.broken},
    )
    if done.returncode != 0:
        return Outcome(tried=1, corrupt=1, notes=[f"the program ended: {done.stderr[-400:]}"])
    faults: list[str] = json.loads(done.stdout)
    lost = [one for one in faults if "replaced" in one]
    sentences = [one for one in faults if "sentence" in one]
    return Outcome(
        tried=2 * trial.tries,
        lost=len(lost),
        leaked=len(faults) - len(lost) - len(sentences),
        wrong_sentence=len(sentences),
        notes=[f"{faults.count(one)} times: {one}" for one in sorted(set(faults))],
    )


ROW = Row(
    key="T22",
    title="Names of saved files stay in their folder, short and plain",
    tries=500,
    run=run,
    controls=("names_as_asked",),
)
