"""The form of the plan: one field for each of its items, all of which may be left open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.safety.drafts import PlanDraft
from therapist_app.safety.model import PlanKind
from ui.kit.context import Context
from ui.kit.date_field import DateField
from ui.kit.fields import ComboField, ParagraphField
from ui.safety.entry_sheet import COVERED, EntrySheet
from ui.safety.facts import SafetyFacts

_PARTED = "A new day here opens the screens again: each is asked alone anew."


class PlanSheet(EntrySheet):
    """Change the plan; each item that is changed leaves what it was in the history."""

    def __init__(self, ctx: Context, facts: SafetyFacts, parent: QWidget | None = None) -> None:
        super().__init__(ctx, facts, "Safety plan", parent)
        self.words: dict[str, ParagraphField] = {}
        self.dates: dict[str, DateField] = {}
        self.says: ComboField | None = None
        covered = facts.discreet and any(item.words for item in facts.standing.plan.values())
        if covered:
            self.add_hidden_line(COVERED)
        for item in ctx.workspace.catalogue.plan_items:
            self._add_item(item.key, item.label, item.prompt, covered=covered)

    def commit(self) -> None:
        """Keep every item as it is typed."""
        kinds = [item.key for item in self._ctx.workspace.catalogue.plan_items]
        drafts = [self._draft(kind) for kind in kinds]
        safety, couple_id = self._ctx.workspace.safety, self.couple_id
        self.keep(lambda: safety.set_plan(couple_id, drafts))

    def _add_item(self, kind: str, label: str, prompt: str, *, covered: bool) -> None:
        now = self.facts.standing.plan.get(kind)
        if kind != PlanKind.CHECK:
            field = self.words[kind] = self.paragraph(label, now.words if now else "", 2)
            field.set_hint(prompt)
            self.add_field(kind, field)
            field.setVisible(not covered)
        if kind == PlanKind.HARM_STOPPED:
            who = [(None, "Not said"), *self.facts.names.items(), ("both", "Both"), ("clinician", "I do")]
            self.says = self.combo("Who says that it stopped", who, now.says if now else None)
            self.add_field("says", self.says)
        if kind in (PlanKind.SEPARATION, PlanKind.CHECK):
            name = "They live apart since" if kind == PlanKind.SEPARATION else "Look at this plan again on"
            date = self.dates[kind] = self.day(name, now.on_date if now else None)
            date.set_hint(_PARTED if kind == PlanKind.SEPARATION else "")
            self.add_field(f"{kind}.on_date", date)

    def _draft(self, kind: str) -> PlanDraft:
        words, date = self.words.get(kind), self.dates.get(kind)
        says = self.says.key if self.says and kind == PlanKind.HARM_STOPPED else None
        return PlanDraft(kind, words.value if words else "", says, date.date if date else None)
