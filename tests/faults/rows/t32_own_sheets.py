"""T32: spoiled files that claim to be shared handouts are refused with a sentence, or let in as a careful sheet."""

from __future__ import annotations

from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial


def run(trial: Trial) -> Outcome:
    """So many files, each a good one that was spoiled in another way."""
    return outcome_of(trial, "tests.faults.shared_sheets", trial.folder, trial.tries, trial.seed)


ROW = Row(
    "T32",
    "Shared handouts that are spoiled or hostile",
    1500,
    run,
    share=0.08,
    controls=("shared_believed", "measure_off"),
    seconds=60,
)
