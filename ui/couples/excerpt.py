"""The beginning of a text, in at most so many lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from ui.kit.words import Ink, Label, Words


class Excerpt(Label):
    """Words that break into lines and end in an ellipsis where the lines are used up."""

    def __init__(self, text: str, lines: int = 3, words: Words = "body", ink: Ink = "text") -> None:
        super().__init__(" ".join(text.split()), words, ink)
        self._most = lines
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines that can be read now."""
        return tuple(words for words, _ in self._lines(self.width()))

    def hasHeightForWidth(self) -> bool:
        """Fewer lines where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at a width."""
        return self._step * max(1, len(self._lines(width)))

    def sizeHint(self) -> QSize:
        """A line of comfortable length."""
        wide = min(
            self.fontMetrics().horizontalAdvance(self.text()), self.fontMetrics().averageCharWidth() * 44
        )
        return QSize(wide, self.heightForWidth(max(1, wide)))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, self._step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        for words, top in self._lines(self.width()):
            area = self.contentsRect().translated(0, int(top))
            painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, words)

    @property
    def _step(self) -> int:
        return round(self.fontMetrics().lineSpacing() * 1.15)

    def _lines(self, width: int) -> list[tuple[str, float]]:
        text, found = self.text(), list[tuple[str, float]]()
        layout = QTextLayout(text, self.font())
        layout.setTextOption(QTextOption())
        layout.beginLayout()
        while (line := layout.createLine()).isValid() and len(found) < self._most:
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
            start, length = line.textStart(), line.textLength()
            words = text[start : start + length].rstrip()
            if len(found) == self._most - 1:
                rest = text[start:]
                words = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
            found.append((words, len(found) * self._step))
        layout.endLayout()
        return found
