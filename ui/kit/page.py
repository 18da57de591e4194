"""What every page of the window can do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.changes import Changes
from ui.kit.places import Place


class Page(QWidget):
    """A page: it opens a place, reloads what changed, and settles its drafts before it goes.

    navigate_requested(Place)       someone wants to be elsewhere
    changed(Changes)                a use case of this page changed something
    message(str, callable or None)  a short word for the toast, with its undo
    action_requested(str)           the key of an action of the shell that a button here stands for
    """

    navigate_requested = Signal(object)
    changed = Signal(object)
    message = Signal(str, object)
    action_requested = Signal(str)

    title = ""  # shown in the window's title bar, so never a name

    def open(self, place: Place) -> None:
        """Show a place of this page."""

    def reload(self, changes: Changes) -> None:
        """Take notice of what changed elsewhere."""

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what is still being typed, then call back with whether it worked; at once if there is nothing."""
        on_settled()

    def place(self) -> Place:
        """Where this page is now."""
        return Place("")

    @property
    def first_focus(self) -> QWidget | None:
        """Where the keys go at the first opening by a key; None for what Tab reaches first."""
        return None

    def panes(self) -> list[QWidget]:
        """The parts of this page that F6 goes through."""
        return [self]

    def settings_changed(self) -> None:
        """Take up the settings as they are now; nothing to do for a page that reads them when it draws."""

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, or names again; nothing to do for a page without names."""
