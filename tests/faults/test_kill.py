"""A killed program loses nothing that it had said was saved; ATTUNE_KILL_ROUNDS makes it a long soak."""

import json
import os
import subprocess
import sys

from tests.support.programs import ROOT

ROUNDS = int(os.environ.get("ATTUNE_KILL_ROUNDS", "30"))


def kill_loop(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_loop", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_acknowledged_save_is_lost_to_a_kill():
    counts = kill_loop("--rounds", str(ROUNDS), "--seed", os.environ.get("ATTUNE_SEED", "1"))
    assert counts["commits"] >= ROUNDS // 5  # a slow machine is killed more often before its first commit
    assert counts["journals"] > 0  # some kills came in the middle of a save
    assert (counts["lost"], counts["corrupt"]) == (0, 0), counts


def test_the_loop_sees_a_program_that_says_saved_too_early():
    assert kill_loop("--rounds", "12", "--boast")["lost"] > 0
