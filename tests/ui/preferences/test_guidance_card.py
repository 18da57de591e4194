"""The numbers of guidance: chosen by keyboard, kept at once, in the vault."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.preferences.guidance_card import GuidanceSettingsCard


@pytest.fixture
def card(ctx, qtbot, settle):
    made = GuidanceSettingsCard(ctx)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.load()
    settle()
    return made


def test_every_number_is_shown_with_its_unit(card, ctx):
    shown = {key: row.combo.currentText() for key, row in card.rows.items()}
    assert shown == {one.key: f"{one.default} {one.unit}" for one in ctx.workspace.catalogue.thresholds}
    assert not card.usual.isEnabled()


def test_a_number_is_chosen_by_keyboard_and_kept(card, small, settle, in_vault):
    told = []
    card.changed.connect(told.append)
    combo = card.rows["stalled_months"].combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    settle()
    assert in_vault(small.workspace.guidance.thresholds.get).stalled_months == 7
    assert "threshold" in told[0].nouns
    assert combo.currentText() == "7 months"


def test_the_usual_numbers_come_back_at_once(card, small, settle, in_vault):
    in_vault(lambda: small.workspace.guidance.thresholds.set("low_rate", 35))
    card.load()
    settle()
    assert card.rows["low_rate"].combo.currentText() == "35 % kept in four weeks"
    card.usual.setFocus()
    QTest.keyClick(card.usual, Qt.Key.Key_Return)
    settle()
    assert in_vault(small.workspace.guidance.thresholds.get).low_rate == 50
    assert card.rows["low_rate"].combo.currentText() == "50 % kept in four weeks"


def test_the_bounds_of_each_number_are_what_can_be_chosen(card, ctx):
    for one in ctx.workspace.catalogue.thresholds:
        combo = card.rows[one.key].combo
        offered = [combo.itemData(index) for index in range(combo.count())]
        assert (min(offered), max(offered)) == (one.least, one.most)
