"""Keeps our windows out of screen sharing and recordings where the system can: Windows and macOS, both untested.

X11 hands every program the whole screen, and Wayland lets the person choose what is shared but no program refuse; so
on Linux nothing is done here, and nothing is offered.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_SHOWN, _LEFT_OUT = (
    0x0,
    0x11,
)  # winuser.h: WDA_NONE, WDA_EXCLUDEFROMCAPTURE (Windows 10 version 2004 and later)
_READ_ONLY, _NONE = 1, 0  # NSWindow.h: NSWindowSharingReadOnly, NSWindowSharingNone


def can_leave_out() -> bool:
    """Whether this system can leave a window out of what is shared."""
    return sys.platform in ("win32", "darwin")


class SharingGuard(QObject):
    """Asks the system to leave out each window of ours as it is shown, while `wanted()` says so."""

    def __init__(self, app: QApplication, wanted: Callable[[], bool]) -> None:
        super().__init__(app)
        self._wanted = wanted
        if can_leave_out():
            app.installEventFilter(self)

    def apply(self) -> None:
        """The setting was changed: ask anew for every window that is there."""
        for window in QApplication.topLevelWidgets():
            if can_leave_out() and window.isVisible():
                _ask(window, left_out=self._wanted())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is shown now."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            _ask(watched, left_out=self._wanted())
        return False


def _ask(window: QWidget, *, left_out: bool) -> None:
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            user: Any = ctypes.windll.user32
            user.SetWindowDisplayAffinity(
                ctypes.c_void_p(int(window.winId())), _LEFT_OUT if left_out else _SHOWN
            )
        elif sys.platform == "darwin":
            _tell_window(int(window.winId()), _NONE if left_out else _READ_ONLY)


def _tell_window(view: int, sharing: int) -> None:
    """`[[view window] setSharingType: sharing]`, by the C functions of the Objective-C runtime."""
    runtime: Any = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    runtime.sel_registerName.restype = ctypes.c_void_p
    runtime.sel_registerName.argtypes = [ctypes.c_char_p]
    address = ctypes.cast(runtime.objc_msgSend, ctypes.c_void_p).value
    if address is None:
        return
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
    tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(address)
    window = ask(view, runtime.sel_registerName(b"window"))
    if window:
        tell(window, runtime.sel_registerName(b"setSharingType:"), sharing)
