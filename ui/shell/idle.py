"""Notices when nobody is there: a warning in the last minute, then the wish to lock."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from ui.shell.awake_clock import Seconds, since_boot

WARNING_SECONDS = 60
_PRESENCE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatcher(QObject):
    """Compares a deadline with a clock that runs on in sleep, at each second and at each sign of presence."""

    warned = Signal(int)  # seconds left, once a second during the last minute
    returned = Signal()  # someone is back before the end
    lock_requested = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None, seconds: Seconds = since_boot) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._allowed = minutes * 60.0
        self._last = seconds()
        self._warning = False
        self._running = False
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch; the person is taken to be there now."""
        self._last = self._seconds()
        self._running = True
        self._warning = False
        self._timer.start()
        app = QCoreApplication.instance()
        if app:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        self._running = False
        self._timer.stop()
        app = QCoreApplication.instance()
        if app:
            app.removeEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Allow another length of absence from now on."""
        self._allowed = minutes * 60.0
        self.look()

    def look(self) -> None:
        """Compare the deadline with the clock now; also right after the computer woke up."""
        if not self._running:
            return
        left = self._last + self._allowed - self._seconds()
        if left <= 0:
            self.stop()
            self.lock_requested.emit()
        elif left <= min(WARNING_SECONDS, self._allowed / 2):
            self._warning = True
            self.warned.emit(max(1, round(left)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take any key, click or movement as presence, unless the deadline has already passed."""
        if self._running and event.type() in _PRESENCE:
            if self._last + self._allowed <= self._seconds():
                self.look()  # the first key after a long sleep must not count as having been there
                return True
            self._last = self._seconds()
            if self._warning:
                self._warning = False
                self.returned.emit()
        return False
