"""Kills a program that saves, again and again, and counts what was lost: `python -m tests.faults.kill_loop`.

One round: a child opens the vault and saves rows; after each commit it notes the row's number in a file of
its own. The parent kills it at a random moment, opens the vault and looks for every noted row. `--boast`
notes a row before its commit: a loop that finds nothing then would be no test.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from tests.support.vaults import make_vault, open_again
from therapist_app.practice.model import Remembered


def save_forever(folder: Path, acks: Path, seed: int, *, boast: bool) -> None:
    """The child: save rows of many sizes until killed."""
    rng = random.Random(seed)
    noted = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    vault = open_again(folder)
    with vault.read() as session:
        number = session.scalar(select(func.count()).select_from(Remembered)) or 0
    os.write(noted, b"ready\n")
    while True:
        body = rng.randbytes(rng.choice((10, 500, 5_000, 60_000))).hex()
        row = Remembered(
            key=f"{number:08}", value={"body": body, "hash": hashlib.sha256(body.encode()).hexdigest()}
        )
        if boast:
            os.write(noted, f"{number}\n".encode())
        with vault.begin() as session:
            session.add(row)
        if not boast:
            os.write(noted, f"{number}\n".encode())
        number += 1


def one_round(folder: Path, acks: Path, rng: random.Random, *, boast: bool) -> dict[str, int]:
    """Start, kill, look; the counts of this round."""
    acks.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        try:
            save_forever(folder, acks, rng.getrandbits(30), boast=boast)
        finally:
            os._exit(9)
    while not acks.exists() or not acks.read_bytes().startswith(b"ready\n"):
        time.sleep(0.001)
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            raise RuntimeError("the child ended by itself")
    time.sleep(rng.uniform(0, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    noted = [int(line) for line in acks.read_text().split()[1:]]
    journal = folder / "practice.db-journal"
    return look(folder, noted) | {"journals": int(journal.exists() and journal.stat().st_size > 0)}


def look(folder: Path, noted: list[int]) -> dict[str, int]:
    """Open what is left and compare it with what was acknowledged."""
    vault = open_again(folder)
    try:
        sound = vault.verify().ok
        with vault.read() as session:
            rows = session.scalars(select(Remembered)).all()
    finally:
        vault.close()
    there = {int(row.key) for row in rows}
    broken = sum(hashlib.sha256(row.value["body"].encode()).hexdigest() != row.value["hash"] for row in rows)
    return {
        "commits": len(noted),
        "lost": len(set(noted) - there),
        "corrupt": int(not sound) + broken,
    }


def main(arguments: list[str]) -> int:
    """Run the rounds and print the sums as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--boast", action="store_true")
    given = parser.parse_args(arguments)
    rng = random.Random(given.seed)
    sums = {"rounds": 0, "commits": 0, "lost": 0, "corrupt": 0, "journals": 0}
    with tempfile.TemporaryDirectory() as parent:
        for at in range(given.rounds):
            if at % 50 == 0:  # a fresh vault now and then keeps each look short
                made = make_vault(Path(parent), f"Kill {at}.attune")
                made.vault.close()
            counts = one_round(made.folder, Path(parent) / "acks", rng, boast=given.boast)
            sums = {name: value + counts.get(name, 1) for name, value in sums.items()}
    print(json.dumps(sums | {"seed": given.seed}))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
