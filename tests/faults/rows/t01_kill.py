"""T1: the program is killed while it saves notes, check-ins and promises."""

from __future__ import annotations

from tests.faults.killing import EVERY, Killing
from tests.faults.plan import Outcome, Row, Trial


def run(trial: Trial) -> Outcome:
    """Save, kill after 0 to 50 ms, open, compare; again and again on the same practice."""
    outcome = Outcome()
    killing = Killing(trial)
    for at in range(trial.tries):
        if at % EVERY == 0:
            killing.begin_anew()
        killing.save_and_kill()
        outcome.add(killing.look())
    share = killing.journals / trial.tries
    outcome.notes.append(f"{killing.commits} saves; {share:.0%} of the kills left a journal to recover")
    return outcome


ROW = Row(
    key="T1",
    title="Killed while saving",
    tries=1_000,
    run=run,
    share=0.05,
    controls=("ack_before_commit", "journal_off"),
    seconds=290,
)
