"""Use cases of goal attainment scaling: set a goal, rate it, end it, and read what was reached.

A goal's levels are agreed before it is rated and stay as they are afterwards: a scale that moves measures nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, not_in_future, required_line
from therapist_app.measures.keeping import require_audience, require_couple, take_in
from therapist_app.measures.levels import LEVELS
from therapist_app.measures.model import Goal, Score
from therapist_app.measures.review import GoalReview, goals_of
from therapist_app.vault.vault import Vault

MOST_WEIGHT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDraft:
    """A goal as it was set; `levels` say in the couple's words what -2 to +2 would look like."""

    couple_id: str
    words: str
    levels: tuple[str, ...] = ("", "", "", "", "")
    weight: int = 1
    audience: str = Audience.JOINT


class GoalService:
    """Keeps the goals of a couple."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def add(self, draft: GoalDraft) -> Done[Goal]:
        """Set a goal."""
        facts = _checked(draft)
        with self._vault.begin() as db:
            require_couple(db, draft.couple_id)
            goal = Goal(
                couple_id=draft.couple_id,
                set_on=self._clock.today(),
                created_at=self._clock.now(),
                words=facts.words,
                levels=list(facts.levels),
                weight=facts.weight,
                audience=facts.audience,
            )
            db.add(goal)
        return _done(goal)

    def change(self, goal_id: str, draft: GoalDraft) -> Done[Goal]:
        """Change a goal; once it was rated, its levels, weight and readers stay."""
        facts = _checked(draft)
        with self._vault.begin() as db:
            goal = _goal(db, goal_id)
            rated = db.scalars(select(Score.id).where(Score.goal_id == goal_id).limit(1)).first() is not None
            moved = (tuple(goal.levels), goal.weight, goal.audience) != (
                facts.levels,
                facts.weight,
                facts.audience,
            )
            if rated and moved:
                raise InputError(
                    "This goal was rated, so its levels, weight and readers stay as they were agreed.",
                    "Nothing was changed. You can end this goal and set another.",
                )
            goal.words, goal.levels = facts.words, list(facts.levels)
            goal.weight, goal.audience = facts.weight, facts.audience
        return _done(goal)

    def end(self, goal_id: str) -> Done[Goal]:
        """A goal that is not worked on any more; what was reached stays in T."""
        return self._set_end(goal_id, self._clock.today())

    def resume(self, goal_id: str) -> Done[Goal]:
        """Work on a goal again."""
        return self._set_end(goal_id, None)

    def rate(self, goal_id: str, level: int, on_date: dt.date | None = None) -> Done[Score]:
        """Say which level was reached on a day; said again for that day, it is corrected with a trace."""
        if level not in LEVELS:
            raise InputError("The level goes from −2 to +2.", "Nothing was kept.", "level")
        with self._vault.begin() as db:
            goal = _goal(db, goal_id)
            made = Score(
                couple_id=goal.couple_id,
                goal_id=goal.id,
                on_date=not_in_future(on_date or self._clock.today(), self._clock.today(), "on_date"),
                value=float(level),
                audience=goal.audience,
                created_at=self._clock.now(),
            )
            score = take_in(db, made)
        return Done(score, Changes.of("score", couple=score.couple_id))

    def get(self, goal_id: str) -> Goal:
        """One goal."""
        with self._vault.read() as db:
            return _goal(db, goal_id)

    def review(
        self,
        couple_id: str,
        reader: Reader | str = Reader.CLINICIAN,
        first: dt.date | None = None,
        last: dt.date | None = None,
    ) -> GoalReview:
        """The goals and what was reached, from only what the reader may see."""
        goals = select(Goal).where(Goal.couple_id == couple_id).order_by(Goal.set_on, Goal.id)
        scores = select(Score).where(Score.couple_id == couple_id, Score.goal_id.is_not(None))
        with self._vault.read() as db:
            found = db.scalars(goals).all()
            rated = db.scalars(scores.order_by(Score.on_date)).all() if found else ()
        return goals_of(found, rated, Reader(reader), first, last)

    def _set_end(self, goal_id: str, day: dt.date | None) -> Done[Goal]:
        with self._vault.begin() as db:
            goal = _goal(db, goal_id)
            goal.ended_on = day
        return _done(goal)


def _checked(draft: GoalDraft) -> GoalDraft:
    if len(draft.levels) != len(LEVELS):
        raise InputError("A goal has five levels.", "Nothing was kept.", "levels")
    if draft.weight not in range(1, MOST_WEIGHT + 1):
        raise InputError(f"The weight goes from 1 to {MOST_WEIGHT}.", "Nothing was kept.", "weight")
    return GoalDraft(
        couple_id=draft.couple_id,
        words=required_line(draft.words, "words", "the goal in their words", longest=300),
        levels=tuple(
            clean_line(words, f"level{level}") for level, words in zip(LEVELS, draft.levels, strict=True)
        ),
        weight=draft.weight,
        audience=require_audience(draft.audience),
    )


def _goal(db: DbSession, goal_id: str) -> Goal:
    goal = db.get(Goal, goal_id)
    if goal is None:
        raise InputError("That goal is no longer here.", "Nothing was changed.")
    return goal


def _done(goal: Goal) -> Done[Goal]:
    return Done(goal, Changes.of("goal", couple=goal.couple_id))
