"""The ways in, changed from the settings by keyboard, and the keyring at the unlock page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.support.builders import SATURDAY, Practice
from tests.support.keyrings import Desktop
from tests.support.vaults import PASSPHRASE, open_again
from tests.ui.shell.conftest import App, focused
from therapist_app.vault.errors import WrongPassphrase
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.recovery import RecoveryWords
from ui.kit.places import Place
from ui.shell import sheet_printer
from ui.unlock.ways_sheets import WordsSheet

ENTER = Qt.Key.Key_Return
NEW = "harbour velvet cactus ninety"


@pytest.fixture
def inside(app: App, tmp_path: Path) -> App:
    """The settings of an open practice; `words` on the app opens it too."""
    with Practice(tmp_path) as told:
        told.couple("Ada", "Ben")
        app.words = told.made.words
        app.folder = told.made.folder
    app.doorway.begin(app.folder)
    QApplication.processEvents()
    app.unlock(PASSPHRASE)
    app.window.go(Place("settings"))
    app.outside.tasks.drain()
    return app


def press(app: App, name: str, at: QWidget | None = None) -> None:
    """Press a button by its name."""
    where = at or app.window
    (button,) = [
        one for one in where.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()
    ]
    button.click()
    app.outside.tasks.drain()
    QApplication.processEvents()


def sheet(app: App):
    (shown,) = app.outside.dialogs.shown
    return shown


def read(app: App) -> str:
    return " ".join(one.text() for one in app.window.findChildren(QLabel) if one.isVisible())


def settle(app: App) -> None:
    app.outside.tasks.drain()
    QApplication.processEvents()


def lock(app: App) -> None:
    app.frame.activateWindow()  # the offscreen platform activates none when a sheet goes
    app.doorway.lock()
    app.wait_locked()
    app.outside.tasks.drain()
    QApplication.processEvents()


def test_a_new_passphrase_asks_for_the_present_one(inside: App):
    press(inside, "Change the passphrase")
    inside.type("someone walking past", ENTER)
    inside.type(NEW, ENTER)
    inside.type(NEW, ENTER)
    settle(inside)
    assert sheet(inside).passphrase.error == "That is not the passphrase in force."
    assert focused() is sheet(inside).passphrase.edit
    inside.type(PASSPHRASE, ENTER)
    sheet(inside).yes.click()
    settle(inside)
    assert inside.outside.dialogs.shown == ()
    lock(inside)
    inside.unlock(NEW)


def test_a_common_new_passphrase_is_refused_at_its_field(inside: App):
    press(inside, "Change the passphrase")
    inside.type(PASSPHRASE, ENTER)
    inside.type("password password", ENTER)
    inside.type("password password", ENTER)
    settle(inside)
    assert "among the first" in sheet(inside).fields.first.error
    sheet(inside).reject()


def test_a_suggested_passphrase_is_shown_taken_and_typed_once_more(inside: App):
    press(inside, "Change the passphrase")
    inside.type(PASSPHRASE, ENTER)
    fields = sheet(inside).fields
    press(inside, "Suggest a passphrase", sheet(inside))
    suggested = fields.offered.text()
    assert len(suggested.split()) == 7
    press(inside, "Suggest another passphrase", sheet(inside))
    assert fields.offered.text() != suggested
    press(inside, "Use the suggested passphrase", sheet(inside))
    assert fields.value == fields.offered.text()
    assert focused() is fields.second.edit
    taken = fields.value
    inside.type(taken, ENTER)
    settle(inside)
    lock(inside)
    inside.unlock(taken)


def test_words_are_tried_and_nothing_changes_but_the_date(inside: App):
    assert "Not tried yet" in read(inside)
    header = (inside.folder / "header.json").read_bytes()
    press(inside, "Try the recovery words")
    other = RecoveryWords.new().words()
    inside.type(" ".join(other))
    press(inside, "Try these words", sheet(inside))
    assert "Those recovery words don't open this vault" in sheet(inside).words.error
    sheet(inside).words.edit.clear()
    inside.type(" ".join(inside.words))
    press(inside, "Try these words", sheet(inside))
    assert inside.outside.dialogs.shown == ()
    assert "These words would open this practice. Nothing was changed" in read(inside)
    assert "Last tried today." in read(inside)
    assert (inside.folder / "header.json").read_bytes() == header
    inside.outside.clock.set(SATURDAY + dt.timedelta(days=12))
    inside.window.go(Place("today"))
    inside.window.go(Place("settings"))
    settle(inside)
    assert "Last tried 12 days ago." in read(inside)


def type_back(app: App) -> list[str]:
    shown: WordsSheet = sheet(app)
    words = list(shown.panel._words)
    shown.panel.go_on.click()
    for place in shown.panel.asked:
        app.type(words[place], ENTER)
    settle(app)
    return words


def test_new_words_are_in_force_once_two_were_typed_back(inside: App):
    press(inside, "New recovery words")
    inside.type(PASSPHRASE, ENTER)
    settle(inside)
    sheet(inside).reject()  # called off: the old sheet stays good
    settle(inside)
    inside.window.ctx.tasks.vault(
        lambda: inside.window.ctx.workspace.ways.rehearse(" ".join(inside.words)), None, inside.window
    )
    settle(inside)
    press(inside, "New recovery words")
    inside.type(PASSPHRASE, ENTER)
    settle(inside)
    words = type_back(inside)
    assert "The new words are in force" in read(inside)
    lock(inside)
    open_again(inside.folder, RecoveryWords.parse(" ".join(words))).close()


def test_a_new_lock_is_opened_by_the_new_ways_alone(inside: App):
    press(inside, "Someone may know it: new lock")
    inside.type(PASSPHRASE, ENTER)
    inside.type(NEW, ENTER)
    inside.type(NEW, ENTER)
    settle(inside)
    words = type_back(inside)
    assert "Everything is locked anew" in read(inside)
    inside.window.go(Place("today"))
    settle(inside)
    lock(inside)
    with pytest.raises(WrongPassphrase):
        open_again(inside.folder, Passphrase(PASSPHRASE))
    open_again(inside.folder, RecoveryWords.parse(" ".join(words))).close()
    inside.unlock(NEW)


def turn_on(app: App) -> None:
    press(app, "Turn on the keyring")
    said = " ".join(one.text() for one in sheet(app).findChildren(QLabel))
    assert "stolen laptop" in said
    assert "arguable" in said
    app.type(PASSPHRASE, ENTER)
    settle(app)
    assert app.outside.dialogs.shown == ()


def test_the_keyring_is_asked_with_enter_and_opens_it(inside: App, desktop: Desktop):
    turn_on(inside)
    assert "Secret Service opens it" in read(inside)
    lock(inside)
    card = inside.unlock_page.card
    assert focused() is card.keyring
    assert card.passphrase.isVisible()
    inside.press(ENTER)
    inside.bot.waitUntil(lambda: inside.doorway.window is not None, timeout=10_000)
    settle(inside)
    inside.window.go(Place("settings"))
    settle(inside)
    press(inside, "Turn off the keyring")
    inside.type(PASSPHRASE, ENTER)
    settle(inside)
    assert desktop.items == {}
    lock(inside)
    assert not inside.unlock_page.card.keyring.isVisible()
    assert focused() is inside.unlock_page.card.passphrase.edit


@pytest.mark.parametrize("fault", ["locked", "swapped", "missing", "wrong bytes"])
def test_a_silent_keyring_is_one_calm_line_above_which_one_types(inside: App, desktop: Desktop, fault: str):
    turn_on(inside)
    lock(inside)
    desktop.fault = fault
    inside.press(ENTER)
    card = inside.unlock_page.card
    inside.bot.waitUntil(lambda: not card.keyring.isVisible(), timeout=10_000)
    said = " ".join(one.text() for one in card.findChildren(QLabel) if one.isVisible())
    assert "The system keyring didn't answer. Type your passphrase." in said
    assert focused() is card.passphrase.edit
    inside.unlock(PASSPHRASE)


def test_while_the_keyring_hangs_the_passphrase_opens_it(inside: App, desktop: Desktop):
    turn_on(inside)
    lock(inside)
    desktop.fault = "hang"
    inside.press(ENTER)
    assert focused() is inside.unlock_page.card.passphrase.edit
    try:
        inside.unlock(PASSPHRASE)
    finally:
        desktop.hung.set()


def test_after_a_week_the_passphrase_is_asked_for(inside: App):
    turn_on(inside)
    lock(inside)
    inside.outside.clock.set(SATURDAY + dt.timedelta(days=8))
    inside.doorway.show_unlock(inside.folder)
    settle(inside)
    assert not inside.unlock_page.card.keyring.isVisible()
    inside.unlock(PASSPHRASE)
    lock(inside)
    assert focused() is inside.unlock_page.card.keyring


def test_a_keyring_that_cannot_be_relied_on_is_not_turned_on(inside: App, desktop: Desktop):
    desktop.fault = "null"
    press(inside, "Turn on the keyring")
    inside.type(PASSPHRASE, ENTER)
    settle(inside)
    assert "no keyring that Attune can rely on" in sheet(inside).error
    sheet(inside).reject()


def test_the_sheet_is_printed_from_memory(inside: App, monkeypatch: pytest.MonkeyPatch):
    sent: list[bytes] = []
    monkeypatch.setattr(sheet_printer, "has_printer", lambda: True)
    monkeypatch.setattr(sheet_printer, "print_pages", lambda _, pdf: sent.append(pdf))
    press(inside, "New recovery words")
    inside.type(PASSPHRASE, ENTER)
    settle(inside)
    panel = sheet(inside).panel
    inside.outside.dialogs.answer_next(1)
    panel.print_button.click()
    settle(inside)
    assert sent[0].startswith(b"%PDF")
    assert "Sent to the printer" in panel.said.text()
    monkeypatch.setattr(sheet_printer, "has_printer", lambda: False)
    panel.print_button.click()
    assert panel.said.text().startswith("No printer was found. Write the words down by hand")
    sheet(inside).reject()


def test_wrong_words_wait_like_wrong_passphrases(app: App, tmp_path: Path):
    with Practice(tmp_path) as told:
        folder = told.made.folder
    app.doorway.begin(folder)
    app.unlock_page.card.forgot.click()
    card = app.unlock_page.step
    for _ in range(3):
        card.words.edit.setPlainText(" ".join(RecoveryWords.new().words()))
        card.open.click()
        app.outside.tasks.drain()
    card.open.click()
    assert card.open.text().startswith("Trying in 1 s")
    card.words.edit.setFocus()
    app.press(Qt.Key.Key_Escape)
    assert card.open.isEnabled()
