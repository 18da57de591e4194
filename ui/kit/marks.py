"""Small marks painted by hand, each readable without its colour: phases, levels, check-ins."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.theme.theme import Theme

PhaseState = Literal["here", "past", "current", "later"]
RATING_WORDS = ("not yet", "rarely", "sometimes", "often", "steady")
LEVEL_WORDS = ("resolved", "mild", "moderate", "severe")
OUTCOME_WORDS = {
    "kept": "kept",
    "partly": "partly kept",
    "missed": "missed",
    "not_applicable": "did not come up",
    "open": "still to come",
}


def pen(color: QColor, width: float) -> QPen:
    """A pen with round ends."""
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def paint_tick(painter: QPainter, area: QRectF, color: QColor, width: float) -> None:
    """A tick inside `area`."""
    path = QPainterPath(QPointF(area.left() + area.width() * 0.22, area.top() + area.height() * 0.54))
    path.lineTo(area.left() + area.width() * 0.42, area.top() + area.height() * 0.73)
    path.lineTo(area.left() + area.width() * 0.79, area.top() + area.height() * 0.3)
    painter.strokePath(path, pen(color, width))


def paint_phase(
    painter: QPainter, theme: Theme, area: QRectF, number: int, state: PhaseState = "here"
) -> None:
    """The number of a phase in its colour; been there has a dot, still to come is dashed and quiet."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = area.width()
    width = {"later": 1.4, "current": 2.0}.get(state, 1.5)
    box = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    radius = side * 7 / 24
    family = f"phase{number}"
    if state == "later":
        edge = QPen(theme.color("edge"), width)
        edge.setDashPattern([2.4, 2.2])
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QPen(theme.color(f"{family}.strong"), width))
        painter.setBrush(theme.color("surface" if state == "current" else f"{family}.fill"))
    painter.drawRoundedRect(box, radius, radius)
    small = side < theme.px(24)
    painter.setFont(theme.font(11 if small else 12, 600))
    ink = {"later": "text2", "current": "text"}.get(state, f"{family}.text")
    painter.setPen(theme.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
    if state == "past":
        _paint_been_here(painter, theme, box)
    painter.restore()


def _paint_been_here(painter: QPainter, theme: Theme, box: QRectF) -> None:
    radius = box.width() * 0.17
    middle = box.bottomRight() - QPointF(radius * 0.65, radius * 0.65)
    painter.setPen(QPen(theme.color("surface"), radius * 0.7))
    painter.setBrush(theme.color("text2"))
    painter.drawEllipse(middle, radius, radius)


def paint_bars(painter: QPainter, area: QRectF, level: int, color: QColor) -> None:
    """One to three upright bars in the middle of `area`, or a tick for level 0."""
    high = area.height()
    if level == 0:
        side = high * 0.78
        box = QRectF(0, 0, side, side)
        box.moveCenter(area.center())
        paint_tick(painter, box, color, max(1.6, high * 0.095))
        return
    wide, step = high * 0.155, high * 0.29
    left = area.center().x() - (level - 1) * step / 2 - wide / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for bar in range(level):
        box = QRectF(left + bar * step, area.center().y() - high * 0.24, wide, high * 0.48)
        painter.drawRoundedRect(box, wide * 0.28, wide * 0.28)


def paint_level(painter: QPainter, theme: Theme, area: QRectF, level: int | None) -> None:
    """A cell of the block map: empty for None, tick, or one to three bars on deepening blue."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = area.adjusted(0.6, 0.6, -0.6, -0.6)
    radius = min(area.height() * 0.24, theme.px(5) * 1.2)
    if level is None:
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
    else:
        painter.setPen(QPen(theme.color(f"level{level}.edge"), 1.1))
        painter.setBrush(theme.color(f"level{level}.fill"))
        painter.drawRoundedRect(box, radius, radius)
        paint_bars(painter, box, level, theme.color(f"level{level}.glyph"))
    painter.restore()


def paint_dots(painter: QPainter, area: QRectF, value: int, color: QColor, most: int = 4) -> None:
    """A rating in the middle of `area`: one to four dots, or a small ring for 0."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step = area.width() / most
    radius = step * 0.34
    if value == 0:
        painter.setPen(QPen(color, max(1.2, area.width() / 18)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area.center(), radius * 1.1, radius * 1.1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    left = area.center().x() - (value - 1) * step / 2
    for place in range(value):
        painter.drawEllipse(QPointF(left + step * place, area.center().y()), radius, radius)
    painter.restore()


def paint_outcome(painter: QPainter, theme: Theme, area: QRectF, outcome: str) -> None:
    """Kept: disc with tick. Partly: half disc. Missed: ring with a cross, grey. Did not come up: dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(area.width(), area.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(area.center())
    line = max(1.2, side / 12)
    ring = box.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    accent, quiet = theme.color("accent"), theme.color("text2")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if outcome == "kept":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(box)
        paint_tick(painter, box, theme.color("on_accent"), line * 1.25)
    elif outcome == "partly":
        painter.setPen(QPen(accent, line))
        painter.drawEllipse(ring)
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(ring, 90 * 16, 180 * 16)
    elif outcome == "missed":
        painter.setPen(pen(quiet, line))
        painter.drawEllipse(ring)
        reach = side * 0.17
        middle = box.center()
        painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
        painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
    elif outcome == "not_applicable":
        painter.setPen(pen(quiet, line * 1.2))
        painter.drawLine(box.center() - QPointF(side * 0.3, 0), box.center() + QPointF(side * 0.3, 0))
    else:
        dashes = QPen(quiet, line)
        dashes.setDashPattern([2.0, 1.9])
        painter.setPen(dashes)
        painter.drawEllipse(ring)
    painter.restore()


class Mark(QWidget):
    """A mark of a fixed size (px at 100 % text) that follows the theme and has a name."""

    def __init__(self, theme: Theme, width: float, height: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._width, self._height = width, height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        Dress(self, theme, self._resize)

    def sizeHint(self) -> QSize:
        """Its size at the chosen text size."""
        return QSize(self.theme.px(self._width), self.theme.px(self._height))

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


class PhaseMark(Mark):
    """The number of a phase in its colour."""

    def __init__(
        self, theme: Theme, number: int, label: str = "", state: PhaseState = "here", size: float = 24
    ) -> None:
        super().__init__(theme, size, size)
        self._number = number
        self._state: PhaseState = state
        self.set_phase(number, label, state)

    def set_phase(self, number: int, label: str = "", state: PhaseState = "here") -> None:
        """Show another phase; 0 shows nothing yet."""
        self._number, self._state = number, state
        name = f"Phase {number}, {label}".rstrip(", ") if number else "No phase yet"
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark, or an empty dashed one."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._number:
            paint_phase(painter, self.theme, area, self._number, self._state)
            return
        edge = QPen(self.theme.color("edge"), 1.3)
        edge.setDashPattern([2.4, 2.2])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), area.width() * 7 / 24, area.width() * 7 / 24)


class LevelMark(Mark):
    """How much a block stands in the way, as bars or a tick."""

    def __init__(
        self, theme: Theme, level: int | None, name: str = "", width: float = 28, height: float = 24
    ) -> None:
        super().__init__(theme, width, height)
        self._level = level
        self._name = name
        self.set_level(level)

    def set_level(self, level: int | None) -> None:
        """Show another level, or an empty cell for None."""
        self._level = level
        word = LEVEL_WORDS[level] if level is not None else "not seen"
        self.setAccessibleName(f"{self._name}: {word}" if self._name else word.capitalize())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell."""
        paint_level(QPainter(self), self.theme, QRectF(self.rect()), self._level)


class OutcomeMark(Mark):
    """How one check-in went."""

    def __init__(self, theme: Theme, outcome: str, name: str = "", size: float = 16) -> None:
        super().__init__(theme, size, size)
        self._outcome = outcome
        word = OUTCOME_WORDS.get(outcome, outcome)
        self.setAccessibleName(f"{name}: {word}" if name else word.capitalize())
        self.setToolTip(self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        paint_outcome(
            QPainter(self), self.theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._outcome
        )
