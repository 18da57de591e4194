"""What the head of the couple page shows, read in one short visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.dates import day_words
from therapist_app.safety.rules import Standing, plan_text, status_day

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """The couple, their phase (catalogue key or "") and what stands after the tabs."""

    file: CoupleFile
    today: dt.date
    phase: str
    counts: dict[str, str]
    standing: Standing

    def day(self, date: dt.date) -> str:
        """A date as written here."""
        return day_words(date, self.today)

    @property
    def safety_day(self) -> dt.date | None:
        """Since when the safety status holds, or by when each was screened alone for it."""
        return status_day(self.standing)

    @property
    def safety_is_due(self) -> bool:
        """Whether a screen is due."""
        return self.standing.is_due(self.today)

    @property
    def plan(self) -> str:
        """The safety plan on one line, or ""."""
        return " ".join(plan_text(self.standing).split())


def head_facts(workspace: Workspace, couple_id: str) -> HeadFacts:
    """Read the head; runs on the vault thread."""
    file = workspace.couples.get(couple_id)
    phase = workspace.progression.phase(couple_id)
    notes = workspace.sessions.count_notes(couple_id)
    promises = workspace.commitments.count_active(couple_id)
    out = workspace.homework.out_now((couple_id,)).get(couple_id, 0)
    counts = {
        "notes": str(notes) if notes else "",
        "commitments": str(promises) if promises else "",
        "homework": f"{out} out" if out else "",
    }
    return HeadFacts(
        file,
        workspace.clock.today(),
        phase.phase if phase else "",
        counts,
        workspace.safety.standing(couple_id),
    )


def rules_that_speak(workspace: Workspace, couple_id: str) -> int:
    """How many rules of guidance speak of a couple now; it looks at all that is known, so it is asked for last."""
    return len(workspace.guidance.of(couple_id).stand)
