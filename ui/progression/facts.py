"""Everything the progress tab shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.dates import months_before, short_day
from therapist_app.kernel.errors import InputError
from therapist_app.progression.path import came_on
from therapist_app.progression.ratings import Ratings
from therapist_app.progression.review import Review, SessionMark, review_of
from therapist_app.progression.reviewing import MarkedReview
from ui.progression.block_rows import BlockMap, Column, block_map

if TYPE_CHECKING:
    from therapist_app.catalogue.model import Catalogue
    from therapist_app.progression.comparing import Comparison
    from therapist_app.progression.periods import Choice
    from therapist_app.workspace import Workspace

SINCE_REVIEW = "review"
PERIODS = (("3", "3 mo"), ("6", "6 mo"), ("12", "1 year"), (SINCE_REVIEW, "Review"), ("", "All"))
PERIOD_NAMES = {
    "3": "Three months",
    "6": "Six months",
    "12": "One year",
    SINCE_REVIEW: "Since the last review",
    "": "From the start",
}
ENOUGH_SESSIONS = 3
NEAR_DAYS = 180


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """A couple's review for one period, and how much there is in whole."""

    couple: CoupleFile
    period: str
    review: Review
    came: int  # sessions that took place, over the whole time
    kinds: Mapping[str, str]  # session id to the label of its kind
    ratings: Ratings
    reviewed: MarkedReview | None = None  # the latest review
    choice: Choice | None = None  # what the period is compared with
    beside: Comparison | None = None
    refused: str = ""  # why there are no two times
    discreet: bool = False

    @property
    def reviewed_words(self) -> str:
        """When the last review was, and when the next one is planned."""
        if self.reviewed is None:
            return "No review is marked yet." if self.period == SINCE_REVIEW else ""
        planned = f", next one {self.day(self.reviewed.next_on)}" if self.reviewed.next_on else ""
        return f"Last review {self.day(self.reviewed.on_date)}{planned}."

    @property
    def enough(self) -> bool:
        """Whether there is enough to show a path."""
        return self.came >= ENOUGH_SESSIONS

    def name(self, side: str) -> str:
        """A partner's name; in discreet mode nobody is named."""
        return f"Partner {side.upper()}" if self.discreet else self.couple.called(side)

    def day(self, on: dt.date) -> str:
        """A date as this screen writes it: with the year only where it is not near."""
        near = abs((on - self.review.today).days) <= NEAR_DAYS
        return short_day(on) if near else f"{short_day(on)} {on.year}"

    def columns(self) -> tuple[Column, ...]:
        """The sessions of the map, oldest left."""
        return tuple(self._column(mark) for mark in self.review.block_sessions)

    def _column(self, mark: SessionMark) -> Column:
        on = self.day(mark.on_date)
        if mark.number:
            return Column(mark.session_id, str(mark.number), f"session {mark.number}, {on}")
        kind = self.kinds.get(mark.session_id, "Session")
        return Column(mark.session_id, kind[:1].upper(), f"{kind.lower()}, {on}")

    def block_map(self, catalogue: Catalogue, *, show_all: bool = False) -> BlockMap:
        """The map of blocks by session."""
        ids = [mark.session_id for mark in self.review.block_sessions]
        levels = {
            row.block: {
                session: level for session, level in zip(ids, row.levels, strict=True) if level is not None
            }
            for row in self.review.block_rows
        }
        return block_map(catalogue, self.columns(), levels, show_all=show_all)


def _begin(period: str, today: dt.date, reviewed: MarkedReview | None) -> dt.date | None:
    """The first day of a period; None from the start, as before any review."""
    if period == SINCE_REVIEW:
        return reviewed.on_date if reviewed else None
    return months_before(today, int(period)) if period else None


def gather(
    workspace: Workspace,
    couple_id: str,
    period: str,
    against: Choice | None = None,
    *,
    discreet: bool = False,
) -> ProgressFacts:
    """Read everything the tab shows; a period longer than the work so far begins with the work.

    Of `against` the first day is that of the period.
    """
    facts, today = workspace.progression.review_facts(couple_id, Reader.CLINICIAN), workspace.clock.today()
    reviewed = workspace.progression.reviews.last(couple_id)
    first = _begin(period, today, reviewed)
    begin = max(first, facts.beginning(today)) if first else None
    choice = against._replace(first=first) if against else None
    beside, refused = _beside(workspace, couple_id, choice)
    labels = {kind.key: kind.label for kind in workspace.catalogue.session_kinds}
    return ProgressFacts(
        couple=workspace.couples.get(couple_id),
        period=period,
        review=review_of(workspace.catalogue, facts, Reader.CLINICIAN, begin, today),
        reviewed=reviewed,
        came=len(came_on(facts.sessions)),
        kinds={fact.id: labels.get(fact.kind, "Session") for fact in facts.sessions},
        ratings=workspace.ratings(couple_id, Reader.CLINICIAN, first),
        choice=choice,
        beside=beside,
        refused=refused,
        discreet=discreet,
    )


def _beside(workspace: Workspace, couple_id: str, choice: Choice | None) -> tuple[Comparison | None, str]:
    """The two times, or why there are none."""
    if choice is None:
        return None, ""
    try:
        return workspace.comparison(couple_id, Reader.CLINICIAN, choice), ""
    except InputError as refused:
        return None, refused.whole
