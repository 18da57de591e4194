"""What the library says about each handout; no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.catalogue.model import Catalogue
from therapist_app.homework.handout_file import Handout
from therapist_app.homework.handout_fill import unnamed
from therapist_app.homework.model import Holder
from therapist_app.homework.own_service import OwnEntry
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
    own: bool = False
    ready: bool = True  # nothing in an own sheet waits to be mended
    liked: bool = False


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
    homework = workspace.homework
    own, liked = {one.key: one for one in homework.own.list()}, homework.own.favourites()
    sheets = [
        _sheet(one, workspace.catalogue, own.get(one.key), liked=one.key in liked)
        for one in homework.library()
    ]
    here = {one.row.key for one in sheets}
    sheets[:0] = [_unfinished(one) for key, one in own.items() if key not in here]
    return LibraryFacts(tuple(sheets), stationery_of(workspace.practice.get()).paper)


def listed_library(facts: LibraryFacts, search: str) -> tuple[ListLine, ...]:
    """The lines of the list: all sheets, or those that are found."""
    rows = [one.row for one in facts.sheets if matches(one.row, search)]
    if not rows:
        return ()
    if search.strip():
        return (ListLine("Found"), *(ListLine(sheet=row) for row in rows))
    groups = (
        ("Favorites", lambda one: one.liked),
        ("Your own", lambda one: one.own and not one.liked),
        ("With Attune", lambda one: not (one.own or one.liked)),
    )
    return tuple(line for heading, fits in groups for line in _group(heading, filter(fits, facts.sheets)))


def _group(heading: str, sheets: Iterable[LibrarySheet]) -> Iterable[ListLine]:
    lines = [ListLine(sheet=one.row) for one in sheets]
    return (ListLine(heading), *lines) if lines else ()


def _unfinished(entry: OwnEntry) -> LibrarySheet:
    """An own sheet that was never whole."""
    row = SheetRow(
        key=entry.key,
        title=entry.title,
        line="To be mended",
        reason="",
        holder=Holder.BOTH,
        holds=dict.fromkeys(map(str, Holder)),
        purpose="It cannot be printed yet.",
        whom="both",
        last_given=None,
    )
    return LibrarySheet(row, row.purpose, "", "", needs_safety=False, own=True, ready=False)


def _sheet(handout: Handout, catalogue: Catalogue, own: OwnEntry | None, *, liked: bool) -> LibrarySheet:
    head = handout.head
    phases = [catalogue.phase(key) for key in head.phases]
    step = f"Step {catalogue.step(head.step).number}" if head.step else ""
    numbers = ", ".join(str(phase.number) for phase in phases)
    line = f"Phase {numbers} \N{MIDDLE DOT} " if len(phases) == 1 else f"Phases {numbers} \N{MIDDLE DOT} "
    mend = " \N{MIDDLE DOT} a line to mend" if own and not own.mended else ""
    long = ", ".join(f"{phase.number} {phase.label}" for phase in phases)
    parts = (long, step, _WHOM[head.for_], f"{head.minutes} minutes", head.materials)
    return LibrarySheet(
        row=SheetRow(
            key=handout.key,
            title=handout.title,
            line=f"{line if phases else ''}{head.minutes} min{mend}",
            reason="",
            holder=Holder.BOTH,
            holds=dict.fromkeys(map(str, Holder)),
            purpose=unnamed(head.purpose),
            whom=head.for_,
            last_given=None,
        ),
        purpose=unnamed(head.purpose),
        facts=" · ".join(part for part in parts if part),
        ask=head.follow_up,
        needs_safety=head.needs_safety,
        own=own is not None,
        ready=own is None or own.mended,
        liked=liked,
    )
