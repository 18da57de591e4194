"""T27: whatever error is raised with a secret in it, no log, report or line on the terminal tells the secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.faults.broken import VARIABLE
from tests.faults.living import rare
from tests.faults.plan import Outcome, Row, Trial
from tests.support import plain
from tests.support.programs import ROOT

_MAY_MISS = 0.1  # of the places: what they raise cannot be made from texts alone


def run(trial: Trial) -> Outcome:
    """Raise at so many places, then look through all that was told."""
    secret = rare("secret")
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.raising", str(trial.folder), str(trial.seed), str(trial.tries)],
        input=secret,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, VARIABLE: trial.broken, "QT_QPA_PLATFORM": "offscreen"},
    )
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        return Outcome(
            tried=1, corrupt=1, notes=[f"the program ended with {done.returncode}: {done.stderr[-300:]}"]
        )
    told = json.loads(lines[-1])
    places = {"reports, or an error of the database as text": done.stdout, "the terminal": done.stderr}
    places |= {
        path.name: path.read_text(errors="replace") for path in plain.files_below(trial.folder / "state")
    }
    outcome = Outcome(tried=told["tried"] - len(told["missed"]) + told["asked"])
    outcome.notes.append(
        f"{told['sites']} places raise, {len(told['missed'])} of {told['tried']} not reached"
    )
    for place, text in places.items():
        if plain.holds(text.encode(), [secret]):
            outcome.leaked += 1
            outcome.notes.append(f"the secret is in {place}")
    if len(told["missed"]) > _MAY_MISS * told["tried"] or not told["asked"] or "crash.log" not in places:
        outcome.corrupt = 1
        outcome.notes.append(f"not reached: {', '.join(told['missed'][:20])}")
    return outcome


ROW = Row(
    key="T27",
    title="No error tells what it was about",
    tries=400,
    run=run,
    share=0.25,
    controls=("messages_reported", "parameters_shown"),
)
