"""A long day at a practice as a state machine: each step is done by the services and by a dictionary."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.faults.work import DAYS, enter, new_practice, own_home
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.restore import Restore
from therapist_app.workspace import Workspace

Model = dict[tuple[str, ...], object]  # what each key must hold

_QUERIES = (
    "SELECT session_id, position, audience, body FROM note_parts UNION ALL"
    " SELECT session_id, position, 'therapist', body FROM process_notes ORDER BY 1, 2",
    "SELECT id FROM sessions",
    "SELECT id, words, starts_on FROM commitments",
    "SELECT commitment_id, on_date, outcome, line FROM check_ins",
)
_OUTCOMES = ("kept", "partly", "missed")
_WHICH = st.integers(0, 1_000)  # one of those that are there, counted round
_DAY = st.integers(0, DAYS - 1)
_WORDS = st.text("abc é漢😀", min_size=1, max_size=20).filter(lambda words: words == words.strip())
_NOTE = st.lists(
    st.tuples(st.sampled_from(Audience), st.text("ab é漢😀\u200d\u202e", max_size=40)), max_size=3
)


@dataclass
class Days:
    """What all days share: the practice each begins with, and counts of what was done."""

    folder: Path
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.catalogue: Catalogue = load_catalogue()
        own_home(self.folder / "home")
        self.pattern = self.folder / "pattern"
        new_practice(self.pattern)

    def count(self, what: str) -> None:
        """One more of these."""
        self.counts[what] = self.counts.get(what, 0) + 1


class LongDay(RuleBasedStateMachine):
    """One day: the practice, and the dictionary that it must equal."""

    def __init__(self, days: Days) -> None:
        super().__init__()
        self._days = days
        days.count("days")
        self._place = days.folder / "day"
        shutil.rmtree(self._place, ignore_errors=True)
        own_home(self._place / "home")
        self._numbers = itertools.count(1)
        self._secret = PASSPHRASE
        self._backups: list[tuple[Path, Model, str]] = []
        folder = self._new_folder()
        shutil.copytree(days.pattern, folder)
        self._open(folder)
        self._couple = self._workspace.couples.list()[0].couple.id
        self._model = _found(self._workspace)

    @rule(which=_WHICH, parts=_NOTE)
    def save_a_note(self, which: int, parts: list[tuple[Audience, str]]) -> None:
        """Keep a note in place of what a session had."""
        note = NoteDocument.of((who, Block.of("p", text)) for who, text in parts)
        session = self._one_of("session", which)
        self._workspace.sessions.save_note(session, note)
        self._set(("note", session), note if note.parts else None)

    @rule(which=_WHICH)
    def save_what_cannot_be_kept(self, which: int) -> None:
        """A refused note leaves the one before."""
        spoilt = NoteDocument((Part(Audience.JOINT, (Block("p", 0, "", (("a\0b", ""),)),)),))
        self._refused(lambda: self._workspace.sessions.save_note(self._one_of("session", which), spoilt))

    @rule(days_ago=_DAY)
    def begin_a_session(self, days_ago: int) -> None:
        """Begin a session without a note."""
        session = self._workspace.sessions.start(self._couple, on_date=self._day(days_ago)).value
        self._model["session", session.id] = True

    @rule(which=_WHICH)
    def take_a_session_back(self, which: int) -> None:
        """Remove a session; one with a note stays, and so does one whose note was emptied: it can be brought back."""
        session = self._one_of("session", which)
        if ("note", session) in self._model or len(self._all("session")) < 3:
            self._refused(lambda: self._workspace.sessions.remove(self._noted(session)))
        elif self._has_versions(session):
            self._refused(lambda: self._workspace.sessions.remove(session))
        else:
            self._workspace.sessions.remove(session)
            del self._model["session", session]

    @rule(words=_WORDS, days_ago=_DAY)
    def promise(self, words: str, days_ago: int) -> None:
        """Make a promise."""
        start = self._day(days_ago)
        draft = CommitmentDraft(couple_id=self._couple, owner="a", words=words, starts_on=start)
        made = self._workspace.commitments.add(draft).value
        self._model["promise", made.id] = (words, start.isoformat())

    @rule(which=_WHICH, words=_WORDS)
    def reword(self, which: int, words: str) -> None:
        """Change the words of a promise."""
        promise = self._one_of("promise", which)
        self._workspace.commitments.update(promise, words=words)
        _, start = self._promise(promise)
        self._model["promise", promise] = (words, start)

    @rule(which=_WHICH, days_ago=_DAY, outcome=st.sampled_from(_OUTCOMES), line=_WORDS)
    def check_in(self, which: int, days_ago: int, outcome: str, line: str) -> None:
        """Say how a promise went on a day; before its start there is nothing to say."""
        promise, day = self._one_of("promise", which), self._day(days_ago)

        def say() -> None:
            self._workspace.commitments.check_in(promise, outcome, on_date=day, line=line)

        if day.isoformat() < self._promise(promise)[1]:
            self._refused(say)
        else:
            say()
            self._model["check_in", promise, day.isoformat()] = (outcome, line)

    @rule(which=_WHICH, words=_WORDS, days_ago=_DAY)
    def move_the_start(self, which: int, words: str, days_ago: int) -> None:
        """Change words and start; a start after a check-in is refused when the words are changed already."""
        promise, start = self._one_of("promise", which), self._day(days_ago).isoformat()

        def move() -> None:
            day = dt.date.fromisoformat(start)
            self._workspace.commitments.update(promise, words=words, starts_on=day)

        if any(key[:2] == ("check_in", promise) and key[2] < start for key in self._model):
            self._refused(move)
        else:
            move()
            self._model["promise", promise] = (words, start)

    @rule(which=_WHICH, words=_WORDS)
    def fail_half_way(self, which: int, words: str) -> None:
        """Several changes that belong together and cannot all be made: none is."""

        def change() -> None:
            with self._workspace.vault.begin():
                self.save_a_note_in(self._one_of("session", which))
                self._workspace.commitments.update(self._one_of("promise", which), words=words)
                raise InputError("The last of them cannot be kept.")

        before = copy.copy(self._model)
        self._refused(change, before)

    @rule()
    def lock(self) -> None:
        """Lock and unlock."""
        folder = self._workspace.folder
        self._workspace.close()
        self._open(folder)
        self._compare()

    @rule(which=_WHICH, words=_WORDS)
    def be_killed_while_saving(self, which: int, words: str) -> None:
        """The program ends in the middle of a unit of work: the disk is kept as it is at that moment."""
        folder = self._new_folder()

        class Killed(Exception):
            pass

        try:
            with self._workspace.vault.begin():
                self._workspace.commitments.update(self._one_of("promise", which), words=words)
                shutil.copytree(self._workspace.folder, folder)
                raise Killed
        except Killed:
            self._workspace.close()
        self._days.count("kills")
        self._open(folder)
        self._compare()

    @rule()
    def change_the_passphrase(self) -> None:
        """From now on another passphrase opens it."""
        self._secret = f"{PASSPHRASE} {next(self._numbers)}"
        self._workspace.vault.ways.change_passphrase(self._secret)

    @precondition(lambda self: len(self._backups) < 4)
    @rule()
    def back_up(self) -> None:
        """Make a backup of what is there now."""
        path = self._workspace.vault.backup(self._place / "kept").path
        self._backups.append((path, copy.copy(self._model), self._secret))

    @precondition(lambda self: self._backups)
    @rule(which=_WHICH)
    def restore(self, which: int) -> None:
        """Go back to a backup, with the passphrase of its time."""
        path, self._model, self._secret = self._backups[which % len(self._backups)]
        self._model = copy.copy(self._model)
        folder = self._workspace.folder
        self._workspace.close()
        with Restore(path, folder, self._workspace.clock) as restore:
            restore.look(Passphrase(self._secret), floor=WEAK)
            restore.put_in_place()
        self._days.count("restores")
        self._open(folder)
        self._compare()

    @rule()
    def verify(self) -> None:
        """Check every page and rule."""
        assert self._workspace.vault.verify().ok
        self._compare()

    def teardown(self) -> None:
        """Look once more, after a last lock."""
        self.lock()
        self._workspace.close()

    def _new_folder(self) -> Path:
        return self._place / f"{next(self._numbers)}.attune"

    def _open(self, folder: Path) -> None:
        self._workspace = enter(folder, self._secret, self._days.catalogue)

    def _compare(self) -> None:
        self._days.count("looks")
        found = _found(self._workspace)
        differ = [
            key[0] for key in found.keys() | self._model.keys() if found.get(key) != self._model.get(key)
        ]
        assert not differ, f"these differ from what was saved: {sorted(differ)}"

    def _refused(self, do: Callable[[], object], before: Model | None = None) -> None:
        try:
            do()
        except InputError:
            self._days.count("refusals")
            self._model = self._model if before is None else before
            self._compare()
            return
        raise AssertionError("what cannot be kept was said to be kept")

    def _has_versions(self, session: str) -> bool:
        """Whether an earlier version of its note is kept, read with plain SQL."""
        query = "SELECT count(*) FROM note_versions WHERE session_id = ?"
        with self._workspace.vault.read() as db:
            return bool(db.connection().exec_driver_sql(query, (session,)).scalar())

    def _noted(self, session: str) -> str:
        """A session that cannot be removed; this one gets a note if it has none."""
        if ("note", session) not in self._model:
            self.save_a_note_in(session)
        return session

    def save_a_note_in(self, session: str) -> None:
        """Give a session a short note."""
        note = NoteDocument.of([(Audience.JOINT, Block.of("p", "a line"))])
        self._workspace.sessions.save_note(session, note)
        self._model["note", session] = note

    def _set(self, key: tuple[str, ...], value: object) -> None:
        if value is None:
            self._model.pop(key, None)
        else:
            self._model[key] = value

    def _all(self, what: str) -> list[str]:
        return [key[1] for key in self._model if key[0] == what]

    def _one_of(self, what: str, which: int) -> str:
        there = self._all(what)
        return there[which % len(there)]

    def _promise(self, promise: str) -> Any:
        return self._model["promise", promise]

    def _day(self, days_ago: int) -> dt.date:
        return self._workspace.clock.today() - dt.timedelta(days=days_ago)


def _found(workspace: Workspace) -> Model:
    """What the vault holds, read with plain SQL."""
    with workspace.vault.read() as db:
        notes, sessions, promises, check_ins = (
            db.connection().exec_driver_sql(query).all() for query in _QUERIES
        )
    found: Model = {("session", row.id): True for row in sessions}
    for session, rows in itertools.groupby(notes, key=lambda row: row[0]):
        blocks = [(Audience(row[2]), Block.from_json(one)) for row in rows for one in json.loads(row[3])]
        found["note", session] = NoteDocument.of(blocks)
    found |= {("promise", row.id): (row.words, row.starts_on) for row in promises}
    return found | {("check_in", row[0], row[1]): (row[2], row[3]) for row in check_ins}
