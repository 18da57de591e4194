"""What the note page shows, read from the services in one go on the vault's thread; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from therapist_app.catalogue.phase_sets import PhaseSet, six_phases
from therapist_app.commitments.files import CommitmentFile, due_of
from therapist_app.couples.files import CoupleFile
from therapist_app.homework.model import Assignment
from therapist_app.homework.own_service import title_without_sheet
from therapist_app.kernel.changes import Changes
from therapist_app.progression.model import BlockTag, PhaseEntry, SignRating
from therapist_app.progression.path import ActiveBlock, PathStep
from therapist_app.sessions.model import Session
from therapist_app.sessions.privacy_model import PrivacyDecision
from therapist_app.sessions.service import SessionFile
from therapist_app.sessions.signed_file import SignedFile

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BlockFact:
    """A block that is open for the couple, or tagged in this session, or both."""

    key: str
    tag: BlockTag | None  # of this session
    active: ActiveBlock | None


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A handout given in this session, or given before and not yet talked about when it began."""

    assignment: Assignment
    title: str
    given_here: bool


class Followed(NamedTuple):
    """Where the couple is in one set of steps, at a session."""

    steps: PhaseSet
    session: Session
    phase: str  # at this session; "" before the first entry
    before: str  # what it was without this session
    entry: PhaseEntry | None  # this session's own


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """The text of one session and whose it is: read first, because somebody waits to type."""

    file: SessionFile
    couple: CoupleFile
    today: dt.date
    signed: SignedFile

    @property
    def session(self) -> Session:
        """The session itself."""
        return self.file.session


@dataclass(frozen=True, slots=True)
class NoteFacts(WrittenNote):
    """Everything around the text of one session, too."""

    phases: Followed
    beside: Followed | None  # in a second set, for a couple who is followed in one
    blocks: tuple[BlockFact, ...]
    promises: tuple[CommitmentFile, ...]  # due, or asked about in this session
    sheets: tuple[SheetFact, ...]
    signs: tuple[SignRating, ...]  # of this session
    decisions: dict[str, PrivacyDecision]  # about what one partner said alone, by partner

    @property
    def phase(self) -> str:
        """The key of the phase at this session; "" before the first entry."""
        return self.phases.phase


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was opened, and what changed when one had to be started for it."""

    note: WrittenNote
    changes: Changes | None = None


def open_session(workspace: Workspace, couple_id: str, session_id: str) -> Opened:
    """Open a session; without one, take up today's empty one or start one. Nothing is asked.

    Raises InputError for one that is gone: another is never started in its place.
    """
    if session_id:
        return Opened(_read_note(workspace, session_id))
    taken_up = _empty_today(workspace, couple_id)
    if taken_up:
        return Opened(_read_note(workspace, taken_up))
    done = workspace.sessions.start(couple_id)
    return Opened(_read_note(workspace, done.value.id), changes=done.changes)


def _read_note(workspace: Workspace, session_id: str) -> WrittenNote:
    file = workspace.sessions.get(session_id)
    return WrittenNote(
        file=file,
        couple=workspace.couples.get(file.session.couple_id),
        today=workspace.clock.today(),
        signed=workspace.signing.file(session_id),
    )


def read_facts(workspace: Workspace, session_id: str) -> NoteFacts:
    """Read the text of a session and everything around it; raises InputError if it is no longer here."""
    note = _read_note(workspace, session_id)
    session = note.session
    beside = workspace.progression.sets.of(session.couple_id)
    return NoteFacts(
        file=note.file,
        couple=note.couple,
        today=note.today,
        signed=note.signed,
        phases=_followed(workspace, session, None),
        beside=_followed(workspace, session, beside) if beside else None,
        blocks=_blocks(workspace, session),
        promises=_promises(workspace, session),
        sheets=_sheets(workspace, session),
        signs=workspace.signs.of_session(session_id),
        decisions=workspace.privacy.decisions(session_id),
    )


def _followed(workspace: Workspace, session: Session, among: PhaseSet | None) -> Followed:
    path = workspace.progression.path(session.couple_id, among=among)
    entry = next((step.entry for step in path if step.entry.session_id == session.id), None)
    before = _phase_on(path, session.on_date, without=session.id)
    steps = among or six_phases(workspace.catalogue)
    return Followed(steps, session, entry.phase if entry else before, before, entry)


def _empty_today(workspace: Workspace, couple_id: str) -> str:
    today = workspace.clock.today()
    rows = workspace.sessions.list(couple_id, limit=3)
    return next((r.session.id for r in rows if r.session.on_date == today and r.state == "empty"), "")


def _phase_on(path: tuple[PathStep, ...], day: dt.date, without: str) -> str:
    past = [s.phase for s in path if s.entry.on_date <= day and s.entry.session_id != without]
    return past[-1] if past else ""


def _blocks(workspace: Workspace, session: Session) -> tuple[BlockFact, ...]:
    tags = {tag.block: tag for tag in workspace.progression.tags(session.id)}
    active = {one.tag.block: one for one in workspace.progression.active_blocks(session.couple_id)}
    keys = [*active, *(key for key in tags if key not in active)]
    return tuple(BlockFact(key, tags.get(key), active.get(key)) for key in keys)


def _promises(workspace: Workspace, session: Session) -> tuple[CommitmentFile, ...]:
    files = workspace.commitments.list(session.couple_id)
    due = {file.commitment.id for file in due_of(files, session.on_date)}
    return tuple(
        file
        for file in files
        if file.commitment.id in due or any(one.session_id == session.id for one in file.check_ins)
    )


def _sheets(workspace: Workspace, session: Session) -> tuple[SheetFact, ...]:
    found: list[SheetFact] = []
    titles = workspace.homework.titles()
    for one in reversed(workspace.homework.assignments(session.couple_id)):
        here = one.session_id == session.id
        open_then = one.reviewed_on is None or one.reviewed_on == session.on_date
        if here or (one.given_on <= session.on_date and open_then):
            found.append(SheetFact(one, titles.get(one.handout) or title_without_sheet(one.handout), here))
    return tuple(found)
