"""T28: someone with the key in hand, or the services, would change what was signed: refused, or named."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Row, Trial
from tests.support.builders import ASession, Practice
from tests.support.vaults import PASSPHRASE, WEAK, open_again
from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.progression.signs import SignService
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer, SigningService
from therapist_app.vault import errors
from therapist_app.vault.driver import RawConnection, driver, open_raw
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.migrations.m0003_signing import GUARDS
from therapist_app.vault.slots import unwrap
from therapist_app.vault.verify import verify

_RAISE = "RAISE(ABORT, 'a signed record is never changed')"
_ZOE = Signer("Zoe Lin", "LMFT 12345")
# Each table with what names its signed rows, and a column that someone may want to be another.
_ROWS = {
    "note_parts": ("session_id = :session", "body", "'[]'"),
    "process_notes": ("session_id = :session", "body", "'[]'"),
    "block_tags": ("session_id = :session", "level", "0"),
    "phase_entries": ("session_id = :session", "reason", "'another'"),
    "check_ins": ("session_id = :session", "outcome", "'missed'"),
    "sign_ratings": ("session_id = :session", "value", "4"),
    "sessions": ("id = :session", "on_date", "'2020-01-01'"),
    "signatures": ("session_id = :session", "signer", "'Someone'"),
    "signed_parts": ("1", "content", "'{}'"),
    "signed_process_parts": ("1", "content", "'{}'"),
}


@dataclass
class _Scene:
    """A practice with one signed session, which holds all that one can, and one that is not signed."""

    practice: Practice
    signs: SignService
    session: ASession
    other: ASession
    promise: str

    @property
    def folder(self) -> Path:
        return self.practice.made.folder

    def rows(self, raw: RawConnection) -> dict[str, list[tuple[Any, ...]]]:
        """All signed rows as they lie there."""
        return {
            table: raw.execute(
                f"SELECT * FROM {table} WHERE {where.replace(':session', '?')} ORDER BY id",
                (self.session.id,) if ":session" in where else (),
            ).fetchall()
            for table, (where, _, _) in _ROWS.items()
        }


def _scene(folder: Path) -> _Scene:
    practice = Practice(folder)
    couple = practice.couple("Ada", "Ben").phase("safety", days_ago=40)
    session = (
        couple.session(days_ago=3).says("Both.").says("Ada.", Audience.A).says("Mine.", Audience.THERAPIST)
    )
    session.tags("blaming", 2, line="in the car")
    practice.progression.phases.enter(couple.id, "understanding", session_id=session.id, reason="They asked")
    promise = couple.promise("I call at five", owner="b", days_ago=9).id
    practice.commitments.check_in(promise, "kept", on_date=practice.day(3), session_id=session.id)
    signs = SignService(practice.vault, load_catalogue(), practice.clock)
    signs.rate(session.id, "warmth", 1)
    signs.rate(session.id, "felt_safety", 0, "a")
    other = couple.session(days_ago=1).says("Not signed.").tags("blaming", 1)
    signing = SigningService(practice.vault, practice.clock)
    signing.sign(session.done().id, _ZOE)
    for audience in (Audience.JOINT, Audience.THERAPIST):
        note = NoteDocument.of([(audience, Block.of("p", "Left out."))])
        signing.add(session.id, Addition("addendum", note, "Forgot"), _ZOE)
    return _Scene(practice, signs, session, other, promise)


def _statements(scene: _Scene, raw: RawConnection, rng: random.Random) -> tuple[str, str, tuple[Any, ...]]:
    """A way to change a signed row, as SQL: its name, the statement, the values."""
    table = rng.choice([one for one, rows in sorted(scene.rows(raw).items()) if rows])
    where, column, value = _ROWS[table]
    mine = f"{where.replace(':session', repr(scene.session.id))}"
    names = [one[1] for one in raw.execute(f"PRAGMA table_info({table})").fetchall()]
    row = dict(
        zip(names, rng.choice(raw.execute(f"SELECT * FROM {table} WHERE {mine}").fetchall()), strict=True)
    )
    changed = {**row, column: raw.execute(f"SELECT {value}").fetchone()[0]}  # type: ignore[index]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    insert = f"INTO {table} ({columns}) VALUES ({marks})"
    ways: dict[str, tuple[str, tuple[Any, ...]]] = {
        "UPDATE": (f"UPDATE {table} SET {column} = {value} WHERE id = ?", (row["id"],)),
        "UPDATE OR REPLACE": (f"UPDATE OR REPLACE {table} SET {column} = {value} WHERE {mine}", ()),
        "UPDATE OR IGNORE": (f"UPDATE OR IGNORE {table} SET {column} = {value} WHERE {mine}", ()),
        "DELETE": (f"DELETE FROM {table} WHERE id = ?", (row["id"],)),
        "DELETE all": (f"DELETE FROM {table} WHERE {mine}", ()),
        "INSERT OR REPLACE": (f"INSERT OR REPLACE {insert}", tuple(changed.values())),
        "INSERT OR IGNORE": (f"INSERT OR IGNORE {insert}", tuple(changed.values())),
        "UPSERT": (
            f"INSERT {insert} ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
            tuple(changed.values()),
        ),
    }
    if "session_id" in row and table != "signatures":
        moved = {**row, "session_id": scene.other.id, "id": row["id"]}
        ways["REPLACE from another session"] = (f"REPLACE {insert}", tuple(moved.values()))
        ways["move away"] = (f"UPDATE {table} SET session_id = ? WHERE id = ?", (scene.other.id, row["id"]))
        ways["add"] = (f"INSERT {insert}", tuple({**row, "id": f"new {rng.random()}"}.values()))
    if "position" in row:
        more = {**row, "id": f"new {rng.random()}", "position": 77}
        ways["add a part"] = (f"INSERT {insert}", tuple(more.values()))
    name = rng.choice(sorted(ways))
    return (f"{name} of {table}", *ways[name])


def _through_sql(scene: _Scene, rng: random.Random) -> tuple[str, bool]:
    """Whether one statement was refused, on the vault's own open connection."""
    vault = scene.practice.vault
    with vault.read() as db:
        raw = db.connection().connection.driver_connection
        assert raw is not None
        name, sql, values = _statements(scene, raw, rng)
    try:
        with vault.begin() as db:
            db.connection().exec_driver_sql(sql, values)
    except (DBAPIError, driver.Error) as error:
        refused = isinstance(getattr(error, "orig", error), driver.IntegrityError)
        return name, refused
    return name, False


