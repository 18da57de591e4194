"""The window is killed while someone types: at most five seconds of typing are lost, at any moment.

ATTUNE_SEED chooses the moments, ATTUNE_KILL_ROUNDS makes it a long soak.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.programs import ROOT
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import create_workspace, open_workspace
from ui.kit.places import Place
from ui.shell.opening import PLACE

PROMISE = 5.0  # seconds of typing
FIRST, LAST = 1.0, 12.0  # seconds after the first word between which the kill comes
ROUNDS = max(3, int(os.environ.get("ATTUNE_KILL_ROUNDS", "30")) // 10)
AT_ONCE = 4


@dataclass(frozen=True)
class Round:
    """What one kill left. Times are seconds of the monotonic clock."""

    killed: float
    typed: dict[int, float]  # by word
    told: list[tuple[str, int, float]]  # copied and kept, with the number of words
    text: str
    sound: bool

    @property
    def found(self) -> int:
        """How many words are there."""
        return len(self.text.split())

    @property
    def unbroken(self) -> bool:
        """Whether they are the first ones that were typed, in their order."""
        return self.text.split() == [f"w{number + 1}" for number in range(self.found)]

    @property
    def lost(self) -> float:
        """Seconds from the oldest lost word to the kill."""
        gone = [at for word, at in self.typed.items() if word > self.found]
        return self.killed - min(gone) if gone else 0.0

    @property
    def said_kept(self) -> int:
        """How many words the program had said were kept."""
        return max((number for what, number, _ in self.told if what == "kept"), default=0)

    @property
    def worst(self) -> float:
        """What a kill at the worst moment of this round would have lost, in seconds: just before a copy is kept."""
        kept, ages = 0, []
        for what, number, at in self.told:
            if what == "kept":
                ages.append(at - self.typed[kept + 1])
                kept = number
        return max(ages, default=0.0)


def one_round(folder: Path, wait: float, *options: str) -> Round:
    """Type for so many seconds, kill, and open what is left."""
    folder.mkdir()
    practice = prepare(folder / "Practice.attune")
    environment = os.environ | {"ATTUNE_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    with (folder / "errors").open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.typist", str(practice), *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=ROOT,
            env=environment,
        )
        assert child.stdout is not None
        with child.stdout as said:
            first = said.readline()
            try:
                child.wait(wait if first else 30)
            except subprocess.TimeoutExpired:
                killed = time.monotonic()
                child.kill()
            else:
                raise AssertionError(f"the window ended by itself: {(folder / 'errors').read_text()}")
            lines = (first + said.read()).decode().splitlines()
            child.wait()
    told = [(what, int(number), float(at)) for what, number, at in map(str.split, lines)]
    text, sound = look(practice)
    typed = {number: at for what, number, at in told if what == "typed"}
    return Round(killed, typed, [one for one in told if one[0] != "typed"], text, sound)


def prepare(practice: Path) -> Path:
    """A practice with one couple, that opens where the couple is shown."""
    workspace = create_workspace(practice, PASSPHRASE, policy=WEAK).workspace
    couple = workspace.couples.add(CoupleDraft(PartnerDraft("Ada"), PartnerDraft("Ben"))).value
    workspace.practice.remember(PLACE, Place("couple", couple.id, tab="overview").to_json())
    workspace.close()
    return practice


def look(practice: Path) -> tuple[str, bool]:
    """The text of the only note, and whether the vault is sound."""
    workspace = open_workspace(practice, Passphrase(PASSPHRASE), floor=WEAK)
    try:
        sound = workspace.vault.verify().ok
        [couple] = workspace.couples.list()
        [session] = workspace.sessions.list(couple.couple.id)
        parts = workspace.sessions.get(session.session.id).note.parts
        blocks = [block.text for part in parts for block in part.blocks if block.kind == "p"]
        return "\n".join(blocks), sound
    finally:
        workspace.close()


def moments(count: int) -> list[float]:
    """Moments to kill at: anywhere, but spread, so that few rounds see short and long texts."""
    rng = random.Random(os.environ.get("ATTUNE_SEED", "1"))
    step = (LAST - FIRST) / count
    return [FIRST + (place + rng.random()) * step for place in range(count)]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Round], Round]:
    """The rounds, and one whose program saves too rarely; side by side, as they mostly wait."""
    folder = tmp_path_factory.mktemp("typing")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        lazy = pool.submit(one_round, folder / "lazy", PROMISE + 3, "--lazy")
        rounds = [
            pool.submit(one_round, folder / str(place), wait) for place, wait in enumerate(moments(ROUNDS))
        ]
        return [one.result() for one in rounds], lazy.result()


def test_a_kill_loses_at_most_five_seconds_of_typing(played):
    rounds, _ = played
    for one in rounds:
        print(  # noqa: T201  read with -s
            f"typed {len(one.typed)} words, found {one.found}, lost {one.lost:.2f} s of typing; "
            f"the worst moment would have lost {one.worst:.2f} s"
        )
        assert one.sound
        assert one.unbroken, one.text
        assert one.found >= one.said_kept
        assert one.lost <= PROMISE
        assert len(one.typed) > (max(one.typed.values()) - one.typed[1]) * 8  # it was typed steadily


def test_no_moment_of_the_typing_was_further_than_five_seconds_from_the_vault(played):
    rounds, _ = played
    worst = [one.worst for one in rounds]
    assert max(worst) > 1  # some saves were seen
    assert max(worst) <= PROMISE


def test_the_rounds_see_a_program_that_saves_too_rarely(played):
    _, lazy = played
    assert lazy.sound
    assert lazy.lost > PROMISE
