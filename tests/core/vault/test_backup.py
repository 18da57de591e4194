"""A backup counts only once it was opened again and found the same."""

import json
import zipfile

import pytest

from tests.support.vaults import fingerprint, make_vault, open_again
from therapist_app.kernel.progress import Cancelled, Progress
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.bundle import read_bundle
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import DataKey, KdfPolicy
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import unwrap


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add_all(Remembered(key=f"row {n:04}", value="x" * 900) for n in range(3000))
    yield made
    made.vault.close()


def data_key(made):
    header = read_headers(made.folder)[0].header
    words = RecoveryWords.parse(" ".join(made.words))
    return unwrap(header.slots, words, header.vault_id, KdfPolicy.weak())


def read_backup(path, key):
    bundle = read_bundle(path)
    bundle.require_sealed(key)
    bundle.require_whole()
    return bundle.backup


def rows(vault):
    with vault.read() as session:
        return session.query(Remembered).count()


def test_a_backup_folder_opens_like_a_vault_and_is_numbered(made, tmp_path):
    first = made.vault.backup(tmp_path / "kept")
    with made.vault.begin() as session:
        session.add(Remembered(key="later", value=1))
    second = made.vault.backup(tmp_path / "kept")
    assert (first.seq, second.seq) == (1, 2)
    assert read_backup(second.path, data_key(made)) == second
    again = open_again(first.path, accept_older=True)
    assert rows(again) == 3000
    again.close()
    again = open_again(second.path, RecoveryWords.parse(" ".join(made.words)), accept_older=True)
    assert rows(again) == 3001
    again.close()
    assert rows(made.vault) == 3001


def test_a_backup_in_one_file_holds_the_same(made, tmp_path):
    backup = made.vault.backup(tmp_path / "elsewhere" / "june.attunebackup")
    with zipfile.ZipFile(backup.path) as bundle:
        bundle.extractall(tmp_path / "out")
    again = open_again(tmp_path / "out")
    assert rows(again) == 3000
    again.close()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["june.attunebackup"]


def test_the_manifest_says_no_names_and_no_counts(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    said = json.loads((backup.path / "manifest.json").read_text())
    assert set(said) == {
        "magic", "format", "vault_id", "seq", "made_at", "date", "day", "reason", "pinned", "schema", "size",
        "sha256", "head", "seal", "checksum",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["practice.db", "manifest.json"])
def test_a_changed_backup_is_found_out(made, tmp_path, name):
    backup = made.vault.backup(tmp_path / "kept")
    path = backup.path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(errors.BackupDamaged):
        read_backup(backup.path, data_key(made))


def test_someone_elses_manifest_is_not_believed(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    with pytest.raises(errors.BackupDamaged):
        read_backup(backup.path, DataKey.new())


def test_cancelling_leaves_nothing_behind_and_the_vault_usable(made, tmp_path):
    progress = Progress(lambda share, _words: progress.cancel() if share > 0.1 else None)
    with pytest.raises(Cancelled):
        made.vault.backup(tmp_path / "kept", progress)
    assert list((tmp_path / "kept").iterdir()) == []
    assert rows(made.vault) == 3000


def test_progress_goes_from_start_to_end(made, tmp_path):
    shares = []
    made.vault.backup(tmp_path / "kept", Progress(lambda share, _words: shares.append(share)))
    assert shares == sorted(shares)
    assert len(shares) > 3
    assert shares[-1] == 1.0


def test_a_source_that_is_damaged_gives_no_backup(made, tmp_path):
    made.vault.backup(tmp_path / "kept")
    earlier = fingerprint(tmp_path / "kept")
    made.vault.close()
    path = made.folder / "practice.db"
    data = bytearray(path.read_bytes())
    data[4096 * 300 + 7] ^= 1
    path.write_bytes(data)
    vault = open_again(made.folder)
    with pytest.raises(errors.VaultDamaged):
        vault.backup(tmp_path / "kept")
    vault.close()
    assert fingerprint(tmp_path / "kept") == earlier


def test_a_place_that_cannot_be_written_says_so(made, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(errors.VaultError):
        made.vault.backup(tmp_path / "file" / "kept")
    assert rows(made.vault) == 3000
