"""Faults while a practice is backed up or restored: `FOLDER TRIES SEED`, answers in JSON.

The process that imports everything forks for each kill. What must hold after every fault: the vault is whole with all
its rows; every backup that bears a name and a good seal comes back with the rows of its time; the newest backups that
were acknowledged are there.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.faults.backup_case import Case, count_rows, flip, is_whole, restore_to, rows_in, shelf_of
from tests.faults.broken import break_named
from tests.faults.cuts import traced
from tests.faults.plan import Outcome
from tests.support.disks import mounted
from tests.support.vaults import NOON, make_vault
from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.progress import Progress
from therapist_app.paths import PORTABLE_VARIABLE
from therapist_app.vault import errors
from therapist_app.vault.backup import Making, Wish
from therapist_app.vault.bundle import SINGLE_FILE, Bundle
from therapist_app.vault.thinning import NEVER

_BATCH = 50  # tries with one vault: a shelf grows and is thinned, and stays quick to read
_DISK, _STICK = "128m", "6m"
_ALL_EVERY = 25
_YEARS = 3653


def run(folder: Path, tries: int, seed: int) -> Outcome:
    """Each kind of fault in turn."""
    rng, outcome = random.Random(seed), Outcome()
    kinds: list[Callable[[Case, random.Random], None]] = [
        _killed, _killed, _no_room, _killed, _wrong_bytes, _flipped, _killed, _gone, _restore_killed, _clock_off,
    ]  # fmt: skip
    for first in range(0, tries, _BATCH):
        with _fresh(folder / str(first)) as case:
            for number in range(first, min(first + _BATCH, tries)):
                kind = kinds[number % len(kinds)]
                try:
                    kind(case, rng)
                    _judge(case, rng, every=number % _ALL_EVERY == _ALL_EVERY - 1)
                except errors.VaultError as error:
                    case.outcome.corrupt += 1
                    case.wrong(f"{kind.__name__} {number}: {type(error).__name__}: {error.sentence}")
                case.outcome.tried += 1
            _named_before_said(case)
            outcome.add(case.outcome)
    return outcome


@contextlib.contextmanager
def _fresh(folder: Path) -> Iterator[Case]:
    with mounted(folder / "disk", _DISK) as disk, mounted(folder / "real", _STICK) as real:
        made = make_vault(disk.path)
        made.vault.close()
        stick = folder / "stick"
        stick.mkdir()
        _plug(real.path, stick)
        case = Case(made.folder, disk.path, stick, real.path, FixedClock(NOON))
        case.write()
        _note(case, case.back_up())
        try:
            yield case
        finally:
            _unplug(stick)
    shutil.rmtree(folder, ignore_errors=True)


def _plug(real: Path, stick: Path) -> None:
    subprocess.run(["mount", "--bind", str(real), str(stick)], check=True)


def _unplug(stick: Path) -> None:
    subprocess.run(["umount", "-l", str(stick)], check=False)


def _note(case: Case, number: int) -> None:
    case.acked.append(number)
    case.rows_of[number] = case.rows


def _in_a_fork(work: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the end of a fork
            traceback.print_exc()
            os._exit(4)
        os._exit(0)
    return child


def _after(child: int, seconds: float, act: Callable[[], object]) -> int:
    """Let a child run for a while, act, and wait for its end; its exit code."""
    time.sleep(seconds)
    act()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _kill(child: int) -> Callable[[], None]:
    return lambda: os.kill(child, signal.SIGKILL)


def _killed(case: Case, rng: random.Random) -> None:
    """The program is killed at any moment of copying, checking, naming, carrying, recording, thinning."""
    case.write()
    case.clock.advance(minutes=40)
    acks = case.folder.parent / "acks"
    acks.unlink(missing_ok=True)
    child = _in_a_fork(lambda: acks.write_text(str(case.back_up())))
    _after(child, rng.uniform(0, 0.35), _kill(child))
    if acks.exists() and (said := acks.read_text()):
        _note(case, int(said))


def _no_room(case: Case, rng: random.Random) -> None:
    """One of the two disks is nearly full: the sentence says so, nothing is harmed, and later it works."""
    case.write()
    case.clock.advance(minutes=40)
    disk = rng.choice([case.disk, case.real])
    ballast = disk / "ballast"
    leave = rng.randrange(2 << 20)
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - leave)))
    try:
        _note(case, case.back_up())
    except errors.DiskFull:
        pass
    except errors.VaultError as error:
        case.outcome.wrong_sentence += 1
        case.wrong(f"no room: {error.sentence}")
    ballast.unlink()


def _wrong_bytes(case: Case, rng: random.Random) -> None:
    """The disk keeps other bytes than it was given: the copy is not kept, and the earlier ones stay."""
    case.write()
    with case.open() as vault:
        source = vault.source()
        parent = case.folder / "backups"

        def spoil(_share: float, words: str) -> None:
            if words == "Checking the copy":
                for copy in parent.glob(".*.part/practice.db"):
                    flip(copy, rng)

        making = Making(source, parent, Wish("by-itself"), Progress(spoil))
        try:
            making.copy()
            _note(case, making.finish().seq)
        except errors.BackupNotKept:
            pass
        finally:
            making.drop()


def _flipped(case: Case, rng: random.Random) -> None:
    """A bit of a finished backup turns: it is refused, and it is not one of the three that are always kept."""
    with case.open() as vault:
        shelf = shelf_of(case.folder / "backups", vault)
        bundle = rng.choice(shelf.bundles())
        name = rng.choice(["practice.db", "header.json", "manifest.json"])
        before = (bundle.path / name).read_bytes()
        flip(bundle.path / name, rng)
        try:
            restore_to(bundle.path, case.folder.parent / "try.attune", case.clock)
            case.outcome.corrupt += 1
            case.wrong(f"a flipped bit of {name} was not seen")
        except (errors.BackupDamaged, errors.NotABackup, errors.NewerVault):
            pass
    case.write()
    case.clock.advance(minutes=40)
    _note(case, case.back_up())
    with case.open() as vault:
        good = [one for one in shelf_of(case.folder / "backups", vault).bundles() if is_whole(one)]
        case.outcome.lost += len(good) < min(NEVER, len(set(case.acked)) - 1)
    if bundle.path.exists():
        (bundle.path / name).write_bytes(before)


def _gone(case: Case, rng: random.Random) -> None:
    """The disk for copies is pulled out at any moment: this computer's own disk is not taken for it."""
    case.write()
    case.clock.advance(minutes=40)
    acks = case.folder.parent / "acks"
    acks.unlink(missing_ok=True)
    child = _in_a_fork(lambda: acks.write_text(str(case.back_up())))
    code = _after(child, rng.uniform(0, 0.35), lambda: _unplug(case.stick))
    if code == 0:
        _note(case, int(acks.read_text()))
    else:
        case.outcome.wrong_sentence += 1
        case.wrong(f"disk gone: the program ended with {code}")
    with case.open() as vault:
        if case.backups(vault).outside().is_usable or list(case.stick.glob(f"*{SINGLE_FILE}")):
            case.outcome.corrupt += 1
            case.wrong("a copy on this disk was taken for one outside")
    for path in case.stick.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    _plug(case.real, case.stick)


