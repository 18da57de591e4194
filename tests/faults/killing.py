"""Children that are forked, set to work, and killed at a random moment; a fork pays no import."""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.faults.at_write import kill_at_write
from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Trial
from tests.faults.work import Ledger, Work, enter, lines_of, look, new_practice, own_home, teller
from therapist_app.catalogue.load import load_catalogue
from therapist_app.vault.header import DB_NAME

JOURNAL = f"{DB_NAME}-journal"
EVERY = 50  # rounds with one practice: a fresh one now and then keeps each look short
_SLOWEST = 60.0  # seconds until a child must have opened its practice
_LONGEST = 0.05  # seconds until the kill
_BY_CLOCK = 0.1  # the share of kills at any moment; the others come while a save writes to the database
_KEPT_FOLDERS = 20
_BEFORE_READY = 6  # acts: the first of each kind is slow, and would take most of the kills


@dataclass
class Killing:
    """Rounds of saving, killing and looking in one folder, with the ledger of all of them."""

    trial: Trial

    def __post_init__(self) -> None:
        self.rng = self.trial.rng
        self.catalogue = load_catalogue()
        self.folder = self.trial.folder / "Kill.attune"
        self.acks = self.trial.folder / "acks"
        self.journals = self.commits = self._failures = 0
        self._pattern = self.trial.folder / "pattern"
        own_home(self.trial.folder / "home")
        new_practice(self._pattern)
        workspace = enter(self._pattern, catalogue=self.catalogue)
        self._facts, _ = look(workspace)
        workspace.close()

    def begin_anew(self) -> None:
        """Put a fresh practice in the folder's place."""
        own_home(self.trial.folder / "home")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._pattern, self.folder)
        self.ledger = Ledger(dict(self._facts))

    def save_and_kill(self) -> None:
        """Let a child save until it is killed; the ledger then says what it had said."""
        self.acks.unlink(missing_ok=True)
        rng = random.Random(self.rng.getrandbits(30))
        by_clock, after = self.rng.random() < _BY_CLOCK, self.rng.uniform(0, _LONGEST)
        self._at_write = (0, 0.0) if by_clock else (self.rng.randint(1, 12), after)
        child = fork(lambda: self._save_forever(self.ledger.number, rng), self.trial.broken)
        wait_for(child, lambda: self.acks.exists() and b"ready" in self.acks.read_bytes())
        end(child, after if by_clock else None)
        lines = lines_of(self.acks)
        self.ledger.take(lines)
        self.commits += sum(line.startswith("kept") for line in lines)
        self.journals += self.has_journal()

    def has_journal(self) -> bool:
        """Whether the last kill left a journal to recover from: its first byte is written when it counts."""
        return first_byte(self.folder / JOURNAL) != b"\0"

    def look(self) -> Outcome:
        """Open what is left as the app does, check every page, and compare it with the ledger."""
        outcome = Outcome(tried=1)
        before = self.trial.folder / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(self.folder, before)
        try:
            workspace = enter(self.folder, catalogue=self.catalogue)
            try:
                facts, broken = look(workspace)
                sound = workspace.vault.verify().ok
            finally:
                workspace.close()
        except Exception as error:  # noqa: BLE001 - whatever a spoilt practice leads to is counted
            outcome.corrupt = 1
            outcome.notes.append(f"act {self.ledger.number}: {getattr(error, 'sentence', repr(error))}")
        else:
            outcome.lost, unknown = self.ledger.compare(facts)
            outcome.corrupt = int(not sound) + broken + unknown
            self.ledger.kept, self.ledger.begun = facts, None
        if not outcome.green:
            self._keep(before, outcome)
        return outcome

    def _keep(self, before: Path, outcome: Outcome) -> None:
        """Keep what the kill left, and its ledger, as evidence; then go on with a fresh practice."""
        self._failures += 1
        if self._failures <= _KEPT_FOLDERS:
            place = self.trial.folder / "failures" / f"{self._failures:03}"
            shutil.copytree(before, place / "practice")
            shutil.copy(self.acks, place / "acks")
            outcome.notes.append(f"failure {self._failures}: lost {outcome.lost}, corrupt {outcome.corrupt}")
        self.begin_anew()

    def _save_forever(self, number: int, rng: random.Random) -> None:
        tell = teller(self.acks)
        work = Work(enter(self.folder, catalogue=self.catalogue), rng, tell)
        for _ in range(_BEFORE_READY):
            number += 1
            work.act(number)
        tell("ready")
        writes, after = self._at_write
        if writes:
            kill_at_write(self.folder / DB_NAME, writes, after)
        while True:
            number += 1
            work.act(number)


def fork(do: Callable[[], object], broken: str = "") -> int:
    """Start a child that does this and nothing else, with a guard broken; its number."""
    gc.freeze()  # the collector of the child need not look at what it was born with
    child = os.fork()
    if child == 0:
        _live(do, broken)
    return child


def _live(do: Callable[[], object], broken: str) -> NoReturn:
    code = 9
    try:
        break_named(broken)
        do()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, this process must end here
        traceback.print_exc()
    finally:
        os._exit(code)


def wait_for(child: int, ready: Callable[[], bool]) -> None:
    """Wait until a child says that it is ready; RuntimeError if it ends first or takes too long."""
    latest = time.monotonic() + _SLOWEST
    while not ready():
        time.sleep(0.0005)
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        if ended and not ready():  # a child may say so and come to its end before anyone looks again
            os.waitpid(child, 0)
            raise RuntimeError("the child ended by itself")
        if time.monotonic() > latest:
            os.kill(child, signal.SIGKILL)
            raise RuntimeError("the child never became ready")


def end(child: int, after: float | None) -> bool:
    """Kill a child once some seconds have passed, or let it kill itself; whether it was killed before its end."""
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, -signal.SIGKILL):
        raise RuntimeError("the child ended by itself")
    return os.WIFSIGNALED(status)


def first_byte(path: Path) -> bytes:
    """The first byte of a file, a zero if there is none."""
    try:
        with path.open("rb") as file:
            return file.read(1) or b"\0"
    except FileNotFoundError:
        return b"\0"
