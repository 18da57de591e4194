"""A notice above the page takes one line where it fits on one, and never cuts its words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.kit.bar import Bar
from ui.theme.theme import Theme

WORDS = "No copy outside this computer for 9 days."


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(("share", "beside"), [(1.0, True), (0.75, False)])
def test_buttons_stand_beside_words_that_fit_on_a_line(
    theme: Theme, qtbot: QtBot, scale: float, share: float, *, beside: bool
) -> None:
    theme.set_scale(scale)
    bar = Bar(theme, "disk", "info")
    qtbot.addWidget(bar)
    first, second = bar.add_button("Choose a folder"), bar.add_button("Remind me later", kind="quiet")
    bar.say(WORDS)
    line = bar.words.fontMetrics().horizontalAdvance(WORDS)
    whole = (
        line + first.sizeHint().width() + second.sizeHint().width() + theme.px(110)
    )  # with icon and spaces
    bar.resize(round(whole * share), 100)
    bar.show()
    qtbot.waitUntil(lambda: (bar.words.y() + bar.words.height() > first.y()) == beside)
    assert bar.words.width() >= line
    assert second.geometry().right() <= bar.width()
