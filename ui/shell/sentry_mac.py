"""macOS: what the workspace and the login window announce. Plainly written, untested; needs pyobjc, else it is quiet.

Sources: NSWorkspace's notifications in Apple's documentation; com.apple.screenIsLocked is not documented, though
long in use.
"""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtCore import QObject

from ui.shell.sentry import Sentry

_LEAVING = {
    "NSWorkspaceWillSleepNotification": "sleep",
    "NSWorkspaceSessionDidResignActiveNotification": "switch",
}
_WOKE = "NSWorkspaceDidWakeNotification"
_LOCKED = "com.apple.screenIsLocked"


class MacSentry(Sentry):
    """Listens at the two centres that such news comes through."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens: list[Any] = []

    def watch(self) -> None:
        """Begin to listen."""
        try:
            cocoa: Any = importlib.import_module("AppKit")
            foundation: Any = importlib.import_module("Foundation")
        except ImportError:
            return
        workspace = cocoa.NSWorkspace.sharedWorkspace().notificationCenter()
        for name, leaving in _LEAVING.items():
            self._listen(workspace, name, lambda _, leaving=leaving: self.leaving.emit(leaving))
        self._listen(workspace, _WOKE, lambda _: self.woke.emit())
        everyone = foundation.NSDistributedNotificationCenter.defaultCenter()
        self._listen(everyone, _LOCKED, lambda _: self.leaving.emit("screen"))

    def _listen(self, centre: Any, name: str, heard: Any) -> None:
        self._tokens.append(centre.addObserverForName_object_queue_usingBlock_(name, None, None, heard))