def _restore_killed(case: Case, rng: random.Random) -> None:
    """Killed at any moment of a restore: the old or the new vault bears the name, whole."""
    copy = case.folder.parent / "Again.attune"
    shutil.copytree(case.folder, copy)
    with case.open() as vault:
        bundle = rng.choice(shelf_of(case.folder / "backups", vault).bundles())
    then = case.rows_of.get(bundle.backup.seq, case.rows)
    child = _in_a_fork(lambda: restore_to(bundle.path, copy, case.clock))
    _after(child, rng.uniform(0, 0.15), _kill(child))
    found = rows_in(copy, case)
    if found not in (then, case.rows):
        case.outcome.lost += 1
        case.wrong(f"restore killed: {found} rows where {then} or {case.rows} were")
    for path in [copy, *case.folder.parent.glob("Again (*"), *case.folder.parent.glob(".*")]:
        shutil.rmtree(path, ignore_errors=True)


def _clock_off(case: Case, rng: random.Random) -> None:
    """The clock jumps ten years and back: of the last two days, as backups count them, none goes."""
    day, before, days = 0, "", dict[int, int]()
    for step in (0, 0, _YEARS, 1, -_YEARS, 0, 0, 0, 0, -_YEARS, -1, _YEARS, 0):
        case.clock.advance(days=step, minutes=40)
        case.write()
        number = case.back_up()
        _note(case, number)
        today = case.clock.today().isoformat()
        day, before = day + (today > before), today
        days[number] = day
    wanted = {number for number, on in days.items() if on > day - 2}
    with case.open() as vault:
        there = {one.backup.seq for one in shelf_of(case.folder / "backups", vault).bundles()}
    if missing := wanted - there:
        case.outcome.lost += len(missing)
        case.wrong(f"clock off: {len(missing)} backups of the last two days are gone")


