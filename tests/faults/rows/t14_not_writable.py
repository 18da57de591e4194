"""T14: a disk or folder that can only be read, a file replaced by another, a disk that is pulled out.

Always: it says which of these it is, the text stays, nothing is written into another's file, and once the cause
is gone the text is saved.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path

from tests.faults.injector import apart, play
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.windows import KEPT_ON_SCREEN, SAVED, play_in_window
from tests.faults.writer import HERE, Written, grown, judge_words, text_of, try_to_save, writing
from tests.support.disks import SmallDisk, small_disk
from tests.support.vaults import fingerprint
from therapist_app.vault.errors import VaultDamaged, VaultError, VaultOlder
from therapist_app.workspace import Workspace

READ_ONLY = (
    f"This disk is read-only. {HERE} You can read. To write, move the vault to a disk that can be written."
)
NO_PERMISSION = (
    "You have no permission for this vault's folder. "
    "Ask whoever looks after this computer to give it to your user, then try again."
)
REPLACED = (
    f"The vault file was replaced while Attune was open. {HERE} "
    "To go on with the file that lies there now, open it again."
)
AWAY = (
    f"The disk or folder with this vault is not there. {HERE} "
    "Plug the disk in again, or put the folder back. Attune keeps trying."
)
MISSING = (
    f"The vault file is missing or empty. {HERE} "
    "Nothing new was made in its place. Find practice.db, or restore a verified backup."
)
ROOM_READ_ONLY = (
    "This practice can only be read, because its disk or folder is read-only. What you write cannot be saved."
)
_NOBODY = 65534
WINDOWS = {
    "read_only": [["room", ROOM_READ_ONLY], SAVED],
    "replaced": [SAVED, ["bar", REPLACED], *KEPT_ON_SCREEN, SAVED],
    "pulled_out": [SAVED, ["bar", AWAY], *KEPT_ON_SCREEN, SAVED],
}

Scene = Callable[[Written, SmallDisk, random.Random, Outcome], None]


def run(trial: Trial) -> Outcome:
    """The scenes by turns on a small disk."""
    outcome = Outcome()
    with contextmanager(small_disk)(trial.folder, "24m") as disk:
        for number in range(trial.tries - len(WINDOWS)):
            scene = SCENES[number % len(SCENES)]
            if scene is turned_read_only:
                _turned_read_only(disk, trial, number, outcome)
                continue

            def one(scene: Scene = scene, number: int = number) -> Outcome:
                found = Outcome(tried=1)
                written = Written.make(disk.path, f"Scene {number}.attune")
                scene(written, disk, random.Random(trial.seed * 1000 + number), found)
                found.notes = [f"{scene.__name__}: {note}" for note in found.notes]
                return found

            outcome.add(apart(one, trial.broken))
            disk.turn("rw")
            for left in disk.path.iterdir():
                shutil.rmtree(left, ignore_errors=True)
            if trial.is_seen(outcome):
                return outcome
        for scene, expected in WINDOWS.items():
            play_in_window(scene, expected, disk, trial, outcome)
    return outcome


def read_only_at_start(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """It opens, reads, says that nothing can be saved, writes nothing, and goes on once the disk can be written."""
    disk.turn("ro")
    before = fingerprint(written.folder)
    with closing(written.open()) as workspace:
        text = grown("typed", rng.choice((100, 50_000)))
        if not workspace.vault.read_only or text_of(workspace, written.session_id) != "begun":
            _lost(outcome, "it does not read")
        for _ in range(3):
            _must_say(try_to_save(workspace, written.session_id, text), READ_ONLY, outcome)
        outcome.corrupt += fingerprint(written.folder) != before
        disk.turn("rw")
        workspace.vault.reopen()
        _must_save(workspace, written, text, outcome)
    _must_hold(written, text, outcome)


def a_folder_of_others(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """Another user's folder: no permission where it cannot be read, read-only where it cannot be written."""
    may_read = rng.random() < 0.5
    for path in (*written.folder.rglob("*"), written.folder):
        path.chmod((0o755 if path.is_dir() else 0o644) if may_read else 0o700)
        os.chown(path, _NOBODY, _NOBODY)
    _without_rights()
    try:
        with closing(written.open()) as workspace:
            if text_of(workspace, written.session_id) != "begun":
                _lost(outcome, "it does not read")
            _must_say(try_to_save(workspace, written.session_id, "typed"), READ_ONLY, outcome)
        if not may_read:
            _wrong(outcome, "it opened what may not be read")
    except VaultError as error:
        _must_say(error.whole, NO_PERMISSION, outcome)
        if may_read:
            _wrong(outcome, "it did not open what may be read")


