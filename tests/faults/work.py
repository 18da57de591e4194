"""A practice at work: numbered saves through the services, a ledger of what was said to be saved, and a look.

Each act has a number, and what it saves says that number, so that a look at a vault can tell which act it
shows. A fact is a short key, such as `note SESSION`; its number is that of the act it came from. Before an act
the ledger gets the line `begun NUMBER FACT`, once the service returned `kept NUMBER FACT`.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from tests.support.vaults import NOON, PASSPHRASE, WEAK
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.measures.instrument import Instrument
from therapist_app.measures.instruments import InstrumentService
from therapist_app.measures.service import ScoreDraft
from therapist_app.paths import PORTABLE_VARIABLE
from therapist_app.safety.drafts import ScreenDraft
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.unlock import unlock_vault
from therapist_app.vault.vault import create_vault, open_unlocked
from therapist_app.workspace import Workspace

SESSIONS, PROMISES, DAYS = 4, 3, 20
ACK_FIRST = False  # the guard `ack_before_commit` turns it: a program that says "saved" too early
# Of a score its value says the number of its act.
SCALE = Instrument(key="own_acts", label="Acts", least=0, most=10_000_000, better="higher", source="Ours")
_SIZES = (10, 500, 5_000, 60_000)
_LETTERS = "abcdefghij klmno ÄÖÜ ß é שלום مرحبا 漢字 😀\u200d👩 "
_AS_LETTERS = {byte: _LETTERS[byte % len(_LETTERS)] for byte in range(256)}
_LOOK = (
    "SELECT session_id, audience, body FROM (SELECT session_id, position, audience, body FROM note_parts"
    " UNION ALL SELECT session_id, position, 'therapist', body FROM process_notes) ORDER BY session_id, position",
    "SELECT id, words FROM commitments",
    "SELECT commitment_id, on_date, outcome, line FROM check_ins",
)
# What else is told of a couple; each says a fact and its number.
_TOLD = (
    "SELECT 'screen ' || id, said FROM safety_screens UNION ALL "
    "SELECT 'answer ' || side || ' ' || question, words FROM intake_answers UNION ALL "
    "SELECT 'step ' || step || ' ' || on_date, line FROM repair_steps UNION ALL "
    "SELECT 'score ' || partner || ' ' || on_date, value FROM scores"
)
_IDS = (
    "SELECT id FROM couples",
    "SELECT id FROM sessions ORDER BY id",
    "SELECT id FROM commitments ORDER BY id",
    "SELECT id FROM ruptures",
)
_OUTCOMES = ("kept", "partly", "missed")


def new_practice(folder: Path) -> None:
    """Make a practice with one couple, some sessions and some promises, closed."""
    clock = FixedClock(NOON)
    created = create_vault(folder, PASSPHRASE, policy=WEAK, clock=clock)
    workspace = Workspace(created.vault, clock)
    try:
        fill(workspace)
    finally:
        workspace.close()


def fill(workspace: Workspace) -> None:
    """Add the couple, the sessions and the promises that the acts are about."""
    couple = workspace.couples.add(CoupleDraft(a=PartnerDraft("Ada"), b=PartnerDraft("Ben"))).value.id
    today = workspace.clock.today()
    for days in range(SESSIONS):
        workspace.sessions.start(couple, on_date=today - dt.timedelta(days=days))
    for _ in range(PROMISES):
        workspace.commitments.add(_promise(couple, 0, today))
    workspace.couples.add_rupture(couple, kind="other")
    InstrumentService(workspace.vault).keep(replace(SCALE, key=""))


def enter(folder: Path, passphrase: str = PASSPHRASE, catalogue: Catalogue | None = None) -> Workspace:
    """Open a practice in the steps the app takes."""
    clock = FixedClock(NOON)
    unlocked = unlock_vault(folder, Passphrase(passphrase), WEAK)
    return Workspace(open_unlocked(unlocked, clock), clock, catalogue or load_catalogue())


def own_home(place: Path) -> None:
    """An empty folder for what the app keeps outside a practice: a practice that was put back is not an older one."""
    shutil.rmtree(place, ignore_errors=True)
    os.environ[PORTABLE_VARIABLE] = str(place)


def note_of(number: int) -> NoteDocument:
    """The note that act `number` saves, the same each time."""
    rng = random.Random(number)
    text = rng.randbytes(rng.choice(_SIZES)).decode("latin-1").translate(_AS_LETTERS)
    joint = Part(Audience.JOINT, (Block.of("p", str(number)), Block.of("p", text)))
    own = Part(Audience.THERAPIST, (Block.of("quote", f"own {number}"),))
    return NoteDocument((joint, own) if rng.random() < 0.5 else (joint,))


@dataclass
class Ledger:
    """What was said to be saved, and the act under way when the lines end."""

    kept: dict[str, int] = field(default_factory=dict)
    begun: tuple[int, str] | None = None
    number: int = 0  # of the last act that was begun

    def take(self, lines: Iterable[str]) -> Ledger:
        """Read lines on; one that was cut short says nothing."""
        for line in lines:
            word, _, rest = line.partition(" ")
            number, _, fact = rest.partition(" ")
            if word == "begun":
                self.begun, self.number = (int(number), fact), int(number)
            elif word == "kept":
                self.begun = None
                self.kept[fact] = int(number)
        return self

    def compare(self, found: dict[str, int]) -> tuple[int, int]:
        """(lost, corrupt): facts said to be saved and absent or older; facts that nobody saved."""
        lost = sum(found.get(fact, -1) < number for fact, number in self.kept.items())
        unknown = sum(
            not self._may_be(fact, number)
            for fact, number in found.items()
            if number > self.kept.get(fact, -1)
        )
        return lost, unknown

    def _may_be(self, fact: str, number: int) -> bool:
        """Whether a fact newer than the ledger is the act that was under way."""
        if number == 0:  # made before the first act
            return True
        if self.begun is None:
            return False
        under_way, about = self.begun
        return number == under_way and (
            about == fact or (about.endswith(" ?") and fact.startswith(about[:-1]))
        )


def lines_of(path: Path) -> list[str]:
    """The whole lines of a ledger file."""
    return path.read_text("utf-8").split("\n")[:-1] if path.exists() else []


class Work:
    """Does numbered acts on an open practice; `tell` gets each line of the ledger."""

    def __init__(self, workspace: Workspace, rng: random.Random, tell: Callable[[str], None]) -> None:
        self._workspace = workspace
        self._rng = rng
        self._tell = tell
        with workspace.vault.read() as db:
            ids = [db.connection().exec_driver_sql(query).scalars().all() for query in _IDS]
        (self.couple,), self._sessions, self._promises, (self._rupture,) = (list(found) for found in ids)
        self._told = (self._screen, self._answer, self._step, self._score)

    def act(self, number: int) -> None:
        """One save: mostly a note, at times a check-in, something else that is told, changed words or a new promise."""
        chance = self._rng.random()
        if chance < 0.08:
            self._rng.choice(self._told)(number)
        elif chance < 0.7:
            session = self._rng.choice(self._sessions)
            self.tell_of(number, f"note {session}", lambda: self._save(session, number))
        elif chance < 0.85:
            promise, days = self._rng.choice(self._promises), self._rng.randrange(DAYS)
            fact = f"check_in {promise} {days}"
            self.tell_of(number, fact, lambda: self._check_in(promise, days, number))
        elif chance < 0.95 or len(self._promises) > 40:
            promise = self._rng.choice(self._promises)
            self.tell_of(number, f"promise {promise}", lambda: self._reword(promise, number))
        else:
            self.tell_of(number, "promise ?", lambda: self._add(number))

    def tell_of(self, number: int, fact: str, do: Callable[[], str | None]) -> None:
        """Begin, do, and only then say that it is kept; `do` may name a fact that is known only afterwards."""
        self._tell(f"begun {number} {fact}")
        if ACK_FIRST and not fact.endswith(" ?"):
            self._tell(f"kept {number} {fact}")
        named = do() or fact
        self._tell(f"kept {number} {named}")

    def _save(self, session: str, number: int) -> None:
        self._workspace.sessions.save_note(session, note_of(number))

    def _check_in(self, promise: str, days: int, number: int) -> None:
        day = self._workspace.clock.today() - dt.timedelta(days=days)
        outcome = _OUTCOMES[number % len(_OUTCOMES)]
        self._workspace.commitments.check_in(promise, outcome, on_date=day, line=str(number))

    def _screen(self, number: int) -> None:
        """Screen one partner alone; each screen stays."""
        draft = ScreenDraft(self._rng.choice("ab"), answers={"threats": "no"}, said=str(number))

        def screen() -> str:
            return f"screen {self._workspace.safety.screen(self.couple, draft).value.made[0].id}"

        self.tell_of(number, "screen ?", screen)

    def _answer(self, number: int) -> None:
        side, question = self._rng.choice("ab"), self._rng.choice(("brought", "goals"))

        def answer() -> None:
            self._workspace.intake.answer(self.couple, side, question, words=str(number))

        self.tell_of(number, f"answer {side} {question}", answer)

    def _step(self, number: int) -> None:
        step, day = self._rng.choice(("named", "heard")), self._day()

        def mark() -> None:
            self._workspace.repair.mark(self._rupture, step, on_date=day, line=str(number))

        self.tell_of(number, f"step {step} {day}", mark)

    def _score(self, number: int) -> None:
        side, day = self._rng.choice("ab"), self._day()
        draft = ScoreDraft(
            couple_id=self.couple, instrument=SCALE.key, partner=side, value=number, on_date=day
        )

        def score() -> None:
            self._workspace.measures.add(draft)

        self.tell_of(number, f"score {side} {day}", score)

    def _day(self) -> dt.date:
        return self._workspace.clock.today() - dt.timedelta(days=self._rng.randrange(DAYS))

    def _reword(self, promise: str, number: int) -> None:
        self._workspace.commitments.update(promise, words=f"Promise {number}")

    def _add(self, number: int) -> str:
        draft = _promise(self.couple, number, self._workspace.clock.today())
        self._promises.append(self._workspace.commitments.add(draft).value.id)
        return f"promise {self._promises[-1]}"


def look(workspace: Workspace) -> tuple[dict[str, int], int]:
    """The facts of a practice with their numbers, and how many are not whole: not as their act saved them.

    Reads with plain SQL: a second opinion on the services, and twenty times as fast on a vault just opened.
    """
    facts: dict[str, int] = {}
    broken = 0
    with workspace.vault.read() as db:
        notes, promises, check_ins = (db.connection().exec_driver_sql(query).all() for query in _LOOK)
        facts |= {fact: int(number) for fact, number in db.connection().exec_driver_sql(_TOLD)}
    for session, rows in groupby(notes, key=lambda row: row[0]):
        parts = [(Audience(who), [Block.from_json(one) for one in json.loads(body)]) for _, who, body in rows]
        note = NoteDocument.of((who, block) for who, blocks in parts for block in blocks)
        number = int(note.parts[0].blocks[0].text)
        facts[f"note {session}"] = number
        broken += note != note_of(number)
    for promise, words in promises:
        facts[f"promise {promise}"] = int(words.split()[1])
    for promise, day, outcome, line in check_ins:
        days = (workspace.clock.today() - dt.date.fromisoformat(day)).days
        facts[f"check_in {promise} {days}"] = int(line)
        broken += outcome != _OUTCOMES[int(line) % len(_OUTCOMES)]
    return facts, broken


def teller(path: Path) -> Callable[[str], None]:
    """Writes lines to the end of a ledger file, each in one call, so that a kill leaves whole ones."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def tell(line: str) -> None:
        os.write(handle, f"{line}\n".encode())

    return tell


def _promise(couple: str, number: int, today: dt.date) -> CommitmentDraft:
    start = today - dt.timedelta(days=DAYS)
    return CommitmentDraft(couple_id=couple, owner="a", words=f"Promise {number}", starts_on=start)
