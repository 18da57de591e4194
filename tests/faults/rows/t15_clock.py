"""T15: a clock that jumps by years or goes back between two saves, the nights clocks change, and leap days.

Nothing is lost and nobody is locked out; the history is ordered by its numbers and tells of a clock set back;
backups keep their numbers.
"""

from __future__ import annotations

import datetime as dt
import glob
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from zoneinfo import ZoneInfo

from tests.faults.broken import VARIABLE
from tests.faults.injector import apart
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.writer import Written, damage_of, try_to_save
from tests.support.programs import ROOT
from tests.support.vaults import open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.errors import InputError
from therapist_app.vault.audit import HISTORY, Event
from therapist_app.vault.errors import VaultError
from therapist_app.vault.vault import Vault
from therapist_app.workspace import Workspace

# A zone, a wall time that was skipped and what clocks showed instead, and one that came twice.
NIGHTS = (
    ("Europe/Berlin", "2026-03-29 02:30", "03:30", "2026-10-25 02:30"),
    ("Europe/London", "2026-03-29 01:30", "02:30", "2026-10-25 01:30"),
    ("Europe/Lisbon", "2026-03-29 01:15", "02:15", "2026-10-25 01:15"),
    ("America/New_York", "2026-03-08 02:30", "03:30", "2026-11-01 01:30"),
    ("America/Chicago", "2026-03-08 02:00", "03:00", "2026-11-01 01:30"),
    ("America/Los_Angeles", "2026-03-08 02:59", "03:59", "2026-11-01 01:59"),
    ("America/St_Johns", "2026-03-08 02:30", "03:30", "2026-11-01 01:30"),
    ("America/Santiago", "2026-09-06 00:30", "01:30", "2026-04-04 23:30"),
    ("Australia/Sydney", "2026-10-04 02:30", "03:30", "2026-04-05 02:30"),
    ("Australia/Lord_Howe", "2026-10-04 02:10", "02:40", "2026-04-05 01:45"),
    ("Pacific/Auckland", "2026-09-27 02:30", "03:30", "2026-04-05 02:30"),
    ("Asia/Beirut", "2026-03-29 00:30", "01:30", "2026-10-24 23:30"),
)
LEAP_DAYS = (dt.date(2024, 2, 29), dt.date(2028, 2, 29), dt.date(2000, 2, 29))
_DAYS = (-3653, 3653, -1, -400, 365, -30)
_BACK_BY_MORE_THAN = 1  # second, which is told

Scene = Callable[[Written, random.Random, Outcome], None]


def run(trial: Trial) -> Outcome:
    """Mostly clocks that a test moves; one in twenty-five is a whole program under faketime."""
    outcome = Outcome()
    for number in range(trial.tries):
        if number % 25 == 0:
            _real_program(trial, number, outcome)
            continue
        scene = SCENES[number % len(SCENES)]

        def one(scene: Scene = scene, number: int = number) -> Outcome:
            found = Outcome(tried=1)
            written = Written.make(trial.folder, f"Clock {number}.attune")
            scene(written, random.Random(trial.seed * 1000 + number), found)
            found.notes = [f"{scene.__name__}: {note}" for note in found.notes]
            shutil.rmtree(written.folder)
            return found

        outcome.add(apart(one, trial.broken))
    return outcome


def jumps(written: Written, rng: random.Random, outcome: Outcome) -> None:
    """Saves and backups on a clock that jumps to and fro; each jump back is told, with its length."""
    clock = FixedClock(dt.datetime(2026, 11, 21, 12, 2, tzinfo=ZoneInfo("Europe/Berlin")))
    kept = written.folder.with_suffix(".kept")
    told: list[int] = []
    with closing(Workspace(open_again(written.folder, clock=clock), clock, written.catalogue)) as workspace:
        workspace.vault.backup(kept)
        text = ""
        for step in range(4):
            seconds = rng.choice((*(86_400 * days for days in _DAYS), -2, -3600, 3600, -1))
            clock.set((clock.now() + dt.timedelta(seconds=seconds)).astimezone(clock.local().tzinfo))
            told += [-seconds] if seconds < -_BACK_BY_MORE_THAN else []
            text = f"written at step {step}"
            said = try_to_save(workspace, written.session_id, text)
            if said != "saved":
                _lost(outcome, f"not saved after {seconds} s: {said}")
        workspace.vault.backup(kept)
        _must_tell(workspace.vault, told, outcome)
    numbers = sorted(path.name[:5] for path in kept.iterdir())
    if numbers != ["00001", "00002"]:
        _lost(outcome, f"backups are numbered {numbers}")
    for path in kept.iterdir():
        bad = damage_of(path)
        if bad:
            _corrupt(outcome, f"a backup does not check out: {bad}")
    shutil.rmtree(kept)
    _must_hold(written, text, outcome)


