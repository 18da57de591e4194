"""T4: the program is killed while it saves, and killed again while it mends what that left."""

from __future__ import annotations

import contextlib
import random

from tests.faults.at_write import kill_at_write
from tests.faults.killing import EVERY, Killing, end, fork
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.work import enter
from therapist_app.vault.errors import VaultError
from therapist_app.vault.header import DB_NAME

_MOST_KILLS = 3


def run(trial: Trial) -> Outcome:
    """Kill a save, then up to three openings in a row, most at a write of the mending; open and compare."""
    outcome = Outcome()
    killing = Killing(trial)
    cut = again = 0
    for at in range(trial.tries):
        if at % EVERY == 0:
            killing.begin_anew()
        killing.save_and_kill()
        for _ in range(killing.rng.randint(1, _MOST_KILLS)):
            if not killing.has_journal():
                break
            cut += _kill_an_opening(killing)
            again += killing.has_journal()
        outcome.add(killing.look())
    outcome.notes.append(f"{cut} openings killed while mending; {again} left the journal for the next one")
    return outcome


def _kill_an_opening(killing: Killing) -> bool:
    """Let a child open the practice and be killed at a write, or at the end if it writes less than that."""
    writes = random.Random(killing.rng.getrandbits(30)).randint(1, 10)

    def open_it() -> None:
        kill_at_write(killing.folder / DB_NAME, writes)
        with contextlib.suppress(VaultError):  # the look that follows says what is wrong
            enter(killing.folder, catalogue=killing.catalogue)

    return end(fork(open_it, killing.trial.broken), None)


ROW = Row(
    key="T4",
    title="Killed again while recovering",
    tries=300,
    run=run,
    share=0.05,
    controls=("journal_thrown_away",),
    seconds=130,
)
