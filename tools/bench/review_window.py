"""The work until Progress and the caseload review are painted, in milliseconds of processor time.

Run as `python -m tools.bench.review_window FOLDER PASSPHRASE_FILE COUPLE`; prints one JSON object. Pages and program
are warm, what they show is read anew: before each round something is written, of which the window is not told.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from therapist_app.workspace import Workspace
from tools.bench.career_window import evening_of
from tools.bench.sitting import Sitting, sitting

_ROUNDS = 9


def main(arguments: list[str]) -> int:
    """Measure and print."""
    folder, kept, couple = Path(arguments[0]), Path(arguments[1]), arguments[2]
    with sitting(folder, evening_of(kept)) as here:
        here.unlock(kept.read_text(encoding="utf-8").strip(), lambda: _is_shown(here))
        here.settle()
        found = {"progress": _progress(here, couple), "caseload": _caseload(here)}
    print(json.dumps(found), flush=True)
    return 0


def _is_shown(here: Sitting) -> bool:
    return bool(here.window.sidebar.caseload.model.total)


def _progress(here: Sitting, couple: str) -> float:
    from ui.kit.places import Place

    rows = here.window.sidebar.caseload.model.rows
    other = next(row.couple_id for row in rows if row.couple_id != couple)
    return _least(here, Place("couple", couple, tab="progress"), Place("couple", other, tab="progress"))


def _caseload(here: Sitting) -> float:
    from ui.kit.places import Place

    return _least(here, Place("caseload"), Place("today"))


def _least(here: Sitting, place: object, before: object) -> float:
    """The least of several rounds: only what other programs do makes one longer."""
    taken: list[float] = []
    for _ in range(_ROUNDS + 1):
        here.window.go(before)
        here.settle()
        _write(here)
        began = time.process_time()
        here.taken(lambda: here.window.go(place), lambda: here.outside.tasks.is_idle)
        taken.append((time.process_time() - began) * 1000)
    return min(taken[1:])  # the first builds the page


def _write(here: Sitting) -> None:
    workspace: Workspace = here.window.ctx.workspace

    def work() -> None:
        workspace.practice.update(name=workspace.practice.get().name)

    here.outside.tasks.vault(work, lambda _: None)
    here.settle()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
