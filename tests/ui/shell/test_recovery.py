"""Back in without the passphrase: the words, a new passphrase, new words typed back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.builders import Practice
from tests.support.vaults import PASSPHRASE
from tests.ui.shell.conftest import App, focused
from ui.unlock.forgot import ForgotCard, NewPassphraseCard, WordsCard

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
NEW = "harbour velvet cactus ninety"


@pytest.fixture
def forgotten(app: App, tmp_path: Path) -> tuple[App, list[str]]:
    """The page that takes the words, and the right ones."""
    with Practice(tmp_path) as told:
        told.couple("Ada", "Ben")
        folder, words = told.made.folder, told.made.words
    app.doorway.begin(folder)
    app.unlock_page.card.forgot.click()
    QApplication.processEvents()
    return app, words


def step(app: App, kind: type):
    app.bot.waitUntil(lambda: isinstance(app.unlock_page.step, kind), timeout=10_000)
    QApplication.processEvents()
    return app.unlock_page.step


def test_it_is_honest_that_nobody_can_reset_a_passphrase(forgotten: tuple[App, list[str]]):
    app, _ = forgotten
    said = " ".join(label.text() for label in app.unlock_page.step.findChildren(QLabel))
    assert "Nobody can reset a passphrase" in said
    assert "Without the passphrase and without the words, nobody can read this vault again" in said


def test_the_words_a_new_passphrase_and_new_words_lead_in(forgotten: tuple[App, list[str]]):
    app, words = forgotten
    app.type(" ".join(words).upper(), TAB, Qt.Key.Key_Space)
    step(app, NewPassphraseCard)
    app.type(NEW, ENTER)
    app.type(NEW, ENTER)
    card: WordsCard = step(app, WordsCard)
    fresh = list(card.panel._words)
    assert fresh != words
    card.panel.go_on.click()
    for place in card.panel.asked:
        app.type(fresh[place], ENTER)
    app.bot.waitUntil(lambda: app.doorway.window is not None, timeout=10_000)
    app.outside.tasks.drain()

    app.doorway.lock()
    app.wait_locked()
    app.type(PASSPHRASE, ENTER)
    app.bot.waitUntil(lambda: app.unlock_page.card.passphrase.error != "", timeout=10_000)
    app.unlock(NEW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abandon ability", "The recovery sheet has 24 words; this is 2."),
        ("zzzz " * 24, "Word 1 is not one of the recovery words."),
        ("", "Type the words from your recovery sheet."),
    ],
)
def test_what_is_wrong_with_the_words_is_said_below_them(
    forgotten: tuple[App, list[str]], typed: str, said: str
):
    app, _ = forgotten
    app.type(typed, TAB, Qt.Key.Key_Space)
    card: ForgotCard = step(app, ForgotCard)
    app.bot.waitUntil(lambda: card.words.error != "", timeout=10_000)
    assert card.words.error.startswith(said)
    assert focused() is card.words.edit


def test_back_leads_to_the_passphrase(forgotten: tuple[App, list[str]]):
    app, _ = forgotten
    app.unlock_page.step.back.click()
    QApplication.processEvents()
    app.unlock(PASSPHRASE)
