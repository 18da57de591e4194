"""T9: someone puts old bytes back, or edits with the keys in hand: each is named, none is taken for sound."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Row, Trial
from tests.support.vaults import PASSPHRASE, WEAK, MadeVault, make_vault, open_again
from therapist_app.paths import find_folders
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.driver import open_raw
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import DataKey, Passphrase
from therapist_app.vault.report import VerifyReport
from therapist_app.vault.slots import unwrap
from therapist_app.vault.verify import verify

_SAVES = 24
_GUARDS = ("DROP TRIGGER history_keeps_all", "DROP TRIGGER history_stands")
_PAGE = 4096


@dataclass
class _Scene:
    """A vault that was saved and witnessed again and again, with its bytes after each save."""

    made: MadeVault
    snapshots: list[dict[str, bytes]]
    key: DataKey
    salt: bytes

    @property
    def folder(self) -> Path:
        return self.made.folder

    def put_back(self, snapshot: dict[str, bytes], *, witness: bool = True) -> None:
        for path in self.folder.glob("practice.db*"):
            path.unlink()
        for name, data in snapshot.items():
            if witness or name != "witness.json":
                (self.folder / name).write_bytes(data)

    def edit(self, *statements: str) -> None:
        raw = open_raw(self.folder / "practice.db", self.key, self.salt).raw
        with contextlib.closing(raw):
            for sql in statements:
                raw.execute(sql)


def _scene(folder: Path) -> _Scene:
    made = make_vault(folder)
    snapshots: list[dict[str, bytes]] = []
    for number in range(_SAVES):
        with made.vault.begin() as db:
            db.merge(Remembered(key=f"note {number % 7}", value=f"{number} " + "words " * 40))
        made.vault.close()
        snapshots.append({path.name: path.read_bytes() for path in made.folder.iterdir() if path.is_file()})
        if number < _SAVES - 1:
            made.reopen()
    header = read_headers(made.folder)[0].header
    key = unwrap(header.slots, Passphrase(PASSPHRASE), header.vault_id, WEAK)
    return _Scene(made, snapshots, key, header.db_salt)


Attack = Callable[[_Scene, random.Random], str]


def _whole_folder(scene: _Scene, rng: random.Random) -> str:
    """Yesterday's folder, with its witness: only the one elsewhere knows."""
    scene.put_back(rng.choice(scene.snapshots[:-1]))
    return "older than the witness"


def _database_alone(scene: _Scene, rng: random.Random) -> str:
    """Only the database is put back."""
    scene.put_back(rng.choice(scene.snapshots[:-1]), witness=False)
    return "older than the witness"


def _one_page(scene: _Scene, rng: random.Random) -> str:
    """One page as it was some saves ago."""
    now = scene.snapshots[-1]["practice.db"]
    old = rng.choice(scene.snapshots[:-1])["practice.db"]
    differ = [
        at
        for at in range(_PAGE, min(len(old), len(now)), _PAGE)
        if old[at : at + _PAGE] != now[at : at + _PAGE]
    ]
    at = rng.choice(differ)
    (scene.folder / "practice.db").write_bytes(now[:at] + old[at : at + _PAGE] + now[at + _PAGE :])
    return ""  # by the row, by the history or as damage: which one depends on the page


def _edited_row(scene: _Scene, rng: random.Random) -> str:
    scene.edit(f"UPDATE remembered SET value = '\"forged\"' WHERE key = 'note {rng.randrange(7)}'")
    return r"1 changed\. The first is one that entry \d"


def _deleted_row(scene: _Scene, rng: random.Random) -> str:
    scene.edit(f"DELETE FROM remembered WHERE key = 'note {rng.randrange(7)}'")
    return r"1 removed\. The first is one that entry \d"


def _added_row(scene: _Scene, rng: random.Random) -> str:
    scene.edit(f"INSERT INTO remembered VALUES ('forged {rng.random()}', '1')")
    return "1 added"


