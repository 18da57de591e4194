"""What kind of place a folder is: by its names, by markers of sync programs, and by the disk it lies on."""

from pathlib import Path

import pytest

from therapist_app.kernel.whereabouts import (
    Whereabouts,
    _linux_disk,
    file_words,
    look_at,
    opening_words,
    practice_words,
)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/homes/a/Dropbox/x", "Dropbox"),
        ("/homes/a/OneDrive - Clinic/x", "OneDrive"),
        ("/Users/a/Library/Mobile Documents/x", "iCloud"),
        ("/homes/a/Nextcloud", "Nextcloud"),
        ("/homes/a/My Drive/practice.attune", "Google Drive"),
    ],
)
def test_a_folder_is_known_by_its_name(folder, name):
    assert look_at(Path(folder)) == Whereabouts("synced", name)


@pytest.mark.parametrize(
    ("marker", "name"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        ("._sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_a_folder_of_any_name_is_known_by_the_marker_that_lies_above_it(tmp_path, marker, name):
    deep = tmp_path / "Work" / "Practices"
    deep.mkdir(parents=True)
    assert look_at(deep) is None
    (tmp_path / "Work" / marker).mkdir()
    assert look_at(deep) == Whereabouts("synced", name)
    assert look_at(deep / "New.attune") == Whereabouts("synced", name)  # also before it is made


def test_a_link_into_such_a_folder_is_seen_through(tmp_path):
    (tmp_path / "Dropbox" / "notes").mkdir(parents=True)
    (tmp_path / "Safe").symlink_to(tmp_path / "Dropbox" / "notes")
    assert look_at(tmp_path / "Safe") == Whereabouts("synced", "Dropbox")


def test_the_own_home_is_no_synced_folder_though_dropbox_keeps_its_settings_there(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / "Documents").mkdir()
    assert look_at(tmp_path / "Documents") is None


MOUNTS = (
    "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
    "30 22 0:45 / /srv/share rw,relatime shared:9 - nfs4 server:/x rw\n"
    "31 22 8:17 / /media/ada/STICK\\040ONE rw - vfat /dev/sdb1 rw\n"
    "32 22 8:33 / /backup rw - ext4 /dev/sdc1 rw\n"
    "33 22 0:50 / /homes/ada/pCloudDrive2 rw - fuse.pCloud.fs pCloud.fs rw\n"
    "a line of nonsense\n"
)


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("/homes/ada", None),
        ("/srv/share/docs", Whereabouts("shared")),
        ("/srv/shared-not", None),
        ("/media/ada/STICK ONE/docs", Whereabouts("removable")),
        ("/backup/docs", Whereabouts("removable")),
        ("/homes/ada/pCloudDrive2/x", Whereabouts("synced", "pCloud")),
    ],
)
def test_the_disk_is_known_by_the_table_of_mounts(tmp_path, folder, found):
    (tmp_path / "8:33").mkdir()
    (tmp_path / "8:33" / "removable").write_text("1\n")
    (tmp_path / "8:1").mkdir()
    (tmp_path / "8:1" / "removable").write_text("0\n")
    assert _linux_disk(Path(folder), MOUNTS, tmp_path) == found


def test_a_place_that_cannot_be_looked_at_is_no_reason_to_stop(tmp_path):
    assert look_at(tmp_path / "\0") is None
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert look_at(loop) is None


def test_each_kind_has_words_that_say_what_it_means_and_what_to_do():
    for found in (Whereabouts("synced", "Dropbox"), Whereabouts("removable"), Whereabouts("shared")):
        assert "backup" in practice_words(found)
        assert file_words(found).endswith(".")
    assert "Dropbox" in practice_words(Whereabouts("synced", "Dropbox"))
    assert "Dropbox" in opening_words(Whereabouts("synced", "Dropbox"))
    assert opening_words(Whereabouts("removable")) == practice_words(None) == file_words(None) == ""
