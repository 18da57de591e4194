"""The sheet that marks a review: when the way was looked at, what came of it, and when to look again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.changes import Changes, Done
from therapist_app.practice.thresholds import Thresholds
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.words import Label

_WHY = "Progress can show what came since. On the day of the next review, Today reminds you."


class ReviewSheet(FormSheet):
    """Mark a review of today or an earlier day.

    marked(str)   the id of the review
    """

    marked = Signal(str)

    def __init__(self, ctx: Context, couple_id: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Mark a review", "Keep", parent)
        self._couple_id = couple_id
        self.column.addWidget(Label(_WHY, "body", "text2", wrap=True))
        self.on = self.day("Reviewed on", ctx.workspace.clock.today())
        self.next = self.day("Next review", None)
        self.line = self.text("What came of it, in a line")
        self.add_pairs([("on_date", self.on), ("next_on", self.next)])
        self.add_field("line", self.line)
        self.next.set_hint("Without a day, nothing reminds you.")
        ctx.tasks.vault(ctx.workspace.guidance.thresholds.get, self._propose, self)

    def commit(self) -> None:
        """Keep the review."""
        reviews, couple_id = self._ctx.workspace.progression.reviews, self._couple_id
        on, following, line = self.on.date, self.next.date, self.line.value
        self.keep(lambda: reviews.mark(couple_id, on, following, line))

    def _propose(self, after: Thresholds) -> None:
        """The next review after the practice's usual time, unless a day stands there already."""
        if not self.half_filled:
            self.next.set_date(self._ctx.workspace.clock.today() + dt.timedelta(weeks=after.review_weeks))
            self.proposed()

    def _done(self, done: Done[Any] | Changes) -> None:
        super()._done(done)
        if isinstance(done, Done):
            self.marked.emit(done.value.id)
