"""Room kept in reserve: taken only where there is plenty, let go when the disk is full, taken again later."""

import pytest

from tests.support.disks import small_disk
from tests.support.vaults import make_vault
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.ballast import MIB, Ballast
from therapist_app.vault.space import Room, room_of


@pytest.fixture
def disk(tmp_path):
    yield from small_disk(tmp_path, "16m")


@pytest.fixture
def made(disk):
    made = make_vault(disk.path)
    made.vault.writes.ballast = Ballast(made.folder, 3 * MIB)
    yield made
    made.vault.close()


def save(vault, letters=3000):
    with vault.begin() as session:
        session.merge(Remembered(key="typed", value="y" * letters))


def test_the_ballast_takes_real_room_and_only_once(made):
    free = room_of(made.folder).free
    assert made.vault.writes.ballast.make()
    assert made.vault.writes.ballast.make()
    assert free - 4 * MIB < room_of(made.folder).free < free - 3 * MIB + 8192
    assert made.vault.writes.ballast.path.stat().st_mode & 0o077 == 0


def test_a_disk_too_small_is_left_alone(made, disk):
    disk.fill(leave=9 * MIB - 4096)  # less than three times the ballast
    assert not made.vault.writes.ballast.make()
    assert not made.vault.writes.ballast.path.exists()


def test_on_a_full_disk_the_save_fits_and_the_ballast_comes_back_later(made, disk):
    made.vault.writes.ballast.make()
    filled = disk.fill()
    save(made.vault)
    assert not made.vault.writes.ballast.is_there
    assert not made.vault.writes.ballast.make()
    filled.unlink()
    assert made.vault.writes.ballast.make()


def test_a_save_larger_than_was_seen_coming_fits_at_the_second_try(made, disk):
    made.vault.writes.ballast.make()
    disk.fill(leave=2 * MIB)
    with pytest.raises(errors.DiskFull):
        save(made.vault, 2_500_000)
    save(made.vault, 2_500_000)


def test_a_ballast_cut_short_is_made_anew(made):
    made.vault.writes.ballast.path.write_bytes(b"")
    assert not made.vault.writes.ballast.is_there
    assert made.vault.writes.ballast.make()


def test_room_is_short_below_500_megabytes_or_three_times_the_vault():
    assert Room(free=499_999_999, vault=1).is_short
    assert not Room(free=500_000_000, vault=1).is_short
    assert Room(free=899_999_999, vault=300_000_000).is_short
    assert not Room(free=900_000_000, vault=300_000_000).is_short


def test_room_of_a_disk_that_went_away_is_unknown(tmp_path):
    assert room_of(tmp_path / "nowhere") is None
