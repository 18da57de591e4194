"""The top line of the note page: what must be known is whole, however little room there is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.sessions.head import NoteHead
from ui.theme.theme import Theme


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1000), (1.0, 560), (2.0, 1140)])
def test_what_was_agreed_about_secrets_is_never_cut(
    theme: Theme, qtbot: QtBot, scale: float, width: int
) -> None:
    theme.set_scale(scale)
    head = NoteHead(theme)
    qtbot.addWidget(head)
    head.set_who("Eun & Femi", "Back to Eun & Femi")
    head.session.set_words("Session 21 · Sat 21 Nov, 13:00")
    head.policy.setText("No secrets, agreed Sat 21 Nov")
    head.resize(width, head.sizeHint().height())
    head.show()
    qtbot.waitUntil(lambda: head.policy.shown == "No secrets, agreed Sat 21 Nov")
    for other in (1000, width):  # as a window is made wider and narrower again
        head.resize(other, head.height())
    qtbot.waitUntil(lambda: head.policy.shown == "No secrets, agreed Sat 21 Nov")
