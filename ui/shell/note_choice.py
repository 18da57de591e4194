"""Which session a new note, or an addition to one, is for; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes
from therapist_app.sessions.copies import FoundText
from therapist_app.sessions.rules import WRITTEN
from therapist_app.workspace import Workspace
from ui.kit.places import Place
from ui.today.words import end_of


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """The session whose note opens, and what had to change for it."""

    couple_id: str
    session_id: str
    changes: Changes | None = None


def couple_to_write_about(workspace: Workspace) -> str:
    """The couple of today's session that ended last without a note; "" if there is none."""
    today = workspace.clock.today()
    now = workspace.clock.local().replace(tzinfo=None)
    entered = workspace.sessions.on_day(today)
    over = [
        (row.session.start, row.session.couple_id)
        for row in entered
        if row.state == "empty"
        and row.session.start
        and now >= end_of(row.session.start, row.session.stop, today)
    ]
    seen = {row.session.couple_id for row in entered}
    over += [
        (row.today_at, row.couple.id)
        for row in workspace.progression.caseload()
        if row.comes_today
        and row.today_at
        and row.couple.id not in seen
        and now >= end_of(row.today_at, None, today)
    ]
    return max(over)[1] if over else ""


def choose_note(workspace: Workspace, couple_id: str) -> NoteChoice | None:
    """The note to write: of the couple given, else of today's latest session without one.

    A session of today whose note is not done is taken up; otherwise one is started now.
    """
    couple_id = couple_id or couple_to_write_about(workspace)
    if not couple_id:
        return None
    for row in workspace.sessions.on_day(workspace.clock.today()):
        if row.session.couple_id == couple_id and row.state not in WRITTEN:
            return NoteChoice(couple_id, row.session.id)
    done = workspace.sessions.start(couple_id)
    return NoteChoice(couple_id, done.value.id, done.changes)


def addition_place(text: FoundText) -> Place | None:
    """The sheet of an addition to a signed note, with the text of a copy in it; None if the note is gone."""
    if text.file is None:
        return None
    audiences = {part.audience for part in text.copied.parts}
    reader = audiences.pop() if len(audiences) == 1 else Audience.THERAPIST
    typed = {"Text": text.copied.plain_text(), "Who may read it": str(reader)}
    extra = {"open": "add", "typed": typed}
    return Place("note", text.file.session.couple_id, text.session_id, extra=extra)
