"""T23: vaults of every earlier schema, migrated while the program is killed or the disk is full; and newer ones."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from pathlib import Path
from typing import Any

from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.work import own_home
from tests.support.disks import SmallDisk, mounted
from tests.support.released import Released, contents, released
from tests.support.vaults import PASSPHRASE, WEAK, fingerprint, open_again
from therapist_app.vault import errors
from therapist_app.vault.driver import open_raw
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.slots import unwrap
from therapist_app.vault.verify import verify

_SLOWEST = 0.25  # seconds within which the kill comes; a migration takes about half of it
_DISK = 3 << 20


def run(trial: Trial) -> Outcome:
    """Six kills, three full disks and one newer vault in every ten tries."""
    break_named(trial.broken)
    rng, outcome = trial.rng, Outcome()
    kept = released()
    with mounted(trial.folder / "small", f"{_DISK}") as disk:
        for number in range(trial.tries):
            one = kept[number % len(kept)]
            own_home(trial.folder / "home")  # a computer that has not seen this vault migrated already
            if number % 10 < 6:
                _killed(one, trial.folder / str(number), rng, outcome)
            elif number % 10 < 9:
                _full(one, disk, rng, outcome)
            else:
                _newer(one, trial.folder / str(number), outcome)
            outcome.tried += 1
    return outcome


def _killed(one: Released, parent: Path, rng: random.Random, outcome: Outcome) -> None:
    """The program is killed at any moment of the migration; the next start finds all that was there."""
    folder = one.unpack(parent)
    child = os.fork()
    if child == 0:
        try:
            open_again(folder)
        finally:
            os._exit(0)
    time.sleep(rng.uniform(0, _SLOWEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    _judge(one, folder, outcome, "killed")
    shutil.rmtree(parent)


def _full(one: Released, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """There is too little room: the sentence says so, nothing is harmed, and it goes on once there is room."""
    folder = one.unpack(disk.path)
    ballast = disk.fill(leave=rng.randrange(1 << 20))
    try:
        open_again(folder).close()
    except errors.DiskFull:
        pass
    except errors.VaultError as error:
        outcome.wrong_sentence += 1
        outcome.notes.append(f"full: {error.sentence}")
    if contents(folder, _columns(one)) != one.tables:
        outcome.corrupt += 1
        outcome.notes.append("full: rows changed")
    ballast.unlink()
    _judge(one, folder, outcome, "full")
    shutil.rmtree(folder)


def _newer(one: Released, parent: Path, outcome: Outcome) -> None:
    """A later program wrote it: refused with its sentence, and no byte changes."""
    folder = one.unpack(parent)
    header = read_headers(folder)[0].header
    key = unwrap(header.slots, Passphrase(PASSPHRASE), header.vault_id, WEAK)
    raw = open_raw(folder / "practice.db", key, header.db_salt).raw
    raw.execute("PRAGMA user_version=99")
    raw.close()
    before = fingerprint(folder)
    try:
        open_again(folder).close()
        outcome.wrong_sentence += 1
    except errors.VaultError as error:
        outcome.wrong_sentence += type(error) is not errors.NewerVault
    outcome.corrupt += fingerprint(folder) != before
    shutil.rmtree(parent)


def _judge(one: Released, folder: Path, outcome: Outcome, what: str) -> None:
    """Open it as a person would, and compare it with what was kept."""
    try:
        open_again(folder).close()
    except errors.VaultError as error:
        outcome.corrupt += 1
        outcome.notes.append(f"{what}: does not open: {error.sentence}")
        return
    report = verify(folder, Passphrase(PASSPHRASE), floor=WEAK)
    if report.exit_code:
        outcome.corrupt += 1
        outcome.notes.append(f"{what}: {json.dumps(report.to_json())}")
    outcome.lost += contents(folder, _columns(one)) != one.tables


def _columns(one: Released) -> dict[str, Any]:
    return {name: facts["columns"] for name, facts in one.tables.items()}


ROW = Row("T23", "Migration killed, on a full disk, or newer", 200, run, controls=("migration_in_pieces",))
