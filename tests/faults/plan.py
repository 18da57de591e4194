"""What a row of the fault plan is: one kind of fault, tried many times, and what came of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Outcome:
    """Counts of one row. `lost`: said to be saved and absent. `leaked`: found where nothing may be readable."""

    tried: int = 0
    lost: int = 0
    corrupt: int = 0
    leaked: int = 0
    wrong_sentence: int = 0
    notes: list[str] = field(default_factory=list)  # what was seen of each failure, and figures worth a line

    @property
    def green(self) -> bool:
        """Whether something was tried and nothing went wrong."""
        return self.tried > 0 and not (self.lost or self.corrupt or self.leaked or self.wrong_sentence)

    def add(self, other: Outcome) -> None:
        """Take in the counts of a part of the row."""
        self.tried += other.tried
        self.lost += other.lost
        self.corrupt += other.corrupt
        self.leaked += other.leaked
        self.wrong_sentence += other.wrong_sentence
        self.notes += other.notes


@dataclass(frozen=True)
class Trial:
    """What a row is handed: an empty folder of its own, how often to try, a seed, and a guard to break."""

    folder: Path
    tries: int
    seed: int = 1
    broken: str = ""  # the name of a guard in `tests.faults.broken`, broken in every program the row starts

    @property
    def rng(self) -> random.Random:
        """A generator that begins anew with this trial's seed."""
        return random.Random(self.seed)

    def is_seen(self, outcome: Outcome) -> bool:
        """Whether a broken guard was noticed already: then there is no need to wait for more of it."""
        return bool(self.broken) and outcome.tried > 0 and not outcome.green


@dataclass(frozen=True)
class Row:
    """One row: `tries` is its number in `make faults`; `make soak` tries ten times that.

    `share` is the part of it that `make test` runs. With each guard of `controls` broken the row must turn red.
    """

    key: str  # "T1"
    title: str
    tries: int
    run: Callable[[Trial], Outcome]
    share: float = 0.05
    on_disk: bool = False  # about fsync: runs on a real disk, all others in memory
    controls: tuple[str, ...] = ()
    seconds: int = 60  # about how long it takes with two rows at a time; the longest begin first
