"""No part of a page appears as a window of its own while the page is made: it would flash and take the focus."""

from __future__ import annotations

import traceback

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.vaults import PASSPHRASE
from tests.ui.shell.conftest import App, focused
from ui.kit.places import Place
from ui.shell.couple_screen import TABS
from ui.shell.screens import SCREENS, exists


class Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            ours = [line for line in traceback.extract_stack() if "/ui/" in line.filename]
            where = ", ".join(f"{line.filename.split('/main/')[-1]}:{line.lineno}" for line in ours[-4:-1])
            self.seen.append(f"{type(watched).__name__} at {where}")
        return False


OF_COUPLE = ("couple", "report", "safety", "repair", "intake")
SINGLE = [one.name for one in SCREENS if exists(one) and one.name not in ("couple", "note", "report")]


@pytest.mark.parametrize("name", [*SINGLE, "report", *(f"couple/{tab[0]}" for tab in TABS)])
def test_a_page_is_made_without_a_window_of_its_own(locked: App, name: str):
    window = locked.unlock(PASSPHRASE)
    couple = window.sidebar.caseload.model.rows[0].couple_id
    page, _, tab = name.partition("/")
    place = Place(page, couple if page in OF_COUPLE else "", tab=tab)
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    window.go(place)
    locked.outside.tasks.drain()
    for _ in range(5):
        QApplication.processEvents()
    locked.outside.tasks.drain()
    QApplication.instance().removeEventFilter(watch)

    assert window.place().page == page
    assert watch.seen == []
    assert window.isAncestorOf(focused())
