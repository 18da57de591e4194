"""What the library says about each handout; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.catalogue.model import Catalogue
from therapist_app.homework.handout_file import Handout
from therapist_app.homework.model import Holder
from therapist_app.practice.stationery import stationery_of
from ui.homework.facts import SheetRow
from ui.homework.sheet_lines import ListLine, matches

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

_WHOM = {
    "both": "One sheet that both share",
    "each": "The same sheet for each partner",
    "one": "A sheet for one partner",
}


@dataclass(frozen=True, slots=True)
class LibrarySheet:
    """One handout as the library shows it."""

    row: SheetRow
    purpose: str
    facts: str  # "Understanding & Accountability · 40 min at one sitting · A pen"
    ask: str  # for the clinician: what to ask when it comes back
    needs_safety: bool


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """All handouts, in the order of the phases they serve."""

    sheets: tuple[LibrarySheet, ...]
    paper: str

    def sheet(self, key: str) -> LibrarySheet | None:
        """The handout with this key."""
        return next((one for one in self.sheets if one.row.key == key), None)


def gather_library(workspace: Workspace) -> LibraryFacts:
    """Read every handout; runs on the vault thread, which owns the services."""
    sheets = tuple(_sheet(one, workspace.catalogue) for one in workspace.homework.library())
    return LibraryFacts(sheets, stationery_of(workspace.practice.get()).paper)


def listed_library(facts: LibraryFacts, search: str) -> tuple[ListLine, ...]:
    """The lines of the list: all sheets, or those that are found."""
    rows = [one.row for one in facts.sheets if matches(one.row, search)]
    if not rows:
        return ()
    return (ListLine("Found" if search.strip() else "All sheets"), *(ListLine(sheet=row) for row in rows))


def _sheet(handout: Handout, catalogue: Catalogue) -> LibrarySheet:
    head = handout.head
    phases = [catalogue.phase(key) for key in head.phases]
    step = f"Step {catalogue.step(head.step).number}" if head.step else ""
    numbers = ", ".join(str(phase.number) for phase in phases)
    line = f"Phase {numbers}" if len(phases) == 1 else f"Phases {numbers}"
    long = ", ".join(f"{phase.number} {phase.label}" for phase in phases)
    parts = (long, step, _WHOM[head.for_], f"{head.minutes} minutes", head.materials)
    return LibrarySheet(
        row=SheetRow(
            key=handout.key,
            title=handout.title,
            line=f"{line} · {head.minutes} min",
            reason="",
            holder=Holder.BOTH,
            holds=dict.fromkeys(map(str, Holder)),
            purpose=head.purpose,
            whom=head.for_,
            last_given=None,
        ),
        purpose=head.purpose,
        facts=" · ".join(part for part in parts if part),
        ask=head.follow_up,
        needs_safety=head.needs_safety,
    )
