"""What was rated and scored, for one reader and period: signs, measures and goals side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

from therapist_app.measures.review import GoalReview, MeasureReview
from therapist_app.progression.sign_review import SignReview


@dataclass(frozen=True, slots=True)
class Ratings:
    """The three, each already for its reader."""

    signs: SignReview = field(default_factory=SignReview)
    measures: tuple[MeasureReview, ...] = ()
    goals: GoalReview = field(default_factory=GoalReview)
