"""Backups while the practice is open: asked for, by themselves, called off by a lock; and the bar above the page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.support.disks import small_disk
from tests.support.vaults import PASSPHRASE
from therapist_app.vault.bundle import read_bundle
from ui.kit.places import Place


@pytest.fixture
def stick(tmp_path):
    yield from small_disk(tmp_path, "20m")


def shelf(folder: Path) -> list[str]:
    return sorted(path.name[:5] for path in (folder / "backups").iterdir())


def settle(app):
    app.outside.tasks.drain()
    app.bot.waitUntil(lambda: not app.window.keeper.is_busy)
    app.outside.tasks.drain()


def test_a_lock_makes_a_due_backup_and_the_next_unlock_shows_it(locked, practice_folder):
    locked.unlock(PASSPHRASE)
    locked.doorway.lock()
    locked.wait_locked()
    assert shelf(practice_folder) == ["00001"]
    window = locked.unlock(PASSPHRASE)
    window.go(Place("settings"))
    locked.outside.tasks.drain()
    assert window.stack.current.backups.last.text() == "Last backup today. 1 backup kept beside the practice."


def test_choosing_a_folder_makes_the_first_copy_there_and_the_card_says_so(locked, practice_folder, stick):
    window = locked.unlock(PASSPHRASE)
    window.go(Place("settings"))
    locked.outside.tasks.drain()
    card = window.stack.current.backups
    locked.outside.dialogs.answer_next(str(stick.path))
    card.buttons["backup_folder"].click()
    settle(locked)
    (copy,) = stick.path.iterdir()
    assert copy.name == f"{practice_folder.stem} 00001 2026-11-21.attunebackup"
    assert read_bundle(copy).backup.seq == 1
    assert card.outside.text() == "On another disk. Last copy today."
    assert locked.outside.settings.values.backup_folder == str(stick.path)
    card.buttons["try_restore"].click()
    settle(locked)
    assert card.tried.text() == "Restore tried today: 1 note would come back."


def test_what_is_due_is_done_by_itself_and_only_once(locked, practice_folder):
    window = locked.unlock(PASSPHRASE)
    window.keeper.minute()
    settle(locked)
    window.keeper.minute()
    settle(locked)
    assert shelf(practice_folder) == ["00001"]


def test_the_bar_reminds_after_a_week_and_rests_when_asked(locked):
    window = locked.unlock(PASSPHRASE)
    window.do("back_up")
    settle(locked)
    assert window.backup_bar.isHidden()
    locked.outside.clock.advance(days=9)
    window.keeper.look()
    settle(locked)
    assert window.backup_bar.words.text() == "No copy outside this computer for 9 days."
    assert window.backup_bar.buttons["backup_folder"].isVisible()
    assert not window.backup_bar.buttons["try_restore"].isVisible()
    later = window.backup_bar.buttons["remind_later"]
    later.setFocus()
    locked.press(Qt.Key.Key_Return)
    settle(locked)
    assert window.backup_bar.isHidden()


def test_a_restore_that_fails_makes_a_bar_that_stays(locked, practice_folder):
    window = locked.unlock(PASSPHRASE)
    window.do("back_up")
    settle(locked)
    (bundle,) = (practice_folder / "backups").iterdir()
    data = bytearray((bundle / "practice.db").read_bytes())
    data[9000] ^= 1
    (bundle / "practice.db").write_bytes(data)
    window.do("try_restore")
    settle(locked)
    assert window.backup_bar.words.text().startswith("A restore was tried and did not work.")
    assert not window.backup_bar.buttons["remind_later"].isVisible()
    locked.doorway.lock()
    locked.wait_locked()
    window = locked.unlock(PASSPHRASE)
    assert window.backup_bar.isVisible()


def test_a_lock_calls_a_backup_off_and_leaves_nothing_half_done(locked, practice_folder):
    window = locked.unlock(PASSPHRASE)
    window.do("back_up")
    locked.doorway.lock()
    locked.wait_locked()
    locked.outside.tasks.drain()
    assert not list((practice_folder / "backups").glob(".*"))
    assert all(read_bundle(path) for path in (practice_folder / "backups").iterdir())


def test_a_backup_that_was_asked_for_shows_how_far_it_is_and_can_be_called_off(locked, practice_folder):
    window = locked.unlock(PASSPHRASE)
    window.go(Place("settings"))
    locked.outside.tasks.drain()
    shares, bar, card = [], window.work_bar, window.stack.current.backups
    window.keeper.advanced.connect(lambda share, _words: shares.append(share))
    bar.begin("Backing up")
    locked.bot.waitUntil(bar.isVisible)
    assert bar.words.text() == "Backing up\u2026"
    card.buttons["back_up"].click()
    settle(locked)
    assert bar.isHidden()
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert window.toasts.words.text() == "Backed up"

    card.buttons["back_up"].click()
    bar.cancel.click()
    settle(locked)
    assert window.toasts.words.text() == "Called off. Nothing half done is left."
    assert card.buttons["back_up"].text() == "Back up now"
    assert not list((practice_folder / "backups").glob(".*"))
    assert all(read_bundle(path) for path in (practice_folder / "backups").iterdir())


def test_what_is_done_by_itself_shows_no_bar(locked):
    window = locked.unlock(PASSPHRASE)
    begun = []
    window.keeper.working.connect(begun.append)
    window.keeper.minute()
    settle(locked)
    assert not any(begun)
    assert window.work_bar.isHidden()
