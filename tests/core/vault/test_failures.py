"""Each thing that can be wrong with a vault has its own true sentence, and nothing on the disk changes."""

import itertools
import os
import random
import shutil
import sqlite3
import subprocess
import sys

import pytest
import sqlalchemy.exc
from sqlalchemy import select

from tests.support.vaults import NOON, PASSPHRASE, WEAK, fingerprint, make_vault, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.errors import InputError
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.driver import driver
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.vault import create_vault, open_vault
from therapist_app.vault.verify import verify

SENTENCES = {
    errors.WrongPassphrase: "That passphrase doesn't open this vault.",
    errors.WrongWords: "Those recovery words don't open this vault.",
    errors.HeaderDamaged: "The key file is damaged. Your notes are probably fine.",
    errors.HeaderWeakened: "The key file asks for weaker protection than Attune accepts, so it was not used.",
    errors.HeaderMissing: "The key file is missing.",
    errors.VaultDamaged: "The vault file is damaged.",
    errors.VaultNotEncrypted: "The vault file is not encrypted, so it was not opened.",
    errors.VaultMissing: "The vault file is missing or empty.",
    errors.VaultOlder: "This vault is older than the one you last used.",
    errors.HistoryAltered: "The history of this vault was changed outside Attune.",
    errors.VaultReplaced: "The vault file was replaced while Attune was open.",
    errors.VaultAway: "The disk or folder with this vault is not there.",
    errors.NewerVault: "This vault was made by a newer version of Attune.",
    errors.KeyringSilent: "The system keyring didn't answer. Type your passphrase.",
    errors.KeyringUnfit: "This computer has no keyring that Attune can rely on.",
    errors.LastWayIn: "This is the last way in that works without this computer, so it stays.",
    errors.AlreadyOpen: "This vault is already open.",
    errors.NotEnoughMemory: "Not enough free memory to unlock.",
    errors.DiskFull: "The disk is full.",
    errors.ReadOnly: "This disk is read-only.",
    errors.NoPermission: "You have no permission for this vault's folder.",
    errors.DiskError: "The disk gave an error.",
    errors.NotAVault: "There is no Attune practice in this folder.",
    errors.NotABackup: "This is not an Attune backup.",
    errors.BackupDamaged: "This backup is damaged or was altered, so it was not used.",
    errors.BackupNotKept: "The backup did not check out, so it was not kept.",
    errors.OtherPractice: "This backup belongs to another practice.",
    errors.FolderExists: "There is already something with this name.",
    errors.FolderNotWritable: "Attune cannot write in this folder.",
}


@pytest.fixture
def folder(tmp_path):
    """A closed vault of some hundred pages."""
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add_all(Remembered(key=f"row {n:04}", value="x" * 900) for n in range(400))
    made.vault.close()
    return made.folder


def refusal(folder, secret=None):
    """What opening says; the folder must be as it was."""
    before = fingerprint(folder)
    with pytest.raises(errors.VaultError) as caught:
        open_again(folder, secret).close()
    assert fingerprint(folder) == before
    return type(caught.value)


def read_all(vault):
    with vault.read() as session:
        return len(session.scalars(select(Remembered)).all())


def open_and_read(folder):
    vault = open_again(folder)
    try:
        return read_all(vault)
    finally:
        vault.close()


def test_every_class_has_its_sentence_and_no_advice_to_delete():
    def under(parent):
        return {child for found in parent.__subclasses__() for child in {found, *under(found)}}

    assert {found: found().sentence for found in under(errors.VaultError)} == SENTENCES
    for found in SENTENCES:
        words = found(saving=True).whole.lower()
        assert "delete" not in words
        assert "reset" not in words
        assert "your text is still here" in words


def test_a_wrong_secret_changes_nothing(folder):
    assert refusal(folder, Passphrase("not the passphrase at all")) is errors.WrongPassphrase
    assert refusal(folder, Passphrase("")) is errors.WrongPassphrase
    assert refusal(folder, RecoveryWords.new()) is errors.WrongWords
    assert read_all(open_again(folder)) == 400


