"""The window is killed while someone types, signs, locks or quits: at most five seconds of typing are lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.typist import SIGN
from tests.support.notebook import make_notebook, open_notebook
from tests.support.programs import ROOT

PROMISE = 5.0  # seconds of typing
FIRST, LAST = 1.0, 10.0  # seconds after the first word between which the kill comes, while typing
AFTER_KEY = 1.2  # seconds after the key for lock or quit within which it comes
AT_ONCE = 4  # they mostly wait
_LONGEST = 120.0
AFTER_SIGN = 3.0  # and after the first key of those that sign
KEYS = ("", "Ctrl+L", "", "Ctrl+Q", SIGN)  # by turns


@dataclass(frozen=True)
class Round:
    """What one kill left. Times are seconds of the program's own clock."""

    killed: float
    typed: dict[int, float]  # by word
    told: list[tuple[str, int, float]]  # what else was said, with the number of words
    text: str
    signed: bool
    sound: bool

    @property
    def found(self) -> int:
        """How many words are there."""
        return len(self.text.split())

    @property
    def unbroken(self) -> bool:
        """Whether they are the first ones that were typed, in their order."""
        return self.text.split() == [f"w{number + 1}" for number in range(self.found)]

    @property
    def lost(self) -> float:
        """Seconds from the oldest lost word to the kill."""
        gone = [at for word, at in self.typed.items() if word > self.found]
        return self.killed - min(gone) if gone else 0.0

    @property
    def promised(self) -> int:
        """How many words the program had said were kept, or had let go of."""
        return max((number for what, number, _ in self.told if what in ("kept", "left", "signed")), default=0)

    @property
    def wrongly_signed(self) -> bool:
        """Whether it is not signed although the window said so, or is signed without all that was typed."""
        said = any(what == "signed" for what, *_ in self.told)
        return (said and not self.signed) or (self.signed and self.found < len(self.typed))

    @property
    def worst(self) -> float:
        """What a kill at the worst moment of this round would have lost, in seconds: just before a copy is kept."""
        kept, ages = 0, [0.0]
        for what, number, at in self.told:
            if what == "kept" and number > kept:
                ages.append(at - self.typed[kept + 1])
                kept = number
        return max(ages)


def one_round(folder: Path, key: str, wait: float, broken: str = "") -> Round:
    """Type for so many seconds, or until so many after a key, kill, and open what is left."""
    folder.mkdir()
    practice = make_notebook(folder / "Practice.attune")
    surroundings = os.environ | {
        "ATTUNE_HOME": str(folder / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/none",
        VARIABLE: broken,
    }
    with (folder / "errors").open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.typist", str(practice), *([key, "1.5"] if key else [])],
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=ROOT,
            env=surroundings,
        )
    assert child.stdout is not None
    said: list[str] = []
    with child.stdout:
        for line in child.stdout:
            said.append(line.decode())
            if said[-1].startswith("pressed" if key else "typed"):
                break
        try:
            child.wait(wait if said else _LONGEST)
        except subprocess.TimeoutExpired:
            pass
        else:
            if key != "Ctrl+Q" or child.returncode:
                raise RuntimeError(f"the window ended by itself: {(folder / 'errors').read_text()}")
        killed = time.monotonic()
        child.kill()
        said += child.stdout.read().decode().splitlines()
        child.wait()
    lines = [(what, int(number), float(own), float(at)) for what, number, own, at in map(str.split, said)]
    told = [(what, number, own) for what, number, own, _ in lines]
    killed += lines[-1][2] - lines[-1][3]
    left = open_notebook(practice)
    typed = {number: at for what, number, at in told if what == "typed"}
    told = [one for one in told if one[0] != "typed"]
    return Round(killed, typed, told, left.text, left.signed, left.sound)


def run(trial: Trial) -> Outcome:
    """Two in five rounds are cut while typing, one each while locking, quitting and signing."""
    rng, whole = trial.rng, Outcome()
    typing = [place for place in range(trial.tries) if not KEYS[place % len(KEYS)]]
    step = (LAST - FIRST) / max(1, len(typing))
    # Anywhere, but spread, so that few rounds see short and long texts.
    moments = {place: FIRST + (number + rng.random()) * step for number, place in enumerate(typing)}
    waits = [moments.get(place, rng.uniform(0, _after(place))) for place in range(trial.tries)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        rounds = [
            pool.submit(one_round, trial.folder / str(place), KEYS[place % len(KEYS)], wait, trial.broken)
            for place, wait in enumerate(waits)
        ]
        for place, one in enumerate(rounds):
            whole.add(_judge(place, one.result()))
    worst = max(one.result().worst for one in rounds)
    signed = sum(one.result().signed for one in rounds)
    whole.notes.append(
        f"{signed} of {sum(key == SIGN for key in KEYS) * trial.tries // len(KEYS)} were signed in time"
    )
    whole.notes.append(f"the worst moment would have lost {worst:.2f} s of typing")
    if worst > PROMISE:
        whole.lost += 1
    return whole


def _after(place: int) -> float:
    return AFTER_SIGN if KEYS[place % len(KEYS)] == SIGN else AFTER_KEY


def _judge(place: int, one: Round) -> Outcome:
    seen = Outcome(tried=1, corrupt=int(not one.sound) + int(not one.unbroken) + one.wrongly_signed)
    seen.lost = max(0, one.promised - one.found) + int(one.lost > PROMISE)
    if not seen.green:
        seen.notes.append(
            f"round {place}: typed {len(one.typed)} words, promised {one.promised}, found {one.found}, "
            f"lost {one.lost:.2f} s"
        )
    return seen


ROW = Row(
    "T2",
    "the window killed while typing, signing, locking and quitting",
    tries=200,
    run=run,
    share=0.05,
    controls=("lazy_saving",),
    seconds=700,
)
