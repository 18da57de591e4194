"""T26: whole days through every feature leave nothing of what was typed but in the vault and in saved files."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.living import (
    FIELDS,
    MORE_FIELDS,
    NO_TRACE,
    SAVED,
    VAULT,
    Day,
    everything,
    found_in,
    killed_after,
    live_through,
    words_of_a_day,
)
from tests.faults.plan import Outcome, Row, Trial
from tests.support import plain, trace
from tests.support.vaults import WEAK
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import open_workspace

_AT_ONCE = 2
_NEVER_KEPT = {"passphrase", "crash"}
# Qt asks the print service of this computer for its printers; a socket that is made and not used reaches nobody.
_PRINT_SERVICE = re.compile(r"^socket |htons\(631\).*(?:127\.0\.0\.1|\"::1\")")
_SHARED = (Path("/tmp"), Path("/var/tmp"))


def run(trial: Trial) -> Outcome:
    """So many journeys, each with a seed of its own, some at once."""
    outcome = Outcome()
    with ThreadPoolExecutor(_AT_ONCE) as several:
        for one in several.map(lambda number: _journey(trial, number), range(trial.tries)):
            outcome.add(one)
    return outcome


def _journey(trial: Trial, number: int) -> Outcome:
    seed = trial.seed * 1000 + number
    folder = trial.folder / str(number)
    folder.mkdir()
    words = words_of_a_day(*FIELDS, *MORE_FIELDS)
    program = ("tests.faults.secret_journey", str(seed))
    try:
        day = live_through(folder, words, program, moment=killed_after(seed), broken=trial.broken)
    except AssertionError as error:
        last = (str(error).strip().splitlines() or [""])[-1]
        return Outcome(tried=1, corrupt=1, notes=[f"journey {seed} ended early: {last[:200]}"])
    outcome = Outcome(tried=1)
    for look in (_in_the_vault, _in_files, _on_the_way):
        outcome.add(look(day, seed))
    if outcome.green:
        shutil.rmtree(folder)
    return outcome


def _in_the_vault(day: Day, seed: int) -> Outcome:
    """Every word was really typed and kept, or a search that finds nothing would be no news."""
    workspace = open_workspace(day.home / VAULT, Passphrase(day.words["passphrase"]), floor=WEAK)
    try:
        sound, found = workspace.vault.verify().ok, everything(workspace)
    finally:
        workspace.close()
    missing = {name for name, word in day.words.items() if word not in found} ^ _NEVER_KEPT
    saved = {path.name for path in (day.home / SAVED).iterdir()} ^ {"sheet.pdf", "report.pdf", "printed.pdf"}
    notes = [f"journey {seed}: not as typed: {sorted(missing | saved)}"] if missing or saved else []
    return Outcome(lost=len(missing | saved), corrupt=int(not sound), notes=notes)


def _in_files(day: Day, seed: int) -> Outcome:
    """Every file below the home but what was saved, and what changed since in the folders that all programs share."""
    saved, mine = day.home / SAVED, day.home.parent
    files = [path for path in plain.files_below(day.home) if not path.is_relative_to(saved)]
    files += [
        path
        for path in plain.files_below(*_SHARED, since=day.began - 1)
        if not path.is_relative_to(mine) and path.stat().st_size < 64 << 20
    ]
    held = found_in(files, day.secrets)
    names = [str(path) for path in day.home.rglob("*") if plain.holds(path.name.encode(), day.secrets)]
    said = plain.holds((day.said + "".join(day.seen.get("titles", []))).encode(), day.secrets)
    # What the memory of a locked program holds is another row's: these days lock inside one process, the app does not.
    clipboard = [place for place in day.seen.get("clipboard", []) if place]
    where = [f"in {Path(path).name}" for path in held] + [
        f"a file is called {Path(one).name}" for one in names
    ]
    where += ["on the terminal or in a title"] * bool(said)
    where += ["on the clipboard after the lock"] * bool(clipboard)
    return Outcome(leaked=len(where), notes=[f"journey {seed}: {one}" for one in where])


def _on_the_way(day: Day, seed: int) -> Outcome:
    """What was written and spoken to meanwhile, by the trace."""
    if NO_TRACE:
        return Outcome()
    outside = {
        path
        for path in trace.written(day.log)
        if not path.is_relative_to(day.home) and not path.is_char_device() and path.name != "day.log"
    }
    talked = [call for call in trace.network(day.log) if not _PRINT_SERVICE.search(call)]
    notes = [f"journey {seed}: wrote {path}" for path in sorted(outside)[:5]]
    notes += [f"journey {seed}: {call[:100]}" for call in talked[:5]]
    return Outcome(leaked=len(outside) + len(talked), notes=notes)


ROW = Row(
    key="T26",
    title="Whole days leave nothing readable",
    tries=20,
    run=run,
    controls=("messages_reported",),
    seconds=560,
)
