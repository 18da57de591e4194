"""T20: text that looks like markup is printed as text; no file is opened, nobody is spoken to, every page is built."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.printing import BEGIN, END
from tests.support import trace
from tests.support.programs import ROOT


def run(trial: Trial) -> Outcome:
    """Print so many texts and all attacks in a traced program."""
    log = trial.folder / "trace"
    (trial.folder / "work").mkdir()
    done = subprocess.run(
        [
            *trace.tracing(log),
            *(sys.executable, "-m", "tests.faults.printing"),
            *(str(trial.folder / "work"), str(trial.seed), str(trial.tries)),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, VARIABLE: trial.broken, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not told:
        return Outcome(
            tried=1, corrupt=1, notes=[f"the program ended with {done.returncode}: {done.stderr[-400:]}"]
        )
    said = json.loads(told[-1])
    opened = between(log)
    return Outcome(
        tried=trial.tries + 3 * said["attacks"],
        corrupt=len(said["failed"]),
        leaked=len(opened),
        notes=[f"not built: {why}" for why in sorted(set(said["failed"]))]
        + [f"opened while printing: {one}" for one in opened[:10]],
    )


def between(log: os.PathLike[str]) -> list[str]:
    """What was opened, or who was spoken to, between the two marks; both must be there."""
    found: list[str] = []
    inside, marks = False, 0
    for call in trace.calls(log):
        if BEGIN in call.given or END in call.given:
            inside, marks = BEGIN in call.given, marks + 1
        elif inside and call.name not in ("mkdir", "rename"):
            found.append(f"{call.name} {call.given[:120]}")
    return found if marks >= 2 else ["the marks are missing"]


ROW = Row(
    key="T20",
    title="Text that looks like markup is only printed",
    tries=3000,
    run=run,
    controls=("escaping_off",),
    seconds=80,
)
