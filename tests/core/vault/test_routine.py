"""When a backup is made by itself, what is copied outside, which restore is tried, and what a person is told."""

import datetime as dt
import shutil

import pytest

from tests.support.builders import Practice
from tests.support.disks import small_disk
from tests.support.vaults import open_again
from therapist_app.kernel.progress import Cancelled, Progress
from therapist_app.vault import errors
from therapist_app.vault.bundle import read_bundle
from therapist_app.vault.outside import Where
from therapist_app.workspace import Workspace


@pytest.fixture
def told(tmp_path):
    told = Practice(tmp_path)
    couple = told.couple("Ada", "Ben", started_on=told.day(30))
    couple.session(days_ago=7).says("They came in quiet.").done()
    yield told
    told.vault.close()


@pytest.fixture
def work(told):
    return Workspace(told.vault, told.clock, told.catalogue)


@pytest.fixture
def stick(tmp_path):
    yield from small_disk(tmp_path, "20m")


def shelf(told):
    return sorted(path.name[:5] for path in (told.vault.folder / "backups").iterdir())


def history(told):
    with told.vault.read() as db:
        return [row[0] for row in db.connection().exec_driver_sql("SELECT event FROM history ORDER BY seq")]


def change(work, words):
    work.practice.update(footer=words)


def test_a_first_backup_is_due_and_then_only_after_a_change_and_half_an_hour(told, work):
    assert work.backups.is_due
    assert work.backups.at_lock(5)
    assert shelf(told) == ["00001"]
    assert "backed_up" in history(told)
    change(work, "one")
    assert not work.backups.is_due  # it is too soon
    told.clock.advance(minutes=31)
    assert work.backups.is_due
    assert work.backups.at_lock(5)
    told.clock.advance(days=3)
    work.practice.remember("place", {"page": "today"})
    assert not work.backups.is_due  # where someone left off is no change of the practice
    assert not work.backups.at_lock(5)
    assert shelf(told) == ["00001", "00002"]


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_jumped_does_not_keep_a_backup_from_being_made(told, work, years):
    work.backups.run()
    told.clock.advance(days=3653 * (1 if years > 0 else -1))
    change(work, "after the jump")
    assert work.backups.is_due
    assert work.backups.at_lock(5)
    assert shelf(told) == ["00001", "00002"]


def test_a_new_passphrase_is_a_reason_for_a_backup(told, work):
    work.backups.run()
    told.clock.advance(hours=1)
    assert not work.backups.is_due
    told.vault.ways.change_passphrase("quarry tulip anvil brook")
    assert work.backups.is_due


def test_a_lock_waits_no_longer_than_it_was_given_and_nothing_half_done_stays(told, work):
    assert not work.backups.at_lock(0.0001)
    assert shelf(told) == []
    assert work.backups.is_due


def test_a_copy_is_made_outside_and_nothing_twice(told, work, stick):
    work.backups.folder = stick.path
    assert work.backups.outside().where is Where.READY
    work.backups.run(asked=True)
    (copy,) = stick.path.glob("*.attunebackup")
    assert read_bundle(copy).backup.seq == 1
    told.clock.advance(hours=1)
    done = work.backups.begin()
    assert done is not None  # the first restore is tried
    done.work()
    work.backups.end(done)
    done.close()
    assert work.backups.begin() is None
    assert [path.name for path in stick.path.iterdir()] == [copy.name]
    with pytest.raises(errors.VaultError):  # one file and no vault
        open_again(copy)


def test_an_unplugged_folder_is_no_error_and_catches_up(told, work, stick):
    work.backups.folder = stick.path
    work.backups.run(asked=True)
    kept = [(path.name, path.read_bytes()) for path in stick.path.iterdir()]
    stick.turn("ro")
    assert work.backups.outside().where is Where.AWAY
    told.clock.advance(hours=1)
    change(work, "while it was away")
    done = work.backups.run()
    assert (done.made is not None, done.carried, done.troubles) == (True, None, {})
    assert [(path.name, path.read_bytes()) for path in stick.path.iterdir()] == kept
    stick.turn("rw")
    assert work.backups.run().carried.seq == 2
    assert len(list(stick.path.iterdir())) == 2


def test_an_empty_mount_point_is_not_taken_for_the_stick(told, work, stick):
    import subprocess

    work.backups.folder = stick.path
    work.backups.run(asked=True)
    subprocess.run(["umount", "-l", str(stick.path)], check=True)
    assert stick.path.is_dir()
    assert work.backups.outside().where is Where.AWAY
    told.clock.advance(hours=1)
    change(work, "more")
    assert work.backups.run().carried is None
    assert list(stick.path.iterdir()) == []


