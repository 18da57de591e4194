"""Scenes of a failing disk in the real window, each in a program of its own; what it shows is judged word for word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Trial
from tests.faults.writer import Written
from tests.support.disks import SmallDisk
from tests.support.programs import ROOT
from ui.kit.places import Place
from ui.shell.opening import PLACE

SAVED = ["saving", "Saved"]
KEPT_ON_SCREEN = (["saving", "Not saved"], ["text", "yes"])


def play_in_window(
    scene: str, expected: list[list[str]], disk: SmallDisk, trial: Trial, outcome: Outcome
) -> None:
    """Play a scene of `tests.faults.person`; `expected` is all that it must say, in its order."""
    outcome.tried += 1
    written = Written.make(disk.path, f"Window {scene}.attune")
    with closing(written.open()) as workspace:
        couple = workspace.couples.list()[0].couple.id
        workspace.practice.remember(PLACE, Place("couple", couple, tab="overview").to_json())
    home = trial.folder / f"home of {scene}"
    environment = os.environ | {
        "ATTUNE_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        VARIABLE: trial.broken,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.person", scene, str(written.folder), str(disk.path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
        timeout=240,
    )
    said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    if done.returncode:
        outcome.lost += 1
        outcome.notes.append(f"window {scene}: {done.stderr[-600:]}")
    elif said != expected:
        outcome.wrong_sentence += 1
        outcome.notes.append(f"window {scene}: said {said}")
    else:
        outcome.corrupt += not written.text()[1]
    shutil.rmtree(written.folder, ignore_errors=True)
