"""After a lock, the memory of the program holds no word, no name, no passphrase and no key."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.plan import Outcome, Row, Trial
from tests.support.desktop import Desktop
from tests.support.memory import copies, key_spellings, may_look_into_any, spellings_in_memory
from tests.support.notebook import make_notebook
from tests.support.steering import Gone, Steering
from tests.support.vaults import WEAK
from therapist_app.vault.keys import DB, Passphrase
from therapist_app.vault.unlock import unlock_vault

AT_ONCE = 2
GROWTH = 8 << 10  # KB that the locked program may differ by from one lock to another
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rare(rng: random.Random, beginning: str) -> str:
    """A word that lies nowhere by chance."""
    return beginning + "".join(rng.choices(_LETTERS, k=14))


def run(trial: Trial) -> Outcome:
    """Unlock, write, look that the words are there to be found; lock, look again."""
    if not may_look_into_any():
        pytest.skip("needs the right to read the memory of other processes, as root has")
    shares = [trial.tries // AT_ONCE + (place < trial.tries % AT_ONCE) for place in range(AT_ONCE)]
    whole = Outcome()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = [pool.submit(_look, trial, place, share) for place, share in enumerate(shares) if share]
        for part in parts:
            whole.add(part.result())
    return whole


def _look(trial: Trial, place: int, tries: int) -> Outcome:
    rng = random.Random(f"{trial.seed} {place}")
    folder = trial.folder / str(place)
    folder.mkdir()
    secret = f"violet {rare(rng, 'harbor')} ember"
    names = rare(rng, "Ada"), rare(rng, "Ben")
    practice = make_notebook(folder / "Practice.attune", secret, *names)
    needles = {"passphrase": spellings_in_memory(secret), **_keys(practice, secret)}
    needles |= {name: spellings_in_memory(name) for name in names}
    tag = rare(rng, "said")  # each word begins with it, so that one search finds what is left of any of them
    needles[tag] = spellings_in_memory(tag)
    seen = Outcome()
    with (
        Desktop(folder) as desktop,
        Steering(practice, folder / "home", desktop.surroundings, trial.broken) as program,
    ):
        program.hear("ready")
        sizes: list[tuple[int, int]] = []
        for number in range(tries):
            word = rare(rng, tag)
            try:
                seen.add(_one(program, desktop, secret, word, needles, number))
                if trial.is_seen(seen):
                    return seen
                sizes.append((_memory(program.pid), program.do("files")))
            except Gone as error:
                seen.tried += 1
                seen.lost += 1
                seen.notes.append(f"try {number}: {error}")
                break
    _judge_sizes(seen, sizes)
    return seen


def _memory(pid: int) -> int:
    """Memory of a process in KB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def _judge_sizes(seen: Outcome, sizes: list[tuple[int, int]]) -> None:
    """However often it was locked, the program is no larger and has no more files open."""
    if not sizes:
        return
    memory, files = zip(*sizes, strict=True)
    seen.notes.append(
        f"{len(sizes)} locks: {min(memory)} to {max(memory)} KB, {min(files)} to {max(files)} files"
    )
    if memory[-1] - memory[0] > GROWTH or files[-1] > files[0]:
        seen.wrong_sentence += 1
        seen.notes.append("the program grows with each lock")


def _keys(practice: Path, secret: str) -> dict[str, list[bytes]]:
    """The data key, and the key and salt that the database is opened with, as they lie in a program."""
    unlocked = unlock_vault(practice, Passphrase(secret), WEAK)
    key = unlocked.keys.present
    return {"data key": key_spellings(key.raw()), "database key": key_spellings(bytes(key.derive(DB)))}


def _one(
    program: Steering,
    desktop: Desktop,
    secret: str,
    word: str,
    needles: dict[str, list[bytes]],
    number: int,
) -> Outcome:
    seen = Outcome(tried=1)
    program.unlock(secret)
    program.to_note()
    program.do("press", keys=["Ctrl+End"])
    program.type(f"{word} ")
    # That the secrets can be found at all is looked for each time, all of them once: it is most of the row's time.
    known = needles if number == 0 else {"data key": needles["data key"]}
    before = copies(program.pid, known | {word: spellings_in_memory(word)})
    unseen = [name for name in (word, "data key") if not before[name]]
    if unseen:
        seen.wrong_sentence += 1
        seen.notes.append(f"try {number}: while it was open, {len(unseen)} secrets were not found at all")
    if number % 2:
        desktop.saver("gnome")
    else:
        program.send("press", keys=["Ctrl+L"])
    if "leaving" in program.hear("leaving", "locked"):
        program.hear("ready")
    left = sum(copies(program.pid, needles).values())
    seen.leaked += left
    seen.notes.append(
        f"try {number}: {sum(before.values()) - before[word]} copies while open, {left} after the lock"
    )
    return seen


ROW = Row(
    "T25b",
    "memory after a lock",
    tries=50,
    run=run,
    share=0.08,
    controls=("same_process",),
    seconds=400,
)
