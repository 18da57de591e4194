"""T30: the program is killed while a note is removed or restored: it is whole in its place, or whole in the trash."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.faults.at_write import kill_at_write
from tests.faults.killing import end, fork
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.work import enter, new_practice, own_home
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.vault.header import DB_NAME
from therapist_app.vault.records import Record
from therapist_app.workspace import Workspace

_MOST_WRITES = 60  # of one removal and some more, so that some come to their end
_STRIDE = 7

Rows = dict[str, list[tuple[Any, ...]]]


def run(trial: Trial) -> Outcome:
    """Kill at one write after another; whatever is found is one of two known states, and goes on to the other."""
    outcome, catalogue = Outcome(), load_catalogue()
    folder, pattern = trial.folder / "Trash.attune", trial.folder / "pattern"
    own_home(trial.folder / "home")
    new_practice(pattern)
    session, there = _prepare(pattern, catalogue)
    removed: Rows = {}
    shutil.copytree(pattern, folder)
    kills = 0
    for at in range(trial.tries):
        writes = 1 + at * _STRIDE % _MOST_WRITES
        kills += end(fork(lambda n=writes: _turn(folder, catalogue, session, n), trial.broken), None)
        outcome.tried += 1
        rows, sound = _look(folder, catalogue)
        if not rows["trash_entries"]:
            outcome.lost += rows != there
        elif removed:
            outcome.lost += _without(rows) != _without(removed)
        else:
            removed = rows
        outcome.corrupt += not sound
        if not outcome.green:
            outcome.notes.append(
                f"killed at write {writes}: neither in its place nor in the trash, or not sound"
            )
            own_home(trial.folder / "home")
            shutil.rmtree(folder)
            shutil.copytree(pattern, folder)
        if trial.is_seen(outcome) or len(outcome.notes) > 5:
            break
    outcome.notes.append(f"{kills} kills came before the end")
    return outcome


def _prepare(folder: Path, catalogue: Catalogue) -> tuple[str, Rows]:
    """A session with a note in three parts and a block; its id, and every row of the practice."""
    workspace = enter(folder, catalogue=catalogue)
    couple = workspace.couples.list()[0].couple.id
    session = workspace.sessions.start(couple).value.id
    words = "We stopped twice to breathe, and both chose to go on. " * 40
    parts = [(one, Block.of("p", words)) for one in (Audience.JOINT, Audience.A, Audience.THERAPIST)]
    workspace.sessions.save_note(session, NoteDocument.of(parts))
    workspace.progression.tag_block(session, "blaming", 2)
    rows = _rows(workspace)
    workspace.close()
    return session, rows


def _turn(folder: Path, catalogue: Catalogue, session: str, writes: int) -> None:
    """Restore it if it lies in the trash, else remove it; end at one of the writes."""
    workspace = enter(folder, catalogue=catalogue)
    removed = workspace.trash.list()
    kill_at_write(folder / DB_NAME, writes)
    if removed:
        workspace.trash.restore(removed[0].id)
    else:
        workspace.trash.remove_session(session)


def _look(folder: Path, catalogue: Catalogue) -> tuple[Rows, bool]:
    workspace = enter(folder, catalogue=catalogue)
    try:
        return _rows(workspace), workspace.vault.verify().ok
    finally:
        workspace.close()


def _rows(workspace: Workspace) -> Rows:
    with workspace.vault.read() as db:
        return {
            table.name: sorted(
                tuple(row)
                for row in db.connection().exec_driver_sql(f"SELECT * FROM {table.name}").fetchall()
            )
            for table in Record.metadata.sorted_tables
            if table.name != "remembered"
        }


def _without(rows: Rows) -> Rows:
    """Rows without what is made anew with each removal: ids of the trash."""
    same = {name: some for name, some in rows.items() if not name.startswith("trash_")}
    same["held"] = sorted((row[-2],) for row in rows["trash_entries"])
    same["apart"] = sorted((row[-1],) for row in rows["trash_process_notes"])
    return same


ROW = Row(
    "T30",
    "Killed while a note is removed or restored",
    240,
    run,
    share=0.1,
    controls=("removal_in_pieces",),
    seconds=60,
)
