"""Prints what came of the fault plan: a line for each row, a line for each guard, what was seen of failures."""

from __future__ import annotations

import sys

from tests.faults.runner import Result, failures

_HEAD = ("row", "title", "tried", "lost", "corrupt", "leaked", "wrong sentence", "seconds", "")


def print_all(results: list[Result], controls: list[Result], seconds: float) -> None:
    """The table of the rows, that of the guards, and the sums."""
    _say("")
    _print([_HEAD, *(_row(result) for result in results)])
    for result in results:
        for note in [*filter(None, (result.trouble, result.skipped)), *result.outcome.notes]:
            _say(f"  {result.job.found.row.key}: {note}")
        if result.evidence:
            _say(f"  {result.job.found.row.key}: what it left is kept in {result.evidence}")
    if controls:
        _say("")
        _print([("guard broken", "row", "tried", "failures", "seconds", ""), *map(_control, controls)])
    tried = sum(result.outcome.tried for result in results)
    skipped = sum(bool(result.skipped) for result in results)
    used = sum(one.processor for one in [*results, *controls]) / 60
    _say(f"\n{tried} faults in {len(results)} rows, {seconds / 60:.1f} minutes, {used:.1f} of processor.")
    if skipped:
        _say(f"{skipped} ROWS WERE SKIPPED: this machine proves less than the plan promises.")


def print_progress(result: Result) -> None:
    """One line when a job ends."""
    job = result.job
    named = f" with {job.broken} broken" if job.broken else ""
    ended = ("seen" if result.red else "NOT SEEN") if job.broken else result.word
    _say(f"{job.found.row.key}{named}, {job.tries} times, seed {job.seed}: {ended}, {result.seconds:.1f} s")


def _row(result: Result) -> tuple[str, ...]:
    row, counts = result.job.found.row, result.outcome
    numbers = (counts.tried, counts.lost, counts.corrupt, counts.leaked, counts.wrong_sentence)
    return (row.key, row.title, *map(str, numbers), f"{result.seconds:.1f}", result.word)


def _control(result: Result) -> tuple[str, ...]:
    counts = result.outcome
    ended = "seen" if result.red else result.skipped or result.trouble or "NOT SEEN"
    row = result.job.found.row.key
    return (result.job.broken, row, str(counts.tried), str(failures(counts)), f"{result.seconds:.1f}", ended)


def _print(lines: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            cell.rjust(width) if cell.replace(".", "").isdigit() else cell.ljust(width)
            for cell, width in zip(line, widths, strict=True)
        ]
        _say("  ".join(cells).rstrip())


def _say(text: str) -> None:
    print(text, flush=True, file=sys.stdout)  # noqa: T201
