"""What the homework tab reads before it can show anything, which a lock waits for."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.ui.conftest import InVault, SmallPractice
from ui.homework.facts import gather
from ui.kit.context import Context


def test_the_couple_is_not_read_anew_for_each_sheet(
    ctx: Context, in_vault: InVault, small: SmallPractice
) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        facts = in_vault(lambda: gather(ctx.workspace, small.ada_ben))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert asked
    assert len(asked) < len(facts.sheets)
