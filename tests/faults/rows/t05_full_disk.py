"""T5: no room at each write in turn, once and for good; and a small full disk at start, edit, backup and update."""

from __future__ import annotations

from contextlib import contextmanager

from tests.faults.full_disk_scenes import run_scenes
from tests.faults.injector import play
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.windows import KEPT_ON_SCREEN, SAVED, play_in_window
from tests.faults.writer import FULL, Written, grown, judge_words, writing
from tests.support.disks import small_disk

LAST_CALL = 150  # each write up to this one is refused in turn, once and for good
SCENES = 60
_ROOM = (
    "Only 0 MB are free on the disk with your practice. "
    "Make room soon, so that Attune can go on saving and backing up."
)
_LENGTHS = (200, 60_000, 400, 200_000, 90_000, 350_000)


def run(trial: Trial) -> Outcome:
    """The share of the plan that fits into `trial.tries`, spread over calls and scenes."""
    outcome = Outcome()
    calls = [(at, mark) for at in range(1, LAST_CALL + 1) for mark in ("", "+")]
    whole = len(calls) + SCENES
    rng = trial.rng
    rng.shuffle(calls)
    refused = calls[: max(1, round(len(calls) * min(1, trial.tries / whole)))]
    written = Written.make(trial.folder)
    hits = sum(refuse_at(written, trial, at, mark, outcome) for at, mark in refused)
    if hits < 0.9 * len(refused):
        outcome.corrupt += 1
        outcome.notes.append(f"only {hits} of {len(refused)} faults came: the row tries too little")
    with contextmanager(small_disk)(trial.folder, "72m") as disk:
        scenes = max(4, round(SCENES * min(1, trial.tries / whole)))
        run_scenes(disk, trial, scenes - 2, outcome)
        play_in_window("full", [SAVED, ["bar", FULL], *KEPT_ON_SCREEN, SAVED], disk, trial, outcome)
        play_in_window("full_at_start", [["room", _ROOM]], disk, trial, outcome)
    return outcome


def refuse_at(written: Written, trial: Trial, at: int, mark: str, outcome: Outcome) -> int:
    """Refuse the write of that number; gives whether it came to that."""
    where = f"ENOSPC at write {at}{mark}"
    outcome.tried += 1
    texts = [grown(f"{at}{mark or '.'}{place}", length) for place, length in enumerate(_LENGTHS)]
    played = play(
        lambda: writing(written.open(), written.session_id, texts, 3),
        [f"pwrite64:error=ENOSPC:when={at}{mark}"],
        written.files,
        trial.folder / "strace",
        trial.broken,
    )
    if played.error:
        outcome.corrupt += 1
        outcome.notes.append(f"{where}: {played.error}")
        return int(played.hit > 0)
    for _, said in [*played.under_fault, *played.afterwards]:
        judge_words(said, {FULL}, where, outcome)
    text, sound = written.text()
    if not sound:
        outcome.corrupt += 1
        outcome.notes.append(f"{where}: the vault does not check out")
    if text != texts[-1] or played.afterwards[-1][1] != "saved":
        outcome.lost += 1
        outcome.notes.append(f"{where}: after freeing, {played.afterwards[-1][1]!r}")
    return int(played.hit > 0)


ROW = Row(
    key="T5",
    title="No room: each write refused in turn, and a full disk at start, edit, backup and update",
    tries=2 * LAST_CALL + SCENES,
    run=run,
    controls=("ballast_off",),
    seconds=180,
)
