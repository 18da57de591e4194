"""T29: notes of every kind, through the vault and the editor and back, are what they were but for the edit."""

from __future__ import annotations

from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial


def run(trial: Trial) -> Outcome:
    """So many notes, one edit each."""
    return outcome_of(trial, "tests.faults.documents", trial.folder, trial.tries, trial.seed)


ROW = Row(
    "T29",
    "Notes stored, loaded, edited and stored; pages pasted from elsewhere",
    2000,
    run,
    share=0.05,
    controls=("pages_as_they_are", "byte_order_dropped"),
)
