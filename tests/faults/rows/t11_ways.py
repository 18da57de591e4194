"""T11: making a vault and changing the ways into it, killed at one system call after another."""

from __future__ import annotations

from tests.faults.children import outcome_of
from tests.faults.plan import Outcome, Row, Trial

STEPS = ("create", "change", "rotate", "recover", "keyring add", "keyring remove")


def run(trial: Trial) -> Outcome:
    """Each step as often as asked; afterwards what its owner knows must open the vault, whole."""
    outcome = Outcome()
    for step in STEPS:
        folder = trial.folder / step.replace(" ", "-")
        folder.mkdir()
        outcome.add(outcome_of(trial, "tests.faults.cuts", folder, step, trial.tries, trial.seed))
    return outcome


ROW = Row(
    "T11",
    "Killed in create, passphrase change, new key, recovery, keyring added and removed",
    300,
    run,
    share=0.03,
    controls=("key_file_in_place", "unannounced_key"),
    seconds=320,
)
