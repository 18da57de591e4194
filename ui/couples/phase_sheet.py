"""The sheet that enters a phase: any move is allowed, and a return is normal."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.context import Context
from ui.kit.form import FormSheet


class PhaseSheet(FormSheet):
    """Say which phase the couple is in, since when, and why."""

    def __init__(self, ctx: Context, couple_id: str, phase: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Change phase" if phase else "Set phase", "Keep", parent)
        self._couple_id = couple_id
        phases = [(one.key, f"{one.number}  {one.label}") for one in ctx.workspace.catalogue.phases]
        self.phase = self.combo("Phase", phases, phase or None)
        self.since = self.day("Since", ctx.workspace.clock.today())
        self.reason = self.text(
            "Why, in a line", hint="Going back is part of the path; it is called a return."
        )
        self.add_field("phase", self.phase)
        self.add_field("on_date", self.since)
        self.add_field("reason", self.reason)
        self.phase.chosen.connect(lambda _: self._help())
        self._help()

    def commit(self) -> None:
        """Enter the phase."""
        progression, couple_id = self._ctx.workspace.progression, self._couple_id
        phase, since, reason = self.phase.key, self.since.date, self.reason.value
        self.keep(lambda: progression.set_phase(couple_id, phase, on_date=since, reason=reason))

    def _help(self) -> None:
        self.phase.set_hint(self._ctx.workspace.catalogue.phase(self.phase.key).meaning)
