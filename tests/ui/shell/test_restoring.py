"""From the lock page to a restored practice with the keyboard: what is inside first, then in place, then unlocked."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.support.vaults import PASSPHRASE, fingerprint, open_again
from tests.ui.shell.conftest import focused

NOT_IT = "not the one at all"


@pytest.fixture
def backed_up(locked, practice_folder):
    """A practice with one backup, changed since, and locked."""
    with open_again(practice_folder) as vault:
        vault.backup(practice_folder / "backups")
    with open_again(practice_folder) as vault, vault.begin() as session:
        session.connection().exec_driver_sql("UPDATE couples SET label = 'Someone & Else'")
    return locked


def ask(app):
    app.unlock_page.card.restore.click()
    app.outside.tasks.drain()
    card = app.unlock_page.step
    app.bot.waitUntil(lambda: card.which.combo.count() > 0)
    return card


def give(app, card, secret):
    card.secret.edit.setFocus()
    card.secret.clear()
    app.type(secret, Qt.Key.Key_Return)
    app.outside.tasks.drain()


def aside(folder: Path) -> list[Path]:
    return [path for path in folder.parent.iterdir() if "set aside" in path.name]


def test_a_backup_is_looked_into_put_in_place_and_unlocked(backed_up, practice_folder):
    app, before = backed_up, fingerprint(practice_folder)
    card = ask(app)
    assert card.which.combo.currentText().endswith("number 1 · beside the practice")
    give(app, card, PASSPHRASE)
    assert "3 couples, 1 session, 1 note. All of it checks out." in card.inside.text()
    assert "Ada" not in card.inside.text()
    assert fingerprint(practice_folder) == before
    assert focused() is card.go
    app.press(Qt.Key.Key_Return)
    app.outside.tasks.drain()
    (kept,) = aside(practice_folder)
    assert kept.name in card.inside.text()
    app.press(Qt.Key.Key_Return)
    window = app.unlock(PASSPHRASE)
    assert next(row.shown for row in window.sidebar.caseload.model.rows) == "Ada & Ben"


def test_a_wrong_passphrase_is_said_at_the_field_and_going_back_leaves_nothing(backed_up, practice_folder):
    app = backed_up
    names = sorted(path.name for path in practice_folder.parent.iterdir())
    card = ask(app)
    give(app, card, NOT_IT)
    assert card.secret.error.startswith("That passphrase doesn't open this vault.")
    give(app, card, PASSPHRASE)
    card.back.click()
    app.outside.tasks.drain()
    assert sorted(path.name for path in practice_folder.parent.iterdir()) == names
    assert focused() is app.unlock_page.card.passphrase.edit


def test_a_damaged_vault_offers_the_restore_first(backed_up, practice_folder):
    app = backed_up
    (practice_folder / "practice.db").write_bytes(b"")
    app.type(PASSPHRASE, Qt.Key.Key_Return)
    trouble = app.unlock_page.card.trouble
    app.bot.waitUntil(trouble.isVisible)
    assert list(trouble.buttons) == ["restore", "folder", "retry", "other"]
    trouble.buttons["restore"].click()
    app.outside.tasks.drain()
    card = app.unlock_page.step
    give(app, card, PASSPHRASE)
    card.go.click()
    app.outside.tasks.drain()
    card.go.click()
    app.unlock(PASSPHRASE)


def test_a_lost_key_file_comes_from_the_backup_whose_day_is_named(backed_up, practice_folder):
    app = backed_up
    for path in practice_folder.glob("header*"):
        path.unlink()
    app.type(PASSPHRASE, Qt.Key.Key_Return)
    trouble = app.unlock_page.card.trouble
    app.bot.waitUntil(trouble.isVisible)
    app.outside.tasks.drain()
    assert trouble.buttons["key_copy"].text() == "Use the copy in the backup of 4 March 2026"
    trouble.buttons["key_copy"].click()
    app.outside.tasks.drain()
    card = app.unlock_page.step
    give(app, card, PASSPHRASE)
    assert card.inside.text().startswith("The key file is in place.")
    card.go.click()
    window = app.unlock(PASSPHRASE)
    assert "Someone & Else" in {row.shown for row in window.sidebar.caseload.model.rows}  # the notes of today
    assert aside(practice_folder) == []


def test_what_is_no_backup_is_refused_with_its_sentence(backed_up, tmp_path, practice_folder):
    app = backed_up
    card = ask(app)
    letter = tmp_path / "letter.attunebackup"
    letter.write_text("hello")
    app.outside.dialogs.answer_next(str(letter))
    card.file.click()
    assert card.path == letter
    before = fingerprint(practice_folder)
    give(app, card, PASSPHRASE)
    assert card.secret.error.startswith("This is not an Attune backup.")
    assert fingerprint(practice_folder) == before


def test_an_older_vault_is_said_and_can_be_gone_on_with(backed_up, practice_folder):
    app = backed_up
    (backup,) = (practice_folder / "backups").iterdir()
    shutil.copy(backup / "practice.db", practice_folder / "practice.db")
    app.type(PASSPHRASE, Qt.Key.Key_Return)
    trouble = app.unlock_page.card.trouble
    app.bot.waitUntil(trouble.isVisible)
    assert list(trouble.buttons) == ["restore", "go_on", "other"]
    trouble.buttons["go_on"].click()
    app.bot.waitUntil(lambda: app.doorway.window is not None, timeout=10_000)


def test_a_look_inside_shows_how_far_it_is_and_can_be_called_off(backed_up, practice_folder):
    app = backed_up
    names = sorted(path.name for path in practice_folder.parent.iterdir())
    card = ask(app)
    card.secret.edit.setFocus()
    app.type(PASSPHRASE, Qt.Key.Key_Return)
    assert card.line.isVisible()
    assert focused() is card.cancel
    app.press(Qt.Key.Key_Space)
    app.outside.tasks.drain()
    assert card.secret.error == "Called off. Nothing was changed."
    assert not card.line.isVisible()
    assert sorted(path.name for path in practice_folder.parent.iterdir()) == names
    give(app, card, PASSPHRASE)
    assert "All of it checks out." in card.inside.text()
