"""T3: the power goes while the practice is made, saves, changes its keys and backs up.

Some days are recorded call by call. Then, for points drawn at random from each recording, a state that a cut at
that point may leave is written out, opened as the app opens it and compared with what had been said to be saved.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.broken import VARIABLE
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.power import Disk
from tests.faults.recorded import KEPT, PRACTICE, SHUT_OUT, passphrase
from tests.faults.recording import Event, record
from tests.faults.work import PROMISES, Ledger, look, own_home
from tests.support.vaults import NOON, WEAK
from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.clock import FixedClock
from therapist_app.paths import PORTABLE_VARIABLE
from therapist_app.vault.bundle import read_bundle
from therapist_app.vault.errors import HeaderDamaged, VaultError, WrongPassphrase
from therapist_app.vault.keys import DataKey, Passphrase
from therapist_app.vault.unlock import Unlocked, unlock_vault
from therapist_app.vault.vault import open_unlocked
from therapist_app.workspace import Workspace

STATES = 500  # drawn from one recording
ACTS = 60
_KEPT_STATES = 20
_HOME = "home"  # the app's own folder is on the same disk
_NOWHERE = 1 << 40  # the number of a backup that nobody asked for


def run(trial: Trial) -> Outcome:
    """Record as many days as the number asks for, and try the states of each."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    os.environ[VARIABLE] = trial.broken  # for the recorded program
    outcome = Outcome()
    calls = 0
    for number in range(-(-trial.tries // STATES)):
        seed = trial.seed * 1_000 + number
        folder = trial.folder / f"day{number}"
        code, recording = _record(folder, seed)
        calls += len(recording)
        if code == SHUT_OUT:
            outcome.add(
                Outcome(lost=1, notes=[f"{folder.name}: the practice no longer opened for its own program"])
            )
        _try_states(recording, min(STATES, trial.tries - outcome.tried), random.Random(seed), folder, outcome)
        shutil.rmtree(folder)
    outcome.notes.append(f"{calls} calls recorded")
    return outcome


def _record(folder: Path, seed: int) -> tuple[int, list[Event]]:
    disk, ledger = folder / "disk", folder / "ledger"
    disk.mkdir(parents=True)
    own_home(disk / _HOME)
    program = ["tests.faults.recorded", str(disk), str(ledger), str(seed), str(ACTS)]
    return record(program, disk, ledger, folder / "calls")


def _try_states(events: list[Event], states: int, rng: random.Random, folder: Path, outcome: Outcome) -> None:
    disk, ledger, judge, done = Disk(folder / "disk"), Ledger(), Judge(folder / "state"), 0
    for number, cut in enumerate(sorted(rng.randrange(len(events)) for _ in range(states))):
        for event in events[done : cut + 1]:
            disk.follow(event)
            if event.what == "say":
                ledger.take(event.data.decode().splitlines())
        done = max(done, cut + 1)
        tree = disk.after_cut(rng)
        found = judge.judge(tree, ledger)
        if not found.green:
            found.notes = [f"{folder.name}, cut {number} after call {cut}: {'; '.join(found.notes)}"]
            failures = folder.parent / "failures"
            if not failures.exists() or len(list(failures.iterdir())) < _KEPT_STATES:
                _write(failures / f"{folder.name}-{number}", tree)
        outcome.add(found)


def _write(place: Path, tree: dict[str, bytes | None]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for name, data in tree.items():
        if data is None:
            (place / name).mkdir()
        else:
            (place / name).write_bytes(data)


class Judge:
    """Writes states into one folder, opens what is there, and compares it with a ledger."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._catalogue = load_catalogue()

    def judge(self, tree: dict[str, bytes | None], ledger: Ledger) -> Outcome:
        """What one state lost or has that is not whole."""
        shutil.rmtree(self._place, ignore_errors=True)
        _write(self._place, tree)
        os.environ[PORTABLE_VARIABLE] = str(self._place / _HOME)
        outcome = Outcome(tried=1)
        if not (self._place / PRACTICE).exists():
            outcome.lost = int("practice" in ledger.kept)
            outcome.notes += ["the practice is not there"] * outcome.lost
            return outcome
        try:
            self._compare(ledger, outcome)
        except Exception as error:  # noqa: BLE001 - whatever a spoilt practice leads to is counted
            outcome.corrupt += 1
            outcome.notes.append(getattr(error, "sentence", repr(error)))
        return outcome

    def _compare(self, ledger: Ledger, outcome: Outcome) -> None:
        number, unlocked = self._unlock(ledger)
        if unlocked is None:
            outcome.lost += 1
            outcome.notes.append("the passphrase that was set opens nothing")
            return
        clock = FixedClock(NOON)
        with closing(Workspace(open_unlocked(unlocked, clock), clock, self._catalogue)) as workspace:
            facts, broken = look(workspace)
            facts |= {"practice": 0, "passphrase": number}
            if sum(fact.startswith("promise") for fact in facts) >= PROMISES:
                facts["filled"] = 0
            wrong = [check.key for check in workspace.vault.verify().checks if not check.ok]
            for name, whole in self._backups(unlocked.keys.present):
                under_way = ledger.begun[0] if ledger.begun and "backup" in ledger.begun[1] else _NOWHERE
                facts[f"backup {name}"] = ledger.kept.get(f"backup {name}", under_way)
                broken += not whole
        lost, unknown = ledger.compare(facts)
        outcome.lost, outcome.corrupt = lost, broken + unknown + len(wrong)
        if not outcome.green:
            gone = [fact.split()[0] for fact, kept in ledger.kept.items() if facts.get(fact, -1) < kept]
            outcome.notes.append(f"lost {gone}, not whole {broken}, unknown {unknown}, wrong {wrong}")

    def _unlock(self, ledger: Ledger) -> tuple[int, Unlocked | None]:
        """The vault by the passphrase that was set last, or by the one that was being set."""
        numbers = [ledger.kept.get("passphrase", 0)]
        if ledger.begun and ledger.begun[1] == "passphrase":
            numbers.append(ledger.begun[0])
        for number in numbers:
            try:
                return number, unlock_vault(self._place / PRACTICE, Passphrase(passphrase(number)), WEAK)
            except (WrongPassphrase, HeaderDamaged):
                continue
        return -1, None

    def _backups(self, key: DataKey) -> Iterator[tuple[str, bool]]:
        """Each backup that carries its name, and whether it is whole."""
        kept = self._place / KEPT
        for path in sorted(kept.iterdir()) if kept.exists() else ():
            if not path.name.startswith("."):
                yield path.name, _is_whole(path, key)


def _is_whole(path: Path, key: DataKey) -> bool:
    try:
        bundle = read_bundle(path)
        bundle.require_sealed(key)
        bundle.require_whole()
    except VaultError:
        return False
    return True


ROW = Row(
    key="T3",
    title="Power cut",
    tries=5_000,
    run=run,
    share=0.03,
    controls=("synchronous_off", "no_folder_sync", "no_read_back"),
    seconds=310,
)
