"""A backup comes back whole or not at all, and what was there before is never written over."""

import random
import shutil

import pytest

from tests.support.bundles import HOSTILE
from tests.support.vaults import PASSPHRASE, WEAK, fingerprint, make_vault, open_again
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors, swap
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.restore import Restore, restore_key_file
from therapist_app.vault.shelf import Shelf

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    put(made.vault, "kept", "then")
    yield made
    made.vault.close()


def put(vault, key, value):
    with vault.begin() as session:
        session.merge(Remembered(key=key, value=value))


def got(vault, key):
    with vault.read() as session:
        row = session.get(Remembered, key)
    return row.value if row else None


def restore(source, vault, clock, secret=SECRET):
    with Restore(source, vault, clock) as coming:
        coming.look(secret, floor=WEAK)
        return coming.put_in_place()


@pytest.mark.parametrize("single", [True, False])
def test_the_old_state_comes_back_and_the_new_one_is_set_aside(made, tmp_path, single):
    backup = made.vault.backup(tmp_path / "kept.attunebackup" if single else made.folder / "backups")
    put(made.vault, "kept", "now")
    made.vault.close()
    done = restore(backup.path, made.folder, made.clock)
    assert done.aside.name == "Practice (set aside 2026-03-04 12.00).attune"
    with open_again(made.folder) as vault:
        assert got(vault, "kept") == "then"
        assert vault.verify().ok
    with open_again(done.aside, accept_older=True) as vault:
        assert got(vault, "kept") == "now"
    names = {path.name for path in tmp_path.iterdir()} - {"kept.attunebackup", "home"}
    assert names == {made.folder.name, done.aside.name}


