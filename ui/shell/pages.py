"""The stack of pages: made when first opened, told what changed, left by a way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from therapist_app.kernel.changes import Changes
from ui.kit.context import Context
from ui.kit.page import Page
from ui.kit.places import Place
from ui.shell.history import History
from ui.shell.screens import SCREENS, exists, load, screen

HOME = "today"


class PageStack(QStackedWidget):
    """Shows one place at a time."""

    arrived = Signal(object)  # Place
    changed = Signal(object)  # Changes, by whichever page made them
    message = Signal(str, object)
    action_requested = Signal(str)  # the key of an action that a page's button stands for

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._pages: dict[str, Page] = {}
        self._history = History()
        self._discreet = False

    @property
    def pages(self) -> list[Page]:
        """The pages made so far."""
        return list(self._pages.values())

    @property
    def current(self) -> Page | None:
        """The page in front."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def place(self) -> Place:
        """Where the person is."""
        return self.current.place() if self.current else Place(HOME)

    def go(self, place: Place) -> None:
        """Show a place; a page this build does not have leads home."""
        self._history.leave(self.place() if self.current else None, place)
        self._show(place)

    def back(self) -> None:
        """Show the place before."""
        before = self._history.back()
        if before:
            self._show(before)

    def forget(self, couple_id: str) -> None:
        """Lead nowhere to a couple that is gone, and show nothing of it: its pages are made anew when needed."""
        self._history.forget(couple_id)
        for name, page in list(self._pages.items()):
            if page is not self.current and page.place().couple_id == couple_id:
                del self._pages[name]
                self._drop(page)

    def _show(self, place: Place) -> None:
        if place.page not in {one.name for one in SCREENS} or not exists(screen(place.page)):
            place = Place(HOME)
        is_new = place.page not in self._pages
        page = self._page(place.page)
        self.setCurrentWidget(page)
        focus, first = QApplication.focusWidget(), page.first_focus
        if is_new and first is not None and focus is not None and page.isAncestorOf(focus):
            first.setFocus()  # Qt gave it to whatever Tab reaches first; later it knows where it was
        page.open(place)
        self.arrived.emit(place)

    def prepare(self, name: str) -> None:
        """Make a page ahead of its first opening, which then is as quick as any other."""
        self._page(name)

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            page: Page = load(screen(name))(self._ctx, self)
            page.navigate_requested.connect(self.go)
            page.changed.connect(self.changed)
            page.message.connect(self.message)
            page.action_requested.connect(self.action_requested)
            page.set_discreet(self._discreet)
            self._pages[name] = page
            self.addWidget(page)
        return self._pages[name]

    def reload(self, changes: Changes) -> None:
        """Tell every page what changed."""
        for page in self.pages:
            page.reload(changes)

    def set_discreet(self, discreet: bool) -> None:
        """Hide or show names on every page that knows how."""
        self._discreet = discreet
        for page in self.pages:
            page.set_discreet(discreet)

    def drop(self) -> None:
        """Take every page and its words out of memory."""
        for page in self.pages:
            self._drop(page)
        self._pages.clear()
        self._history = History()

    def _drop(self, page: Page) -> None:
        """Let a page go; an answer that still arrives there says nothing to anyone."""
        page.blockSignals(True)
        self.removeWidget(page)
        page.hide()
        page.setParent(None)
        page.deleteLater()
