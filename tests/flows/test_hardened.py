"""From the first moment the program may leave no core dump, and no other program of the same user may read it."""

import subprocess
import sys

import pytest

from tests.support.programs import ROOT

NOBODY = 65534
# A change of user makes a process unreadable by itself, so it is made readable first: only `harden` may change that.
PROGRAM = f"""
import ctypes, os, resource, sys
import ui.shell.hardening as hardening
if os.getuid() == 0:
    os.setgid({NOBODY})
    os.setuid({NOBODY})
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
if "--as-it-is" not in sys.argv:
    hardening.harden()
made = os.umask(0o022)
print(resource.getrlimit(resource.RLIMIT_CORE), oct(made), flush=True)
sys.stdin.read()
"""
READER = f"""
import os, sys
if os.getuid() == 0:
    os.setgid({NOBODY})
    os.setuid({NOBODY})
for name in ("mem", "environ", "maps"):
    try:
        open(f"/proc/{{sys.argv[1]}}/{{name}}", "rb").read(0 if name == "mem" else 64)
        print(name, "read")
    except PermissionError:
        print(name, "denied")
"""


@pytest.fixture
def looked_at():
    """Start the program and look at it as another one of the same user."""

    def look(*options):
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            said = child.stdout.readline()
            reader = [sys.executable, "-c", READER, str(child.pid)]
            seen = subprocess.run(reader, capture_output=True, text=True, check=True).stdout
            child.stdin.close()
        return said, seen.split("\n")[:3]

    return look


@pytest.mark.skipif(sys.platform != "linux", reason="is about Linux")
def test_another_program_of_the_same_user_reads_nothing(looked_at):
    said, seen = looked_at()
    assert seen == ["mem denied", "environ denied", "maps denied"]
    assert said == "(0, 0) 0o77\n"


@pytest.mark.skipif(sys.platform != "linux", reason="is about Linux")
def test_the_look_sees_a_program_that_is_not_hardened(looked_at):
    _, seen = looked_at("--as-it-is")
    assert "environ read" in seen


def test_the_window_is_hardened_before_anything_else():
    source = (ROOT / "ui" / "main.py").read_text(encoding="utf-8")
    body = source.partition("def main(")[2]
    assert body.index("harden()") < body.index("find_folders()") < body.index("make_outside(")
