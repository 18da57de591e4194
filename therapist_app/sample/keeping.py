"""Two ways to keep what the sample tells: by hand, through the services, or a whole couple's records at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from therapist_app.commitments.model import CheckIn, Commitment
from therapist_app.kernel.audience import Audience
from therapist_app.progression.model import BlockTag
from therapist_app.sessions.model import NotePart, ProcessNote, Session
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.rules import zone_name
from therapist_app.workspace import Workspace

_SESSION = dt.timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Told:
    """One session as it is told: its blocks are key, where seen and level."""

    couple_id: str
    at: dt.datetime  # wall time
    modality: str
    blocks: Iterable[tuple[str, str, int]]
    note: NoteDocument
    is_done: bool

    @property
    def stop(self) -> dt.time:
        """When it ended."""
        return (self.at + _SESSION).time()


class Keeping(Protocol):
    """Keeps sessions and check-ins; the workspace's clock stands at their time."""

    def session(self, told: Told) -> None:
        """Keep a session with its note and blocks."""
        ...

    def check_in(self, promise: Commitment, outcome: str, day: dt.date, account: str) -> None:
        """Keep one answer about a promise."""
        ...

    def end(self) -> None:
        """Write what is still to be written of one couple."""
        ...


class ByHand:
    """Every session through the services that a person's clicks would use."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def session(self, told: Told) -> None:
        """Start it, tag it, write its note, say Done."""
        sessions = self._workspace.sessions
        session = sessions.start(
            told.couple_id, on_date=told.at.date(), start=told.at.time(), modality=told.modality
        ).value
        for block, seen_in, level in told.blocks:
            self._workspace.progression.tag_block(session.id, block, level, seen_in)
        sessions.update(session.id, stop=told.stop)
        sessions.save_note(session.id, told.note)
        if told.is_done:
            sessions.done(session.id)

    def check_in(self, promise: Commitment, outcome: str, day: dt.date, account: str) -> None:
        """Ask about a promise."""
        self._workspace.commitments.check_in(promise.id, outcome, on_date=day, account=account)

    def end(self) -> None:
        """Nothing waits."""


class AtOnce:
    """The same records, made without a question to the vault and written together: twenty times as fast."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sessions: list[Session] = []
        self._others: list[Any] = []

    def session(self, told: Told) -> None:
        """Remember the records of one session."""
        now = self._workspace.clock.now()
        session = Session(
            couple_id=told.couple_id,
            on_date=told.at.date(),
            start=told.at.time(),
            stop=told.stop,
            zone=zone_name(self._workspace.clock.local()),
            modality=told.modality,
            done_at=now if told.is_done else None,
            saved_at=now,
            created_at=now,
        )
        self._sessions.append(session)
        for block, seen_in, level in told.blocks:
            tag = BlockTag(
                couple_id=told.couple_id, session_id=session.id, block=block, level=level, seen_in=seen_in
            )
            self._others.append(tag)
        for place, part in enumerate(told.note.normal().parts):
            body: list[object] = [block.to_json() for block in part.blocks]
            if part.audience == Audience.THERAPIST:
                self._others.append(ProcessNote(session_id=session.id, position=place, body=body))
            else:
                own = NotePart(session_id=session.id, position=place, body=body, audience=part.audience)
                self._others.append(own)

    def check_in(self, promise: Commitment, outcome: str, day: dt.date, account: str) -> None:
        """Remember one answer about a promise."""
        self._others.append(
            CheckIn(
                commitment_id=promise.id,
                on_date=day,
                outcome=outcome,
                account=account,
                created_at=self._workspace.clock.now(),
            )
        )

    def end(self) -> None:
        """Write them, the sessions first."""
        with self._workspace.vault.begin() as db:
            for records in (self._sessions, self._others):
                db.add_all(records)
                db.flush()
        self._sessions, self._others = [], []
