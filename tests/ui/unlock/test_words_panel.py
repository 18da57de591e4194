"""The recovery words: printed, copied with care, and typed back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.clipboard import clear_copies
from ui.theme.theme import Theme
from ui.unlock.words_panel import WordsPanel

WORDS = [f"word{number}" for number in range(1, 25)]


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> WordsPanel:
    made = WordsPanel(theme, WORDS, lambda words, at: at.say(f"{len(words)} words were printed"))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_two_words_one_from_each_half_are_asked_for(panel: WordsPanel):
    first, second = panel.asked
    assert 0 <= first < 12 <= second < 24


def test_the_words_are_out_of_sight_while_two_are_typed_back(panel: WordsPanel, qtbot: QtBot):
    panel.go_on.click()
    assert not panel.sheet.isVisible()
    for place, field in zip(panel.asked, panel.fields, strict=True):
        field.edit.setText(f" {WORDS[place].upper()} ")
    with qtbot.waitSignal(panel.confirmed):
        panel.confirm.click()


def test_a_wrong_word_is_named_and_nothing_is_confirmed(panel: WordsPanel, qtbot: QtBot):
    panel.go_on.click()
    panel.fields[0].edit.setText("wrong")
    with qtbot.assertNotEmitted(panel.confirmed):
        panel.confirm.click()
    assert panel.fields[0].error == f"This is not word {panel.asked[0] + 1}. Look at your sheet again."


def test_copied_words_are_marked_as_secret_and_taken_off_again(panel: WordsPanel):
    panel.copy_button.click()
    clipboard = QApplication.clipboard()
    assert clipboard.text() == " ".join(WORDS)
    assert bytes(clipboard.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    clear_copies()
    assert clipboard.text() == ""


def test_what_someone_copied_since_is_left_alone(panel: WordsPanel):
    panel.copy_button.click()
    QApplication.clipboard().setText("a shopping list")
    clear_copies()
    assert QApplication.clipboard().text() == "a shopping list"


def test_printing_hands_the_words_over_and_says_what_became_of_it(panel: WordsPanel):
    panel.print_button.click()
    assert panel.said.text() == "24 words were printed"
