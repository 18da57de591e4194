"""An open vault whose file someone else touches: nothing is written into another's file, nothing is lost."""

import shutil
import subprocess
import sys

import pytest

from tests.support.vaults import make_vault
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    save(made.vault, "kept")
    yield made
    made.vault.close()


def save(vault, key):
    with vault.begin() as session:
        session.merge(Remembered(key=key, value="x"))


def keys(vault):
    with vault.read() as session:
        return {row.key for row in session.query(Remembered)}


def copy_of(made, name):
    """A copy as another program makes it: in our own process it would drop the lock."""
    source, copy = made.folder / "practice.db", made.folder / name
    subprocess.run(["cp", str(source), str(copy)], check=True)
    return copy


def test_a_replaced_file_is_not_written_to_until_it_is_opened_again(made):
    older = copy_of(made, "older")
    save(made.vault, "newer")
    older.replace(made.folder / "practice.db")
    before = (made.folder / "practice.db").stat()
    for _ in range(2):
        with pytest.raises(errors.VaultReplaced) as caught:
            save(made.vault, "typed")
        assert caught.value.whole == (
            "The vault file was replaced while Attune was open. Not saved — your text is still here. "
            "To go on with the file that lies there now, open it again."
        )
    assert (made.folder / "practice.db").stat().st_mtime_ns == before.st_mtime_ns
    assert "newer" in keys(made.vault)  # what was open can still be read
    made.vault.reopen()
    save(made.vault, "typed")
    assert keys(made.vault) == {"kept", "typed"}
    assert keys(made.reopen()) == {"kept", "typed"}


def test_a_file_of_another_vault_is_never_taken_up(made, tmp_path):
    other = make_vault(tmp_path, "Other.attune")
    other.vault.close()
    shutil.copy(other.folder / "practice.db", made.folder / "strange")
    (made.folder / "practice.db").rename(made.folder / "ours")
    (made.folder / "strange").rename(made.folder / "practice.db")
    with pytest.raises(errors.VaultReplaced):
        save(made.vault, "typed")
    with pytest.raises(errors.VaultDamaged):
        made.vault.reopen()
    (made.folder / "ours").replace(made.folder / "practice.db")
    save(made.vault, "typed")
    assert keys(made.vault) == {"kept", "typed"}


def test_a_replacement_during_a_save_is_not_called_saved(made):
    copy = copy_of(made, "copy")

    def save_while_it_is_replaced():
        with made.vault.begin() as session:
            session.merge(Remembered(key="typed", value="x"))
            copy.replace(made.folder / "practice.db")

    with pytest.raises(errors.VaultReplaced):
        save_while_it_is_replaced()


@pytest.mark.parametrize("more", [0, 1, 400])
def test_a_file_written_over_in_its_place_is_noticed(made, more):
    copy = copy_of(made, "copy")
    for number in range(more):
        save(made.vault, f"more {number}")
    subprocess.run(["cp", str(copy), str(made.folder / "practice.db")], check=True)
    with pytest.raises(errors.VaultReplaced):
        save(made.vault, "typed")
    made.vault.reopen()
    save(made.vault, "typed")
    assert keys(made.vault) == {"kept", "typed"}
    assert made.vault.verify().ok


def test_a_vault_that_was_away_saves_again_when_it_is_back(made):
    away = made.folder.with_name("away")
    made.folder.rename(away)
    with pytest.raises(errors.VaultAway) as caught:
        save(made.vault, "typed")
    assert caught.value.whole.startswith(
        "The disk or folder with this vault is not there. Not saved — your text is still here."
    )
    assert not made.folder.exists()
    away.rename(made.folder)
    save(made.vault, "typed")
    assert keys(made.reopen()) == {"kept", "typed"}


def test_watching_the_file_keeps_its_lock(made):
    for number in range(3):
        save(made.vault, f"row {number}")
    take = (
        "import sys; from pathlib import Path; from tests.support.vaults import open_again; "
        "open_again(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", take, str(made.folder)], capture_output=True, text=True, check=False
    )
    assert "AlreadyOpen" in done.stderr


def test_a_read_only_vault_writes_again_once_its_disk_does(made):
    made.vault.read_only = True  # as it is after opening on a disk that could only be read
    with pytest.raises(errors.ReadOnly):
        save(made.vault, "typed")
    made.vault.reopen()
    save(made.vault, "typed")
    assert keys(made.vault) == {"kept", "typed"}
