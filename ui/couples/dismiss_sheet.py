"""The sheet that sets a rule of guidance aside: why it may wait, until its facts change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.guidance.service import LONGEST_REASON
from therapist_app.kernel.changes import Changes, Done
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.words import Label

_UNTIL = "It stays aside while the facts are the same, and comes back when something new is entered."


class DismissSheet(FormSheet):
    """Say why a rule may wait.

    set_aside(str)   the id of the record that says so
    """

    set_aside = Signal(str)

    def __init__(
        self, ctx: Context, couple_id: str, rule: str, digest: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, "Set aside", "Set aside", parent)
        self._about = couple_id, rule, digest
        self.column.addWidget(Label(ctx.workspace.catalogue.guidance_rule(rule).label, "strong", wrap=True))
        self.column.addWidget(Label(_UNTIL, "body", "text2", wrap=True))
        self.reason = self.text("Why it may wait")
        self.reason.edit.setMaxLength(LONGEST_REASON)
        self.add_field("reason", self.reason)
        self.first = self.reason.edit

    def commit(self) -> None:
        """Keep the reason."""
        guidance, reason = self._ctx.workspace.guidance, self.reason.value
        self.keep(lambda: guidance.dismiss(*self._about, reason))

    def _done(self, done: Done[Any] | Changes) -> None:
        super()._done(done)
        if isinstance(done, Done):
            self.set_aside.emit(done.value.id)
