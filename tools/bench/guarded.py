"""The same steps in the same practice, as a program of its own: `guarded FOLDER COUPLE ROUNDS`; prints seconds as JSON.

With ATTUNE_BROKEN in the environment the named guards are off; what they cost is the ratio of two such programs.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from tests.faults.broken import VARIABLE, break_named
from therapist_app.kernel.clock import SystemClock
from therapist_app.vault import verify
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.workspace import Workspace, open_workspace
from tools.bench.core import PASSPHRASE, note_of
from tools.bench.rows import milliseconds

GUARDS_OFF = "history_off,witness_off,read_back_off,file_watch_off,ballast_off,clock_watch_off"


def main(arguments: list[str]) -> int:
    """Measure save, open, search and verify."""
    folder, couple, rounds = Path(arguments[0]), arguments[1], int(arguments[2])
    break_named()
    if os.environ.get(VARIABLE):
        verify.check_history = lambda *_: ()
    workspace = _open(folder)
    session = workspace.sessions.list(couple)[0].session.id
    numbers = iter(range(1_000_000))
    taken = {
        "save": _median(rounds * 10, lambda: workspace.sessions.save_note(session, note_of(next(numbers)))),
        "search": _median(rounds, lambda: _look_for(workspace, "chose to go on")),
        "verify": _median(rounds, lambda: workspace.vault.verify()),
    }
    workspace.close()
    taken["open"] = _median(rounds, lambda: _open(folder).close())
    print(json.dumps(taken))
    return 0


def _open(folder: Path) -> Workspace:
    return open_workspace(folder, Passphrase(PASSPHRASE), clock=SystemClock(), floor=KdfPolicy.weak())


def _look_for(workspace: Workspace, words: str) -> int:
    """Every note of every couple, as "find or do" reads them."""
    found = 0
    for row in workspace.couples.list():
        for one in workspace.sessions.list(row.couple.id):
            found += words in workspace.sessions.get(one.session.id).note.plain_text()
    return found


def _median(rounds: int, work: Callable[[], object]) -> float:
    return statistics.median(milliseconds(work) for _ in range(rounds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
