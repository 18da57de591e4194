"""What the page of the intake shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.couples.files import CoupleFile
from therapist_app.homework.model import ReturnedAnswer
from therapist_app.intake.returned import SHEET, said_on
from therapist_app.intake.rules import Suggestion
from therapist_app.intake.service import IntakeFile
from ui.kit.discreet import HIDDEN, discreet_label, spoken_name

if TYPE_CHECKING:
    from therapist_app.catalogue.model import Catalogue
    from therapist_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """The couple, what they said, and where the work might begin."""

    file: CoupleFile
    intake: IntakeFile
    suggestion: Suggestion | None
    today: dt.date
    returned: Mapping[
        str, tuple[ReturnedAnswer, ...]
    ]  # what stands on the newest sheet that came back, by side
    discreet: bool = False

    @property
    def label(self) -> str:
        """What the couple is called on screen."""
        return discreet_label(self.file.couple.label) if self.discreet else self.file.couple.label

    def name(self, side: str) -> str:
        """A partner's name."""
        return spoken_name(self.file.called(side), discreet=self.discreet)


def gather(workspace: Workspace, couple_id: str) -> IntakeFacts:
    """Read everything the page shows; runs on the vault thread."""
    return IntakeFacts(
        workspace.couples.get(couple_id),
        workspace.intake.get(couple_id),
        workspace.intake.suggestion(couple_id),
        workspace.clock.today(),
        _returned(workspace, couple_id),
    )


def _returned(workspace: Workspace, couple_id: str) -> dict[str, tuple[ReturnedAnswer, ...]]:
    back = workspace.returns.by_assignment(couple_id)
    given = [
        one for one in workspace.homework.assignments(couple_id) if one.handout == SHEET and one.id in back
    ]
    return {one.holder: workspace.returns.get(back[one.id].id).answers for one in reversed(given)}


def waits_on_paper(facts: IntakeFacts, side: str, catalogue: Catalogue) -> bool:
    """Whether a sheet that came back answers a question that is open here."""
    said = said_on(facts.returned.get(side, ()), catalogue)
    return any(facts.intake.answer(side, key) is None for key in said)


def reason_lines(suggestion: Suggestion, facts: IntakeFacts) -> list[str]:
    """The facts behind a suggestion, each with whose answer it is."""
    return [
        f"{facts.name(one.side)}: {HIDDEN if facts.discreet else one.words}" if one.side else one.words
        for one in suggestion.reasons
    ]


def why_line(suggestion: Suggestion, catalogue: Catalogue) -> str:
    """What stands as the reason of a phase entry that follows the suggestion: no words of either partner."""
    label = catalogue.beginning(suggestion.beginning).label
    return f"Intake: {label[:1].lower()}{label[1:]}."
