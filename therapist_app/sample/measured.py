"""The scores, goals and signs of a story, entered as a person would."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.service import ScoreDraft
from therapist_app.progression.sign_review import RATERS
from therapist_app.sample.story import Story
from therapist_app.sessions.rules import SEEN
from therapist_app.workspace import Workspace

DayOf = Callable[[float], dt.date]


def tell_measured(workspace: Workspace, couple: str, story: Story, day_of: DayOf) -> None:
    """Enter what a couple was measured by, each on the day that its share of the weeks names."""
    for fact in story.many("scores"):
        for side in ("a", "b"):
            draft = ScoreDraft(
                couple_id=couple,
                instrument=fact["instrument"],
                partner=side,
                value=fact[side],
                on_date=day_of(fact["at"]),
            )
            workspace.measures.add(draft)
    for fact in story.many("goals"):
        _goal(workspace, couple, fact, day_of)
    _signs(workspace, couple, story, day_of)


def _goal(workspace: Workspace, couple: str, fact: dict[str, Any], day_of: DayOf) -> None:
    draft = GoalDraft(
        couple_id=couple, words=fact["words"], levels=tuple(fact["levels"]), weight=fact.get("weight", 1)
    )
    goal = workspace.goals.add(draft).value
    for rating in fact["ratings"]:
        workspace.goals.rate(goal.id, rating["level"], day_of(rating["at"]))


def _signs(workspace: Workspace, couple: str, story: Story, day_of: DayOf) -> None:
    """Ratings belong to a session: the first on or after the day that is meant, else the last."""
    seen = [one for one in workspace.sessions.facts(couple) if one.kind in SEEN]
    days = [one.on_date for one in seen]
    for fact in story.many("signs") if seen else ():
        session = seen[min(bisect_left(days, day_of(fact["at"])), len(seen) - 1)]
        for rater in RATERS:
            for sign, value in fact.get(rater, {}).items():
                workspace.signs.rate(session.id, sign, value, rater)
