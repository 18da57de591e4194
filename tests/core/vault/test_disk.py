"""A disk that is full, read-only or not ours: each is said as itself, and nothing that was kept is lost."""

import os

import pytest

from tests.support.disks import small_disk
from tests.support.vaults import NOON, PASSPHRASE, WEAK, fingerprint, make_vault, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.vault import create_vault


@pytest.fixture
def disk(tmp_path):
    yield from small_disk(tmp_path)


@pytest.fixture
def made(disk):
    made = make_vault(disk.path)
    with made.vault.begin() as session:
        session.add(Remembered(key="kept", value="before"))
    yield made
    made.vault.close()


def kept(vault, key):
    with vault.read() as session:
        found = session.get(Remembered, key)
    return found.value if found else None


def big_save(vault):
    with vault.begin() as session:
        session.add_all(Remembered(key=f"big {n}", value="y" * 3000) for n in range(200))


def test_a_full_disk_keeps_what_was_there_and_saves_again_once_there_is_room(disk, made):
    ballast = disk.fill()
    with pytest.raises(errors.DiskFull) as caught:
        big_save(made.vault)
    assert "your text is still here" in caught.value.advice
    assert kept(made.vault, "kept") == "before"
    ballast.unlink()
    big_save(made.vault)
    assert kept(made.reopen(), "big 199") == "y" * 3000


def test_a_full_disk_still_opens_and_reads(disk, made):
    made.vault.close()
    disk.fill()
    before = fingerprint(made.folder)
    assert kept(made.reopen(), "kept") == "before"
    made.vault.close()
    assert fingerprint(made.folder) == before


def test_a_full_disk_neither_changes_the_passphrase_nor_harms_the_key_file(disk, made):
    ballast = disk.fill()
    with pytest.raises(errors.DiskFull):
        made.vault.ways.change_passphrase("quarry tulip anvil brook")
    made.reopen()
    ballast.unlink()
    assert not [path for path in made.folder.rglob("*") if path.name.endswith(".part")]
    made.vault.ways.change_passphrase("quarry tulip anvil brook")


@pytest.mark.parametrize("leave", [0, 8192, 65536])
def test_a_full_disk_gets_no_half_made_vault(disk, leave):
    disk.fill(leave)
    with pytest.raises(errors.DiskFull):
        create_vault(disk.path / "New.attune", PASSPHRASE, policy=WEAK, clock=FixedClock(NOON))
    assert [path.name for path in disk.path.iterdir()] == ["ballast"]


def test_no_room_for_a_backup_is_said_before_it_begins(disk, made):
    big_save(made.vault)
    disk.fill(leave=100_000)
    with pytest.raises(errors.DiskFull):
        made.vault.backup(disk.path / "kept")
    assert list((disk.path / "kept").iterdir()) == []


def test_a_read_only_disk_can_be_read_and_says_so(disk, made):
    made.vault.close()
    disk.turn("ro")
    vault = made.reopen()
    assert vault.read_only
    assert kept(vault, "kept") == "before"
    with pytest.raises(errors.ReadOnly) as caught, vault.begin():
        pass
    assert "your text is still here" in caught.value.advice
    with pytest.raises(errors.ReadOnly):
        vault.ways.change_passphrase("quarry tulip anvil brook")
    vault.close()
    disk.turn("rw")
    assert not made.reopen().read_only


def test_a_new_vault_on_a_read_only_disk(disk):
    disk.turn("ro")
    with pytest.raises(errors.FolderNotWritable):
        create_vault(disk.path / "New.attune", PASSPHRASE, policy=WEAK, clock=FixedClock(NOON))


def test_a_folder_of_another_user(tmp_path):
    """Run as a user without rights, whoever runs the tests."""
    made = make_vault(tmp_path)
    made.vault.close()
    child = os.fork()
    if child == 0:
        code = 9
        try:
            code = _as_nobody(made.folder)
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _as_nobody(folder):
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    else:
        folder.chmod(0o000)
    try:
        open_again(folder)
    except errors.NoPermission:
        return 0
    return 1
