"""The process of one row: `python -m tests.faults.one MODULE --folder F --tries N --seed S --broken GUARD`.

Writes what came of it into `outcome.json` of the folder; whatever the row prints is for the reader of a failure.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults.plan import Trial


def main(arguments: list[str]) -> int:
    """Run the row; an exception is its breakdown and ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--tries", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--broken", default="")
    given = parser.parse_args(arguments)
    row = importlib.import_module(given.module).ROW
    try:
        outcome = row.run(Trial(given.folder / "trial", given.tries, given.seed, given.broken))
        said = {"outcome": asdict(outcome), "processor": _processor()}
    except pytest.skip.Exception as lacking:
        said = {"skipped": str(lacking) or "something is missing here"}
    (given.folder / "outcome.json").write_text(json.dumps(said), "utf-8")
    return 0


def _processor() -> float:
    """Seconds of processor that the row took, with all the programs it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