@pytest.mark.parametrize(
    ("db", "header", "previous"),
    [combination for combination in itertools.product((True, False), repeat=3) if not all(combination)],
)
@pytest.mark.parametrize("gone", ["missing", "empty"])
def test_missing_and_empty_files_are_never_a_first_run(folder, db, header, previous, gone):
    for name, stays in (("practice.db", db), ("header.json", header), ("header.prev.json", previous)):
        if not stays:
            (folder / name).unlink()
            if gone == "empty":
                (folder / name).touch()
    if db and (header or previous):
        vault = open_again(folder)
        assert read_all(vault) == 400
        vault.close()
        return
    if header or previous:
        expected = errors.VaultMissing
    elif gone == "empty":
        expected = errors.HeaderDamaged
    else:
        expected = errors.HeaderMissing if db else errors.NotAVault
    assert refusal(folder) is expected


def test_places_without_a_vault(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for name in ("empty", "file", "nothing here", "file/below"):
        with pytest.raises(errors.NotAVault):
            open_again(tmp_path / name)


def test_the_spare_key_file_is_used_named_and_mends_the_first(folder):
    (folder / "header.json").write_bytes(b"{ torn")
    vault = open_again(folder)
    assert vault.header_source == "header.prev.json"
    vault.close()
    assert (folder / "header.damaged.json").read_bytes() == b"{ torn"
    vault = open_again(folder)
    assert vault.header_source == "header.json"
    vault.close()


def test_a_damaged_key_file_is_not_called_a_wrong_passphrase(tmp_path):
    made = make_vault(tmp_path)
    made.vault.ways.change_passphrase("quarry tulip anvil brook")
    made.vault.close()
    (made.folder / "header.json").write_bytes(b"torn")
    before = fingerprint(made.folder)
    with pytest.raises(errors.HeaderDamaged) as caught:
        open_again(made.folder, Passphrase("quarry tulip anvil brook"))
    assert "before the last change" in caught.value.advice
    assert fingerprint(made.folder) == before
    open_again(made.folder, Passphrase(PASSPHRASE)).close()


@pytest.mark.parametrize("at", [0, 5, 15, 16, 100, 4000])
def test_a_flipped_bit_in_the_first_page_is_damage_or_harmless(folder, at):
    """The first 16 bytes are the salt, which the key file keeps too; the rest is authenticated."""
    path = folder / "practice.db"
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    if at < 16:
        vault = open_again(folder)
        assert read_all(vault) == 400
        vault.close()
    else:
        assert refusal(folder) is errors.VaultDamaged


def test_a_damaged_page_is_found_when_it_is_read_and_said_as_such(folder):
    path = folder / "practice.db"
    rng = random.Random(7)
    whole = path.read_bytes()
    seen = 0
    for _ in range(40):
        data = bytearray(whole)
        data[rng.randrange(20 * 4096, len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        try:
            with open_again(folder, accept_older=True) as vault:
                assert read_all(vault) == 400  # some pages hold no row of this table
        except errors.VaultDamaged:
            seen += 1
    assert seen >= 10


def test_truncations_are_damage(folder):
    path = folder / "practice.db"
    whole = path.read_bytes()
    for size in (1, 100, 4095, 4096, 8192, len(whole) // 2, len(whole) - 4096):
        path.write_bytes(whole[:size])
        with pytest.raises(errors.VaultDamaged):
            open_and_read(folder)
    # One lost byte spoils the last page alone: whoever reads it is told, and a check of the whole sees it.
    path.write_bytes(whole[:-1])
    assert not verify(folder, Passphrase(PASSPHRASE), floor=WEAK).ok


def test_another_file_in_the_vaults_place(folder, tmp_path):
    path = folder / "practice.db"
    path.write_bytes(os.urandom(20_000))
    assert refusal(folder) is errors.VaultDamaged
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE couples (id)")
    plain.commit()
    plain.close()
    assert refusal(folder) is errors.VaultNotEncrypted
    path.unlink()
    path.mkdir()
    assert refusal(folder) is errors.VaultDamaged
    path.rmdir()
    other = make_vault(tmp_path, "Other.attune")
    other.vault.close()
    shutil.copy(other.folder / "practice.db", path)
    assert refusal(folder) is errors.VaultDamaged


def test_a_database_that_the_key_opens_and_attune_did_not_make(folder):
    vault = open_again(folder)
    with vault.read() as session:
        session.connection().exec_driver_sql("COMMIT")
        session.connection().exec_driver_sql("PRAGMA application_id=7")
        session.connection().exec_driver_sql("BEGIN")
    vault.close()
    assert refusal(folder) is errors.VaultDamaged


def test_one_bad_answer_from_the_disk_is_not_called_damage(tmp_path):
    made = make_vault(tmp_path)
    bad = driver.DatabaseError("database disk image is malformed")
    bad.sqlite_errorcode = 11
    with pytest.raises(errors.DiskError), made.vault.read():
        raise sqlalchemy.exc.DatabaseError("SELECT", None, bad)
    with made.vault.begin() as session:
        session.add(Remembered(key="after", value=1))
    assert read_all(made.vault) == 1
    made.vault.close()


def test_a_vault_whose_file_went_away_is_tried_again(folder):
    vault = open_again(folder)
    bad = driver.OperationalError("disk I/O error")
    bad.sqlite_errorcode = 10
    (folder / "practice.db").rename(folder / "aside")
    with pytest.raises(errors.VaultMissing), vault.read():
        raise sqlalchemy.exc.OperationalError("SELECT", None, bad)
    with pytest.raises(errors.VaultMissing, match="missing or empty") as caught, vault.begin():
        raise AssertionError("nothing may be written beside it")
    assert "your text is still here" in caught.value.advice
    (folder / "aside").rename(folder / "practice.db")
    with vault.begin() as session:
        session.add(Remembered(key="after", value=1))
    assert read_all(vault) == 401
    vault.close()


def test_damage_under_an_open_vault_is_seen_twice_before_it_is_said(folder):
    vault = open_again(folder)
    # From another process: opening the file in this one would drop our own lock.
    path = folder / "practice.db"
    before = path.stat()
    spoil = (
        "import sys; f = open(sys.argv[1], 'r+b'); end = f.seek(0, 2); f.write(bytes(end - f.seek(81920)))"
    )
    subprocess.run([sys.executable, "-c", spoil, str(path)], check=True)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # a disk that goes bad does not tell
    with pytest.raises(errors.VaultDamaged):
        read_all(vault)
    vault.close()


def test_no_room_in_the_file_keeps_the_text_and_what_was_there(folder):
    vault = open_again(folder)
    with vault.begin() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(errors.DiskFull) as caught, vault.begin() as session:
        session.add_all(Remembered(key=f"new {n}", value="y" * 3000) for n in range(50))
    assert caught.value.whole == (
        "The disk is full. Not saved — your text is still here. Free some space, then try again."
    )
    assert read_all(vault) == 400
    vault.close()


def test_too_little_memory_is_not_called_a_wrong_passphrase(folder, monkeypatch):
    monkeypatch.setattr("therapist_app.vault.keys.free_memory_kib", lambda: 1)
    assert refusal(folder) is errors.NotEnoughMemory


def test_a_weak_key_file_is_refused_unless_the_floor_is_handed_down(folder):
    before = fingerprint(folder)
    with pytest.raises(errors.HeaderWeakened):
        open_vault(folder, Passphrase(PASSPHRASE), clock=FixedClock(NOON))
    with pytest.raises(errors.HeaderWeakened):
        open_vault(folder, Passphrase(PASSPHRASE), floor=KdfPolicy.floor(), clock=FixedClock(NOON))
    assert fingerprint(folder) == before


def test_a_new_vault_needs_a_free_name_in_a_place_that_exists(tmp_path):
    def create(folder, passphrase=PASSPHRASE):
        return create_vault(folder, passphrase, policy=WEAK, clock=FixedClock(NOON))

    (tmp_path / "file").write_text("kept")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "folder", "link"):
        with pytest.raises(errors.FolderExists):
            create(tmp_path / name)
    for name in ("nowhere/P.attune", "file/P.attune"):
        with pytest.raises(errors.FolderNotWritable):
            create(tmp_path / name)
    with pytest.raises(InputError, match="at least 15"):
        create(tmp_path / "P.attune", "short")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "link"]


@pytest.mark.parametrize("name", ["Ωmega 👩.attune", "a b?#%&.attune", "x" * 200 + ".attune", "ציון.attune"])
def test_any_folder_name_works(tmp_path, name):
    made = make_vault(tmp_path, name)
    made.reopen().close()


def test_a_page_that_cannot_be_written_over_is_damage_and_not_too_little_memory(folder):
    """SQLCipher answers so when it must change a page that does not open; the second look finds the damage."""
    vault = open_again(folder)
    path = folder / "practice.db"
    before = path.stat()
    spoil = "import sys; f = open(sys.argv[1], 'r+b'); f.seek(4096 * 20); f.write(bytes(4096 * 60))"
    subprocess.run([sys.executable, "-c", spoil, str(path)], check=True)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # a disk that goes bad does not tell
    with pytest.raises(errors.VaultDamaged), vault.begin():
        raise MemoryError
    vault.close()