def _judge(case: Case, rng: random.Random, *, every: bool) -> None:
    """The vault is whole, and so is every backup that bears a name."""
    with case.open() as vault:
        if not vault.verify().ok or count_rows(vault) != case.rows:
            case.outcome.corrupt += 1
            case.wrong(f"the vault itself: {count_rows(vault)} rows of {case.rows}")
        for folder in (case.folder / "backups", case.stick):
            bundles = shelf_of(folder, vault).bundles()
            if folder != case.stick:
                wanted = sorted(set(case.acked))[-NEVER:]
                missing = set(wanted) - {one.backup.seq for one in bundles}
                case.outcome.lost += len(missing)
                case.outcome.notes += [f"backup {number} is gone" for number in missing]
            chosen = bundles if every else bundles[:1] + rng.sample(bundles, min(1, len(bundles)))
            for bundle in chosen:
                _bring_back(case, bundle)


def _bring_back(case: Case, bundle: Bundle) -> None:
    """Restore a backup elsewhere and count."""
    place = case.folder.parent / "try.attune"
    try:
        restore_to(bundle.path, place, case.clock)
        found = rows_in(place, case)
        known = case.rows_of.setdefault(bundle.backup.seq, found)
        if found != known:
            case.outcome.corrupt += 1
            case.wrong(f"backup {bundle.backup.seq}: {found} rows of {known}")
    except errors.VaultError as error:
        case.outcome.corrupt += 1
        case.wrong(f"backup {bundle.backup.seq} ({bundle.path.suffix or 'folder'}): {error.sentence}")
    shutil.rmtree(place, ignore_errors=True)


def _named_before_said(case: Case) -> None:
    """A power cut after "Backed up" finds the name: the folder is brought to the disk before that is said."""
    case.write()
    log = case.disk / "calls"
    said = case.disk / "said"

    def work() -> None:
        with case.open() as vault:
            vault.backup(case.folder / "backups")
        said.write_text("")

    if traced(work, ["-y", "-o", str(log), "-e", "trace=rename,fsync,openat"]) != 0:
        case.outcome.corrupt += 1
        case.wrong("the traced backup did not work")
        return
    calls = log.read_text().splitlines()
    names = [at for at, call in enumerate(calls) if re.search(r'rename\(.*\.part", ".*/backups/\d{5}-', call)]
    syncs = [at for at, call in enumerate(calls) if re.search(r"fsync\(\d+<[^>]*/backups>\)", call)]
    ends = [at for at, call in enumerate(calls) if str(said) in call]
    if not names or not ends or not any(names[-1] < at < ends[-1] for at in syncs):
        case.outcome.lost += 1
        case.wrong("a power cut could undo the name of a backup that was said to be there")


def main() -> int:
    """Run as asked and print what came of it."""
    break_named()
    os.environ[PORTABLE_VARIABLE] = str(Path(sys.argv[1]) / "home")
    folder, tries, seed = sys.argv[1:]
    print(json.dumps(asdict(run(Path(folder), int(tries), int(seed)))))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