def test_a_second_restore_sets_aside_under_another_name(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    made.vault.close()
    first = restore(backup.path, made.folder, made.clock)
    second = restore(backup.path, made.folder, made.clock)
    assert first.aside != second.aside
    assert second.aside.name == "Practice (set aside 2026-03-04 12.00) 2.attune"


def test_onto_a_new_computer_nothing_is_set_aside_and_words_open_it_too(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept.attunebackup")
    made.vault.close()
    words = RecoveryWords.parse(" ".join(made.words))
    done = restore(backup.path, tmp_path / "elsewhere.attune", made.clock, words)
    assert done.aside is None
    with open_again(tmp_path / "elsewhere.attune") as vault:
        assert got(vault, "kept") == "then"


def test_what_is_inside_is_counted_before_anything_changes(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    made.vault.close()
    before = fingerprint(tmp_path)
    with Restore(backup.path, made.folder, made.clock) as coming:
        assert coming.look(SECRET, floor=WEAK).counts["remembered"] == 1
        assert coming.backup.date == "2026-03-04"
    assert fingerprint(tmp_path) == before


def test_a_wrong_passphrase_changes_nothing(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    made.vault.close()
    before = fingerprint(tmp_path)
    with pytest.raises(errors.WrongPassphrase):
        restore(backup.path, made.folder, made.clock, Passphrase("not it, not at all"))
    assert fingerprint(tmp_path) == before


def test_a_vault_that_is_in_use_is_not_swapped(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    put(made.vault, "kept", "now")
    with pytest.raises(errors.AlreadyOpen):
        restore(backup.path, made.folder, made.clock)
    assert got(made.vault, "kept") == "now"
    assert {path.name for path in tmp_path.iterdir()} - {"home"} == {"Practice.attune", "kept"}


def test_another_practice_is_not_replaced(made, tmp_path):
    other = make_vault(tmp_path, "Other.attune")
    backup = other.vault.backup(tmp_path / "kept")
    other.vault.close()
    made.vault.close()
    with pytest.raises(errors.OtherPractice):
        Restore(backup.path, made.folder, made.clock)


@pytest.mark.parametrize("harm", ["db gone", "db empty", "db flipped", "header gone", "all gone"])
def test_a_damaged_vault_is_replaced_and_kept_aside_as_it_was(made, tmp_path, harm):
    backup = made.vault.backup(tmp_path / "kept")
    made.vault.close()
    database = made.folder / "practice.db"
    if harm == "db gone":
        database.unlink()
    elif harm == "db empty":
        database.write_bytes(b"")
    elif harm == "db flipped":
        data = bytearray(database.read_bytes())
        data[5000] ^= 1
        database.write_bytes(data)
    elif harm == "header gone":
        for path in made.folder.glob("header*"):
            path.unlink()
    else:
        shutil.rmtree(made.folder)
        made.folder.mkdir()
    before = fingerprint(made.folder)
    done = restore(backup.path, made.folder, made.clock)
    assert fingerprint(done.aside) == before
    with open_again(made.folder) as vault:
        assert got(vault, "kept") == "then"


def test_the_history_is_told_once_and_the_witnesses_are_at_peace(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    put(made.vault, "kept", "now")
    made.vault.close()
    restore(backup.path, made.folder, made.clock)
    open_again(made.folder).close()  # older than its witness, which a restore explains
    with open_again(made.folder) as vault, vault.read() as session:
        told = session.connection().exec_driver_sql("SELECT event, facts FROM history ORDER BY seq").all()
    assert [facts for event, facts in told if event == "restored"] == [f'{{"number":{backup.seq}}}']
    assert "older_accepted" not in {event for event, _ in told}


def test_an_old_database_put_back_by_hand_is_no_restore(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    put(made.vault, "kept", "now")
    made.vault.close()
    shutil.copy(backup.path / "practice.db", made.folder / "practice.db")
    with pytest.raises(errors.VaultOlder):
        open_again(made.folder)
    (made.folder / "restored.new").touch()
    (made.folder / "restored.json").write_bytes(b"{}")
    with pytest.raises(errors.VaultOlder):
        open_again(made.folder)


def test_backups_made_after_a_restore_come_after_all_that_were_made_before_it(made, tmp_path):
    first = made.vault.backup(made.folder / "backups")
    made.vault.backup(made.folder / "backups")
    made.vault.close()
    restore(first.path, made.folder, made.clock)
    vault = open_again(made.folder)
    shelf = Shelf(made.folder / "backups", vault.vault_id, vault.source().key)
    assert [bundle.backup.seq for bundle in shelf.bundles()] == [2, 1]  # they came along
    third = vault.backup(made.folder / "backups")
    assert third.seq > 1000
    assert [bundle.backup.seq for bundle in shelf.bundles()] == [third.seq, 2, 1]
    vault.close()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_or_broken_backup_is_refused_with_its_sentence_and_nothing_changes(made, tmp_path, kind):
    good = made.vault.backup(made.folder / "backups").path
    made.vault.close()
    for seed in range(4):
        out = tmp_path / f"out {seed}"
        out.mkdir()
        spoiled = HOSTILE[kind](good, out, random.Random(seed))
        before = fingerprint(made.folder)
        with pytest.raises(errors.VaultError) as caught:
            restore(spoiled, made.folder, made.clock)
        assert type(caught.value) in {errors.BackupDamaged, errors.NotABackup, errors.NewerVault}
        assert fingerprint(made.folder) == before
        assert not list(tmp_path.glob(".*"))


def test_the_key_file_of_a_backup_opens_the_vault_whose_own_is_lost(made, tmp_path):
    backup = made.vault.backup(tmp_path / "kept")
    put(made.vault, "kept", "now")
    made.vault.ways.change_passphrase("quarry tulip anvil brook")
    made.vault.close()
    (made.folder / "header.json").write_bytes(b"{")
    (made.folder / "header.prev.json").unlink()
    with pytest.raises(errors.HeaderDamaged):
        open_again(made.folder)
    restore_key_file(backup.path, made.folder, SECRET, floor=WEAK)
    with open_again(made.folder) as vault:  # with the passphrase of that day
        assert got(vault, "kept") == "now"
    assert (made.folder / "header.damaged.json").read_bytes() == b"{"


def test_a_key_file_that_does_not_fit_is_not_used(made, tmp_path):
    other = make_vault(tmp_path, "Other.attune")
    backup = other.vault.backup(tmp_path / "kept")
    other.vault.close()
    made.vault.close()
    for path in made.folder.glob("header*"):
        path.unlink()
    before = fingerprint(made.folder)
    with pytest.raises(errors.OtherPractice):
        restore_key_file(backup.path, made.folder, SECRET, floor=WEAK)
    assert fingerprint(made.folder) == before


def test_names_are_exchanged_also_where_the_disk_cannot_do_it_at_once(tmp_path, monkeypatch):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()

    def cannot(*_):
        raise OSError(22, "no")

    swap.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "other").exists()
    monkeypatch.setattr(swap, "_at_once", cannot)
    swap.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "one").exists()
    assert sorted(path.name for path in tmp_path.glob("o*")) == ["one", "other"]
