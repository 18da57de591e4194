"""What the practice prints on paper, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from therapist_app.practice.model import Practice
from therapist_app.practice.stationery import NOT_ADVICE, stationery_of

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

PAPERS = {"a4": "A4", "letter": "US Letter"}


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What was filled in, what holds where nothing was, and what a sheet carries because of both."""

    name: str = ""
    region: str = ""
    paper: str = ""
    footer: str = ""
    danger_line: str = ""
    usual_footer: str = NOT_ADVICE
    usual_danger: str = ""
    usual_paper: str = "a4"
    printed: str = ""

    def with_values(self, values: dict[str, str]) -> PracticeFacts:
        """The same with other values filled in, before the rest is read anew."""
        return replace(self, **values)


def gather(workspace: Workspace) -> PracticeFacts:
    """Read the practice; runs on the vault thread."""
    practice = workspace.practice.get()
    usual = stationery_of(Practice(region=practice.region))
    return PracticeFacts(
        name=practice.name or "",
        region=practice.region or "",
        paper=practice.paper or "",
        footer=practice.footer or "",
        danger_line=practice.danger_line or "",
        usual_danger=usual.danger,
        usual_paper=usual.paper,
        printed=stationery_of(practice).footer_words,
    )
