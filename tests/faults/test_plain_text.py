"""Nothing that is typed lies in plain text anywhere, leaves the computer, or outlives the lock.

One day in the real program, on a real display where there is one, traced where that can be done, and killed at its
end; then every byte it may have left is looked through for the words that were typed.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.faults.living import (
    FIELDS,
    NO_DISPLAY,
    VAULT,
    Day,
    everything,
    found_in,
    killed_after,
    live_through,
    rare,
    words_of_a_day,
)
from tests.support import plain, trace
from tests.support.programs import needs
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import open_workspace

PROMISED = {  # all that a day leaves, the vault apart
    "attune/config/settings.toml",
    "attune/state/attune.log",
    "attune/state/crash.log",
    "attune/state/faults.log",
}
VAULT_FILES = (
    "header.json",
    "header.prev.json",
    "practice.db",
    "practice.db-journal",
    "witness.json",
    "room-for-saving",
)
_OF_A_BACKUP = re.compile(
    re.escape(f"{VAULT}/backups/") + r"[^/]+/(manifest\.json|header\.json|practice\.db)"
)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Live through the day."""
    folder = tmp_path_factory.mktemp("day")
    moment = killed_after(int(os.environ.get("ATTUNE_SEED", "1")))
    return live_through(folder, words_of_a_day(*FIELDS), ("tests.faults.secret_day",), moment=moment)


def test_what_was_typed_is_in_the_vault(day):
    workspace = open_workspace(day.home / VAULT, Passphrase(day.words["passphrase"]))
    try:
        assert workspace.vault.verify().ok
        found = everything(workspace)
    finally:
        workspace.close()
    assert {name for name, word in day.words.items() if word not in found} == {"passphrase", "crash"}


def test_nothing_typed_lies_in_any_file_of_the_day(day):
    files = list(plain.files_below(day.home))
    assert any(path.name == "practice.db" for path in files)
    assert found_in(files, day.secrets) == {}
    names = [str(path.relative_to(day.home)) for path in day.home.rglob("*")]
    assert not [name for name in names if plain.holds(name.encode(), day.secrets)]


def test_a_word_behind_a_hole_of_many_gigabytes_is_found(tmp_path):
    path = tmp_path / "holes"
    with path.open("wb") as file:
        file.write(b"before")
        file.seek(60 << 30)
        file.write(b"a word behind")
        file.truncate(90 << 30)
    assert found_in([path], ["before", "behind", "between"]) == {str(path): ["before", "behind"]}


def test_nothing_typed_lies_in_the_folders_that_all_programs_share(day):
    shared = [Path("/tmp"), Path("/var/tmp")]
    newer = list(plain.files_below(*shared, since=day.began - 1))
    assert found_in(newer, day.secrets) == {}


def test_nothing_typed_is_printed_on_the_terminal(day):
    assert plain.holds(day.said.encode(), day.secrets) == []


def test_the_day_leaves_only_the_files_that_are_promised(day):
    left = {str(path.relative_to(day.home)) for path in plain.files_below(day.home)}
    vault = {f"{VAULT}/{name}" for name in VAULT_FILES}
    vault |= {name for name in left if _OF_A_BACKUP.fullmatch(name)}
    libraries = {name for name in left if name.startswith("cache/fontconfig/")}
    libraries |= {
        name for name in left if name.startswith("attune/state/witnesses/")
    }  # sealed, named by the vault
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
