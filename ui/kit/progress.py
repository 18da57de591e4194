"""How far a long job is: a thin line, and the way from the job's thread to it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from therapist_app.kernel.progress import Progress
from ui.theme.theme import Theme

_STEPS = 1000


class Reporter(QObject):
    """Carries the steps of one job, which come on its own thread, to the window's."""

    advanced = Signal(float, str)
    """Share from 0 to 1, and what is being done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.progress = Progress(self._report)

    def _report(self, share: float, words: str) -> None:
        if shiboken6.isValid(self):  # its window may have gone, as after a lock
            self.advanced.emit(share, words)


class ProgressLine(QProgressBar):
    """A line that fills; read aloud as a progress bar."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self.setValue(round(share * _STEPS))

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(self._theme.px(120), self._theme.px(6))

    def minimumSizeHint(self) -> QSize:
        """As thin, and as short as need be."""
        return QSize(self._theme.px(24), self._theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a round groove, and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        round_ = whole.height() / 2
        painter.setPen(self._theme.color("edge"))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
        share = self.value() / _STEPS
        if share > 0:
            done = QRectF(whole)
            done.setWidth(max(whole.height(), whole.width() * share))
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(self._theme.color("accent"))
            painter.drawRoundedRect(done.adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
