"""T17: long days of saves, refusals, locks, kills, backups and restores, against a dictionary of what must be there."""

from __future__ import annotations

import traceback

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.faults.broken import break_named
from tests.faults.long_day import Days, LongDay
from tests.faults.plan import Outcome, Row, Trial

STEPS = 50


def run(trial: Trial) -> Outcome:
    """As many days as the number says, of 50 steps each; the first that differs ends the row."""
    days = Days(trial.folder)
    break_named(trial.broken)
    test = get_state_machine_test(
        lambda: LongDay(days),  # pyright: ignore[reportArgumentType] - its words: a class or a function
        settings=settings(
            max_examples=trial.tries,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    outcome = Outcome()
    try:
        seed(trial.seed)(test)()
    except Exception as error:  # noqa: BLE001 - whatever a day leads to is counted, with the steps that led there
        outcome.lost = 1
        outcome.notes.append("".join(traceback.format_exception(error))[-3_000:])
    outcome.tried = days.counts["days"]
    outcome.notes.append(", ".join(f"{count} {what}" for what, count in sorted(days.counts.items())))
    return outcome


ROW = Row(
    key="T17",
    title="Long days against a model",
    tries=500,
    run=run,
    share=0.02,
    controls=("commit_on_error", "no_commit"),
    seconds=400,
)
