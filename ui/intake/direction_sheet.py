"""The sheet that notes where the work is heading, since when, and why in a line."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.intake.facts import IntakeFacts
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet


class DirectionSheet(FormSheet):
    """A dated direction; what was noted before stays."""

    def __init__(self, ctx: Context, facts: IntakeFacts, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Direction of the work", "Keep", parent)
        self._couple_id = facts.file.couple.id
        now = facts.intake.direction
        ways = [(one.key, one.label) for one in ctx.workspace.catalogue.directions]
        self.direction = self.combo("Where it is heading", ways, now.direction if now else None)
        self.since = self.day("Since", facts.today)
        self.line = self.text("In a line", hint="For you only.")
        self.add_pairs([("direction", self.direction), ("on_date", self.since)])
        self.add_field("line", self.line)

    def commit(self) -> None:
        """Note the direction."""
        intake, couple_id = self._ctx.workspace.intake, self._couple_id
        direction, since, line = self.direction.key, self.since.date, self.line.value
        self.keep(lambda: intake.set_direction(couple_id, direction, on_date=since, line=line))
