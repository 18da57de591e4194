"""The form of a risk line: how near, what is planned, who was told, when it is asked again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.safety.drafts import RiskDraft
from therapist_app.safety.model import RiskLine
from ui.kit.choices import SegmentedControl
from ui.kit.context import Context
from ui.safety.entry_sheet import EntrySheet, key_of
from ui.safety.facts import SafetyFacts


class RiskSheet(EntrySheet):
    """Enter a risk line of one partner, or correct one; what stood before stays in the history."""

    def __init__(
        self,
        ctx: Context,
        facts: SafetyFacts,
        side: str,
        old: RiskLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        name = facts.name(side)
        title = f"Correct the risk line of {name}" if old else f"Risk line of {name}"
        super().__init__(ctx, facts, title, parent, old)
        self.side = side
        levels = [(one.key, one.label) for one in ctx.workspace.catalogue.risk_levels]
        self.level = self.choice("Suicide or self-harm", levels, old.level if old else "")
        self.date = self.day("Asked on", old.on_date if old else facts.today)
        self.plan = self.paragraph("Safety plan", old.safety_plan if old else "", 3)
        self.told = self.text("Who was told", old.told if old else "")
        self.next = self.day("Ask again on", old.next_check_on if old else None)
        fields = (("level", self.level), ("on_date", self.date), ("safety_plan", self.plan))
        for key, field in (*fields, ("told", self.told), ("next_check_on", self.next)):
            self.add_field(key, field)
        if old:
            self.cover(self.plan, old.safety_plan)
            self.told.setVisible(not (facts.discreet and old.told))
        self.offer_taking_back()
        if isinstance(control := self.level.editor, SegmentedControl):
            control.chosen.connect(self._explain)
        self._explain()

    def commit(self) -> None:
        """Keep the risk line."""
        level, plan, told = key_of(self.level), self.plan.value, self.told.value
        draft = RiskDraft(self.side, level, plan, told, self.next.date, self.date.date)
        safety, couple_id, corrects = self._ctx.workspace.safety, self.couple_id, self.corrects
        self.keep(lambda: safety.enter_risk(couple_id, draft, corrects=corrects))

    def _explain(self, _: str = "") -> None:
        level = key_of(self.level)
        self.level.set_hint(self._ctx.workspace.catalogue.risk_level(level).meaning if level else "")
