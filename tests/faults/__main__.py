"""The fault plan: `python -m tests.faults [--rows T1,T3] [--times 10] [--share] [--seed 7] [--no-controls]`.

Runs every row, then every row again with each of its guards broken. Prints a table, writes build/faults.json,
keeps what a failure left under build/faults. Ends with 1 if a row is red or a broken guard was not seen.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import table
from tests.faults.runner import (
    BUILD,
    ROWS,
    FoundRow,
    Job,
    Result,
    as_json,
    find_rows,
    run,
    run_control,
    share_of,
)

WORKERS = 3  # for two cores: a row waits now and then, for a disk, a bus or a program that is ending


def main(arguments: list[str]) -> int:
    """Run the plan; 0 if all is as it should be."""
    given = _parsed(arguments)
    rows = _chosen(find_rows(given.package), given.rows)
    keep: Path = given.out / "faults"
    shutil.rmtree(keep, ignore_errors=True)
    began = time.monotonic()
    longest_first = sorted(rows, key=lambda found: -found.row.seconds)
    pairs = [(found, guard) for found in longest_first for guard in found.row.controls if given.controls]
    with ThreadPoolExecutor(given.workers) as pool:
        running = pool.map(lambda found: _run(found, given, keep), longest_first)
        breaking = pool.map(lambda pair: _control(*pair, given.seed), pairs)
        results, controls = sorted(running, key=lambda one: rows.index(one.job.found)), list(breaking)
    _write(given.out / "faults.json", results, controls)
    table.print_all(results, controls, time.monotonic() - began)
    return _code(results, controls)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__.split("\n")[0])
    parser.add_argument("--rows", default="", help="only these, such as T1,T3")
    parser.add_argument("--times", type=float, default=1, help="this many times the number of tries")
    parser.add_argument("--share", action="store_true", help="only the share that make test runs")
    parser.add_argument("--seed", type=int, default=1, help="of every random choice")
    parser.add_argument("--no-controls", dest="controls", action="store_false", help="leave the guards whole")
    parser.add_argument("--workers", type=int, default=WORKERS, help="rows at a time")
    parser.add_argument("--out", type=Path, default=BUILD.parent, help="where results and evidence go")
    parser.add_argument("--package", default=ROWS, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _chosen(rows: list[FoundRow], keys: str) -> list[FoundRow]:
    wanted = set(filter(None, keys.casefold().split(",")))
    unknown = wanted - {found.row.key.casefold() for found in rows}
    if unknown:
        raise SystemExit(f"there is no row {', '.join(sorted(unknown))}")
    return [found for found in rows if not wanted or found.row.key.casefold() in wanted]


def _run(found: FoundRow, given: argparse.Namespace, keep: Path) -> Result:
    tries = share_of(found.row) if given.share else max(1, round(found.row.tries * given.times))
    result = run(Job(found, tries, given.seed), keep)
    table.print_progress(result)
    return result


def _control(found: FoundRow, guard: str, seed: int) -> Result:
    result = run_control(found, guard, seed)
    table.print_progress(result)
    return result


def _write(path: Path, results: list[Result], controls: list[Result]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        as_json(result, [one for one in controls if one.job.found == result.job.found]) for result in results
    ]
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _code(results: list[Result], controls: list[Result]) -> int:
    """A skipped row is a failure under CI only: elsewhere the table says so loudly."""
    strict = bool(os.environ.get("CI"))
    ran = [result for result in results if strict or not result.skipped]
    seen = [control for control in controls if strict or not control.skipped]
    return 0 if all(one.green for one in ran) and all(one.red for one in seen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
