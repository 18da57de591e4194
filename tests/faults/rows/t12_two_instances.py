"""A second program never writes into an open vault: it is refused, and a second start raises the first window."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from tests.faults.plan import Outcome, Row, Trial
from tests.support.notebook import make_notebook, read_notebook
from tests.support.programs import ROOT
from tests.support.steering import Gone, Steering
from tests.support.vaults import open_again
from therapist_app.vault.errors import AlreadyOpen

_SENTENCE = "Attune is open already. Its window is in front now.\n"
_CRASH_EVERY = 20
SCENES = ("open", "saving", "locked")


def run(trial: Trial) -> Outcome:
    """By turns: the vault opened a second time while it saves, the program started a second time, a crash."""
    rng, seen = trial.rng, Outcome()
    practice = make_notebook(trial.folder / "Practice.attune")
    program = _start(practice, trial)
    try:
        for number in range(trial.tries):
            if trial.is_seen(seen):
                break
            seen.tried += 1
            if number % _CRASH_EVERY == _CRASH_EVERY - 1:
                program.child.kill()
                program.child.wait()
                program = _start(practice, trial)
            _one(program, practice, SCENES[rng.randrange(len(SCENES))], rng, seen)
    except Gone as error:
        seen.lost += 1
        seen.notes.append(str(error))
    finally:
        program.child.kill()
        program.end()
    text, sound = read_notebook(practice)
    seen.corrupt += not sound
    seen.notes.append(f"{len(text.split())} words stand in the note")
    return seen


def _start(practice: Path, trial: Trial) -> Steering:
    program = Steering(practice, trial.folder / "home", broken=trial.broken)
    program.hear("ready")
    return program


def _one(program: Steering, practice: Path, scene: str, rng: random.Random, seen: Outcome) -> None:
    is_open = program.do("place") is not None
    if scene == "locked" and is_open:
        program.send("press", keys=["Ctrl+L"])
        program.hear("ready")
    elif scene != "locked":
        if not is_open:
            program.unlock()
            program.to_note()
        program.type("word ")
        if scene == "saving":
            program.do("slow_save", seconds=rng.uniform(0, 0.2))
    if scene != "locked" and not _is_refused(practice):
        seen.corrupt += 1
        seen.notes.append(f"{scene}: a second program opened the vault")
    try:
        second = _start_second(practice, program)
    except subprocess.TimeoutExpired:
        seen.wrong_sentence += 1
        seen.notes.append(f"{scene}: the second start did not end")
        return
    raised = any("raised" in line for line in program.passed) or _was_raised(program)
    program.passed.clear()
    if not raised or second.returncode or second.stdout != _SENTENCE:
        seen.wrong_sentence += 1
        seen.notes.append(f"{scene}: the second start ended with {second.returncode}: {second.stdout!r}")


def _was_raised(program: Steering) -> bool:
    try:
        program.hear("raised", within=5.0)
    except Gone:
        return False
    return True


def _is_refused(practice: Path) -> bool:
    try:
        open_again(practice).close()
    except AlreadyOpen:
        return True
    return False


def _start_second(practice: Path, program: Steering) -> subprocess.CompletedProcess[str]:
    """Start Attune as a double click does."""
    return subprocess.run(
        [sys.executable, "-m", "therapist_app", str(practice)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=ROOT,
        env=program.surroundings,
    )


ROW = Row(
    "T12",
    "two programs on one practice",
    tries=100,
    run=run,
    controls=("no_exclusive_lock", "no_raise"),
    seconds=170,
)
