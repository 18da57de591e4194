"""Ways a program is ended from outside: a signal, or the desktop that closes the session. Drafts are kept first."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager


class Ending(QObject):
    """Calls `quit_` on SIGTERM, SIGINT or SIGHUP, and `lock` when the session ends."""

    def __init__(self, app: QGuiApplication, quit_: Callable[[], None], lock: Callable[[], None]) -> None:
        super().__init__(app)
        self._quit, self._lock = quit_, lock
        app.commitDataRequest.connect(self._session_ends)
        if os.name == "posix":
            self._listen()

    def _listen(self) -> None:
        # Qt's loop sleeps in C: the byte that Python writes for a signal wakes it.
        self._here, self._there = os.pipe()
        os.set_blocking(self._there, False)
        signal.set_wakeup_fd(self._there, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with contextlib.suppress(ValueError, OSError):
                signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._here, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        os.read(self._here, 64)
        self._quit()

    def _session_ends(self, _: QSessionManager) -> None:
        self._lock()

    def stop(self) -> None:
        """Listen no longer."""
        if os.name == "posix":
            signal.set_wakeup_fd(-1)
            self._notifier.setEnabled(False)
            os.close(self._here)
            os.close(self._there)
