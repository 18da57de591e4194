"""Steps on the ways into a vault, killed at one system call after another: `FOLDER STEP TRIES SEED`, answers in JSON.

The process that imports everything forks for each try, so that a try costs no start of Python.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.plan import Outcome
from tests.support.keyrings import Desktop
from tests.support.vaults import NOON, PASSPHRASE, WEAK, make_vault, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.paths import PORTABLE_VARIABLE
from therapist_app.practice.model import Remembered
from therapist_app.vault.errors import KeyringSilent, VaultError, WrongPassphrase, WrongWords
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import Secret, SlotType
from therapist_app.vault.unlock import ask_keyring
from therapist_app.vault.vault import Vault, create_vault

NEW = "quarry tulip anvil brook"
# Whatever brings bytes to the disk, gives them a name or takes it away: a cut between two others changes nothing.
CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,mkdir,openat"
_ROWS = 25
_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)
_REFUSED = (WrongPassphrase, WrongWords, KeyringSilent)


@dataclass
class Case:
    """A vault before the step, and what its owner knows before and afterwards."""

    folder: Path
    store: Path
    old_words: RecoveryWords
    new_words: RecoveryWords

    @property
    def desktop(self) -> Desktop:
        """The keyring of this computer."""
        return Desktop(self.store)

    def vault(self, secret: Secret | None = None) -> Vault:
        """The vault, open."""
        return open_again(self.folder, secret)

    def copy(self, folder: Path) -> Case:
        """The same, elsewhere: what a way in mends there mends nothing here."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder.parent, folder)
        _be_at_home(folder)
        return replace(self, folder=folder / self.folder.name, store=folder / self.store.name)


def _be_at_home(folder: Path) -> None:
    """Keep what lies outside the vault, its witness above all, beside it: a copied vault is as new as its copy."""
    os.environ[PORTABLE_VARIABLE] = str(folder / "home")


def _create(case: Case) -> None:
    create_vault(case.folder, PASSPHRASE, policy=WEAK, clock=FixedClock(NOON)).vault.close()


def _change(case: Case) -> None:
    with case.vault() as vault:
        vault.ways.change_passphrase(NEW)


def _rotate(case: Case) -> None:
    with case.vault() as vault:
        vault.ways.renew_key(NEW, case.new_words, case.desktop.keyring())


def _recover(case: Case) -> None:
    with case.vault(case.old_words) as vault:
        vault.ways.change_passphrase(NEW)
        vault.ways.new_recovery_words()


def _add(case: Case) -> None:
    with case.vault() as vault:
        vault.ways.add_keyring(case.desktop.keyring())


def _remove(case: Case) -> None:
    with case.vault() as vault:
        vault.ways.remove(SlotType.KEYRING, Passphrase(PASSPHRASE), case.desktop.keyring())


# Each group holds what one person may try: one of it must open. Words made in a step and never seen are no way in.
Ways = Callable[[Case], list[list[Secret]]]


@dataclass(frozen=True)
class Step:
    """A step, whether the keyring opens the vault before it, and the groups of ways of which one must open it."""

    run: Callable[[Case], None]
    groups: Ways
    with_keyring: bool = False
    keyring_opens: bool = False


_EITHER: list[Secret] = [Passphrase(NEW), Passphrase(PASSPHRASE)]
STEPS: dict[str, Step] = {
    "create": Step(_create, lambda _: [[Passphrase(PASSPHRASE)]]),
    "change": Step(_change, lambda case: [_EITHER, [case.old_words]], with_keyring=True, keyring_opens=True),
    "rotate": Step(
        _rotate,
        lambda case: [_EITHER, [case.new_words, case.old_words]],
        with_keyring=True,
        keyring_opens=True,
    ),
    "recover": Step(
        _recover, lambda case: [[Passphrase(NEW), case.old_words]], with_keyring=True, keyring_opens=True
    ),
    "keyring add": Step(_add, lambda case: [[Passphrase(PASSPHRASE)], [case.old_words]]),
    "keyring remove": Step(
        _remove, lambda case: [[Passphrase(PASSPHRASE)], [case.old_words]], with_keyring=True
    ),
}


