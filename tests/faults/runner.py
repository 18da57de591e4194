"""Runs rows of the fault plan, each in a process of its own, and keeps what a failure left."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Row
from tests.support.programs import ROOT

ROWS = "tests.faults.rows"
BUILD = ROOT / "build" / "faults"
_MEMORY = Path("/dev/shm")
_LONGEST = 45 * 60  # seconds; a row that takes longer hangs
_GROWTH = 4  # how many times as often a control is tried again, when it was not seen
_FIRST_LOOK = 0.3  # of a row's share: most broken guards show at once


@dataclass(frozen=True)
class FoundRow:
    """A row and the module that it comes from, by which another process finds it."""

    module: str
    row: Row

    @property
    def control_tries(self) -> int:
        """With how many tries a broken guard is looked for first."""
        return max(1, round(share_of(self.row) * _FIRST_LOOK))


@dataclass(frozen=True)
class Job:
    """One run of a row."""

    found: FoundRow
    tries: int
    seed: int
    broken: str = ""


@dataclass
class Result:
    """What came of a job. `trouble` says why there is no outcome; `skipped` says what the machine lacks."""

    job: Job
    outcome: Outcome
    seconds: float
    processor: float = 0.0  # seconds
    trouble: str = ""
    skipped: str = ""
    evidence: Path | None = None

    @property
    def green(self) -> bool:
        """Whether it ran and nothing went wrong."""
        return not self.trouble and not self.skipped and self.outcome.green

    @property
    def red(self) -> bool:
        """Whether it counted something that went wrong; a row that broke down saw nothing."""
        return not self.trouble and not self.skipped and self.outcome.tried > 0 and not self.outcome.green

    @property
    def word(self) -> str:
        """How it ended, in one word."""
        if self.skipped:
            return "SKIPPED"
        return "green" if self.green else "RED"


def find_rows(package: str = ROWS) -> list[FoundRow]:
    """Every module of the package that declares a ROW, in the order of the plan."""
    folder = importlib.import_module(package).__path__
    found = []
    for module in pkgutil.iter_modules(folder):
        name = f"{package}.{module.name}"
        row = getattr(importlib.import_module(name), "ROW", None)
        if isinstance(row, Row):
            found.append(FoundRow(name, row))
    return sorted(found, key=lambda one: [int(number) for number in re.findall(r"\d+", one.row.key)])


def share_of(row: Row) -> int:
    """How often `make test` tries a row: its share, at least once."""
    return max(1, round(row.tries * row.share))


def run(job: Job, keep: Path | None = BUILD) -> Result:
    """Run a job in a process of its own; what it left is kept under `keep` unless it is green."""
    began = time.monotonic()
    with _own_folder(job.found.row) as folder:
        work = folder / "trial"
        work.mkdir()
        code, printed = _run_process(job, folder)
        result = _read(job, folder / "outcome.json", code, printed)
        result.seconds = time.monotonic() - began
        if keep and not result.green and not result.skipped:
            result.evidence = _keep(work, keep / _name(job), printed)
    return result


def run_control(found: FoundRow, guard: str, seed: int) -> Result:
    """Run a row with a guard broken, from few tries upwards, until the row sees it or its number is reached."""
    tries = found.control_tries
    while True:
        result = run(Job(found, tries, seed, guard), keep=None)
        if result.red or result.skipped or result.trouble or tries >= found.row.tries:
            return result
        tries = min(tries * _GROWTH, found.row.tries)


def _run_process(job: Job, folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "tests.faults.one", job.found.module, "--folder", str(folder)]
    command += ["--tries", str(job.tries), "--seed", str(job.seed), "--broken", job.broken]
    with (folder / "printed").open("w+", encoding="utf-8", errors="replace") as printed:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(job, folder),
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its children can be ended with it
        )
        try:
            code = process.wait(_LONGEST)
        except subprocess.TimeoutExpired:
            code = -signal.SIGALRM
        finally:
            _end(process)
        printed.seek(0)
        return code, printed.read()[-20_000:]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever the row started and left, which is all in the session that began with it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(job: Job, folder: Path) -> dict[str, str]:
    """The row's programs keep settings and state in the trial's own folder; a broken guard is named to them."""
    home = folder / "home"
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    own = {name: str(home / name.lower()) for name in names} | {"ATTUNE_HOME": str(home)}
    not_theirs = (VARIABLE, "PYTEST_CURRENT_TEST")  # a row's programs are no tests, and copy no vaults of one
    kept = {name: value for name, value in os.environ.items() if name not in not_theirs}
    broken = {VARIABLE: job.broken} if job.broken else {}
    return kept | own | broken | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def _read(job: Job, written: Path, code: int, printed: str) -> Result:
    empty = Result(job, Outcome(), 0.0)
    if code == -signal.SIGALRM:
        empty.trouble = f"took longer than {_LONGEST // 60} minutes"
    elif not written.exists():
        last = printed.strip().splitlines()[-1:] or ["nothing was printed"]
        empty.trouble = f"broke down: {last[0][:200]}"
    else:
        said = json.loads(written.read_text("utf-8"))
        empty.skipped = said.get("skipped", "")
        empty.outcome = Outcome(**said.get("outcome", {}))
        empty.processor = said.get("processor", 0.0)
        if not empty.skipped and empty.outcome.tried == 0:
            empty.trouble = "tried nothing"
    return empty


@contextmanager
def _own_folder(row: Row) -> Iterator[Path]:
    """An empty folder: in memory, on the disk of this project for rows about fsync."""
    parent = BUILD / "work" if row.on_disk else _memory()
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"attune-{row.key}-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path:
    return _MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())


def _name(job: Job) -> str:
    return "-".join(filter(None, (job.found.row.key, f"seed{job.seed}", job.broken)))


def _keep(work: Path, place: Path, printed: str) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(work, place, symlinks=True, ignore_dangling_symlinks=True)
    (place / "printed.txt").write_text(printed, "utf-8")
    return place


def as_json(result: Result, controls: list[Result]) -> dict[str, object]:
    """A result as plain values: the counts, the seed, the notes and what became of each control."""
    counts = asdict(result.outcome)
    notes = counts.pop("notes")
    return {
        "row": result.job.found.row.key,
        "title": result.job.found.row.title,
        **counts,
        "seconds": round(result.seconds, 1),
        "processor_seconds": round(result.processor, 1),
        "green": result.green,
        "seed": result.job.seed,
        "trouble": result.trouble,
        "skipped": result.skipped,
        "notes": notes,
        "controls": [
            {
                "guard": control.job.broken,
                "seen": control.red,
                "tried": control.outcome.tried,
                "failures": failures(control.outcome),
                "seconds": round(control.seconds, 1),
                "processor_seconds": round(control.processor, 1),
            }
            for control in controls
        ],
    }


def failures(outcome: Outcome) -> int:
    """All that went wrong."""
    return outcome.lost + outcome.corrupt + outcome.leaked + outcome.wrong_sentence
