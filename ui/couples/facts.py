"""Everything the couple page shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from therapist_app.commitments.files import due_of
from therapist_app.commitments.model import CommitmentState
from therapist_app.couples.service import CoupleFile
from therapist_app.guidance.service import Guidance
from therapist_app.homework.own_service import title_without_sheet
from therapist_app.intake.service import IntakeFile
from therapist_app.kernel.dates import day_words
from therapist_app.kernel.errors import AttuneError
from therapist_app.progression.path import SetNow
from therapist_app.repair.rules import Thread
from therapist_app.safety.rules import Standing
from ui.couples.path_words import PhaseMove, Stay, stays
from ui.couples.words import first_lines
from ui.kit.discreet import discreet_label, hidden, spoken_name, without_names

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace


HEADINGS = ("h2", "h3")


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One handout that was given: its title and what became of it."""

    id: str
    title: str
    holder: str
    given_on: dt.date
    review_on: dt.date | None
    reviewed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class LastNote:
    """The latest contact that has a note: where it stands and its first lines."""

    session_id: str
    number: int | None
    kind: str
    on_date: dt.date
    state: str
    lines: str


@dataclass(frozen=True, slots=True)
class CoupleFacts:
    """What the header and the overview show."""

    file: CoupleFile
    today: dt.date
    phase: str  # catalogue key, or ""
    path: tuple[Stay, ...]
    blocks: tuple[Any, ...]  # ActiveBlock, strongest first
    sheets: tuple[SheetOut, ...]
    last_note: LastNote | None
    promises: tuple[Any, ...]  # CommitmentFile, those to ask about first
    due: int
    standing: Standing
    guidance: Guidance
    beside: SetNow | None = None  # in a second set of steps
    threads: tuple[Thread, ...] = ()  # of each rupture, the least healed first
    intake: IntakeFile = field(default_factory=IntakeFile)
    discreet: bool = False

    @property
    def status(self) -> str:
        """The safety status that holds now."""
        return self.file.safety_status

    def day(self, date: dt.date) -> str:
        """A date as written on this page."""
        return day_words(date, self.today)

    @property
    def paused(self) -> bool:
        """Whether joint work is paused."""
        return self.status == "unsafe"

    @property
    def label(self) -> str:
        """What the couple is called on screen; in discreet mode initials."""
        return discreet_label(self.file.couple.label) if self.discreet else self.file.couple.label

    def words(self, text: str) -> str:
        """A text that someone wrote; while names are hidden the partners' names in it are initials."""
        return without_names(text, self.file.a.name, self.file.b.name) if self.discreet else text

    def own_words(self, text: str) -> str:
        """What someone said or planned, which nobody beside may read while names are hidden."""
        return hidden(text) if self.discreet else text

    def name(self, side: str) -> str:
        """A partner's name, or "Both"."""
        if side not in ("a", "b"):
            return "Both"
        return spoken_name(self.file.called(side), discreet=self.discreet)


def gather(workspace: Workspace, couple_id: str) -> CoupleFacts:
    """Read everything the header and the overview show; runs on the vault thread."""
    file = workspace.couples.get(couple_id)
    today = workspace.clock.today()
    path = tuple(
        PhaseMove(step.entry.phase, step.entry.on_date, str(step.kind), step.sessions)
        for step in workspace.progression.path(couple_id)
    )
    promises = workspace.commitments.list(couple_id)
    active = tuple(one for one in promises if one.commitment.state == CommitmentState.ACTIVE)
    due = due_of(promises, today)
    sheets = _sheets(workspace, couple_id)
    return CoupleFacts(
        file=file,
        today=today,
        phase=path[-1].phase if path else "",
        path=stays(path),
        blocks=tuple(
            sorted(
                workspace.progression.active_blocks(couple_id),
                key=lambda block: (-block.tag.level, block.since),
            )
        ),
        sheets=sheets,
        last_note=_last_note(workspace, couple_id),
        promises=_due_first(due, active),
        due=len(due),
        standing=workspace.safety.standing(couple_id),
        guidance=workspace.guidance.of(couple_id),
        beside=workspace.progression.beside_now(couple_id),
        threads=workspace.repair.threads(couple_id),
        intake=workspace.intake.get(couple_id),
    )


def _due_first(due: tuple[Any, ...], active: tuple[Any, ...]) -> tuple[Any, ...]:
    asked = {file.commitment.id for file in due}
    return (*due, *(file for file in active if file.commitment.id not in asked))


def _sheets(workspace: Workspace, couple_id: str) -> tuple[SheetOut, ...]:
    titles = workspace.homework.titles()
    return tuple(
        SheetOut(
            item.id,
            titles.get(item.handout) or title_without_sheet(item.handout),
            item.holder,
            item.given_on,
            item.review_on,
            item.reviewed_on,
        )
        for item in workspace.homework.assignments(couple_id)
    )


def _last_note(workspace: Workspace, couple_id: str) -> LastNote | None:
    row = workspace.sessions.last_noted(couple_id)
    if row is None:
        return None
    try:
        parts = workspace.sessions.get(row.session.id).note.parts
        text = "\n".join(block.text for part in parts for block in part.blocks if block.kind not in HEADINGS)
    except AttuneError:  # a note that cannot be read says so where it is opened, not here
        text = row.first_line
    session = row.session
    return LastNote(session.id, row.number, session.kind, session.on_date, row.state, first_lines(text))
