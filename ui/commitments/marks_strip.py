"""The last check-ins of a promise as marks, oldest left, with the first and last day written below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.commitments.words import Day, marks_sentence, outcome_words
from ui.kit.dress import Dress
from ui.kit.marks import paint_outcome
from ui.theme.theme import Theme

MOST = 8
_STEP, _MARK, _TALL = 25, 17, 40


class MarksStrip(QWidget):
    """Up to eight marks; a dashed ring at the end says that today is still to be asked about."""

    def __init__(
        self,
        theme: Theme,
        marks: Sequence[tuple[dt.date, str | None]],
        day: Day,
        *,
        asks_today: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._day, self._asks = theme, day, asks_today
        self._marks = tuple(marks)[-(MOST - asks_today) :]
        sentence = marks_sentence(self._marks, day)
        self.setAccessibleName(f"{sentence}; today is still to be asked about" if asks_today else sentence)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        Dress(self, theme, self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for eight marks and the days below."""
        return QSize(self._theme.px(_STEP * MOST), self._theme.px(_TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks and the days."""
        painter = QPainter(self)
        outcomes = [outcome or "" for _, outcome in self._marks] + ["open"] * self._asks
        for place, outcome in enumerate(outcomes):
            if outcome:
                paint_outcome(painter, self._theme, self._box(place), outcome)
            else:
                self._paint_different(painter, self._box(place))
        painter.setPen(self._theme.color("text2"))
        painter.setFont(self._theme.font(12))
        self._write_days(painter, len(outcomes))

    def _write_days(self, painter: QPainter, count: int) -> None:
        below = QRectF(0, self._theme.px(22), self.width(), self._theme.px(18))
        if not count:
            painter.drawText(
                below.translated(0, -below.top()), Qt.AlignmentFlag.AlignLeft, "No check-ins yet"
            )
            return
        last = "today" if self._asks else self._day(self._marks[-1][0])
        first = self._day(self._marks[0][0]) if self._marks and count > 1 else ""
        room = painter.fontMetrics().horizontalAdvance
        end = self._box(count - 1).right()
        left = max(end - room(last), room(first) + self._theme.px(8) if first else 0.0)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(QRectF(left, below.top(), room(last) + 4, below.height()), 0, last)

    def _paint_different(self, painter: QPainter, box: QRectF) -> None:
        """Two dots side by side: two accounts that differ."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text2"))
        reach = box.width() * 0.22
        for side in (-1, 1):
            painter.drawEllipse(box.center() + QPointF(side * reach, 0), reach * 0.7, reach * 0.7)
        painter.restore()

    def _box(self, place: int) -> QRectF:
        px = self._theme.px
        return QRectF(place * px(_STEP), 1, px(_MARK), px(_MARK))

    def event(self, event: QEvent) -> bool:
        """Say the day and the answer of the mark under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = int(event.pos().x() / max(1, self._theme.px(_STEP)))
            words = self.accessibleName()
            if place < len(self._marks):
                on, outcome = self._marks[place]
                words = f"{self._day(on)}: {outcome_words(outcome)}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
