"""Leaving windows out of screen sharing: offered only where the system can."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import sharing
from ui.preferences.rows import SHOWN


def test_no_control_is_shown_for_what_this_system_cannot_do():
    offered = "hide_from_sharing" in {one.key for one in SHOWN}
    assert offered is sharing.can_leave_out()


@pytest.mark.parametrize("wanted", [True, False])
def test_each_window_is_asked_for_as_it_is_shown_and_when_the_setting_changes(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, wanted: bool
):
    asked: list[tuple[QWidget, bool]] = []
    monkeypatch.setattr(sharing, "can_leave_out", lambda: True)
    monkeypatch.setattr(sharing, "_ask", lambda window, *, left_out: asked.append((window, left_out)))
    guard = sharing.SharingGuard(qapp, lambda: wanted)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert (window, wanted) in asked
    asked.clear()
    guard.apply()
    assert (window, wanted) in asked
    qapp.removeEventFilter(guard)
    guard.deleteLater()
