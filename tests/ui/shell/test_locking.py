"""A lock at any moment: before anybody is in, behind the recovery words, with a new process or in the same one."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support.programs import ROOT
from tests.support.vaults import PASSPHRASE, open_again
from tests.ui.shell.conftest import App
from therapist_app.kernel.errors import FileError
from ui.shell.doorway import SESSION_ENDS
from ui.shell.instance import Instance, name_for
from ui.shell.sentry import Sentry
from ui.shell.watch import Watch


@pytest.fixture
def replaced(app: App, monkeypatch) -> list[tuple[Path, str]]:
    """The processes that would have begun; here each ends in this one, as where the system refuses."""
    asked: list[tuple[Path, str]] = []

    def renew(folder: Path, stance: str) -> None:
        asked.append((folder, stance))
        open_again(folder).close()  # raises if the vault is not closed yet
        raise PermissionError

    monkeypatch.setattr(app.doorway, "_become_anew", renew)
    return asked


def settle(app: App) -> None:
    app.outside.tasks.drain()
    QApplication.processEvents()


def test_a_lock_while_the_passphrase_is_checked_shows_nothing_and_closes_what_was_opened(locked):
    shown: list[object] = []
    locked.doorway.opened.connect(shown.append)
    locked.type(PASSPHRASE, Qt.Key.Key_Return)
    locked.doorway.lock("screen")
    locked.wait_locked()
    settle(locked)
    assert shown == []
    locked.doorway.unlock_page.focus_first()
    assert locked.unlock(PASSPHRASE)  # nothing holds it any more


def test_a_practice_that_opens_too_late_is_closed_when_another_one_was_chosen(locked, practice_folder):
    locked.type(PASSPHRASE, Qt.Key.Key_Return)
    locked.doorway.show_unlock(practice_folder.parent / "Other.attune")
    settle(locked)
    settle(locked)
    open_again(practice_folder).close()


def test_a_lock_clears_a_passphrase_that_is_half_typed(locked):
    locked.type("half a pass")
    assert locked.doorway.holds_anything
    locked.doorway.lock("sleep")
    locked.wait_locked()
    settle(locked)
    assert locked.unlock_page.card.passphrase.value == ""
    assert not locked.doorway.holds_anything


def test_a_lock_with_nothing_typed_leaves_the_page_alone(locked, replaced):
    page = locked.unlock_page
    locked.doorway.lock("screen")
    settle(locked)
    assert locked.unlock_page is page
    assert replaced == []


def test_a_lock_in_the_first_run_closes_the_new_practice_and_asks_for_its_passphrase(app, tmp_path):
    app.doorway.begin()
    app.press(Qt.Key.Key_Return)
    step = app.doorway.setting_up.step
    step.passphrase.first.edit.setFocus()
    app.type(PASSPHRASE)
    step.passphrase.second.edit.setFocus()
    app.type(PASSPHRASE, Qt.Key.Key_Return)
    app.doorway.lock("screen")  # it is only being made
    app.wait_locked()
    settle(app)
    folder = Path(app.outside.settings.values.vault)
    assert folder.is_dir()
    open_again(folder).close()


def test_the_new_process_begins_when_the_vault_is_closed(locked, replaced, practice_folder):
    locked.unlock(PASSPHRASE)
    locked.doorway.lock()
    locked.wait_locked()
    assert replaced == [(practice_folder, "front")]
    settle(locked)
    assert locked.unlock(PASSPHRASE)  # refused by the system, so this process goes on


def test_neither_quitting_nor_the_end_of_the_session_begins_a_new_process(locked, replaced):
    locked.unlock(PASSPHRASE)
    locked.doorway.lock(SESSION_ENDS)
    locked.wait_locked()
    settle(locked)
    locked.unlock(PASSPHRASE)
    locked.doorway.quit()
    locked.bot.waitUntil(lambda: not locked.frame.isVisible(), timeout=10_000)
    assert replaced == []


def test_nothing_is_replaced_while_text_cannot_be_kept(locked, replaced):
    window = locked.unlock(PASSPHRASE)
    page = window.pages[0]
    answers: list[object] = []
    page.settle = lambda then: answers.append(then(False))
    locked.doorway.lock()
    settle(locked)
    assert answers
    assert replaced == []
    assert locked.doorway.window is window
    page.settle = lambda then: then()
    window.retry_requested.emit()
    locked.wait_locked()
    assert len(replaced) == 1


def test_a_file_that_is_being_written_is_finished_before_the_process_goes(locked, replaced, tmp_path):
    locked.unlock(PASSPHRASE)
    go_on, file = threading.Event(), tmp_path / "export"
    locked.outside.tasks.whole(lambda: (go_on.wait(10), file.write_text("all of it")))
    locked.doorway.lock()
    locked.bot.waitUntil(lambda: locked.doorway.window is not None and not locked.outside.tasks.may_be_cut)
    settled = len(replaced)
    go_on.set()
    locked.wait_locked()
    assert settled == 0
    assert file.read_text() == "all of it"
    assert len(replaced) == 1


class FakeSentry(Sentry):
    """A system that says what the test wants."""

    held = False

    def hold_sleep(self) -> None:
        self.held = True

    def let_sleep(self) -> None:
        self.held = False


@pytest.fixture
def sentry(app: App) -> FakeSentry:
    made = FakeSentry(app.doorway)
    Watch(made, app.doorway, app.outside.settings).begin()
    return made


@pytest.mark.parametrize(
    ("leaving", "setting"),
    [("screen", "lock_with_screen"), ("sleep", "lock_before_sleep"), ("switch", "lock_at_switch")],
)
def test_each_way_of_leaving_locks_unless_its_setting_is_off(locked, sentry, leaving, setting):
    locked.outside.settings.change(**{setting: False})
    locked.unlock(PASSPHRASE)
    sentry.leaving.emit(leaving)
    settle(locked)
    assert locked.doorway.window is not None
    locked.outside.settings.change(**{setting: True})
    sentry.leaving.emit(leaving)
    locked.wait_locked()
    assert locked.doorway.window is None


def test_sleep_is_held_off_from_the_passphrase_until_the_lock_has_ended(locked, sentry):
    assert not sentry.held
    locked.type(PASSPHRASE, Qt.Key.Key_Return)
    assert sentry.held
    locked.bot.waitUntil(lambda: locked.doorway.window is not None, timeout=10_000)
    settle(locked)
    sentry.leaving.emit("sleep")
    assert sentry.held
    locked.wait_locked()
    assert not sentry.held


def test_sleep_is_not_held_off_by_someone_who_does_not_want_the_lock(locked, sentry):
    locked.outside.settings.change(lock_before_sleep=False)
    locked.unlock(PASSPHRASE)
    assert not sentry.held
    locked.outside.settings.change(lock_before_sleep=True)
    assert sentry.held


def test_a_second_start_is_answered_by_the_first_window_alone(qtbot, tmp_path):
    practice, other = tmp_path / "Practice.attune", tmp_path / "Other.attune"
    practice.mkdir()
    (tmp_path / "way").symlink_to(practice)
    first, second, raised = Instance(), Instance(), []
    first.raise_requested.connect(lambda: raised.append(1))

    def ask(folder: Path) -> bool:
        """As another program does."""
        asking = "import pathlib, sys; from ui.shell.instance import raise_other as ask; "
        asking += f"sys.exit(ask(pathlib.Path({str(folder)!r})))"
        with subprocess.Popen([sys.executable, "-c", asking], cwd=ROOT) as other_program:
            qtbot.waitUntil(lambda: other_program.poll() is not None, timeout=30_000)
        return other_program.returncode == 1

    assert not ask(practice)
    assert first.serve(practice)
    assert not second.serve(practice)
    assert ask(tmp_path / "way")  # another way to the same folder
    assert not ask(other)
    assert len(raised) == 1
    first.serve(other)
    assert not ask(practice)
    assert second.serve(practice)
    for one in (first, second):
        one.stop()


def test_the_name_tells_nothing_of_the_practice(tmp_path):
    assert "Willow" not in name_for(tmp_path / "Willow Street.attune")


def test_a_lock_survives_a_place_that_cannot_be_kept(locked, monkeypatch):
    window = locked.unlock(PASSPHRASE)
    locked.outside.tasks.drain()

    def full(*_: object, **__: object) -> None:
        raise FileError("There is no room.", "Make some.")

    monkeypatch.setattr(window.ctx.workspace.practice, "remember", full)
    monkeypatch.setattr(window.ctx.workspace.vault, "note_event", full)
    locked.doorway.lock()
    locked.wait_locked()
    settle(locked)
    assert locked.unlock(PASSPHRASE)
