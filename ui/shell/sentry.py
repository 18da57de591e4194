"""What tells that the person is leaving: the desktop locks, the computer is about to sleep, another user comes.

One small adapter for each system. Linux is tested; Windows and macOS are written plainly and untested.
"""

from __future__ import annotations

import sys
from typing import Literal

from PySide6.QtCore import QObject, Signal

Leaving = Literal["screen", "sleep", "switch"]


class Sentry(QObject):
    """Hears nothing and holds nothing: what is used where a system has no adapter."""

    leaving = Signal(str)  # a Leaving
    woke = Signal()

    def watch(self) -> None:
        """Begin to listen; a desktop that has nothing to say is no fault."""

    def hold_sleep(self) -> None:
        """Ask the system to put off sleep, for a few seconds at most, until `let_sleep`."""

    def let_sleep(self) -> None:
        """What had to be done before sleep is done."""


def sentry_of_this_system(parent: QObject) -> Sentry:
    """The adapter for the system this program runs on."""
    if sys.platform == "linux":
        from ui.shell.sentry_linux import LinuxSentry

        return LinuxSentry(parent)
    if sys.platform == "win32":
        from ui.shell.sentry_windows import WindowsSentry

        return WindowsSentry(parent)
    if sys.platform == "darwin":
        from ui.shell.sentry_mac import MacSentry

        return MacSentry(parent)
    return Sentry(parent)
