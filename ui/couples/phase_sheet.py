"""The sheets that enter a phase or a step, and that say in which set of steps a couple is followed too."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.catalogue.phase_sets import PhaseSet
from ui.couples.path_facts import PathFacts
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.words import Label

_BESIDE = (
    "Beside the six phases they can be followed in another set of steps. What Attune suggests still looks at the "
    "six phases. Entries in a set stay when you choose another."
)


class PhaseSheet(FormSheet):
    """Say which phase the couple is in, or which step of `among`, since when, and why."""

    def __init__(
        self,
        ctx: Context,
        couple_id: str,
        phase: str,
        parent: QWidget | None = None,
        *,
        among: PhaseSet | None = None,
    ) -> None:
        what = "step" if among else "phase"
        super().__init__(ctx, f"Change {what}" if phase else f"Set {what}", "Keep", parent)
        self._couple_id, self._among = couple_id, among
        steps = among.steps if among else ctx.workspace.catalogue.phases
        choices = [(one.key, f"{one.number}  {one.label}") for one in steps]
        self.phase = self.combo(among.label if among else "Phase", choices, phase or None)
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
        key = self._among.key if self._among else ""
        self.keep(
            lambda: progression.phases.enter(couple_id, phase, on_date=since, reason=reason, phase_set=key)
        )

    def _help(self) -> None:
        if self._among is None:
            self.phase.set_hint(self._ctx.workspace.catalogue.phase(self.phase.key).meaning)
        else:
            self.phase.set_hint(getattr(self._among.phase(self.phase.key), "stage", ""))


class BesideSheet(FormSheet):
    """Choose the set of steps in which a couple is followed beside the six phases."""

    def __init__(self, ctx: Context, facts: PathFacts, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Another set of steps", "Keep", parent)
        self._couple_id = facts.file.couple.id
        self.column.addWidget(Label(_BESIDE, "body", "text2", wrap=True))
        sets = [(one.key, one.label) for one in facts.sets.values() if one.key]
        now = facts.beside.key if facts.beside else ""
        self.set = self.combo("Followed too in", [("", "No other set"), *sets], now)
        self.add_field("phase_set", self.set)
        self._meanings = {one.key: one.meaning for one in ctx.workspace.catalogue.phase_sets}
        self._steps = {key: ", ".join(step.short for step in one.steps) for key, one in facts.sets.items()}
        self.set.chosen.connect(lambda _: self._help())
        self._help()

    def commit(self) -> None:
        """Follow them in it from now on."""
        sets, couple_id, key = self._ctx.workspace.progression.sets, self._couple_id, self.set.key
        self.keep(lambda: sets.choose(couple_id, key))

    def _help(self) -> None:
        key = self.set.key
        self.set.set_hint(self._meanings.get(key) or (self._steps[key] if key else ""))
        self._fit()
