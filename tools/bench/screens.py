"""What a person waits for in the window: to see the unlock page, to see the practice; and the memory it takes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tools.bench.core import PASSPHRASE, argon2_ms, build_practice, build_two_couples
from tools.bench.rows import Row, against, within

_ROUNDS = 7
_MEMORY_MB = 120


@dataclass(frozen=True, slots=True)
class _Start:
    ms: float  # from exec to the first paint
    memory: float  # MB


def measure(folder: Path) -> list[Row]:
    """The rows of the window; each round starts all three programs in turn."""
    practice, passphrase = build_practice(folder)
    kinds = {
        "empty": ("empty",),
        "unlock": ("unlock", str(practice)),
        "main": ("main", str(practice), passphrase),
    }
    taken: dict[str, list[_Start]] = {kind: [] for kind in kinds}
    derived: list[float] = []
    for _ in range(_ROUNDS):
        for kind, arguments in kinds.items():
            taken[kind].append(_start(*arguments))
        derived.append(argon2_ms())
    empty, unlock, main = (statistics.median(one.ms for one in taken[kind]) for kind in kinds)
    above = statistics.median(one.memory for one in taken["main"]) - statistics.median(
        one.memory for one in taken["empty"]
    )
    return [
        against("First paint of unlock, against an empty window", "ms", unlock, empty, 1.5),
        against(
            "First paint of the practice less Argon2, against the same",
            "ms",
            main - statistics.median(derived),
            empty,
            4.5,
        ),
        within("Memory above the empty window", "MB", above, _MEMORY_MB),
        _open_couple(folder / "couples"),
    ]


def _open_couple(folder: Path) -> Row:
    vault, small, large = build_two_couples(folder)
    said = _run("couples", str(vault), PASSPHRASE, small, large)
    return against("Open a couple of 500 sessions, against 5 (page)", "ms", said["large"], said["small"], 1.5)


def _start(*arguments: str) -> _Start:
    began = time.monotonic()
    said = _run(*arguments)
    return _Start((said["painted"] - began) * 1000, said["memory"])


def _run(*arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.window", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])
