"""How old a screen may be before "No safety concern known" falls due again; kept with the practice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from therapist_app.kernel.changes import Done
from ui.kit.card import Card
from ui.kit.choices import SegmentedControl
from ui.kit.context import Context
from ui.kit.words import Label

_DAYS = (30, 60, 90, 180, 365)
_WHY = (
    "“No safety concern known” is then a loose end again; it is at once when they part. "
    "90 days is a common span between reviews."
)


class SafetyCard(Card):
    """One choice, kept at once."""

    changed = Signal(object)  # Changes

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "Safety")
        self._ctx = ctx
        choices = [(str(days), f"{days} days") for days in _DAYS]
        self.after = SegmentedControl(ctx.theme, "A screen falls due after", choices)
        self.add(Label("A screen of each partner alone falls due after", "medium", wrap=True))
        self.add(self.after, gap=5)
        self.body.setAlignment(self.after, Qt.AlignmentFlag.AlignLeft)
        self.add(Label(_WHY, "small", "text2", wrap=True), gap=5)
        self.after.chosen.connect(self._keep)

    def load(self) -> None:
        """Read what is in use."""
        safety = self._ctx.workspace.safety
        self._ctx.tasks.vault(safety.due_after, lambda days: self.after.set_key(str(days)), self)

    def _keep(self, days: str) -> None:
        safety = self._ctx.workspace.safety

        def kept(done: Done[int]) -> None:
            self.changed.emit(done.changes)

        self._ctx.tasks.vault(lambda: safety.set_due_after(int(days)), kept, self, lambda _: self.load())
