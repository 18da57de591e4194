"""Words of which some letters are bold, in a few lines, shortened at the end; every script in its own direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

_MORE = "\N{HORIZONTAL ELLIPSIS}"
_ONE_LINE = 1_000_000.0  # wide enough for any text
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Runs:
    """A text, the spans of it that are bold, and how both are drawn."""

    text: str
    bold: Spans
    font: QFont
    weight: int = 700

    def paint(self, painter: QPainter, area: QRectF, ink: QColor, lines: int = 1) -> None:
        """Draw in this area, in at most so many lines; a single line stands in its middle."""
        layout = self._fitting(area.width(), lines)
        if layout is None:
            return
        high = sum(layout.lineAt(at).height() for at in range(layout.lineCount()))
        top = area.top() + (max(0.0, area.height() - high) / 2 if lines == 1 else 0.0)
        painter.setPen(ink)
        layout.draw(painter, QPointF(area.left(), top))

    def lines(self, width: float, most: int) -> int:
        """How many lines it takes at a width, up to `most`."""
        return min(most, self._laid_out(self.text, width, most + 1).lineCount()) if self.text else 0

    def _fitting(self, width: float, lines: int) -> QTextLayout | None:
        if not self.text or width <= 0:
            return None
        layout = self._laid_out(self.text, width, lines + 1)
        if layout.lineCount() <= lines:
            return layout
        last = _letters(self.text, layout.lineAt(lines - 1).textStart())
        rest = self._laid_out(
            self.text[last:], _ONE_LINE, 1, shift=last
        )  # a line lives no longer than its layout
        room = width - QFontMetricsF(self.font).horizontalAdvance(_MORE)
        kept = rest.lineAt(0).xToCursor(max(0.0, room))
        kept = _letters(self.text[last:], kept[0] if isinstance(kept, tuple) else kept)
        return self._laid_out(self.text[: last + kept].rstrip() + _MORE, width, lines)

    def _laid_out(self, text: str, width: float, most: int, shift: int = 0) -> QTextLayout:
        layout = QTextLayout(text, self.font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(text, shift))
        layout.beginLayout()
        top = 0.0
        for _ in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _formats(self, text: str, shift: int) -> list[QTextLayout.FormatRange]:
        found: list[QTextLayout.FormatRange] = []
        for start, length in self.bold:
            first, end = max(0, start - shift), min(len(text), start + length - shift)
            if first >= end:
                continue
            one = QTextLayout.FormatRange()
            one.start, one.length = _units(text[:first]), _units(text[first:end])
            style = QTextCharFormat()
            style.setFontWeight(self.weight)
            one.format = style
            found.append(one)
        return found


def _units(text: str) -> int:
    """How long a text is for Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letters(text: str, units: int) -> int:
    """How many letters of a text so many units of Qt's are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
