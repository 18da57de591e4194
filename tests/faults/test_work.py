"""The acts that the plan kills: every kind of record is among them, and a look finds each as it was said to be kept."""

import random
from pathlib import Path

from tests.faults.work import Ledger, Work, enter, look, new_practice

KINDS = {"note", "promise", "check_in", "screen", "answer", "step", "score"}


def test_a_look_finds_what_every_kind_of_act_kept(tmp_path: Path) -> None:
    folder = tmp_path / "Practice.attune"
    new_practice(folder)
    workspace, lines = enter(folder), list[str]()
    work = Work(workspace, random.Random(7), lines.append)
    for number in range(1, 101):
        work.act(number)
    ledger = Ledger().take(lines)
    facts, broken = look(workspace)
    assert {fact.split()[0] for fact in ledger.kept} == KINDS
    assert (ledger.compare(facts), broken) == ((0, 0), 0)
    with workspace.vault.begin() as db:
        db.connection().exec_driver_sql("DELETE FROM repair_steps")
        db.connection().exec_driver_sql("UPDATE scores SET value = value + 1")
    lost, unknown = ledger.compare(look(workspace)[0])
    assert lost == sum(fact.startswith("step ") for fact in ledger.kept)
    assert unknown == sum(fact.startswith("score ") for fact in ledger.kept)
    workspace.close()
