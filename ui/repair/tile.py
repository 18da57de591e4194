"""One step of a thread: a mark, its word, its day; readable without colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import presses
from ui.kit.ground import paint_ground
from ui.kit.marks import Mark, paint_tick
from ui.kit.words import Label
from ui.theme.theme import Theme

_TAKES_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class StepMark(Mark):
    """A disc with a tick for a step that was taken, a dashed ring for one still to come; decoration beside its word."""

    def __init__(self, theme: Theme, *, taken: bool) -> None:
        super().__init__(theme, 20, 20)
        self._taken = taken
        self.setAccessibleName("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._taken:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ok"))
            painter.drawEllipse(box)
            paint_tick(painter, box.adjusted(2, 2, -2, -2), theme.color("surface"), theme.px(2))
            return
        ring = QPen(theme.color("edge"), 1.5)
        ring.setDashPattern([2.4, 2.2])
        painter.setPen(ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)


class StepTile(QPushButton):
    """Enter or a click opens what is behind it; M marks it for today, E says more, Delete takes the last mark back.

    moved(int)   an arrow asks for the step before or after
    """

    mark_requested = Signal()
    more_requested = Signal()
    take_back_requested = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, label: str, when: str, meaning: str, *, taken: bool) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "row")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{label}, {when}")
        self.setAccessibleDescription(meaning)
        self.setToolTip(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(self)
        px = theme.px
        lines.setContentsMargins(px(8), px(8), px(6), px(8))
        lines.setSpacing(px(4))
        lines.addWidget(StepMark(theme, taken=taken))
        lines.addWidget(Label(label, "medium", wrap=True))
        lines.addWidget(Label(when, "small", "text2", wrap=True))
        lines.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a step; the rest is that of a button."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_M:
            self.mark_requested.emit()
        elif key == Qt.Key.Key_E:
            self.more_requested.emit()
        elif key in _TAKES_BACK:
            self.take_back_requested.emit()
        elif key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif not presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """What its parts need."""
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What its parts need at least."""
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the pointer and the ring."""
        paint_ground(QPainter(self), self._theme, self)
