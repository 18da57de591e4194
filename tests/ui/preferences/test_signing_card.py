"""Who signs and for how long a signed note may be unlocked: kept at once, in the vault."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from therapist_app.sessions.signing import Signer
from therapist_app.sessions.unlocking import UnlockRule
from ui.preferences.signing_card import SigningCard


@pytest.fixture
def card(ctx, qtbot, settle):
    made = SigningCard(ctx)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.load()
    settle()
    return made


def test_it_shows_what_is_in_use(card):
    assert (card.name.value, card.when.key, card.hours.value) == ("", "within", "24")
    assert card.hours.isVisible()


def test_name_and_credentials_are_kept_when_they_are_left(card, small, settle, in_vault):
    card.name.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "Zoe Lin")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "LMFT 12345")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert in_vault(small.workspace.signing.signer) == Signer("Zoe Lin", "LMFT 12345")


def test_the_window_is_chosen_by_keyboard(card, small, settle, in_vault):
    here = next(one for one in card.when.segments if one.focusPolicy() == Qt.FocusPolicy.StrongFocus)
    here.setFocus()
    QTest.keyClick(here, Qt.Key.Key_Right)
    settle()
    assert in_vault(small.workspace.signing.rule).when == "always"
    assert not card.hours.isVisible()


def test_hours_are_a_number_within_bounds(card, small, settle, in_vault):
    card.hours.setFocus()
    for typed, error in (("soon", True), ("9999", True), ("48", False)):
        card.hours.edit.setText(typed)
        QTest.keyClick(card.hours.edit, Qt.Key.Key_Return)
        settle()
        assert bool(card.hours.error) is error
    assert in_vault(small.workspace.signing.rule) == UnlockRule("within", 48)


def test_earlier_versions_go_at_signing_unless_they_are_kept(card, small, settle, in_vault):
    assert card.let_go.isChecked()
    card.let_go.setFocus()
    QTest.keyClick(card.let_go, Qt.Key.Key_Space)
    settle()
    assert not in_vault(small.workspace.versions.go_when_signed)
    card.load()
    settle()
    assert not card.let_go.isChecked()
