"""Hands hostile and broken backups to a restore, each in a process of its own: `FOLDER TRIES SEED`, answers in JSON."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.plan import Outcome
from tests.support.bundles import HOSTILE
from tests.support.vaults import NOON, PASSPHRASE, WEAK, fingerprint, make_vault
from therapist_app.kernel.clock import FixedClock
from therapist_app.vault.errors import BackupDamaged, NewerVault, NotABackup, VaultError
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.restore import Restore

_SECONDS, _KIB = 2.0, 200 * 1024
_REFUSED, _LET_IN, _WRONG_WORDS, _CRASHED = 10, 11, 12, 13
_RIGHT = (BackupDamaged, NotABackup, NewerVault)


def run(folder: Path, tries: int, seed: int) -> Outcome:
    """Count what was let in, took too long or too much, said the wrong thing, or changed the vault."""
    made = make_vault(folder)
    good = made.vault.backup(folder / "kept").path
    made.vault.close()
    before = fingerprint(made.folder)
    outcome, kinds, rng = Outcome(), list(HOSTILE), random.Random(seed)
    slowest, largest = 0.0, 0
    for number in range(tries):
        kind = kinds[number % len(kinds)]
        out = folder / "out"
        out.mkdir()
        spoiled = HOSTILE[kind](good, out, random.Random(rng.getrandbits(32)))
        code, seconds, kib = _in_a_process(spoiled, made.folder)
        slowest, largest = max(slowest, seconds), max(largest, kib)
        outcome.tried += 1
        outcome.corrupt += code == _LET_IN or fingerprint(made.folder) != before
        outcome.leaked += any(path.name.startswith(".") for path in folder.iterdir())
        outcome.wrong_sentence += (
            code in (_WRONG_WORDS, _CRASHED) or code < 10 or seconds > _SECONDS or kib > _KIB
        )
        if code != _REFUSED or seconds > _SECONDS or kib > _KIB:
            outcome.notes.append(f"{kind}: code {code}, {seconds:.2f} s, {kib} KiB")
        shutil.rmtree(out)
    outcome.notes.append(f"slowest {slowest:.2f} s, largest {largest // 1024} MB")
    return outcome


def _in_a_process(spoiled: Path, vault: Path) -> tuple[int, float, int]:
    """How it ended, in how many seconds, with how much memory at most."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        limit = 1 << 30  # a reader that believes what it reads must not take the machine down
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        os._exit(_restore(spoiled, vault))
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - began, used.ru_maxrss


def _restore(spoiled: Path, vault: Path) -> int:
    try:
        with Restore(spoiled, vault, FixedClock(NOON)) as coming:
            coming.look(Passphrase(PASSPHRASE), floor=WEAK)
            coming.put_in_place()
    except VaultError as error:
        return _REFUSED if isinstance(error, _RIGHT) else _WRONG_WORDS
    except BaseException:  # noqa: BLE001 - the end of a fork
        return _CRASHED
    return _LET_IN


def main() -> int:
    """Run as asked and print what came of it."""
    break_named()
    folder, tries, seed = sys.argv[1:]
    print(json.dumps(asdict(run(Path(folder), int(tries), int(seed)))))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
