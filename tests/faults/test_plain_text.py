"""Nothing that is typed lies in plain text anywhere, leaves the computer, or outlives the lock.

One day in the real program, on a real display where there is one, traced where that can be done, and killed at its
end; then every byte it may have left is looked through for the words that were typed.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import signal
import stat
import string
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support import plain, trace
from tests.support.programs import ROOT, needs
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import Workspace, open_workspace

PROMISED = {  # all that a day leaves, the vault apart
    "attune/config/settings.toml",
    "attune/state/attune.log",
    "attune/state/crash.log",
    "attune/state/faults.log",
}
VAULT = "attune/practices/My practice.attune"
VAULT_FILES = ("header.json", "header.prev.json", "practice.db", "practice.db-journal")
NO_DISPLAY = not (shutil.which("xvfb-run") and shutil.which("Xvfb"))
NO_TRACE = shutil.which("strace") is None


def rare(beginning: str) -> str:
    """A word that lies nowhere by chance, and that every field takes."""
    return beginning + "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))


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


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Live through the day."""
    folder = tmp_path_factory.mktemp("day")
    home = folder / "home"
    words = {name: rare(name) for name in ("practice", "promise", "reason", "crash", "last")}
    words |= {"a": rare("Ada"), "b": rare("Ben")}
    words |= {"passphrase": f"violet harbor {rare('key')} ember", "note": f"they {rare('said')} so"}
    made = Day(home, folder / "trace", words, time.time())
    child = subprocess.Popen(
        [*display(), *([] if NO_TRACE else trace.tracing(made.log)), *program()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=surroundings(home),
        start_new_session=True,
    )
    with child:
        try:
            live(child, made)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
    return made


def live(child: subprocess.Popen[str], day: Day) -> None:
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
    moment = random.Random(os.environ.get("ATTUNE_SEED", "1")).uniform(0.2, 1.5)
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(moment)
    os.kill(day.seen["pid"], signal.SIGKILL)
    day.said += child.stdout.read() + child.stderr.read()


def display() -> list[str]:
    """What gives the program a display of its own."""
    return [] if NO_DISPLAY else ["xvfb-run", "-a"]


def program() -> list[str]:
    """The program with its person inside."""
    return [sys.executable, "-m", "tests.faults.secret_day", "--traced"]


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which every folder a program may write to lies in `home`, and no desktop is reached."""
    mine = {"HOME": "", "TMPDIR": "tmp", "ATTUNE_HOME": "attune", "XDG_RUNTIME_DIR": "run"}
    mine |= {f"XDG_{name}_HOME": name.lower() for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    for name in ("", "tmp", "run"):
        (home / name).mkdir(mode=0o700)
    given = {name: str(home / place) for name, place in mine.items()}
    given |= {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/run/none", "PYTHONDONTWRITEBYTECODE": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
    return kept | given | {"QT_QPA_PLATFORM": "offscreen" if NO_DISPLAY else "xcb"}


def test_what_was_typed_is_in_the_vault(day):
    workspace = open_workspace(day.home / VAULT, Passphrase(day.words["passphrase"]))
    try:
        assert workspace.vault.verify().ok
        found = everything(workspace)
    finally:
        workspace.close()
    assert {name for name, word in day.words.items() if word not in found} == {"passphrase", "crash"}


def everything(workspace: Workspace) -> str:
    """All that a practice holds, as text."""
    found = [workspace.practice.get().name]
    for row in workspace.couples.list():
        couple = row.couple.id
        found += [row.a.name, row.b.name]
        found += [one.commitment.words for one in workspace.commitments.list(couple)]
        entry = workspace.progression.phase(couple)
        found += [entry.reason if entry else ""]
        for one in workspace.sessions.list(couple):
            found.append(workspace.sessions.get(one.session.id).note.plain_text())
    return "\n".join(found)


def test_nothing_typed_lies_in_any_file_of_the_day(day):
    files = list(plain.files_below(day.home))
    assert any(path.name == "practice.db" for path in files)
    assert found_in(files, day.secrets) == {}
    names = [str(path.relative_to(day.home)) for path in day.home.rglob("*")]
    assert not [name for name in names if plain.holds(name.encode(), day.secrets)]


def test_nothing_typed_lies_in_the_folders_that_all_programs_share(day):
    shared = [Path("/tmp"), Path("/var/tmp")]
    newer = list(plain.files_below(*shared, since=day.began - 1))
    assert found_in(newer, day.secrets) == {}


def test_nothing_typed_is_printed_on_the_terminal(day):
    assert plain.holds(day.said.encode(), day.secrets) == []


def found_in(files: list[Path], words: list[str]) -> dict[str, list[str]]:
    """The files that hold a word, with the words."""
    looked = {str(path): plain.holds(plain.read(path), words) for path in files}
    return {path: held for path, held in looked.items() if held}


def test_the_day_leaves_only_the_files_that_are_promised(day):
    left = {str(path.relative_to(day.home)) for path in plain.files_below(day.home)}
    vault = {f"{VAULT}/{name}" for name in VAULT_FILES}
    libraries = {name for name in left if name.startswith("cache/fontconfig/")}
    assert left - vault - libraries <= PROMISED
    assert left >= PROMISED


def test_every_file_and_folder_is_private(day):
    open_to_others = [
        str(path)
        for path in (day.home, *day.home.rglob("*"))
        if stat.S_IMODE(path.lstat().st_mode) & 0o077 and not path.is_socket()
    ]
    assert open_to_others == []


@needs("strace")
def test_no_file_is_opened_to_write_outside_the_folder_but_devices(day):
    paths = trace.written(day.log)
    assert day.home / VAULT / "practice.db" in paths
    outside = {path for path in paths if not path.is_relative_to(day.home) and not path.is_char_device()}
    assert outside == set()


@needs("strace")
def test_no_socket_reaches_out_and_no_program_is_started(day):
    assert trace.network(day.log) == []
    assert len(trace.programs(day.log)) == 1


def test_the_title_the_settings_and_the_logs_name_no_one(day):
    titles = day.seen["titles"]
    assert "Note – Attune" in titles
    texts = [path.read_text() for path in map(day.home.joinpath, PROMISED)]
    assert "KeyError" in "".join(texts)  # the crashes were told of
    for text in (*titles, *texts):
        assert plain.holds(text.encode(), day.secrets) == []


@needs("Xvfb", "xvfb-run")
def test_what_was_copied_is_gone_after_the_lock(day):
    assert day.seen["copied"] is True
    assert day.seen["clipboard"] == [False, False]  # nor is it in the selection


def test_nothing_is_left_in_the_locked_program_even_after_a_crash(day):
    assert day.seen["shown"] > 0
    assert [one for one in day.seen["left_on_screen"] if not (NO_DISPLAY and "clipboard" in one)] == []
    assert day.seen["left_in_memory"] == []
    assert day.seen["left_open"] == []
    assert day.seen["same_place"] is True


@pytest.mark.parametrize(
    "hide",
    [
        str.encode,
        lambda word: word.upper().encode("utf-16-le"),
        lambda word: b"\xff" + word.encode("utf-16-be"),
        lambda word: b"%PDF-1.7\nstream\r\n" + zlib.compress(f"BT ({word}) Tj".encode()) + b"\nendstream",
        lambda word: word.encode().hex().encode(),
    ],
)
def test_the_search_finds_a_word_wherever_it_is_hidden(tmp_path, hide):
    word = rare("hidden")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(
        secrets.token_bytes(5000) + hide(word) + secrets.token_bytes(5000)
    )
    assert found_in(list(plain.files_below(tmp_path)), [word]) == {str(tmp_path / "deep" / "file"): [word]}


@needs("strace")
def test_the_trace_sees_a_file_outside_and_a_socket(tmp_path):
    outside = tmp_path / "outside"
    talk = f"import socket, pathlib; pathlib.Path({str(outside)!r}).write_text('x'); socket.socket()"
    done = subprocess.run([*trace.tracing(tmp_path / "log"), sys.executable, "-c", talk], check=False)
    assert done.returncode == 0
    assert outside in trace.written(tmp_path / "log")
    assert len(trace.network(tmp_path / "log")) == 1
