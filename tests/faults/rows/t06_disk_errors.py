"""T6: errors of the disk at reading, writing, syncing, renaming and removing, once and for good.

A transient error is never called damage; what was said to be saved can be read from the disk itself, also when
the disk swallowed a write without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from tests.faults.injector import Part, Say, play
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.writer import ERROR, Written, damage_of, grown, judge_words, text_of, try_to_save, writing
from therapist_app.vault.errors import VaultError

_LENGTHS = (300, 40_000, 150_000, 500)
NOT_SAVING = "The disk gave an error. Try again. If it happens again, copy the vault folder to another disk."
DAMAGED = (
    "The vault file is damaged. Not saved — your text is still here. "
    "Nothing was changed. Restore a verified backup, or make a copy of the folder for rescue."
)


@dataclass(frozen=True)
class Kind:
    """One kind of fault: the call, what it answers, the highest number of call that it is tried at."""

    fault: str
    most: int
    scene: Callable[[Written, Trial, str, Outcome], bool]


def run(trial: Trial) -> Outcome:
    """Kinds by turns, each at a call that the seed chooses."""
    outcome, rng, hits = Outcome(), trial.rng, 0
    written = Written.make(trial.folder)
    for number in range(trial.tries):
        kind = KINDS[number % len(KINDS)]
        fault = f"{kind.fault}:when={rng.randint(1, kind.most)}"
        for_good = "retval" not in fault and rng.random() < 0.3
        outcome.tried += 1
        hits += kind.scene(written, trial, fault + ("+" if for_good else ""), outcome)
        if trial.is_seen(outcome):
            return outcome
    if hits < trial.tries // 2:
        outcome.corrupt += 1
        outcome.notes.append(f"only {hits} of {trial.tries} faults came: the row tries too little")
    return outcome


def while_writing(written: Written, trial: Trial, fault: str, outcome: Outcome) -> bool:
    """Someone writes on; the error is said as itself, and once the disk is well everything is saved."""
    texts = [grown(f"{fault} {place}", length) for place, length in enumerate(_LENGTHS)]
    played = play(
        lambda: writing(written.open(), written.session_id, texts, 3),
        [fault],
        written.files,
        trial.folder / "strace",
        trial.broken,
    )
    if _surprised(played.error, fault, outcome):
        return played.hit > 0
    for _, said in [*played.under_fault, *played.afterwards]:
        judge_words(said, {ERROR}, fault, outcome)
    if played.afterwards[-1][1] != "saved":
        _lost(outcome, f"{fault}: not saved once the disk was well")
    _require(written, texts[-1], fault, outcome)
    return played.hit > 0


def while_opening(written: Written, trial: Trial, fault: str, outcome: Outcome) -> bool:
    """One bad answer while the practice is opened and the note is read: opened all the same, or said as itself."""
    found, _ = written.text()

    def prepare() -> tuple[Part, Part]:
        def opening(say: Say) -> None:
            try:
                with closing(written.open()) as workspace:
                    say(["read", text_of(workspace, written.session_id)])
            except VaultError as error:
                say(["refused", error.whole])

        return opening, opening

    played = play(prepare, [fault], written.files, trial.folder / "strace", trial.broken)
    if _surprised(played.error, fault, outcome):
        return played.hit > 0
    for how, what in played.under_fault:
        if how == "refused":
            judge_words(what, {NOT_SAVING}, f"opening, {fault}", outcome)
    for how, what in [*played.under_fault, *played.afterwards]:
        if how == "read" and what != found:
            _lost(outcome, f"opening, {fault}: another text was shown")
    if played.afterwards[-1][0] != "read":
        _lost(outcome, f"opening, {fault}: does not open once the disk is well: {played.afterwards[-1][1]}")
    return played.hit > 0


def at_backup(written: Written, trial: Trial, fault: str, outcome: Outcome) -> bool:
    """A backup that meets an error is none, and leaves nothing half made; the next one is whole."""
    kept = trial.folder / "kept"
    found, _ = written.text()

    def prepare() -> tuple[Part, Part]:
        workspace = written.open()

        def back_up(say: Say) -> None:
            try:
                say(["kept", str(workspace.vault.backup(kept).path)])
            except VaultError as error:
                say(["refused", error.whole])

        return back_up, back_up

    played = play(prepare, [fault], [], trial.folder / "strace", trial.broken)
    if _surprised(played.error, fault, outcome):
        return played.hit > 0
    for how, what in [*played.under_fault, *played.afterwards]:
        if how == "refused":
            judge_words(what, {NOT_SAVING}, f"backup, {fault}", outcome)
    if played.afterwards[-1][0] != "kept":
        _lost(outcome, f"backup, {fault}: {played.afterwards}")
    for bundle in kept.iterdir() if kept.exists() else ():
        bad = damage_of(bundle)
        if bad:
            _lost(outcome, f"backup, {fault}: counts as a backup, and yet {bad}")
    _require(written, found, fault, outcome)
    import shutil

    shutil.rmtree(kept, ignore_errors=True)
    return played.hit > 0


def while_swallowing(written: Written, trial: Trial, fault: str, outcome: Outcome) -> bool:
    """The disk says that it wrote and did not: no text may be called saved that cannot be read from it again."""
    fresh = Written.make(trial.folder, f"Swallowed {outcome.tried}.attune")
    text = grown(fault, 60_000)  # most of its pages hold nothing else

    def prepare() -> tuple[Part, Part]:
        workspace = fresh.open()

        def save_once(say: Say) -> None:
            say(try_to_save(workspace, fresh.session_id, text))

        return save_once, lambda _: None

    played = play(prepare, [fault], fresh.files[:1], trial.folder / "strace", trial.broken)
    if _surprised(played.error, fault, outcome):
        return played.hit > 0
    [said] = played.under_fault
    judge_words(said, {ERROR, DAMAGED}, f"swallowed, {fault}", outcome)
    if said == "saved" and _text_or_nothing(fresh) != text:
        _lost(outcome, f"swallowed, {fault}: said to be saved, and it is not on the disk")
    return played.hit > 0


def _text_or_nothing(written: Written) -> str | None:
    try:
        return written.text()[0]
    except VaultError:
        return None


def _require(written: Written, text: str, fault: str, outcome: Outcome) -> None:
    found, sound = written.text()
    if not sound:
        outcome.corrupt += 1
        outcome.notes.append(f"{fault}: the vault does not check out")
    if found != text:
        _lost(outcome, f"{fault}: the text is not there after opening again")


def _surprised(error: str, fault: str, outcome: Outcome) -> bool:
    if error:
        outcome.corrupt += 1
        outcome.notes.append(f"{fault}: {error}")
    return bool(error)


def _lost(outcome: Outcome, what: str) -> None:
    outcome.lost += 1
    outcome.notes.append(what)


KINDS = (
    Kind("pwrite64:error=EIO", 60, while_writing),
    Kind("fdatasync:error=EIO", 16, while_writing),
    Kind("pread64:error=EIO", 12, while_writing),
    Kind("pread64:error=EIO", 40, while_opening),
    Kind("pwrite64:retval=4096", 12, while_swallowing),
    Kind("pread64:retval=0", 40, while_opening),
    Kind("rename:error=EIO", 2, at_backup),
    Kind("unlink:error=EIO", 3, while_writing),
    Kind("fsync:error=EIO", 6, at_backup),
    Kind("pread64:retval=0", 12, while_writing),
)

ROW = Row(
    key="T6",
    title="Errors of the disk at read, write, sync, rename and remove, and writes that it swallows",
    tries=400,
    run=run,
    controls=("second_look_off", "read_back_off"),
    seconds=100,
)
