"""The work until Progress and the caseload review are painted, in milliseconds of processor time.

Run as `python -m tools.bench.review_window FOLDER PASSPHRASE_FILE COUPLE`; prints one JSON object. Pages and program
are warm, what they show is read anew; what the sidebar shows is known, as it is whenever a page is opened. What is
done meanwhile for what comes later, such as the count of guidance in the head, is part of it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench.career_window import evening_of
from tools.bench.sitting import Sitting, sitting

if TYPE_CHECKING:
    from ui.kit.places import Place

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
    from ui.progression.page import ProgressTab

    rows = here.window.sidebar.caseload.model.rows
    other = next(row.couple_id for row in rows if row.couple_id != couple)

    def is_shown() -> bool:
        tab = here.window.findChild(ProgressTab)
        return tab is not None and tab.facts is not None and tab.facts.couple.couple.id == couple

    place, before = (Place("couple", one, tab="progress") for one in (couple, other))
    return _least(here, place, before, is_shown)


def _caseload(here: Sitting) -> float:
    from ui.kit.places import Place

    return _least(here, Place("caseload"), Place("today"), lambda: here.outside.tasks.is_idle)


def _least(here: Sitting, place: Place, before: Place, is_shown: Callable[[], bool]) -> float:
    """The least of several rounds: only what other programs do makes one longer."""
    taken: list[float] = []
    for _ in range(_ROUNDS + 1):
        here.window.go(before)
        here.settle()
        began = time.process_time()
        here.until_painted(lambda: here.window.go(place), is_shown)
        taken.append((time.process_time() - began) * 1000)
    return min(taken[1:])  # the first builds the page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
