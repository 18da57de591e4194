"""The contacts of a couple as the notes list shows them, read in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.dates import day_words
from therapist_app.kernel.phrases import counted
from ui.couples.note_filter import NoteRow
from ui.couples.words import present_words, state_word
from ui.kit.discreet import spoken_name, without_names

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace


NEWEST = 100  # contacts that are shown at once, where a long course takes half a second to read


@dataclass(frozen=True, slots=True)
class NotesFacts:
    """The couple, their contacts (newest first), the path and the tags."""

    file: CoupleFile
    today: dt.date
    sessions: tuple[Any, ...]  # SessionRow
    is_whole: bool  # whether these are all of them
    path: tuple[tuple[dt.date, str], ...]  # first day and phase, oldest first
    tags: dict[str, tuple[str, ...]]  # blocks of each session

    def phase_on(self, day: dt.date) -> str:
        """The phase that held on a day, or ""."""
        return next((phase for since, phase in reversed(self.path) if since <= day), "")

    def blocks(self) -> tuple[str, ...]:
        """Every block that was ever tagged."""
        return tuple(sorted({block for blocks in self.tags.values() for block in blocks}))


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of the list, newest first, what they say, and whether names are hidden in them."""

    facts: NotesFacts
    rows: tuple[NoteRow, ...]
    discreet: bool


def listed(workspace: Workspace, couple_id: str, *, discreet: bool, newest: int | None = None) -> Listed:
    """Read and word the rows, or the newest of them only; runs on the vault thread."""
    facts = notes_facts(workspace, couple_id, newest)
    return Listed(facts, rows_of(facts, workspace.catalogue, discreet=discreet), discreet)


def notes_facts(workspace: Workspace, couple_id: str, newest: int | None = None) -> NotesFacts:
    """Read what the list shows."""
    tags: dict[str, list[str]] = {}
    for tag in workspace.progression.all_tags(couple_id):
        if tag.level > 0:
            tags.setdefault(tag.session_id, []).append(tag.block)
    sessions = workspace.sessions.list(couple_id, None if newest is None else newest + 1)
    return NotesFacts(
        file=workspace.couples.get(couple_id),
        today=workspace.clock.today(),
        sessions=sessions[:newest],
        is_whole=newest is None or len(sessions) <= newest,
        path=tuple((step.entry.on_date, step.phase) for step in workspace.progression.path(couple_id)),
        tags={session: tuple(blocks) for session, blocks in tags.items()},
    )


def rows_of(facts: NotesFacts, catalogue: Catalogue, *, discreet: bool = False) -> tuple[NoteRow, ...]:
    """The rows of the list, newest first."""
    return tuple(_row(facts, catalogue, row, discreet=discreet) for row in facts.sessions)


def _row(facts: NotesFacts, catalogue: Catalogue, row: Any, *, discreet: bool) -> NoteRow:
    session, phase = row.session, facts.phase_on(row.session.on_date)
    names = (facts.file.a.name, facts.file.b.name)
    title = f"Session {row.number}" if row.number else catalogue.session_kind(session.kind).label
    blocks = facts.tags.get(session.id, ())
    line = without_names(row.first_line, *names) if discreet else row.first_line
    shown = tuple(spoken_name(facts.file.called(side), discreet=discreet) for side in "ab")
    number = catalogue.phase(phase).number if phase else 0
    day = day_words(session.on_date, facts.today)
    tagged = counted(len(blocks), "block") if blocks else ""
    spoken = [
        title,
        day,
        state_word(row.state),
        line,
        f"phase {number}, {catalogue.phase(phase).label}" if phase else "no phase yet",
        tagged,
        present_words(session.present, *shown),
        "has private parts" if row.has_private else "",
    ]
    return NoteRow(
        session_id=session.id,
        title=title,
        date=day,
        line=line or ("No words yet" if row.has_note else "No note yet"),
        phase=phase,
        blocks=blocks,
        present=session.present,
        state=row.state,
        private=row.has_private,
        number=number,
        second=tagged,
        spoken=", ".join(part for part in spoken if part),
        on_date=session.on_date,
    )
