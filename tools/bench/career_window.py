"""What a person waits for in the practice of a whole working life, measured in its window.

Run as `python -m tools.bench.career_window FOLDER PASSPHRASE_FILE`; prints one JSON object of milliseconds and MB.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from therapist_app.kernel.clock import FixedClock
from tools.bench.sitting import Sitting, sitting
from tools.bench.window import memory

_ROUNDS = 3
_TABS = ("overview", "notes", "commitments", "homework", "progress")


def main(arguments: list[str]) -> int:
    """Measure and print."""
    folder, kept = Path(arguments[0]), Path(arguments[1])
    passphrase = kept.read_text(encoding="utf-8").strip()
    with sitting(folder, evening_of(kept)) as here:
        found = {"unlock": here.unlock(passphrase, lambda: _today_is_shown(here))}
        here.settle()
        couple = longest_couple(here)
        for measure in (_carets, _tabs, _notes, _switch, _palette):
            found |= measure(here, couple)
            sys.stderr.write(f"{found}\n")
        here.settle()
        found["memory"] = memory()
    print(json.dumps(found), flush=True)
    return 0


def evening_of(kept: Path) -> FixedClock:
    """A clock that stands late on the day that the practice was made, so that its day is over."""
    made = dt.datetime.fromtimestamp(kept.stat().st_mtime).astimezone()
    return FixedClock(made.replace(hour=23, minute=30))


def longest_couple(here: Sitting) -> str:
    """The couple with the most notes."""
    workspace = here.window.ctx.workspace
    found: list[str] = []

    def look() -> str:
        couples = [file.couple.id for file in workspace.couples.list()]
        return max(couples, key=workspace.sessions.count_notes)

    here.outside.tasks.vault(look, found.append)
    here.until(lambda: bool(found))
    return found[0]


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(_ROUNDS))


def _today_is_shown(here: Sitting) -> bool:
    window = here.window
    page = window.stack.current
    return bool(window.sidebar.caseload.model.total) and getattr(page, "_facts", None) is not None


def _tabs(here: Sitting, couple: str) -> dict[str, float]:
    from ui.kit.places import Place

    def show(tab: str) -> float:
        here.window.go(Place("today"))
        here.settle()
        return here.taken(
            lambda: here.window.go(Place("couple", couple, tab=tab)), lambda: here.outside.tasks.is_idle
        )

    return {f"tab_{tab}": _median(lambda tab=tab: show(tab)) for tab in _TABS}


def _notes(here: Sitting, couple: str) -> dict[str, float]:
    """Narrow the notes of the longest couple to those that say a word."""
    from ui.couples.notes import NotesTab
    from ui.kit.places import Place

    here.window.go(Place("couple", couple, tab="notes"))
    here.settle()
    tab = next(one for one in here.window.findChildren(NotesTab) if one.isVisible())
    taken = here.taken(lambda: tab.filters.search.setText("breathe"), lambda: here.outside.tasks.is_idle)
    tab.filters.clear()
    return {"notes_words": taken}


def _palette(here: Sitting, _: str) -> dict[str, float]:
    def ask() -> float:
        here.press("Ctrl+K")
        here.until(lambda: here.window.palette_box.isVisible())
        box = here.window.palette_box
        taken = here.taken(lambda: box.typed.setText("ada"), box.isVisible)
        here.press("Escape")
        here.settle()
        return taken

    return {"palette": _median(ask)}


def _switch(here: Sitting, _: str) -> dict[str, float]:
    def step() -> float:
        before = here.window.place().couple_id
        taken = here.taken(
            lambda: here.press("Alt+Down"),
            lambda: here.window.place().couple_id != before and here.outside.tasks.is_idle,
        )
        here.settle()
        return taken

    return {"switch": _median(step)}


def _carets(here: Sitting, couple: str) -> dict[str, float]:
    """By turns on Today and on the longest couple, so that each opens another note; the first is told apart."""
    first = _caret(here, "")
    taken = [(_caret(here, couple), _caret(here, "")) for _ in range(_ROUNDS)]
    from_longest, from_today = (statistics.median(times) for times in zip(*taken, strict=True))
    return {"caret_first": first, "caret": from_today, "caret_longest": from_longest}


def _caret(here: Sitting, couple: str) -> float:
    """From Ctrl+N, on Today or on a couple, until one can type into the note."""
    from ui.kit.places import Place
    from ui.sessions.page import NotePage

    here.window.go(Place("couple", couple) if couple else Place("today"))
    here.settle()

    def can_type() -> bool:
        page = here.window.stack.current
        text = page.writing.text if isinstance(page, NotePage) else None
        return text is not None and text.isVisible() and not text.isReadOnly() and text.hasFocus()

    taken = here.taken(lambda: here.press("Ctrl+N"), can_type)
    here.settle()
    return taken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
