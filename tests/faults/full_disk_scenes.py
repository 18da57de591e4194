"""A small disk that is full when Attune starts, while a note is written, at a backup, at an update of the file."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable

from tests.faults.injector import apart
from tests.faults.plan import Outcome, Trial
from tests.faults.writer import FULL, Written, damage_of, grown, judge_words, text_of, try_to_save
from tests.support.disks import SmallDisk
from tests.support.vaults import PASSPHRASE, WEAK, fingerprint
from therapist_app.vault.driver import RawConnection, open_raw
from therapist_app.vault.errors import VaultError
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.migrations.runner import STEPS, migrate, newest, version
from therapist_app.vault.space import room_of
from therapist_app.vault.unlock import unlock_vault

NO_ROOM = "The disk is full. Free some space, then try again."

Scene = Callable[[Written, SmallDisk, random.Random, Outcome], None]


def run_scenes(disk: SmallDisk, trial: Trial, count: int, outcome: Outcome) -> None:
    """Play the four scenes by turns."""
    for number in range(count):
        scene = SCENES[number % len(SCENES)]

        def play(scene: Scene = scene, number: int = number) -> Outcome:
            written = Written.make(disk.path, f"Scene {number}.attune")
            found = Outcome(tried=1)
            scene(written, disk, random.Random(trial.seed * 1000 + number), found)
            found.notes = [f"{scene.__name__.strip('_')}: {note}" for note in found.notes]
            return found

        outcome.add(apart(play, trial.broken))
        for left in disk.path.iterdir():
            shutil.rmtree(left, ignore_errors=True)
            left.unlink(missing_ok=True) if left.exists() else None


def at_start(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """It opens and reads, says that there is little room, and the room in reserve waits for what is typed."""
    _with_ballast(written)
    disk.fill(leave=rng.choice((0, 4096, 20_000)))
    before = fingerprint(written.folder)
    workspace = written.open()
    outcome.lost += text_of(workspace, written.session_id) != "begun"
    room = room_of(written.folder)
    if room is None or not room.is_short:
        _wrong(outcome, "nothing was said about the room")
    said = try_to_save(workspace, written.session_id, grown("typed", 300))
    if said != "saved":
        _lost(outcome, f"the room in reserve did not help: {said}")
    workspace.close()
    changed = {name for name, data in fingerprint(written.folder).items() if before.get(name) != data}
    if changed & {"header.json", "header.prev.json"}:
        _corrupt(outcome, f"changed: {changed}")


def at_edit(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """The save that meets the full disk still fits; then none does, until there is room again."""
    _with_ballast(written)
    workspace, session = written.open(), written.session_id
    first = disk.fill(leave=rng.choice((0, 0, 4096, 100_000)))
    kept = grown("kept", rng.choice((100, 5_000, 200_000)))
    said = try_to_save(workspace, session, kept)
    if said != "saved":
        _lost(outcome, f"the room in reserve did not help: {said}")
    second = disk.fill(name="second")
    waiting = grown("waiting", rng.choice((300_000, 600_000)))
    judge_words(said := try_to_save(workspace, session, waiting), {FULL}, "full again", outcome)
    if said == "saved":
        _wrong(outcome, "a full disk took the text")
    if text_of(workspace, session) != kept:
        _lost(outcome, "what was kept before is gone")
    for filled in (first, second):
        filled.unlink()
    if try_to_save(workspace, session, waiting) != "saved":
        _lost(outcome, "not saved after room was made")
    workspace.close()
    _require_whole(written, waiting, outcome)


def at_backup(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """No half backup, and a whole one once there is room."""
    workspace = written.open()
    filled = disk.fill(leave=rng.randrange(0, 900_000, 4096))
    kept = disk.path / "kept"
    try:
        workspace.vault.backup(kept)
        _wrong(outcome, "a backup on a full disk was called one")
    except VaultError as error:
        judge_words(error.whole, {NO_ROOM}, "backup", outcome)
    if kept.exists() and any(kept.iterdir()):
        _lost(outcome, "half a backup was left")
    filled.unlink()
    made = workspace.vault.backup(kept)
    workspace.close()
    bad = damage_of(made.path)
    if bad:
        _corrupt(outcome, f"the backup does not check out: {bad}")


def at_update(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """An update of the file that finds no room leaves the file as it was, and works later."""
    unlocked = unlock_vault(written.folder, Passphrase(PASSPHRASE), WEAK)
    raw = open_raw(written.folder / "practice.db", unlocked.keys.present, unlocked.read.header.db_salt).raw
    filled = disk.fill(leave=rng.randrange(0, 2_000_000, 4096))
    steps = (*STEPS, _Heavy())
    try:
        migrate(raw, steps=steps)
        _wrong(outcome, "an update on a full disk was called done")
    except VaultError as error:
        judge_words(error.whole, {NO_ROOM}, "update", outcome)
    if version(raw) != newest():
        _corrupt(outcome, "the file is half updated")
    raw.close()
    filled.unlink()
    _require_whole(written, "begun", outcome)
    raw = open_raw(written.folder / "practice.db", unlocked.keys.present, unlocked.read.header.db_salt).raw
    migrate(raw, steps=steps)
    raw.close()


class _Heavy:
    """A step that writes 4 MB."""

    VERSION = newest() + 1

    def apply(self, raw: RawConnection) -> None:
        raw.execute("CREATE TABLE heavy (id INTEGER PRIMARY KEY, body BLOB)")
        for _ in range(40):
            raw.execute("INSERT INTO heavy (body) VALUES (randomblob(100000))")


SCENES: tuple[Scene, ...] = (at_start, at_edit, at_backup, at_update)


def _with_ballast(written: Written) -> None:
    workspace = written.open()
    workspace.vault.writes.ballast.make()
    workspace.close()


def _require_whole(written: Written, text: str, outcome: Outcome) -> None:
    found, sound = written.text()
    if not sound:
        _corrupt(outcome, "the vault does not check out")
    if found != text:
        _lost(outcome, "the text is not there after opening again")


def _lost(outcome: Outcome, what: str) -> None:
    outcome.lost += 1
    outcome.notes.append(what)


def _corrupt(outcome: Outcome, what: str) -> None:
    outcome.corrupt += 1
    outcome.notes.append(what)


def _wrong(outcome: Outcome, what: str) -> None:
    outcome.wrong_sentence += 1
    outcome.notes.append(what)
