"""What the page of safety shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.dates import day_words
from therapist_app.safety.rules import Standing
from therapist_app.safety.service import SafetyHistory
from ui.kit.discreet import discreet_label, hidden, spoken_name

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """A couple, what stands of their safety, and all that was ever entered about it."""

    file: CoupleFile
    standing: Standing
    history: SafetyHistory
    today: dt.date
    discreet: bool = False

    @property
    def label(self) -> str:
        """What the couple is called on screen."""
        label = self.file.couple.label
        return discreet_label(label) if self.discreet else label

    def name(self, side: str) -> str:
        """A partner's name, or the initial."""
        return spoken_name(self.file.called(side), discreet=self.discreet)

    @property
    def names(self) -> dict[str, str]:
        """Both names by side."""
        return {side: self.name(side) for side in ("a", "b")}

    def own_words(self, text: str) -> str:
        """What someone said or wrote, which nobody beside may read while names are hidden."""
        return hidden(text) if self.discreet else text

    def day(self, date: dt.date) -> str:
        """A date as written on this page."""
        return day_words(date, self.today)


def gather(workspace: Workspace, couple_id: str) -> SafetyFacts:
    """Read everything the page shows; runs on the vault thread."""
    safety = workspace.safety
    return SafetyFacts(
        file=workspace.couples.get(couple_id),
        standing=safety.standing(couple_id),
        history=safety.history(couple_id),
        today=workspace.clock.today(),
    )