def test_a_folder_on_the_same_disk_is_told_apart_unless_a_service_copies_it(told, work, tmp_path):
    for name, where in (("plain", Where.SAME_DISK), ("Dropbox", Where.READY)):
        (tmp_path / name).mkdir()
        work.backups.folder = tmp_path / name
        assert work.backups.outside().where is where
    work.backups.folder = told.vault.folder / "backups"
    assert work.backups.outside().where is Where.INSIDE
    work.backups.folder = tmp_path / "nowhere"
    assert work.backups.outside().where is Where.AWAY


def test_a_reminder_comes_after_seven_days_and_rests_when_asked(told, work, stick):
    work.backups.run()
    told.clock.advance(days=6)
    assert work.backups.status().overdue_days is None
    told.clock.advance(days=1)
    assert work.backups.status().overdue_days == 7
    work.backups.remind_later()
    assert work.backups.status().overdue_days is None
    told.clock.advance(days=2)
    assert work.backups.status().overdue_days == 9
    work.backups.folder = stick.path
    work.backups.run(asked=True)
    assert work.backups.status().overdue_days is None
    assert work.backups.status().outside_days == 0


def test_a_copy_on_the_same_disk_does_not_end_the_reminder(told, work, tmp_path):
    (tmp_path / "same").mkdir()
    work.backups.folder = tmp_path / "same"
    work.backups.run(asked=True)
    told.clock.advance(days=8)
    work.backups.run(asked=True)
    assert work.backups.status().overdue_days == 8


def test_a_restore_is_tried_each_month_outside_first_and_says_how_many_notes_come_back(told, work, stick):
    work.backups.folder = stick.path
    work.backups.run(asked=True)
    assert work.backups.status().tried is None
    work.backups.run()
    tried = work.backups.status().tried
    assert (tried.days, tried.worked, tried.notes) == (0, True, 1)
    assert "drilled" in history(told)
    told.clock.advance(days=29)
    assert work.backups.begin() is None
    told.clock.advance(days=1)
    (copy,) = stick.path.iterdir()
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    work.backups.run()
    tried = work.backups.status().tried
    assert (tried.worked, tried.words) == (
        False,
        "This backup is damaged or was altered, so it was not used.",
    )
    assert not list((told.vault.folder / "backups").glob(".*"))
    told.clock.advance(days=1)
    copy.unlink()
    work.backups.run()  # another try the next day, with what is good
    assert work.backups.status().tried.worked


def test_a_backup_under_half_the_size_of_the_last_is_told(told, work):
    work.practice.remember("blob", "x" * 2_000_000)
    work.backups.run(asked=True)
    assert not work.backups.status().shrunk
    work.practice.remember("blob", "")
    told.vault.source().raw.execute("VACUUM")
    told.vault.close()
    again = Workspace(open_again(told.vault.folder, clock=told.clock), told.clock, told.catalogue)
    again.backups.run(asked=True)
    assert again.backups.status().shrunk
    again.backups.size_is_right()
    assert not again.backups.status().shrunk
    again.close()


def test_a_full_disk_is_said_and_nothing_is_thinned(told, work, monkeypatch):
    work.backups.run(asked=True)
    before = shelf(told)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(errors.DiskFull):
        work.backups.run(asked=True)
    assert work.backups.status().trouble.startswith("The disk is full.")
    assert shelf(told) == before
    assert not list((told.vault.folder / "backups").glob(".*"))


def test_a_round_called_off_leaves_nothing(told, work):
    progress = Progress(lambda share, _words: progress.cancel() if share > 0.5 else None)
    with pytest.raises(Cancelled):
        work.backups.run(asked=True, progress=progress)
    assert list((told.vault.folder / "backups").iterdir()) == []


def test_many_rounds_leave_a_small_shelf_with_the_pinned_ones(told, work):
    couple = told.couple("Sam", "Kit")
    work.couples.remove_couple(couple.id)
    for day in range(14):
        for words in ("morning", "evening"):
            change(work, f"{day} {words}")
            work.backups.run(asked=True)
            told.clock.advance(hours=8)
        told.clock.set(told.clock.local() + dt.timedelta(hours=8))
    numbers = [int(name) for name in shelf(told)]
    assert numbers[0] == 1  # pinned: made before a couple was removed
    assert numbers[-4:] == [26, 27, 28, 29]
    assert len(numbers) <= 1 + 4 + 12
