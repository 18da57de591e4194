"""Saving, with one system call after another failed."""

import subprocess
import sys

import pytest

from tests.support.programs import ROOT, needs
from tests.support.vaults import make_vault, open_again
from therapist_app.practice.model import Remembered

pytestmark = [needs("strace"), pytest.mark.program]


def run(operation, folder, inject, *only):
    paths = [word for path in only for word in ("-P", str(path))]
    traced = inject.partition(":")[0]
    watch = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={traced}",
        "-e",
        f"inject={inject}",
        *paths,
    ]
    program = [sys.executable, "-m", "tests.faults.operations", operation, str(folder)]
    return subprocess.run([*watch, *program], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("pwrite64:error=ENOSPC", {"DiskFull", "saved"}),
        ("pwrite64:error=EIO", {"DiskError", "saved"}),
        ("fdatasync,fsync:error=EIO", {"DiskError", "saved"}),
        ("pread64:error=EIO", {"DiskError", "saved"}),
    ],
)
def test_one_failed_call_is_named_rightly_and_nothing_is_lost(tmp_path, fault, said):
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add(Remembered(key="kept", value="before"))
    made.vault.close()
    only = [made.folder / "practice.db", made.folder / "practice.db-journal"]
    heard = set()
    for at in range(1, 7):
        done = run("save", made.folder, f"{fault}:when={at}", *only)
        words = done.stdout.split()
        heard |= set(words)
        assert set(words) <= said, (at, done.stdout, done.stderr)
        with open_again(made.folder) as vault:
            assert vault.verify().ok
            with vault.begin() as session:
                assert session.get(Remembered, "kept").value == "before"
                row = session.get(Remembered, "saved")
                assert bool(row) == ("saved" in words) or "saved" not in words
                if row:
                    session.delete(row)
    assert "saved" in heard
    if "pread64" not in fault:
        assert heard == said
