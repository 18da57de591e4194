"""T24: backups that are killed, find no room, rot, or lose their disk; whatever is kept must come back."""

from __future__ import annotations

from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial


def run(trial: Trial) -> Outcome:
    """Every kind of fault in turn; after each one every backup that counts is read, and the newest restored."""
    return outcome_of(trial, "tests.faults.backup_faults", trial.folder, trial.tries, trial.seed)


ROW = Row(
    "T24",
    "Backup: killed, no room, wrong or flipped bytes, disk gone, clock off; restore killed",
    500,
    run,
    controls=("copy_check_off", "thinning_by_clock", "folder_sync_off", "restore_in_place"),
    seconds=300,
)
