"""The fault plan in small: a share of each row is green, and its first broken guard is seen."""

import pytest

from tests.faults.runner import Job, find_rows, run, run_control, share_of

ROWS = find_rows()
# A broken guard of these is seen through the real window, which takes minutes: `make faults` looks for it.
IN_THE_WINDOW = {"T2", "T5", "T11", "T12", "T14", "T25", "T25b", "T26"}
GUARDED = [found for found in ROWS if found.row.controls and found.row.key not in IN_THE_WINDOW]


def key(found):
    return found.row.key


@pytest.mark.parametrize("found", ROWS, ids=key)
def test_a_share_of_the_row_is_green(found):
    result = run(Job(found, share_of(found.row), seed=1))
    if result.skipped:
        pytest.skip(result.skipped)
    assert result.green, (result.trouble, result.outcome, f"kept in {result.evidence}")


@pytest.mark.parametrize("found", GUARDED, ids=key)
def test_the_row_sees_its_first_guard_broken(found):
    result = run_control(found, found.row.controls[0], seed=1)
    if result.skipped:
        pytest.skip(result.skipped)
    assert result.red, (result.trouble, result.outcome)