def _through_services(scene: _Scene, rng: random.Random) -> tuple[str, bool]:
    """Whether one use case refused in the user's words."""
    practice, session = scene.practice, scene.session.id
    couple = scene.session.couple.id
    note = NoteDocument.of([(Audience.JOINT, Block.of("p", f"Another text {rng.random()}"))])
    acts: dict[str, Callable[[], object]] = {
        "save": lambda: practice.sessions.save_note(session, note),
        "empty": lambda: practice.sessions.save_note(session, NoteDocument()),
        "move": lambda: practice.sessions.update(session, on_date=practice.day(rng.randrange(4, 90))),
        "hand over": lambda: practice.sessions.update(session, audience=rng.choice(("a", "b", "therapist"))),
        "reopen": lambda: practice.sessions.reopen(session),
        "remove": lambda: practice.sessions.remove(session),
        "tag": lambda: practice.progression.tag_block(session, rng.choice(("blaming", "minimizing")), 3),
        "untag": lambda: practice.progression.untag_block(session, "blaming"),
        "phase": lambda: practice.progression.phases.enter(couple, "rupture", session_id=session),
        "rate": lambda: scene.signs.rate(session, rng.choice(("warmth", "attunement")), 3),
        "unrate": lambda: scene.signs.unrate(session, "warmth"),
        "check in": lambda: practice.commitments.check_in(scene.promise, "missed", session_id=session),
        "take its place": lambda: practice.commitments.check_in(
            scene.promise, "missed", on_date=practice.day(3)
        ),
        "sign again": lambda: SigningService(practice.vault, practice.clock).sign(session, _ZOE),
        "remove the couple": lambda: practice.couples.remove_couple(couple),
    }
    name = rng.choice(sorted(acts))
    try:
        acts[name]()
    except InputError as error:
        return name, bool(error.sentence and error.advice)
    except driver.Error:
        return name, False  # refused, but by the database and not in words
    return name, False


