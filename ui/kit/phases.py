"""A couple's phase as a chip, and the six phases as a path that falls back to one line when narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.kit.marks import PhaseState, paint_phase, pen
from ui.theme.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class PhaseChip(QWidget):
    """Number and name of a phase in its colour; without a phase a quiet dashed chip."""

    def __init__(self, theme: Theme, number: int = 0, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number, self._label = theme, number, label
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_phase(number, label)
        Dress(self, theme, self.updateGeometry)

    def set_phase(self, number: int, label: str) -> None:
        """Show another phase; 0 means none yet."""
        self._number, self._label = number, label or "No phase yet"
        self.setAccessibleName(f"Phase {number}, {label}" if number else self._label)
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the whole name."""
        room = QFontMetrics(self._theme.font(12, 600)).horizontalAdvance(self._text())
        return QSize(room + self._theme.px(26), self._theme.px(26))

    def minimumSizeHint(self) -> QSize:
        """Room for the number."""
        return QSize(self._theme.px(40), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8)
        family = f"phase{self._number}"
        if self._number:
            painter.setPen(QPen(theme.color(f"{family}.strong"), 1.4))
            painter.setBrush(theme.color(f"{family}.fill"))
        else:
            edge = QPen(theme.color("edge"), 1.2)
            edge.setDashPattern([3, 2.5])
            painter.setPen(edge)
        painter.drawRoundedRect(box, theme.px(7), theme.px(7))
        painter.setPen(theme.color(f"{family}.text" if self._number else "text2"))
        painter.setFont(theme.font(12, 600))
        room = box.adjusted(theme.px(11), 0, -theme.px(8), 0)
        words = painter.fontMetrics().elidedText(
            self._text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, _LEFT, words)

    def _text(self) -> str:
        return f"{self._number}  {self._label}" if self._number else self._label


@dataclass(frozen=True, slots=True)
class Step:
    """One phase on the path and how the couple stands to it."""

    number: int
    label: str
    state: PhaseState  # "past", "current" or "later"


class PhasePathBar(QWidget):
    """The six phases as a path: been there, here now, still to come. A path, not a ladder."""

    def __init__(self, theme: Theme, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.set_steps(steps)
        Dress(self, theme, self.updateGeometry)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show a path."""
        self._steps = tuple(steps)
        self.setAccessibleName("Path through the phases")
        self.setAccessibleDescription(self.sentence)
        self.setToolTip("\n".join(_line(step) for step in self._steps))
        self.update()

    @property
    def sentence(self) -> str:
        """The path in words."""
        here = next((step for step in self._steps if step.state == "current"), None)
        been = [str(step.number) for step in self._steps if step.state == "past"]
        now = f"Now in phase {here.number} of {len(self._steps)}, {here.label}." if here else "No phase yet."
        return f"{now} Been in {', '.join(been)}." if been else now

    @property
    def is_narrow(self) -> bool:
        """Whether there is only room for one line and a bar."""
        metrics = QFontMetrics(self._theme.font(12, 600))
        words = [word for step in self._steps for word in _two_lines(step.label, metrics)]
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return self.width() < len(self._steps) * (longest + self._theme.px(66))

    def sizeHint(self) -> QSize:
        """As wide as there is, tall enough for two lines."""
        return QSize(self._theme.px(600), self._theme.px(60))

    def minimumSizeHint(self) -> QSize:
        """Room for the one line."""
        return QSize(self._theme.px(200), self._theme.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the path."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, theme.px(10), theme.px(10))
        if self._steps:
            (self._paint_narrow if self.is_narrow else self._paint_wide)(painter, frame)

    def _paint_wide(self, painter: QPainter, frame: QRectF) -> None:
        theme, wide = self._theme, frame.width() / len(self._steps)
        for index, step in enumerate(self._steps):
            cell = QRectF(frame.left() + index * wide, frame.top(), wide, frame.height())
            if step.state == "current":
                self._paint_here(painter, cell, step)
            self._paint_step(painter, cell, step)
            after = self._steps[index + 1] if index + 1 < len(self._steps) else None
            if after and "current" not in (step.state, after.state):
                self._paint_chevron(painter, QPointF(cell.right() - theme.px(2), cell.center().y()))

    def _paint_here(self, painter: QPainter, cell: QRectF, step: Step) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color(f"phase{step.number}.strong"), 2))
        painter.setBrush(theme.color(f"phase{step.number}.fill"))
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(cell.adjusted(-1, 0, 1, 0) & inside, theme.px(10), theme.px(10))

    def _paint_step(self, painter: QPainter, cell: QRectF, step: Step) -> None:
        theme = self._theme
        side = theme.px(24)
        mark = QRectF(cell.left() + theme.px(14), cell.center().y() - side / 2, side, side)
        paint_phase(painter, theme, mark, step.number, step.state)
        here = step.state == "current"
        painter.setFont(theme.font(12, 600 if here else 500))
        painter.setPen(theme.color(f"phase{step.number}.text" if here else _INK[step.state]))
        left = mark.right() + theme.px(10)
        room = QRectF(left, cell.top(), cell.right() - left, cell.height())
        lines = "\n".join(_two_lines(step.label, painter.fontMetrics()))
        painter.drawText(room, _LEFT, lines)

    def _paint_chevron(self, painter: QPainter, at: QPointF) -> None:
        reach = self._theme.px(4)
        path = QPainterPath(at - QPointF(reach / 2, reach))
        path.lineTo(at + QPointF(reach / 2, 0))
        path.lineTo(at + QPointF(-reach / 2, reach))
        painter.strokePath(path, pen(self._theme.color("edge"), 1.5))

    def _paint_narrow(self, painter: QPainter, frame: QRectF) -> None:
        theme = self._theme
        here = next((step for step in self._steps if step.state == "current"), None)
        edge = theme.px(14)
        words = f"{here.number} of {len(self._steps)}  {here.label}" if here else "No phase yet"
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.color("text"))
        line = QRectF(frame.left() + edge, frame.top() + theme.px(8), frame.width() - 2 * edge, theme.px(22))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, _LEFT, shown)
        gap = theme.px(4)
        wide = (line.width() - gap * (len(self._steps) - 1)) / len(self._steps)
        for index, step in enumerate(self._steps):
            box = QRectF(line.left() + index * (wide + gap), line.bottom() + theme.px(6), wide, theme.px(10))
            self._paint_piece(painter, box, step)

    def _paint_piece(self, painter: QPainter, box: QRectF, step: Step) -> None:
        theme = self._theme
        if step.state == "later":
            edge = QPen(theme.color("edge"), 1.1)
            edge.setDashPattern([2.5, 2.2])
            painter.setPen(edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            width = 2.2 if step.state == "current" else 1.1
            painter.setPen(QPen(theme.color(f"phase{step.number}.strong"), width))
            painter.setBrush(theme.color(f"phase{step.number}.fill"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))


_INK: dict[str, str] = {"past": "text", "later": "text2", "here": "text", "current": "text"}
_STATE_WORDS: dict[str, str] = {"past": "been here", "current": "here now", "later": "not yet visited"}


def _line(step: Step) -> str:
    word = _STATE_WORDS.get(step.state, "")
    return f"{step.number} {step.label}: {word}" if word else f"{step.number} {step.label}"


def _two_lines(label: str, metrics: QFontMetrics) -> list[str]:
    """The label broken where its two lines are most alike."""
    words = label.split()
    if len(words) < 2:
        return [label]
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return list(min(splits, key=lambda pair: max(metrics.horizontalAdvance(line) for line in pair)))