def _edited_entry(scene: _Scene, rng: random.Random) -> str:
    seq = rng.randrange(2, _SAVES)
    column, value = rng.choice(
        (("at", "'2020'"), ("event", "'printed'"), ("objects", """'[["x","y",null]]'"""), ("mac", "'00'"))
    )
    scene.edit(*_GUARDS, f"UPDATE history SET {column} = {value} WHERE seq = {seq}")
    return f"entry {seq} does not fit"


def _deleted_entry(scene: _Scene, rng: random.Random) -> str:
    seq = rng.randrange(2, _SAVES)
    scene.edit(*_GUARDS, f"DELETE FROM history WHERE seq = {seq}")
    return f"entry {seq} does not fit"


def _swapped_entries(scene: _Scene, rng: random.Random) -> str:
    seq = rng.randrange(2, _SAVES)
    swap = [
        f"UPDATE history SET seq = {to} WHERE seq = {of}"
        for of, to in ((seq, -1), (seq + 1, seq), (-1, seq + 1))
    ]
    scene.edit(*_GUARDS, *swap)
    return f"entry {seq} does not fit"


def _cut_tail(scene: _Scene, rng: random.Random) -> str:
    """The last entries are gone and the guards stand again: only the witnesses know."""
    from therapist_app.vault.migrations.m0002_history import GUARDS

    seq = rng.randrange(_SAVES // 2, _SAVES)
    scene.edit(*_GUARDS, f"DELETE FROM history WHERE seq > {seq}", *GUARDS.values())
    return f"entries {seq + 1} to"


def _no_guard(scene: _Scene, rng: random.Random) -> str:
    scene.edit(rng.choice(_GUARDS))
    return "A guard of the history is gone"


_ATTACKS: tuple[Attack, ...] = (
    _whole_folder, _database_alone, _one_page, _edited_row, _deleted_row, _added_row,
    _edited_entry, _deleted_entry, _swapped_entries, _cut_tail, _no_guard,
)  # fmt: skip
_SEEN_AT_UNLOCK = (_whole_folder, _database_alone, _cut_tail, _no_guard)


def run(trial: Trial) -> Outcome:
    """Attack a vault so many times, each from its last sound state, and look at what is said."""
    break_named(trial.broken)
    rng, outcome = trial.rng, Outcome()
    scene = _scene(trial.folder)
    outside = {path: path.read_bytes() for path in find_folders().witnesses.glob("*.json")}
    if not trial.broken:
        assert verify(scene.folder, Passphrase(PASSPHRASE), floor=WEAK).exit_code == 0  # before any attack
    for number in range(trial.tries):
        attack = _ATTACKS[number % len(_ATTACKS)]
        scene.put_back(scene.snapshots[-1])
        for path, data in outside.items():
            path.write_bytes(data)
        wanted = attack(scene, rng)
        outcome.tried += 1
        _judge(scene, attack, wanted, outcome)
    scene.key.forget()
    shutil.rmtree(scene.folder, ignore_errors=True)
    return outcome


def _judge(scene: _Scene, attack: Attack, wanted: str, outcome: Outcome) -> None:
    report = verify(scene.folder, Passphrase(PASSPHRASE), floor=WEAK)
    said = _said(report)
    if report.exit_code == 0:
        outcome.corrupt += 1
        outcome.notes.append(f"{attack.__name__}: taken for sound")
    elif not re.search(wanted, said) or (attack is not _one_page and report.exit_code != 3):
        outcome.wrong_sentence += 1
        outcome.notes.append(f"{attack.__name__}: {said}")
    if attack in _SEEN_AT_UNLOCK:
        try:
            open_again(scene.folder).close()
        except errors.VaultOlder:
            return
        outcome.corrupt += 1
        outcome.notes.append(f"{attack.__name__}: opened without a word")


def _said(report: VerifyReport) -> str:
    return " | ".join(check.words for check in report.checks if not check.ok)


ROW = Row(
    "T9",
    "Rollback, page replay, edits with the key in hand",
    500,
    run,
    share=0.1,
    controls=("witness_off", "history_off"),
)
