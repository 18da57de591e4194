"""From nothing to an open practice, with the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.support.vaults import PASSPHRASE
from tests.ui.shell.conftest import App, focused
from ui.shell.setting_up import SettingUp
from ui.unlock.setup_steps import CreateVault, FirstCouple, KeepWords, PracticeLines

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


@pytest.fixture
def first_run(app: App) -> SettingUp:
    """The first run at its first step."""
    app.doorway.begin()
    QApplication.processEvents()
    found = app.doorway.setting_up
    assert found is not None
    return found


def create(app: App, first_run: SettingUp) -> KeepWords:
    app.press(SPACE)  # Set up my practice
    app.type(PASSPHRASE, ENTER)
    app.type(PASSPHRASE, ENTER)
    app.bot.waitUntil(lambda: isinstance(first_run.step, KeepWords), timeout=10_000)
    QApplication.processEvents()
    assert isinstance(first_run.step, KeepWords)
    return first_run.step


def type_back(app: App, step: KeepWords) -> None:
    while focused() is not step.panel.go_on:
        app.press(TAB)
    app.press(SPACE)
    for place in step.panel.asked:
        app.type(step.panel._words[place], ENTER)
    app.bot.waitUntil(
        lambda: app.doorway.setting_up is None or not isinstance(app.doorway.setting_up.step, KeepWords)
    )
    QApplication.processEvents()


def test_the_whole_way_by_keyboard_to_an_open_practice_with_a_couple(app: App, first_run: SettingUp):
    step = create(app, first_run)
    assert (app.outside.folders.practices / "My practice.attune" / "practice.db").exists()
    type_back(app, step)

    assert isinstance(first_run.step, PracticeLines)
    app.type("Willow Street", ENTER)
    for _ in range(4):
        app.press(ENTER)
    app.bot.waitUntil(lambda: isinstance(first_run.step, FirstCouple), timeout=10_000)
    QApplication.processEvents()
    app.type("Ada", ENTER)
    app.type("Ben", ENTER)
    app.bot.waitUntil(lambda: app.doorway.window is not None, timeout=10_000)
    app.outside.tasks.drain()

    window = app.window
    assert [row.shown for row in window.sidebar.caseload.model.rows] == ["Ada & Ben"]
    assert window.place().page == "couple"
    assert app.outside.settings.values.vault.endswith("My practice.attune")


def test_it_can_be_stopped_after_the_words_are_typed_back(app: App, first_run: SettingUp):
    type_back(app, create(app, first_run))
    first_run.page.later.click()
    app.bot.waitUntil(lambda: app.doorway.window is not None, timeout=10_000)
    app.outside.tasks.drain()
    assert app.window.place().page == "today"


def test_the_vault_exists_before_the_words_but_no_couple_can_be_added_without_them(
    app: App, first_run: SettingUp
):
    step = create(app, first_run)
    assert not first_run.page.foot.isVisible()
    step.panel.ask_back()
    app.type("nonsense", ENTER)
    app.press(ENTER)
    assert step.panel.fields[0].error.startswith("This is not word")
    assert first_run.step is step


def test_quitting_at_the_words_asks_for_new_ones_at_the_next_unlock(app: App, first_run: SettingUp, qtbot):
    step = create(app, first_run)
    before = list(step.panel._words)
    app.frame.close()
    app.bot.waitUntil(lambda: not app.frame.isVisible(), timeout=10_000)

    app.doorway._quitting = False
    app.doorway._opened = None
    app.frame._may_close = False
    app.frame.show()
    app.frame.activateWindow()
    app.doorway.begin()
    QApplication.processEvents()
    app.type(PASSPHRASE, ENTER)
    page = app.unlock_page
    app.bot.waitUntil(lambda: page.step is not None, timeout=10_000)
    assert page.step.panel._words != before


def test_a_weak_or_mistyped_passphrase_is_said_below_its_field(app: App, first_run: SettingUp):
    app.press(SPACE)
    step = first_run.step
    assert isinstance(step, CreateVault)
    app.type("short", ENTER)
    app.type("other", ENTER)
    assert step.passphrase.second.error == "The two are not alike yet. Type it once more."
    app.type("short", ENTER)
    app.bot.waitUntil(lambda: step.passphrase.first.error != "", timeout=10_000)
    assert step.passphrase.first.error.startswith("Use at least 15 characters")
    assert not app.outside.folders.practices.joinpath("My practice.attune").exists()


def test_the_strength_is_said_in_words_while_typing(app: App, first_run: SettingUp):
    app.press(SPACE)
    step = first_run.step
    assert isinstance(step, CreateVault)
    app.type("lantern orbit meadow quilt")
    app.bot.waitUntil(lambda: step.passphrase.strength.word.text() != "", timeout=10_000)
    assert step.passphrase.strength.word.text() in ("Strong", "Very strong")


def test_a_place_that_is_taken_is_said_below_the_place(app: App, first_run: SettingUp, tmp_path: Path):
    (tmp_path / "Taken.attune").mkdir()
    app.press(SPACE)
    step = first_run.step
    assert isinstance(step, CreateVault)
    step.place.set_value(str(tmp_path / "Taken.attune"))
    app.type(PASSPHRASE, ENTER)
    app.type(PASSPHRASE, ENTER)
    app.bot.waitUntil(lambda: step.place.error != "", timeout=10_000)
    assert step.place.error.startswith("There is already something with this name.")


def test_a_folder_that_is_copied_to_a_cloud_is_named(app: App, first_run: SettingUp):
    app.press(SPACE)
    step = first_run.step
    assert isinstance(step, CreateVault)
    app.outside.dialogs.answer_next("/homes/someone/Dropbox/Work")
    step.choose.click()
    assert step.place.value == "/homes/someone/Dropbox/Work/My practice.attune"
    app.outside.tasks.drain()
    assert "Dropbox" in step.place._line.text()


def test_sample_couples_can_be_added_in_place_of_a_couple(app: App, first_run: SettingUp):
    type_back(app, create(app, first_run))
    first_run.show_couple()
    step = first_run.step
    assert isinstance(step, FirstCouple)
    step.sample.click()
    app.bot.waitUntil(lambda: app.doorway.window is not None, timeout=30_000)
    app.outside.tasks.drain()
    assert len(app.window.sidebar.caseload.model.rows) == 6


def test_every_button_of_every_step_can_be_reached_with_tab(app: App, first_run: SettingUp):
    def reached() -> set[str]:
        seen: set[str] = set()
        for _ in range(40):
            seen.add(focused().accessibleName())
            app.press(TAB)
        return seen

    def shown() -> set[str]:
        buttons = first_run.page.findChildren(QPushButton)
        return {one.accessibleName() for one in buttons if one.isVisible() and one.isEnabled()}

    assert shown() <= reached()
    first_run.show_create()
    QApplication.processEvents()
    assert shown() <= reached()
    step = create_from_here(app, first_run)
    assert shown() <= reached()
    step.panel.confirmed.emit()
    app.bot.waitUntil(lambda: isinstance(first_run.step, PracticeLines), timeout=10_000)
    QApplication.processEvents()
    assert shown() <= reached()


def create_from_here(app: App, first_run: SettingUp) -> KeepWords:
    first_run.step.first.setFocus()
    app.type(PASSPHRASE, ENTER)
    app.type(PASSPHRASE, ENTER)
    app.bot.waitUntil(lambda: isinstance(first_run.step, KeepWords), timeout=10_000)
    QApplication.processEvents()
    assert isinstance(first_run.step, KeepWords)
    return first_run.step
