"""T31: filled sheets that were spoiled or forged are refused with a sentence, or read for what they are."""

from __future__ import annotations

from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial


def run(trial: Trial) -> Outcome:
    """Each kind in turn, with other bytes each time."""
    return outcome_of(trial, "tests.faults.hostile_sheets", trial.folder, trial.tries, trial.seed)


ROW = Row(
    "T31",
    "Hostile filled sheets: refused with a sentence, or read equal; nothing changed",
    500,
    run,
    share=0.05,
    controls=("sheet_choice_trusted", "sheet_mark_trusted"),
    seconds=240,
)