def run(folder: Path, name: str, tries: int, seed: int) -> Outcome:
    """Cut a step `tries` times, spread over all its calls, and look each time who can open the vault."""
    step, outcome, rng = STEPS[name], Outcome(), random.Random(seed)
    pristine = _prepare(folder / "pristine", step) if name != "create" else None
    calls = _calls_of(folder, step, pristine)
    first = rng.random()
    for one in range(tries):
        at = 1 + int((one + first) * calls / tries) if tries < calls else 1 + one % (calls + 1)
        case = _fresh(folder / "now", pristine)
        ended = _cut(lambda: step.run(case), at)  # noqa: B023 - used within this round
        seen = _look(case, step)
        seen.notes = [f"{name}, call {at} of {calls}: {note}" for note in seen.notes]
        outcome.add(seen)
        if ended not in (0, -signal.SIGKILL):
            outcome.corrupt += 1
            outcome.notes.append(f"{name}, call {at}: ended with {ended}")
    outcome.notes.append(f"{name}: {calls} calls")
    return outcome


def _prepare(folder: Path, step: Step) -> Case:
    folder.mkdir()
    _be_at_home(folder)
    made = make_vault(folder)
    with made.vault.begin() as session:
        session.add_all(Remembered(key=f"row {n:03}", value="x" * 700) for n in range(_ROWS))
    case = Case(
        made.folder,
        folder / "desktop.json",
        RecoveryWords.parse(" ".join(made.words)),
        RecoveryWords(bytes(range(32))),
    )
    if step.with_keyring:
        made.vault.ways.add_keyring(case.desktop.keyring())
    made.vault.close()
    return case


def _fresh(folder: Path, pristine: Case | None) -> Case:
    if pristine is not None:
        return pristine.copy(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _be_at_home(folder)
    nothing = RecoveryWords(bytes(32))
    return Case(folder / "Practice.attune", folder / "desktop.json", nothing, nothing)


def _calls_of(folder: Path, step: Step, pristine: Case | None) -> int:
    """How many calls a step makes when nobody cuts it."""
    log = folder / "calls"
    case = _fresh(folder / "now", pristine)
    if traced(lambda: step.run(case), ["-o", str(log), "-e", f"trace={CALLS}"]) != 0:
        raise RuntimeError("the step does not work")
    return len(log.read_text().splitlines())


def _cut(work: Callable[[], None], at: int) -> int:
    return traced(
        work, ["-o", "/dev/null", "-e", f"trace={CALLS}", "-e", f"inject={CALLS}:signal=KILL:when={at}"]
    )


def traced(work: Callable[[], None], options: list[str]) -> int:
    """Run work in a fork under strace; its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        _betraced(work)
    os.waitpid(child, os.WUNTRACED)
    with subprocess.Popen(
        ["strace", "-p", str(child), *options], stderr=subprocess.PIPE, text=True
    ) as watcher:
        assert watcher.stderr is not None
        watcher.stderr.readline()  # "attached"
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
        watcher.stderr.read()
    return os.waitstatus_to_exitcode(status)


def _betraced(work: Callable[[], None]) -> None:
    ctypes.CDLL(None).prctl(_PTRACER, _ANY)  # where only a parent may trace
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        work()
    except BaseException:  # noqa: BLE001 - the end of a fork
        traceback.print_exc()
        os._exit(4)
    os._exit(0)


def _look(case: Case, step: Step) -> Outcome:
    """Try everything that someone knows; each group must hold a way that opens it, whole and with every row."""
    outcome = Outcome(tried=1)
    if not case.folder.exists():
        if step.run is not _create:
            outcome.lost += 1
        return outcome
    groups = step.groups(case)
    rows = 0 if step.run is _create else _ROWS
    for group in groups:
        _look_at_group(case.copy(case.folder.parent.with_name("look")), group, outcome, rows)
    if step.keyring_opens:
        copy = case.copy(case.folder.parent.with_name("look"))
        try:
            _look_at_group(copy, [ask_keyring(copy.folder, copy.desktop.keyring())], outcome, rows)
        except KeyringSilent:
            outcome.lost += 1
            outcome.notes.append("the keyring has nothing that fits")
    return outcome


def _look_at_group(case: Case, group: list[Secret], outcome: Outcome, rows: int) -> None:
    heard: list[str] = []
    for secret in group:
        try:
            with open_again(case.folder, secret) as vault:
                with vault.read() as session:
                    found = session.query(Remembered).count()
                if found < rows or not vault.verify().ok:
                    outcome.corrupt += 1
                    outcome.notes.append(f"{found} rows, or unsound")
                return
        except _REFUSED as error:
            heard.append(type(error).__name__)
        except VaultError as error:
            heard.append(type(error).__name__)
            outcome.wrong_sentence += 1
    outcome.lost += 1
    outcome.notes.append(f"nothing opens it: {heard}")


def main() -> int:
    """Run one step as asked and print what came of it."""
    break_named()
    folder, name, tries, seed = sys.argv[1:]
    print(json.dumps(asdict(run(Path(folder), name, int(tries), int(seed)))))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
