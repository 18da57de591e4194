"""Set-up happens once: a second run calls neither pip nor apt, and touches no network."""

import os
import re
import subprocess
import tomllib

import pytest

from tests.support.programs import ROOT, needs

LOCKS = sorted((ROOT / "locks").glob("*.txt"))


@needs("strace")
def test_a_second_set_up_installs_nothing_and_calls_nobody(tmp_path):
    trace = tmp_path / "trace"
    environment = {key: value for key, value in os.environ.items() if key != "PYTEST_CURRENT_TEST"}
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=execve,connect", "-o", trace, ROOT / "tools" / "setup", "dev"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    calls = trace.read_text()
    assert "execve(" in calls
    started = [line for line in calls.splitlines() if "execve(" in line]
    assert not [line for line in started if re.search(r'"[^"]*/(pip3?|apt-get|apt|sudo)"|"-m", "pip"', line)]
    assert "AF_INET" not in calls
    assert done.stdout == ""


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_are_hashed_pins_that_name_no_address(lock):
    text = lock.read_text()
    assert not re.search(r"https?://|--index|--find-links|--trusted-host", text)
    pins = re.findall(r"^([A-Za-z0-9_.-]+)(\[[^\]]*\])?==", text, re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) == len(blocks) > 5
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_app_lock_holds_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[\[=<>~]", need)[0].lower() for need in project["dependencies"]}
    locked = {
        name.lower()
        for name in re.findall(r"^([A-Za-z0-9_.-]+)", (ROOT / "locks" / "app.txt").read_text(), re.M)
    }
    assert names <= locked