def _dropped(scene: _Scene, rng: random.Random, outcome: Outcome) -> None:
    """A guard is taken away, or put back weaker, on a closed vault: named at unlock and by verify."""
    name = rng.choice(sorted(GUARDS))
    weaker = GUARDS[name].replace(_RAISE, "1") if rng.random() < 0.5 else ""
    header = read_headers(scene.folder)[0].header
    key = unwrap(header.slots, Passphrase(PASSPHRASE), header.vault_id, WEAK)

    def edit(*statements: str) -> None:
        with contextlib.closing(open_raw(scene.folder / "practice.db", key, header.db_salt).raw) as raw:
            for sql in statements:
                raw.execute(sql)

    edit(f"DROP TRIGGER {name}", *filter(None, (weaker,)))
    outcome.tried += 1
    report = verify(scene.folder, Passphrase(PASSPHRASE), floor=WEAK)
    said = " | ".join(check.words for check in report.checks if not check.ok)
    if report.exit_code != 3 or name not in said:
        outcome.wrong_sentence += 1
        outcome.notes.append(f"{name} gone: {said or 'taken for sound'}")
    try:
        open_again(scene.folder).close()
        outcome.corrupt += 1
        outcome.notes.append(f"{name} gone: opened without a word")
    except errors.HistoryAltered as error:
        if name not in error.advice:
            outcome.wrong_sentence += 1
    edit(*([f"DROP TRIGGER {name}"] if weaker else []), GUARDS[name])
    key.forget()


def run(trial: Trial) -> Outcome:
    """Try so many ways to change signed rows; then look whether all lie there as they were."""
    break_named(trial.broken)
    rng, outcome = trial.rng, Outcome()
    scene = _scene(trial.folder)
    before = _read(scene)
    for number in range(trial.tries):
        if number % 20 == 19:
            continue  # its guard is dropped below, with the vault closed
        name, refused = (_through_services if number % 4 == 3 else _through_sql)(scene, rng)
        outcome.tried += 1
        now = _read(scene)
        if not refused or now != before:
            outcome.corrupt += 1
            outcome.notes.append(f"{name}: {'a signed row is another' if now != before else 'not refused'}")
            before = now
        if number % 50 == 0 and not _others_are_free(scene, rng):
            outcome.wrong_sentence += 1
            outcome.notes.append("a session that nobody signed cannot be changed")
        if outcome.corrupt > 5:
            break  # enough was seen
    scene.practice.close()
    for _ in range(max(trial.tries // 20, 1)):
        if not outcome.corrupt:
            _dropped(scene, rng, outcome)
    if not outcome.corrupt and verify(scene.folder, Passphrase(PASSPHRASE), floor=WEAK).exit_code:
        outcome.corrupt += 1
        outcome.notes.append("the vault is not sound afterwards")
    shutil.rmtree(scene.folder, ignore_errors=True)
    return outcome


def _read(scene: _Scene) -> dict[str, list[tuple[Any, ...]]]:
    with scene.practice.vault.read() as db:
        raw = db.connection().connection.driver_connection
        assert raw is not None
        return scene.rows(raw)


def _others_are_free(scene: _Scene, rng: random.Random) -> bool:
    note = NoteDocument.of([(Audience.JOINT, Block.of("p", f"Free {rng.random()}"))])
    scene.practice.sessions.save_note(scene.other.id, note)
    return scene.practice.sessions.get(scene.other.id).note == note


ROW = Row(
    "T28",
    "Signed rows changed through SQL and services, guards dropped",
    1000,
    run,
    share=0.05,
    controls=("no_signed_guards", "no_recursive_triggers"),
)