def _without_rights() -> None:
    """From now on this program may do what the modes of files allow its user, and no more."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


def replaced(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """Another file in its place, or written over it: not a byte goes there before it is opened again."""
    with closing(written.open()) as workspace:
        _must_save(workspace, written, "kept", outcome)
        other = written.folder / "other"
        _copy(written.files[0], other)
        newer = grown("newer", rng.choice((100, 30_000)))
        _must_save(workspace, written, newer, outcome)
        in_place = rng.random() < 0.5
        _copy(other, written.files[0]) if in_place else other.replace(written.files[0])
        before = written.files[0].stat().st_mtime_ns
        for _ in range(3):
            _must_say(try_to_save(workspace, written.session_id, "typed"), REPLACED, outcome)
        if written.files[0].stat().st_mtime_ns != before:
            outcome.corrupt += 1
            outcome.notes.append("it wrote into another's file")
            return
        if not in_place and text_of(workspace, written.session_id) != newer:
            _lost(outcome, "what was open can no longer be read")
        workspace.vault.reopen()
        _must_save(workspace, written, "typed", outcome)
    _must_hold(written, "typed", outcome)


def replaced_by_a_stranger(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """The file of another practice is not taken up; when our own is back, the text is saved."""
    stranger = Written.make(disk.path, f"Stranger {rng.randrange(10**9)}.attune")
    with closing(written.open()) as workspace:
        ours = written.files[0].rename(written.folder / "ours")
        stranger.files[0].rename(written.files[0])
        _must_say(try_to_save(workspace, written.session_id, "typed"), REPLACED, outcome)
        try:
            workspace.vault.reopen()
            _wrong(outcome, "it took up the file of another practice")
        except (VaultDamaged, VaultOlder):
            pass
        ours.replace(written.files[0])
        _must_save(workspace, written, "typed", outcome)
    _must_hold(written, "typed", outcome)


def pulled_out(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """A stick that is pulled out and put in again: the text waits and is saved by the next try."""
    stick = disk.path / "stick"
    stick.mkdir()
    subprocess.run(["mount", "--bind", str(written.folder.parent), str(stick)], check=True)
    on_stick = Written(stick / written.folder.name, written.session_id, written.catalogue)
    text = grown("typed", rng.choice((100, 80_000)))
    try:
        with closing(on_stick.open()) as workspace:
            _must_save(workspace, on_stick, "kept", outcome)
            subprocess.run(["umount", "-l", str(stick)], check=True)
            for _ in range(2):
                _must_say(try_to_save(workspace, on_stick.session_id, text), AWAY, outcome)
            if any(stick.iterdir()):
                outcome.corrupt += 1
                outcome.notes.append("something was made where the stick was")
            subprocess.run(["mount", "--bind", str(written.folder.parent), str(stick)], check=True)
            _must_save(workspace, on_stick, text, outcome)
    finally:
        subprocess.run(["umount", "-l", str(stick)], check=False)
    _must_hold(written, text, outcome)


def moved_aside(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """The file alone is gone and comes back."""
    with closing(written.open()) as workspace:
        aside = written.files[0].rename(written.folder / "aside")
        _must_say(try_to_save(workspace, written.session_id, "typed"), MISSING, outcome)
        if written.files[0].exists():
            outcome.corrupt += 1
            outcome.notes.append("a new file was made in its place")
        aside.rename(written.files[0])
        _must_save(workspace, written, "typed", outcome)
    _must_hold(written, "typed", outcome)


def turned_read_only(written: Written, disk: SmallDisk, rng: random.Random, outcome: Outcome) -> None:
    """A disk that turns read-only under an open vault, as after an error of its own; see `_turned_read_only`."""
    raise NotImplementedError


def _turned_read_only(disk: SmallDisk, trial: Trial, number: int, outcome: Outcome) -> None:
    # A disk with open files cannot be mounted read-only by hand, so its answers are given by strace.
    written = Written.make(disk.path, f"Scene {number}.attune")
    outcome.tried += 1
    texts = [grown(f"typed {place}", 400) for place in range(3)]
    at = random.Random(trial.seed * 1000 + number).randint(1, 12)
    error = "EROFS"
    played = play(
        lambda: writing(written.open(), written.session_id, texts, 2),
        [f"pwrite64:error={error}:when={at}+"],
        written.files,
        trial.folder / "strace",
        trial.broken,
    )
    for _, said in [*played.under_fault, *played.afterwards]:
        judge_words(said, {READ_ONLY, _AS_ERROR}, f"turned read-only, {error} at {at}", outcome)
    if played.error or played.afterwards[-1][1] != "saved":
        _lost(outcome, f"turned read-only: {played.error or played.afterwards}")
    _must_hold(written, texts[-1], outcome)
    shutil.rmtree(written.folder)


# SQLite tells a failed write on a disk that turned read-only as an error of the disk.
_AS_ERROR = (
    f"The disk gave an error. {HERE} Try again. If it happens again, copy the vault folder to another disk."
)

SCENES: tuple[Scene, ...] = (
    read_only_at_start,
    replaced,
    pulled_out,
    a_folder_of_others,
    replaced_by_a_stranger,
    moved_aside,
    turned_read_only,
)


def _copy(source: Path, target: Path) -> None:
    """As another program copies: in our own process it would drop the lock."""
    subprocess.run(["cp", str(source), str(target)], check=True)


def _must_say(said: str, words: str, outcome: Outcome) -> None:
    if said != words:
        _wrong(outcome, f"said {said!r}")


def _must_save(workspace: Workspace, written: Written, text: str, outcome: Outcome) -> None:
    said = try_to_save(workspace, written.session_id, text)
    if said != "saved":
        _lost(outcome, f"not saved: {said}")


def _must_hold(written: Written, text: str, outcome: Outcome) -> None:
    found, sound = written.text()
    if not sound:
        outcome.corrupt += 1
        outcome.notes.append("the vault does not check out")
    if found != text:
        _lost(outcome, "the text is not there after opening again")


def _lost(outcome: Outcome, what: str) -> None:
    outcome.lost += 1
    outcome.notes.append(what)


def _wrong(outcome: Outcome, what: str) -> None:
    outcome.wrong_sentence += 1
    outcome.notes.append(what)


ROW = Row(
    key="T14",
    title="Read-only, not ours, replaced, pulled out: said as such, and saved once it is over",
    tries=40,
    run=run,
    share=0.25,
    controls=("file_watch_off",),
)
