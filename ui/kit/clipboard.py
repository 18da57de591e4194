"""What leaves by copying: plain text only, marked as secret, and taken off again while it is still ours.

Every copy of the app passes here, from any field: the keeper sees it in the moment it is made and puts a marked one
in its place. A clipboard manager may ignore the marks, and on Wayland a program may only change the clipboard while
one of its windows has the focus, so what was due meanwhile is taken off when a window has it again (untested there).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

OURS = "application/x-attune-copy"  # tells our copy from what anyone else put there since
MARKS = {  # clipboard managers that know one of these do not keep the text
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"\x01",
    "org.nspasteboard.ConcealedType": b"\x01",
}
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def marked(text: str) -> QMimeData:
    """A text as it may lie on the clipboard: no other form of it, and every mark."""
    data = QMimeData()
    data.setText(text)
    data.setData(OURS, b"1")
    for mark, value in MARKS.items():
        data.setData(mark, value)
    return data


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setMimeData(marked(text), QClipboard.Mode.Clipboard)


def clear_copies() -> None:
    """Empty the clipboard and the selection, each only if what is there came from here."""
    for mode in _MODES:
        _clear(mode)


def _clear(mode: QClipboard.Mode) -> None:
    clipboard = QGuiApplication.clipboard()
    if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
        return
    held: QMimeData | None = clipboard.mimeData(mode)  # none when the desktop holds nothing
    if _owns(mode) or (held is not None and held.hasFormat(OURS)):
        clipboard.clear(mode)


def _owns(mode: QClipboard.Mode) -> bool:
    clipboard = QGuiApplication.clipboard()
    return clipboard.ownsSelection() if mode == QClipboard.Mode.Selection else clipboard.ownsClipboard()


class ClipboardKeeper(QObject):
    """Marks each copy that is made in this app and takes it off after `seconds()`; lives as long as the app."""

    def __init__(self, seconds: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._timers = {mode: QTimer(self, singleShot=True) for mode in _MODES}
        self._due: set[QClipboard.Mode] = set()
        for mode, timer in self._timers.items():
            timer.timeout.connect(lambda mode=mode: self._take_off(mode))
        QGuiApplication.clipboard().changed.connect(self._changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._try_again)

    def _changed(self, mode: QClipboard.Mode) -> None:
        """Something else lies there now; only what is ours is looked at."""
        timer = self._timers.get(mode)
        if timer is None:
            return
        self._due.discard(mode)
        timer.stop()
        clipboard = QGuiApplication.clipboard()
        held: QMimeData | None = clipboard.mimeData(mode) if _owns(mode) else None
        if held is None or not held.formats():
            return
        if not held.hasFormat(OURS):
            clipboard.setMimeData(marked(held.text()), mode)  # which comes back here, marked
            return
        timer.start(self._seconds() * 1000)

    def _take_off(self, mode: QClipboard.Mode) -> None:
        _clear(mode)
        if _owns(mode):
            self._due.add(mode)

    def _try_again(self, window: object) -> None:
        if window is not None:
            for mode in list(self._due):
                self._due.discard(mode)
                self._take_off(mode)
