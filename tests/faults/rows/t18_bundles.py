"""T18, as far as there is something to import: hostile and broken backups are refused, quickly and in little memory."""

from __future__ import annotations

from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial


def run(trial: Trial) -> Outcome:
    """Each kind in turn, with other bytes each time."""
    return outcome_of(trial, "tests.faults.hostile_bundles", trial.folder, trial.tries, trial.seed)


ROW = Row(
    "T18",
    "Hostile backups: refused in 2 s and 200 MB, the vault untouched",
    120,
    run,
    share=0.25,
    controls=("bundle_trusted",),
)
