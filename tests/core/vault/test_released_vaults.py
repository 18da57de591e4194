"""A vault of every version there ever was opens today, with all that was in it."""

import pytest

from tests.support.released import contents, released
from tests.support.vaults import PASSPHRASE, WEAK, open_again
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.migrations.runner import newest
from therapist_app.vault.verify import verify
from therapist_app.workspace import open_workspace

KEPT = released()


def test_there_is_one_of_every_earlier_schema():
    assert [one.schema for one in KEPT] == list(range(1, newest()))


@pytest.mark.parametrize("kept", KEPT, ids=lambda one: f"schema {one.schema}")
def test_it_opens_with_every_row_and_a_history_from_now_on(kept, tmp_path):
    folder = kept.unpack(tmp_path)
    assert contents(folder) == kept.tables  # the archive is what was kept
    open_again(folder).close()
    assert contents(folder, {name: facts["columns"] for name, facts in kept.tables.items()}) == kept.tables
    report = verify(folder, Passphrase(PASSPHRASE), floor=WEAK)
    assert (report.exit_code, report.ok) == (0, True)
    [backup] = (folder / "backups").iterdir()
    assert contents(backup) == kept.tables  # as it was before


@pytest.mark.parametrize("kept", KEPT, ids=lambda one: f"schema {one.schema}")
def test_its_couples_and_notes_are_there_for_the_services(kept, tmp_path):
    workspace = open_workspace(kept.unpack(tmp_path), Passphrase(PASSPHRASE), floor=WEAK)
    try:
        couples = workspace.couples.list()
        assert len(couples) == 2
        for one in couples:
            sessions = workspace.sessions.list(one.couple.id)
            assert any(workspace.sessions.get(row.session.id).note.plain_text() for row in sessions)
            assert workspace.progression.phase(one.couple.id) is not None
    finally:
        workspace.close()
