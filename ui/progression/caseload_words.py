"""A line of the caseload review in words, for the table and for paper; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from therapist_app.catalogue.model import Catalogue
from therapist_app.guidance.caseload import CaseLine, Column, Show
from therapist_app.kernel.dates import short_day, span_words
from ui.kit.discreet import discreet_label

HEADS: tuple[tuple[Column, str], ...] = (
    (Column.COUPLE, "Couple"),
    (Column.PHASE, "Phase"),
    (Column.SAFETY, "Safety"),
    (Column.SEEN, "Last seen"),
    (Column.ENDS, "Loose ends"),
    (Column.GUIDANCE, "Guidance"),
    (Column.REVIEW, "Next review"),
)
SHOWS: tuple[tuple[Show, str], ...] = (
    (Show.ALL, "All"),
    (Show.STALLED, "Standing still"),
    (Show.SAFETY, "Safety"),
    (Show.ENDS, "Loose ends"),
    (Show.UNSEEN, "Not seen"),
    (Show.REVIEWS, "Review due"),
)
SHOW_WORDS = {
    Show.ALL: "All couples seen at present",
    Show.STALLED: "Couples for whom nothing has moved for a while",
    Show.SAFETY: "Couples with a safety concern, or whose joint work is paused",
    Show.ENDS: "Couples with loose ends",
    Show.UNSEEN: "Couples not seen for a while",
    Show.REVIEWS: "Couples whose review is due",
}
_NONE = "\N{EN DASH}"


class LineWords:
    """Puts lines into words on a day."""

    def __init__(self, catalogue: Catalogue, today: dt.date, *, discreet: bool = False) -> None:
        self._catalogue, self._today, self._discreet = catalogue, today, discreet

    def row(self, line: CaseLine) -> tuple[str, ...]:
        """The words of each column, in the order of `HEADS`."""
        return (
            self.label(line),
            self._phase(line),
            self._catalogue.safety_status(line.safety_status).short,
            self._ago(line.last_seen),
            str(line.ends_count) if line.ends_count else _NONE,
            self._guidance(line.speaks),
            self._review(line),
        )

    def spoken(self, line: CaseLine, column: int, hidden: Collection[int] = ()) -> str:
        """A cell with its couple and what it says; with the couple also what stands in hidden columns."""
        label = self.label(line)
        if column:
            return f"{label}, {self._told(line, column)}"
        return ", ".join([label, *(self._told(line, one) for one in sorted(hidden))])

    def _told(self, line: CaseLine, column: int) -> str:
        words = self.row(line)[column]
        return f"{HEADS[column][1].lower()}: {'none' if words == _NONE else words}"

    def label(self, line: CaseLine) -> str:
        """What the couple is called."""
        return discreet_label(line.label) if self._discreet else line.label

    def _phase(self, line: CaseLine) -> str:
        if not line.phase or line.since is None:
            return "No phase yet"
        days = (self._today - line.since).days
        return f"{line.number} {self._catalogue.phase(line.phase).short}, {span_words(max(days, 0))}"

    def _ago(self, day: dt.date | None) -> str:
        if day is None:
            return "Not yet"
        days = (self._today - day).days
        return {0: "Today", 1: "Yesterday"}.get(days) or f"{span_words(days)} ago"

    def _guidance(self, keys: Sequence[str]) -> str:
        """The most pressing rule by its name, and how many more speak; loose ends have a column of their own."""
        labels = [self._catalogue.guidance_rule(key).label for key in keys if key != "loose_ends"]
        if not labels:
            return _NONE
        return labels[0] if len(labels) == 1 else f"{labels[0]} +{len(labels) - 1}"

    def _review(self, line: CaseLine) -> str:
        if line.next_review is None:
            return _NONE
        day = short_day(line.next_review)
        return f"Due since {day}" if line.next_review <= self._today else day
