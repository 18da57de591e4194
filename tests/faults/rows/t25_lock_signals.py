"""Each thing a desktop can say locks at once, whatever the program is doing; what was typed is kept."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.plan import Outcome, Row, Trial
from tests.support.desktop import Desktop
from tests.support.notebook import make_notebook, read_notebook
from tests.support.steered import HALVES
from tests.support.steering import Gone, Steering, masked
from tests.support.vaults import PASSPHRASE

AT_ONCE = 2
PROMISE = 1.0  # seconds from the signal to a process that knows nothing
_SLEPT = 7_200.0
_DEAF = 30.0  # seconds after which a signal was not heard at all

SIGNALS: dict[str, Callable[[Desktop], float]] = {
    "freedesktop screen saver": lambda desktop: desktop.saver("freedesktop"),
    "GNOME screen saver": lambda desktop: desktop.saver("gnome"),
    "Xfce screen saver": lambda desktop: desktop.saver("xfce"),
    "GNOME presence": lambda desktop: desktop.presence(),
    "logind lock": lambda desktop: desktop.lock(),
    "sleep": lambda desktop: desktop.sleep(True),
    "user switch": lambda desktop: desktop.switch(False),
    "awake after the idle time": lambda desktop: desktop.sleep(False),
}
SCENES = ("typing", "unlocking", "saving", "sheet", "pdf", "file")


@dataclass
class Seen:
    """What one program has written so far, and what came of each try."""

    folder: Path
    practice: Path
    words: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    slowest: float = 0.0  # by the clock on the wall
    counts: Outcome = field(default_factory=Outcome)

    def wrong(self, what: str) -> None:
        """Something else than a lost word went wrong."""
        self.counts.wrong_sentence += 1
        self.counts.notes.append(what)


def run(trial: Trial) -> Outcome:
    """Every signal by turns, in every scene by turns; two programs at once, each on a desktop of its own."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = [pool.submit(_run_share, trial, place) for place in range(AT_ONCE)]
        seen = [part.result() for part in parts]
    whole = Outcome()
    for one in seen:
        whole.add(one.counts)
    if took := sorted(second for one in seen for second in one.took):
        whole.notes.append(
            f"from the signal to the replaced process: median {statistics.median(took):.2f} s, worst {took[-1]:.2f} s; "
            f"{max(one.slowest for one in seen):.2f} s with what other programs took"
        )
    return whole


def _run_share(trial: Trial, place: int) -> Seen:
    folder = trial.folder / str(place)
    folder.mkdir()
    seen = Seen(folder, make_notebook(folder / "Practice.attune"))
    # Both ways by which logind tells which login a program belongs to are used.
    with (
        Desktop(folder, knows_process=place == 0) as desktop,
        Steering(seen.practice, folder / "home", desktop.surroundings, trial.broken) as program,
    ):
        program.hear("ready")
        for number in range(place, trial.tries, AT_ONCE):
            signal = list(SIGNALS)[number % len(SIGNALS)]
            scene = SCENES[(number + number // len(SIGNALS)) % len(SCENES)]
            if scene == "unlocking" and signal == "awake after the idle time":
                scene = "typing"  # there is no idle time before somebody is in
            seen.counts.tried += 1
            if trial.is_seen(seen.counts):
                break
            try:
                _one(program, desktop, seen, signal, scene)
            except Gone as error:
                seen.counts.lost += 1
                seen.counts.notes.append(f"{signal} while {scene}: {error}")
                break
    return seen


def _one(program: Steering, desktop: Desktop, seen: Seen, signal: str, scene: str) -> None:
    about = f"{signal} while {scene}"
    before = len(desktop.brakes)
    _play(program, seen, scene)
    if signal == "awake after the idle time":
        program.do("sleep_through", seconds=_SLEPT)
    program.passed.clear()
    sent = SIGNALS[signal](desktop)
    gone = program.hear("leaving", "locked", within=_DEAF)
    # The promise is about the program: what the machine gave to others meanwhile is none of its doing.
    seen.took.append(gone["at"] - sent - (gone["waited"] - program.last["waited"]))
    seen.slowest = max(seen.slowest, gone["at"] - sent)
    if seen.took[-1] > PROMISE:
        seen.wrong(f"{about}: took {seen.took[-1]:.2f} s")
    if "leaving" in gone:
        program.hear("ready")
    heard = [line["at"] for line in program.passed if "heard" in line]
    if any("opened" in line and heard and line["at"] > heard[0] for line in program.passed):
        seen.wrong(f"{about}: the practice was shown after the signal")
    if scene == "file" and (seen.folder / "export").read_text() != "".join(HALVES):
        seen.wrong(f"{about}: half a file was left")
    _look_at_brakes(desktop, seen, about, before)
    _look_at_note(seen, about)
    desktop.active = True
    if signal == "sleep":
        desktop.sleep(False)


def _play(program: Steering, seen: Seen, scene: str) -> None:
    """Come to the moment at which the signal is sent."""
    if scene == "unlocking":
        program.do("give", masked=masked(PASSPHRASE))
        return
    program.unlock()
    program.to_note()
    program.do("press", keys=["Ctrl+End"])
    seen.words.append(f"w{len(seen.words) + 1}")
    program.type(f"{seen.words[-1]} ")
    if scene == "saving":
        program.do("slow_save", seconds=0.3)
    elif scene == "sheet":
        program.do("press", keys=["F1"])
        program.do("wait_sheet")
    elif scene == "pdf":
        program.do("tap", key="Ctrl+P")
    elif scene == "file":
        program.do("slow_file", path=str(seen.folder / "export"), seconds=0.3)


def _look_at_brakes(desktop: Desktop, seen: Seen, about: str, before: int) -> None:
    """Sleep was held off while there was something to close, and is let go now."""
    if len(desktop.brakes) == before:
        seen.wrong(f"{about}: sleep was not held off")
    if not all(brake.wait_released(PROMISE) for brake in desktop.brakes[before:]):
        seen.wrong(f"{about}: sleep is still held off")


def _look_at_note(seen: Seen, about: str) -> None:
    text, sound = read_notebook(seen.practice)
    missing = len(seen.words) - len(text.split())
    if text.split() != seen.words:
        seen.counts.lost += max(1, missing)
        seen.counts.notes.append(f"{about}: {missing} of {len(seen.words)} words are missing")
        seen.words = text.split()
    seen.counts.corrupt += not sound


ROW = Row(
    "T25",
    "lock by each signal of the desktop",
    tries=400,
    run=run,
    share=0.02,  # each signal once
    controls=("no_brake", "no_turning_back"),
    seconds=1300,
)
