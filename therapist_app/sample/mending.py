"""Tells what was asked at the start and how far a wound is mended, where a story knows of it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable

from therapist_app.sample.story import Story
from therapist_app.workspace import Workspace


def tell_intake(workspace: Workspace, couple: str, story: Story, first: dt.date) -> None:
    """Answers of each, of both, and the direction, as of the first day."""
    asked = story.data.get("intake", {})
    for side in ("a", "b"):
        for question, answer in asked.get(side, {}).items():
            workspace.intake.answer(couple, side, question, **answer)
    if "both" in asked:
        workspace.intake.save_both(couple, **asked["both"])
    if "direction" in story.data:
        workspace.intake.set_direction(couple, story.data["direction"], on_date=first)


def tell_repair(workspace: Workspace, couple: str, story: Story, day: Callable[[float], dt.date]) -> None:
    """The steps of the first rupture, each in the first session on or after its day."""
    steps = story.many("repair")
    if not steps:
        return
    rupture = workspace.couples.get(couple).ruptures[0].id
    sessions = sorted((row.session.on_date, row.session.id) for row in workspace.sessions.list(couple))
    for fact in steps:
        if sessions:
            place = bisect_left(sessions, (day(fact["at"]), ""))
            _, session = sessions[min(place, len(sessions) - 1)]
            workspace.repair.mark(rupture, fact["step"], session_id=session, line=fact.get("line", ""))
