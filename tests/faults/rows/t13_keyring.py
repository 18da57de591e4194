"""T13: a keyring that is missing, locked, denied, silent, forgetful, false or another one; and a real one."""

from __future__ import annotations

import base64
import json
import random
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial
from tests.support.keyrings import Desktop
from tests.support.vaults import MadeVault, make_vault, open_again
from therapist_app.vault.errors import KeyringSilent
from therapist_app.vault.slots import SlotType
from therapist_app.vault.unlock import ask_keyring

FAULTS = ("missing", "locked", "denied", "hang", "wrong bytes", "null", "swapped", "deleted")
REFUSED_AT_ONCE = {"missing", "locked", "denied", "hang", "wrong bytes", "null", "forgets", "plain file"}
_LIMIT = 0.2  # seconds, in place of 5
_LATE = 5.0


def try_faults(folder: Path, tries: int, seed: int) -> Outcome:
    """Each fault as often as asked: at adding, at unlocking, and in what is left on the disk."""
    rng, outcome = random.Random(seed), Outcome()
    for fault in FAULTS:
        for one in range(tries):
            part = folder / f"{fault} {one}"
            seen = _one(part, fault, rng)
            seen.notes = [f"{fault}: {note}" for note in seen.notes]
            outcome.add(seen)
            shutil.rmtree(part)
    return outcome


def _one(folder: Path, fault: str, rng: random.Random) -> Outcome:
    outcome = Outcome(tried=1)
    folder.mkdir()
    made = make_vault(folder)
    _add_to_a_bad_one(made, _bad_at_first(fault), folder, outcome)
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    made.vault.close()
    secrets = [base64.b64decode(text.partition(":")[2]) for text in desktop.items.values()]
    if fault == "deleted":
        desktop.put(next(iter(desktop.items)), None)
    elif fault == "wrong bytes" and rng.random() < 0.5:
        desktop.put(next(iter(desktop.items)), rng.choice(["", "attune1:", "attune1:AAAA", "\0", "7" * 4000]))
    desktop.fault = "" if fault == "deleted" else fault
    _unlock(made.folder, desktop, outcome)
    _scan(folder, secrets, outcome)
    return outcome


def _bad_at_first(fault: str) -> str:
    """How the keyring behaves while it is being added: each fault that can happen there, and two more kinds of it."""
    return {"swapped": "plain file", "deleted": "forgets"}.get(fault, fault)


def _add_to_a_bad_one(made: MadeVault, fault: str, folder: Path, outcome: Outcome) -> None:
    desktop = Desktop(fault=fault, plain=folder / "keyring_pass.cfg")
    refused = _refused(lambda: made.vault.ways.add_keyring(desktop.keyring(_LIMIT)), outcome)
    desktop.hung.set()
    if not refused:
        outcome.lost += 1
        outcome.notes.append(f"a keyring that is {fault} was taken for a way in")
        made.vault.ways._file.remove(SlotType.KEYRING)
    if (folder / "keyring_pass.cfg").exists():
        outcome.leaked += 1
        outcome.notes.append("the key lies in a plain file")


def _unlock(folder: Path, desktop: Desktop, outcome: Outcome) -> None:
    def by_keyring() -> None:
        open_again(folder, ask_keyring(folder, desktop.keyring(_LIMIT))).close()

    refused = _refused(by_keyring, outcome)
    desktop.hung.set()
    if not refused:
        outcome.leaked += 1
        outcome.notes.append("it opened")
    open_again(folder).close()  # the passphrase does, whatever the keyring is about


def _refused(work: Callable[[], None], outcome: Outcome) -> bool:
    """Whether the keyring was refused, in time and with its own sentence."""
    began = time.monotonic()
    try:
        work()
    except KeyringSilent as error:
        outcome.wrong_sentence += "assphrase" not in error.whole
        if time.monotonic() - began > _LATE:
            outcome.wrong_sentence += 1
            outcome.notes.append("it came late")
        return True
    return False


def _scan(folder: Path, secrets: list[bytes], outcome: Outcome) -> None:
    forms = [form for raw in secrets for form in (raw, base64.b64encode(raw), raw.hex().encode())]
    for path in folder.rglob("*"):
        if path.is_file() and any(form in path.read_bytes() for form in forms):
            outcome.leaked += 1
            outcome.notes.append(f"the key lies in {path.name}")


def run(trial: Trial) -> Outcome:
    """The faults, each on a keyring of ours; then the desktop's own keyring, where it can be started."""
    module = "tests.faults.rows.t13_keyring"
    outcome = outcome_of(trial, module, trial.folder, trial.tries, trial.seed)
    if shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session"):
        home = trial.folder / "home"
        outcome.add(outcome_of(trial, "tests.faults.real_keyring", home, before=("dbus-run-session", "--")))
    else:
        outcome.notes.append("no gnome-keyring here: its lane was left out")
    return outcome


ROW = Row(
    "T13",
    "A keyring that does not answer, or not the truth",
    25,
    run,
    share=0.2,
    controls=("keyring_allow_list_off", "keyring_read_back_off"),
)


if __name__ == "__main__":
    break_named()
    print(json.dumps(asdict(try_faults(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))))  # noqa: T201
