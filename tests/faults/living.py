"""Days of work in the real program: words that lie nowhere by chance, a home of its own, and what is left of it.

A day is traced where that can be done, hears its words on its standard input, tells what it saw as JSON lines, and is
killed at its end.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import signal
import string
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.broken import VARIABLE
from tests.support import plain, trace
from tests.support.programs import ROOT
from therapist_app.workspace import Workspace

VAULT = "attune/practices/My practice.attune"
SAVED = "saved"  # below the home: where the person saves and prints to, so what lies there may be read
NO_DISPLAY = not (shutil.which("xvfb-run") and shutil.which("Xvfb"))
NO_TRACE = shutil.which("strace") is None
FIELDS = ("practice", "promise", "reason", "crash", "last")
MORE_FIELDS = ("safety", "plan", "rupture", "period", "cycle", "fear", "checkin", "nickname")


def rare(beginning: str) -> str:
    """A word that lies nowhere by chance, and that every field takes."""
    return beginning + "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))


def words_of_a_day(*names: str) -> dict[str, str]:
    """What will be typed, by the field it is typed into."""
    words = {name: rare(name) for name in names}
    words |= {"a": rare("Ada"), "b": rare("Ben")}
    return words | {"passphrase": f"violet harbor {rare('key')} ember", "note": f"they {rare('said')} so"}


@dataclass
class Day:
    """What was typed, what was seen, and where things lie."""

    home: Path
    log: Path
    words: dict[str, str]
    began: float  # by the clock of the files
    seen: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    @property
    def secrets(self) -> list[str]:
        """Every word that must lie nowhere: what was typed, and the recovery words, three at a time."""
        typed = [part for text in self.words.values() for part in text.split() if len(part) > 12]
        words = self.seen["recovery"]
        return typed + [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]


def live_through(
    folder: Path, words: dict[str, str], program: tuple[str, ...], *, moment: float, broken: str = ""
) -> Day:
    """One day of `python -m program`, killed so many seconds after its last words were kept."""
    made = Day(folder / "home", folder / "trace", words, time.time())
    child = subprocess.Popen(
        [
            *display(),
            *([] if NO_TRACE else trace.tracing(made.log)),
            sys.executable,
            "-m",
            *program,
            "--traced",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=surroundings(made.home) | {VARIABLE: broken},
        start_new_session=True,
    )
    with child:
        try:
            _hear(child, made, moment)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
    return made


def _hear(child: subprocess.Popen[str], day: Day, moment: float) -> None:
    """Hand over the words, hear what is told, and kill the program while it goes on typing."""
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdin.write(json.dumps(day.words))
    child.stdin.close()
    for line in child.stdout:
        told = json.loads(line) if line.startswith("{") else {}
        day.seen |= told
        day.said += "" if "recovery" in told else line
        if "kept" in told:
            break
    else:
        raise AssertionError(f"the day ended early: {child.stderr.read()}")
    try:
        child.wait(moment)
    except subprocess.TimeoutExpired:
        os.kill(day.seen["pid"], signal.SIGKILL)
    else:
        raise AssertionError(f"the day ended by itself: {child.stderr.read()}")
    day.said += child.stdout.read() + child.stderr.read()


def display() -> list[str]:
    """What gives the program a display of its own."""
    return [] if NO_DISPLAY else ["xvfb-run", "-a"]


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which every folder a program may write to lies in `home`, and no desktop is reached."""
    mine = {"HOME": "", "TMPDIR": "tmp", "ATTUNE_HOME": "attune", "XDG_RUNTIME_DIR": "run"}
    mine |= {f"XDG_{name}_HOME": name.lower() for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    for name in ("", "tmp", "run", SAVED):
        (home / name).mkdir(mode=0o700)
    given = {name: str(home / place) for name, place in mine.items()}
    given |= {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/run/none", "PYTHONDONTWRITEBYTECODE": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
    return kept | given | {"QT_QPA_PLATFORM": "offscreen" if NO_DISPLAY else "xcb"}


def killed_after(seed: int) -> float:
    """Seconds from the last kept words to the end."""
    return random.Random(seed).uniform(0.2, 1.5)


def found_in(files: list[Path], words: list[str]) -> dict[str, list[str]]:
    """The files that hold a word, with the words."""
    looked = {str(path): plain.holds(plain.read(path), words) for path in files}
    return {path: held for path, held in looked.items() if held}


def everything(workspace: Workspace) -> str:
    """All that a practice holds, as text."""
    found = [workspace.practice.get().name]
    for row in workspace.couples.list():
        couple = row.couple.id
        found += [row.a.name, row.b.name, *map(_fields, (row.a, row.cycle, *row.ruptures))]
        safety = workspace.safety.history(couple)
        found += map(_fields, (*safety.statuses, *safety.screens, *safety.risks, *safety.plan))
        for promise in workspace.commitments.list(couple):
            found += map(_fields, (promise.commitment, *promise.check_ins))
        entry = workspace.progression.phase(couple)
        found += [entry.reason if entry else ""]
        for one in workspace.sessions.list(couple):
            found.append(workspace.sessions.get(one.session.id).note.plain_text())
    return "\n".join(found)


def _fields(record: object) -> str:
    """The values of a record; its own text tells none."""
    return str([value for name, value in vars(record).items() if name[0] != "_"]) if record else ""
