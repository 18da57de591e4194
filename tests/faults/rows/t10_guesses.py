"""T10: wrong passphrases and words, one after another: nothing opens, nothing changes, and each waits longer."""

from __future__ import annotations

import json
import random
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial
from tests.support.vaults import PASSPHRASE, fingerprint, make_vault, open_again
from therapist_app.kernel.errors import InputError
from therapist_app.vault.errors import WrongPassphrase, WrongWords
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import Secret
from ui.unlock import patience

_WARM = 30  # tries before memory is measured: imports and caches come once
_GROWTH_KIB = 10 * 1024
_LONGEST = 30.0


def guess(folder: Path, tries: int, seed: int) -> Outcome:
    """Try wrong secrets on a vault made for it."""
    rng, outcome = random.Random(seed), Outcome()
    made = make_vault(folder)
    made.vault.close()
    before, waited, began = fingerprint(made.folder), 0.0, _memory()
    now = 0.0
    waits = patience.Patience(lambda: now)
    for one in range(tries):
        outcome.tried += 1
        try:
            open_again(made.folder, _wrong(rng, made.words)).close()
        except (WrongPassphrase, WrongWords, InputError):
            waits.was_wrong("vault")
        else:
            outcome.leaked += 1
            outcome.notes.append(f"try {one} opened it")
        left = waits.left("vault")
        if (one >= 2 and left <= 0) or left < waited:
            outcome.wrong_sentence += 1
            outcome.notes.append(f"try {one} waits {left} s after {waited} s")
        waited, now = left, now + left
        if one == _WARM:
            began = _memory()
    _compare(made.folder, before, outcome)
    growth = _memory() - began
    outcome.lost += growth >= _GROWTH_KIB
    outcome.notes.append(f"{growth} KiB more memory, waits up to {waited:.0f} s")
    outcome.wrong_sentence += tries > 10 and waited != _LONGEST
    open_again(made.folder).close()
    return outcome


def _wrong(rng: random.Random, words: list[str]) -> Secret:
    """A passphrase near the right one, random text, or words of which two changed places."""
    kind = rng.randrange(3)
    if kind == 0:
        place = rng.randrange(len(PASSPHRASE))
        return Passphrase(PASSPHRASE[:place] + chr(rng.randrange(0x100, 0x2000)) + PASSPHRASE[place + 1 :])
    if kind == 1:
        return Passphrase("".join(chr(rng.randrange(32, 0xD7FF)) for _ in range(rng.randrange(60))))
    shuffled = [*words]
    rng.shuffle(shuffled)
    return RecoveryWords.parse(" ".join(shuffled))


def _compare(folder: Path, before: dict[str, bytes], outcome: Outcome) -> None:
    if fingerprint(folder) != before:
        outcome.corrupt += 1
        outcome.notes.append("a file was changed")


def _memory() -> int:
    """The most memory this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def run(trial: Trial) -> Outcome:
    """In a program of its own, so that its memory is its own."""
    return outcome_of(trial, "tests.faults.rows.t10_guesses", trial.folder, trial.tries, trial.seed)


ROW = Row("T10", "Wrong passphrases and words", 1000, run, controls=("patience_off",))


if __name__ == "__main__":
    break_named()
    print(json.dumps(asdict(guess(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))))  # noqa: T201
