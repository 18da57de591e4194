"""The runner tells green, red, broken down and skipped apart, keeps evidence, and holds guards to being seen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.programs import ROOT

ROW = """
    import os
    import pytest
    from tests.faults.plan import Outcome, Row

    def run(trial):
        {body}

    ROW = Row(key={key!r}, title="{key} of a test", tries=100, run=run, share=0.02, controls={controls!r})
"""


@pytest.fixture
def plan(tmp_path):
    """Write rows, run the plan on them, and give its code, what it printed and what it wrote."""
    package = tmp_path / "some_rows"
    package.mkdir()
    (package / "__init__.py").touch()

    def run(*arguments, ci="", **rows):
        for key, (body, controls) in rows.items():
            text = dedent(ROW).format(key=key, body=body, controls=tuple(controls))
            (package / f"row_{key.lower()}.py").write_text(text)
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.faults",
                "--package",
                "some_rows",
                "--out",
                str(tmp_path / "out"),
                *arguments,
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "CI": ci},
            capture_output=True,
            text=True,
            check=False,
        )
        written = tmp_path / "out" / "faults.json"
        return done.returncode, done.stdout, json.loads(written.read_text()) if written.exists() else None

    return run


def only(found):
    (row,) = found
    return row


def test_a_green_row_ends_well_and_its_counts_are_written(plan):
    code, said, written = plan(
        T1=("return Outcome(tried=trial.tries)", ()), T10=("return Outcome(tried=3)", ())
    )
    assert code == 0
    assert [row["row"] for row in written] == ["T1", "T10"]
    for key in ("row", "tried", "lost", "corrupt", "leaked", "wrong_sentence", "seconds"):
        assert key in written[0]
    assert (written[0]["tried"], written[0]["green"]) == (100, True)
    assert "T1 of a test" in said
    assert "103 faults in 2 rows" in said


@pytest.mark.parametrize("count", ["lost", "corrupt", "leaked", "wrong_sentence"])
def test_a_red_row_ends_with_one_and_its_folder_is_kept(plan, tmp_path, count):
    body = f"(trial.folder / 'state').write_text('as it was'); return Outcome(tried=9, {count}=1, notes=['here'])"
    code, said, written = plan(T1=(body, ()))
    assert code == 1
    assert (only(written)[count], only(written)["green"]) == (1, False)
    assert "T1: here" in said
    assert (tmp_path / "out" / "faults" / "T1-seed1" / "state").read_text() == "as it was"


def test_a_row_that_breaks_down_or_tries_nothing_is_red(plan):
    code, said, written = plan(T1=("raise RuntimeError('no such luck')", ()), T2=("return Outcome()", ()))
    assert code == 1
    assert [row["green"] for row in written] == [False, False]
    assert "broke down: RuntimeError: no such luck" in said
    assert "tried nothing" in said


def test_a_guard_that_the_row_sees_broken_is_told_and_one_it_does_not_see_is_a_failure(plan):
    sees = "return Outcome(tried=trial.tries, lost=int(trial.broken == os.environ.get('ATTUNE_BROKEN', '?')))"
    code, said, written = plan(T1=(sees, ("synchronous_off",)))
    assert code == 0
    assert only(written)["controls"][0] | {"seconds": 0, "processor_seconds": 0} == {
        "guard": "synchronous_off", "seen": True, "tried": 1, "failures": 1, "seconds": 0, "processor_seconds": 0,
    }  # fmt: skip
    code, said, written = plan(T1=("return Outcome(tried=trial.tries)", ("synchronous_off",)))
    assert code == 1
    assert "NOT SEEN" in said
    assert only(written)["controls"][0]["tried"] == 100  # it was looked for up to the row's own number


def test_a_row_that_breaks_down_with_a_broken_guard_has_not_seen_it(plan):
    body = "assert not trial.broken; return Outcome(tried=1)"
    assert plan(T1=(body, ("synchronous_off",)))[0] == 1


def test_a_skipped_row_is_told_loudly_and_fails_in_ci(plan):
    body = "pytest.skip('needs a printer')"
    code, said, _ = plan(T1=(body, ()))
    assert code == 0
    assert "1 ROWS WERE SKIPPED" in said
    assert "needs a printer" in said
    assert plan(ci="true")[0] == 1


def test_numbers_seeds_and_rows_can_be_chosen(plan):
    rows = {
        "T1": ("return Outcome(tried=trial.tries, notes=[f'seed {trial.seed}'])", ()),
        "T2": ("1 / 0", ()),
    }
    code, said, written = plan("--rows", "t1", "--times", "10", "--seed", "7", **rows)
    assert (code, only(written)["tried"], only(written)["seed"]) == (0, 1000, 7)
    assert "T1: seed 7" in said
    assert only(plan("--rows", "T1", "--share")[2])["tried"] == 2
    assert plan("--rows", "T9")[0] == 1


def test_what_a_row_started_and_left_is_ended(plan, tmp_path):
    body = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    body += f" open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid)); return Outcome(tried=1)"
    assert plan(T1=(body, ()))[0] == 0
    pid = int((tmp_path / "pid").read_text())
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().split(") ")[1].startswith("Z")
