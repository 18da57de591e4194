"""The rows about the ways into a vault: green as they are, red with each of their guards broken."""

import pytest

from tests.faults.plan import Trial
from tests.faults.rows import t10_guesses, t11_ways, t13_keyring
from tests.support.programs import needs

pytestmark = [pytest.mark.program]

ROWS = [
    pytest.param(t10_guesses.ROW, 60, id="T10"),
    pytest.param(t11_ways.ROW, 12, id="T11", marks=needs("strace")),
    pytest.param(t13_keyring.ROW, 2, id="T13", marks=needs("gnome-keyring-daemon")),
]


@pytest.mark.parametrize(("row", "tries"), ROWS)
def test_it_is_green(row, tries, tmp_path):
    outcome = row.run(Trial(tmp_path, tries))
    assert outcome.green, outcome.notes
    assert outcome.tried >= tries


@pytest.mark.parametrize(("row", "tries"), ROWS)
def test_it_turns_red_with_each_guard_broken(row, tries, tmp_path):
    for guard in row.controls:
        (tmp_path / guard).mkdir()
        outcome = row.run(Trial(tmp_path / guard, tries, broken=guard))
        assert outcome.tried > 0
        assert not outcome.green, guard
