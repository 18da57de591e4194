"""From the unlock page into the practice and back, with the keyboard."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.support.vaults import PASSPHRASE, leaks
from tests.ui.shell.conftest import App, focused
from ui.kit.places import Place

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_caret_waits_in_the_passphrase_field_and_enter_unlocks(locked: App):
    assert focused() is locked.unlock_page.card.passphrase.edit

    window = locked.unlock(PASSPHRASE)

    assert window.isVisible()
    assert window.isAncestorOf(focused())
    assert [row.shown for row in window.sidebar.caseload.model.rows] == [
        "Ada & Ben",
        "Mira & Noor",
        "Zed & Yan",
    ]
    assert locked.outside.settings.values.vault == str(window.ctx.workspace.folder)


def test_a_wrong_passphrase_is_one_line_with_the_text_selected(locked: App):
    locked.type("not the one at all", Qt.Key.Key_Return)
    field = locked.unlock_page.card.passphrase
    locked.bot.waitUntil(lambda: field.error != "")

    assert field.error == "That passphrase doesn't open this vault."
    assert field.edit.selectedText() == field.edit.text() != ""
    assert focused() is field.edit
    locked.unlock(PASSPHRASE)  # typed over what was selected


def test_after_three_wrong_ones_the_next_try_waits_and_escape_calls_it_off(locked: App):
    card = locked.unlock_page.card
    for _ in range(3):
        locked.type("not the one at all", Qt.Key.Key_Return)
        locked.outside.tasks.drain()
    locked.type(PASSPHRASE, Qt.Key.Key_Return)

    assert card.waiting
    assert card.unlock.text().startswith("Trying in 1 s")
    locked.press(Qt.Key.Key_Escape)
    assert not card.waiting
    assert card.passphrase.value == PASSPHRASE
    locked.press(Qt.Key.Key_Return)
    locked.bot.waitUntil(lambda: locked.doorway.window is not None, timeout=10_000)


def test_caps_lock_is_told_from_the_letters_typed(locked: App):
    field = locked.unlock_page.card.passphrase
    locked.type("lantern")
    assert not field._caps.isVisible()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(field.edit, key)  # a capital without Shift
    assert field._caps.isVisible()
    locked.type("b")
    assert not field._caps.isVisible()


def test_ctrl_l_locks_and_the_same_place_comes_back(locked: App):
    window = locked.unlock(PASSPHRASE)
    ada = window.sidebar.caseload.model.rows[0].couple_id
    window.go(Place("couple", ada, tab="commitments"))
    locked.outside.tasks.drain()

    locked.press(Qt.Key.Key_L, CTRL)
    locked.wait_locked()
    assert "Ada" not in locked.frame.windowTitle()
    assert not leaks_in_widgets("Ada & Ben")

    again = locked.unlock(PASSPHRASE)
    assert (again.place().page, again.place().couple_id, again.place().tab) == ("couple", ada, "commitments")


def test_absence_locks_and_a_key_in_time_does_not(locked: App):
    window = locked.unlock(PASSPHRASE)
    now = time.monotonic()
    window._idle._seconds = lambda: now
    window._idle.start()

    now += 4 * 60 + 30
    window._idle.look()
    assert window.idle_bar.isVisible()
    assert "30 seconds" in window.idle_bar.words.text()
    locked.press(Qt.Key.Key_Shift)
    assert not window.idle_bar.isVisible()

    now += 5 * 60 + 1
    window._idle.look()
    locked.wait_locked()


def test_what_is_said_when_it_is_not_the_passphrase(locked: App, practice_folder: Path):
    card = locked.unlock_page.card
    header = practice_folder / "header.json"
    kept = header.read_bytes()
    header.unlink()
    for copy in practice_folder.glob("header*"):
        copy.unlink()

    locked.type(PASSPHRASE, Qt.Key.Key_Return)
    locked.bot.waitUntil(card.trouble.isVisible)
    assert card.trouble.sentence.text() == "The key file is missing."
    assert list(card.trouble.buttons) == ["key_copy", "folder", "retry", "other"]
    assert focused() is card.trouble.buttons["key_copy"]

    header.write_bytes(kept)
    card.trouble.buttons["retry"].click()
    locked.bot.waitUntil(lambda: locked.doorway.window is not None, timeout=10_000)


def test_an_empty_database_is_never_replaced_by_a_new_one(locked: App, practice_folder: Path):
    (practice_folder / "practice.db").write_bytes(b"")
    locked.type(PASSPHRASE, Qt.Key.Key_Return)
    card = locked.unlock_page.card
    locked.bot.waitUntil(card.trouble.isVisible)

    assert card.trouble.sentence.text() == "The vault file is missing or empty."
    assert (practice_folder / "practice.db").read_bytes() == b""


def test_a_folder_that_is_no_vault_says_so(app: App, tmp_path: Path):
    (tmp_path / "photos").mkdir()
    app.doorway.begin(tmp_path / "photos")
    app.type(PASSPHRASE, Qt.Key.Key_Return)
    card = app.unlock_page.card
    app.bot.waitUntil(card.trouble.isVisible)

    assert card.trouble.sentence.text() == "There is no Attune practice in this folder."
    assert "new" in card.trouble.buttons


def test_a_practice_that_is_not_where_it_was_can_be_tried_again(app: App, practice_folder: Path):
    away = practice_folder.rename(practice_folder.with_name("Away.attune"))
    app.doorway.begin(practice_folder)
    card = app.unlock_page.card
    app.bot.waitUntil(card.trouble.isVisible)
    assert card.trouble.sentence.text() == "The practice is not where it was."

    away.rename(practice_folder)
    card.trouble.buttons["retry"].click()
    app.unlock(PASSPHRASE)


def test_another_practice_can_be_chosen(locked: App, tmp_path: Path):
    locked.outside.dialogs.answer_next(str(tmp_path / "elsewhere.attune"))
    locked.unlock_page.card.other.click()
    assert locked.unlock_page.card.second.text().startswith("elsewhere")


def test_quitting_locks_first_and_nothing_readable_is_left(locked: App, practice_folder: Path):
    locked.unlock(PASSPHRASE)
    locked.press(Qt.Key.Key_Q, CTRL)
    locked.bot.waitUntil(lambda: not locked.frame.isVisible(), timeout=10_000)
    assert leaks(practice_folder, "Mira & Noor") == []


def test_the_log_names_no_one(locked: App):
    locked.unlock(PASSPHRASE)
    log = locked.outside.folders.log_file.read_text()
    assert "unlocked" in log
    assert "Ada" not in log
    assert "attune" not in log.replace("attune.log", "")


def leaks_in_widgets(name: str) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in QApplication.allWidgets() if isinstance(one, QLabel) and name in one.text()]


def test_nothing_of_the_database_is_imported_before_the_first_paint(tmp_path: Path):
    code = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.main
from ui.shell.frame import Frame
from ui.shell.doorway import Doorway

def look():
    slow = [name for name in ("sqlalchemy", "sqlcipher3", "reportlab", "zxcvbn", "babel") if name in sys.modules]
    print("painted", slow, flush=True)
    QApplication.closeAllWindows()

warm = Doorway._warm_up
Doorway._warm_up = lambda self: look()
sys.exit(ui.main.main(Path(sys.argv[1])))
"""
    folder = tmp_path / "Willow.attune"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "painted []\n", done.stderr
    assert done.returncode == 0, done.stderr