def nights(written: Written, rng: random.Random, outcome: Outcome) -> None:
    """A time that was skipped is refused with the one meant; an hour that came twice holds start and stop."""
    zone, skipped, instead, twice = rng.choice(NIGHTS)
    gap, fold = dt.datetime.fromisoformat(skipped), dt.datetime.fromisoformat(twice)
    clock = FixedClock(dt.datetime(2026, 12, 1, 12, tzinfo=ZoneInfo(zone)))
    with closing(Workspace(open_again(written.folder, clock=clock), clock, written.catalogue)) as workspace:
        couple = workspace.couples.list()[0].couple.id
        try:
            workspace.sessions.start(couple, on_date=gap.date(), start=gap.time())
            _wrong(outcome, f"{zone}: {skipped} was taken")
        except InputError as error:
            if instead not in error.advice or "clocks went forward" not in error.sentence:
                _wrong(outcome, f"{zone}: said {error.whole!r}")
        earlier = (fold - dt.timedelta(minutes=5)).time()
        session = workspace.sessions.start(couple, on_date=fold.date(), start=fold.time()).value
        try:
            workspace.sessions.update(session.id, stop=earlier)
        except InputError as error:
            _lost(outcome, f"{zone}: an hour that came twice was refused: {error.whole}")
        said = try_to_save(workspace, session.id, "written in the night")
        if said != "saved":
            _lost(outcome, f"not saved in the night: {said}")
        found = workspace.sessions.get(session.id).session
        if (found.on_date, found.start, found.zone) != (fold.date(), fold.time(), zone):
            _lost(outcome, f"{zone}: kept as {found.on_date} {found.start} {found.zone}")
    _must_check_out(written, outcome)


def leap_days(written: Written, rng: random.Random, outcome: Outcome) -> None:
    """Work on a leap day, read a year later when there is none."""
    day = rng.choice(LEAP_DAYS)
    clock = FixedClock(dt.datetime.combine(day, dt.time(23, rng.randrange(60)), ZoneInfo("Europe/Berlin")))
    with closing(Workspace(open_again(written.folder, clock=clock), clock, written.catalogue)) as workspace:
        couple = workspace.couples.list()[0].couple.id
        session = workspace.sessions.start(couple).value
        said = try_to_save(workspace, session.id, "written on a leap day")
        clock.advance(days=365)
        again = try_to_save(workspace, session.id, "and a year later")
        if (said, again) != ("saved", "saved"):
            _lost(outcome, f"{day}: {said}, {again}")
        if [row.session.on_date for row in workspace.sessions.on_day(day)] != [day]:
            _lost(outcome, f"{day}: the session is not found on its day")
        workspace.progression.review(couple, "clinician")
    _must_check_out(written, outcome)


SCENES: tuple[Scene, ...] = (jumps, nights, leap_days, jumps)


def _real_program(trial: Trial, number: int, outcome: Outcome) -> None:
    """The clock of a running program is moved; its monotonic clock goes on, as it does on a real computer."""
    outcome.tried += 1
    [library] = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")  # noqa: PTH207
    written = Written.make(trial.folder, f"Program {number}.attune")
    offset = trial.folder / "offset"
    offset.write_text("+0\n")
    jump = trial.rng.choice(("-3653d", "+3653d", "-3600s")) if number else "-3653d"
    environment = os.environ | {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        VARIABLE: trial.broken,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.dated", str(written.folder), written.session_id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        first = program.stdout.readline().split(" ", 1)
        offset.write_text(f"{jump}\n")
        program.stdin.write("\n")
        program.stdin.flush()
        second = program.stdout.readline().split(" ", 1)
    if [first[-1].strip(), second[-1].strip()] != ["saved", "saved"]:
        _lost(outcome, f"a program whose clock moved by {jump}: {first}, {second}")
        return
    moved = int(second[0]) - int(first[0])
    if abs(moved) < 3000:
        _corrupt(outcome, f"the clock did not move: {moved} s")
    _must_hold(written, "after the clock moved", outcome)
    with open_again(written.folder) as vault:
        backs = [seconds for seconds in _backs(vault) if abs(seconds + moved) < 120]
    if (moved < 0) != bool(backs):
        _wrong(outcome, f"the history does not tell of {moved} s")


def _must_tell(vault: Vault, told: list[int], outcome: Outcome) -> None:
    found = _backs(vault)
    if found != told:
        _wrong(outcome, f"the history tells of clocks set back by {found}, and they were by {told}")
    with vault.read() as session:
        numbers = [
            seq for (seq,) in session.connection().exec_driver_sql(f"SELECT seq FROM {HISTORY} ORDER BY seq")
        ]
    if numbers != list(range(1, len(numbers) + 1)):
        _corrupt(outcome, "the history is not numbered one by one")


def _backs(vault: Vault) -> list[int]:
    """What the history says of clocks set back, in seconds."""
    query = f"SELECT facts FROM {HISTORY} WHERE event = '{Event.CLOCK_BACK}' ORDER BY seq"
    with vault.read() as session:
        return [json.loads(facts)["seconds"] for (facts,) in session.connection().exec_driver_sql(query)]


def _must_hold(written: Written, text: str, outcome: Outcome) -> None:
    try:
        found, sound = written.text()
    except VaultError as error:
        _lost(outcome, f"it does not open again: {error.whole}")
        return
    if not sound:
        _corrupt(outcome, "the vault does not check out")
    if found != text:
        _lost(outcome, "the text is not there after opening again")


def _must_check_out(written: Written, outcome: Outcome) -> None:
    if not written.text()[1]:
        _corrupt(outcome, "the vault does not check out")


def _lost(outcome: Outcome, what: str) -> None:
    outcome.lost += 1
    outcome.notes.append(what)


def _wrong(outcome: Outcome, what: str) -> None:
    outcome.wrong_sentence += 1
    outcome.notes.append(what)


def _corrupt(outcome: Outcome, what: str) -> None:
    outcome.corrupt += 1
    outcome.notes.append(what)


ROW = Row(
    key="T15",
    title="Clocks that jump or go back, nights on which they change, leap days",
    tries=200,
    run=run,
    share=0.13,
    controls=("clock_watch_off",),
)
