"""What is A's alone is in nothing that both or B get, in words or numbers: one of every kind of fact."""

from __future__ import annotations

import shutil
from functools import partial

import pytest
from sqlalchemy import select

from tests.core.readers.outputs import OTHERS, figures, pages, papers, words_in
from tests.core.readers.planted import CANARY, PLANTED, WITHOUT_WORDS
from tests.core.readers.scene import told
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app import workspace
from therapist_app.cli import run
from therapist_app.couples.model import Cycle
from therapist_app.vault.records import Record

HIDDEN = ("a", "therapist")


@pytest.fixture
def scene(practice):
    return told(practice)


def test_every_record_that_has_readers_has_its_canary():
    mapped = {one.class_ for one in Record.registry.mappers if "audience" in one.columns}
    assert mapped == set(PLANTED)


def test_what_is_for_a_alone_changes_no_word_and_no_number_for_others(scene):
    before = _all(scene)
    for record, plant in PLANTED.items():
        known = _rows(scene, record)
        plant(scene)
        _require_hidden(record, _rows(scene, record) - known)
    after = _all(scene)
    parted = [_parting(key, before, after) for key in before | after if before.get(key) != after.get(key)]
    assert not parted, "\n".join(parted)
    assert not [key for key, said in after.items() if CANARY in said]


def test_a_shell_command_writes_the_same_with_and_without_it(scene, tmp_path, monkeypatch, capsys):
    """The same practice twice: as it was before anything of A's was told, and after."""
    folder = scene.work.folder
    before = tmp_path / "before" / folder.name
    shutil.copytree(folder, before)
    for plant in PLANTED.values():
        plant(scene)
    scene.work.close()
    opened = partial(workspace.open_workspace, floor=WEAK, clock=scene.practice.clock)
    monkeypatch.setattr(workspace, "open_workspace", opened)
    said = {}
    for vault in (before, folder):
        monkeypatch.setenv(
            "ATTUNE_HOME", str(tmp_path / f"of {vault.parent.name}")
        )  # each knows its own history
        said[vault] = list(_commands(scene, vault, tmp_path, capsys))
    assert said[before] == said[folder]
    assert len(said[folder]) == 7
    assert CANARY not in repr(said)


def _commands(scene, vault, folder, capsys):
    secret, paper = folder / "secret", folder / "paper.pdf"
    secret.write_text(PASSPHRASE)
    asked = [["couples"]]
    for reader in OTHERS:
        to = ["--for", reader, "-o", str(paper)]
        asked += [["progress", scene.id, *to], ["handout", scene.id, "commitment_sheet", "--fillable", *to]]
        asked.append(["handout", scene.id, "commitment_sheet", "lapse_repair", *to])
    for command, *more in asked:
        override = ["--override", "Here."] if command == "handout" else []
        code = run([command, str(vault), *more, *override, "--json", "--passphrase-file", str(secret)])
        printed = capsys.readouterr()
        assert (code, printed.err) == (0, ""), command
        yield printed.out, words_in(paper.read_bytes()) if more else []


def _all(scene):
    found = {}
    for reader in OTHERS:
        for outputs in (figures, papers, pages):
            for place, (name, said) in enumerate(outputs(scene, reader)):
                found[reader, name, place] = repr(said)
    return found


def _parting(key, before, after):
    """Which output it is, and what it says from where it differs."""
    one, other = before.get(key, ""), after.get(key, "")
    same = next((place for place, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), 0)
    return f"{key[0]}, {key[1]}: …{one[max(same - 60, 0) : same + 60]} | now: {other[same : same + 120]}"


def _rows(scene, record):
    with scene.work.vault.read() as db:
        return {(repr(row), row.audience) for row in db.scalars(select(record))}


def _require_hidden(record, planted):
    """That the canary is in the vault, and for nobody but A or the therapist; of a cycle each field has its readers."""
    assert planted, f"nothing of {record.__name__} was planted"
    assert record is Cycle or all(audience in HIDDEN for _, audience in planted), record
    assert record in WITHOUT_WORDS or any(CANARY in words for words, _ in planted), record
