"""Windows: what the terminal services and the power manager tell a window. Plainly written, untested.

Sources: WTSRegisterSessionNotification, WM_WTSSESSION_CHANGE and WM_POWERBROADCAST in Microsoft's documentation.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from ui.shell.sentry import Sentry

_WM_POWERBROADCAST, _SUSPEND, _RESUMED = 0x0218, 0x0004, 0x0012
_WM_WTSSESSION_CHANGE, _CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOCK = 0x02B1, 0x2, 0x4, 0x7
_THIS_SESSION = 0


class WindowsSentry(Sentry, QAbstractNativeEventFilter):
    """Hears the messages through the window it is a child of. Windows waits some two seconds before it sleeps."""

    def __init__(self, parent: QObject | None = None) -> None:
        Sentry.__init__(self, parent)
        QAbstractNativeEventFilter.__init__(self)

    def watch(self) -> None:
        """Ask for the messages of this login."""
        window, app = self.parent(), QCoreApplication.instance()
        if isinstance(window, QWidget) and app is not None:
            app.installNativeEventFilter(self)
            library: Any = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
            library.WTSRegisterSessionNotification(wintypes.HWND(int(window.winId())), _THIS_SESSION)

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at each message and leave it to the others."""
        told = wintypes.MSG.from_address(int(message))
        if told.message == _WM_WTSSESSION_CHANGE and told.wParam == _SESSION_LOCK:
            self.leaving.emit("screen")
        elif told.message == _WM_WTSSESSION_CHANGE and told.wParam in (
            _CONSOLE_DISCONNECT,
            _REMOTE_DISCONNECT,
        ):
            self.leaving.emit("switch")
        elif told.message == _WM_POWERBROADCAST and told.wParam == _SUSPEND:
            self.leaving.emit("sleep")
        elif told.message == _WM_POWERBROADCAST and told.wParam == _RESUMED:
            self.woke.emit()
        return False, 0
