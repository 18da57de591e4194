"""Making a vault, changing the passphrase and saving, cut or failed at one system call after another."""

import subprocess
import sys

import pytest

from tests.faults.operations import NEW
from tests.support.programs import ROOT, needs
from tests.support.vaults import PASSPHRASE, make_vault, open_again
from therapist_app.practice.model import Remembered
from therapist_app.vault.errors import WrongPassphrase
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.recovery import RecoveryWords

pytestmark = [needs("strace"), pytest.mark.program]

# What brings bytes to the disk or gives them their name: a cut between two others changes nothing.
STEPS = "fsync,fdatasync,rename"


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


def opens(folder, secret):
    try:
        open_again(folder, secret).close()
    except WrongPassphrase:
        return False
    return True


def test_a_cut_while_making_a_vault_leaves_a_whole_one_or_none(tmp_path):
    whole = []
    for at in range(1, 80):
        folder = tmp_path / f"P{at}.attune"
        done = run("create", folder, f"{STEPS}:signal=KILL:when={at}")
        whole.append(folder.exists())
        if folder.exists():
            assert opens(folder, Passphrase(PASSPHRASE))
        if done.returncode == 0:
            break
    assert whole[0] is False
    assert whole[-1] is True
    assert len(whole) > 10
    assert whole == sorted(whole)


def test_a_cut_while_changing_the_passphrase_leaves_the_old_or_the_new_one(tmp_path):
    made = make_vault(tmp_path)
    made.vault.close()
    whole = {path.name: path.read_bytes() for path in made.folder.glob("header*")}
    old_or_new = []
    for at in range(1, 40):
        for name, data in whole.items():
            (made.folder / name).write_bytes(data)
        done = run("change", made.folder, f"{STEPS}:signal=KILL:when={at}")
        old, new = opens(made.folder, Passphrase(PASSPHRASE)), opens(made.folder, Passphrase(NEW))
        assert old != new
        open_again(made.folder, RecoveryWords.parse(" ".join(made.words))).close()
        old_or_new.append(new)
        if done.returncode == 0:
            break
    assert old_or_new[0] is False
    assert old_or_new[-1] is True
    assert old_or_new == sorted(old_or_new)


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
