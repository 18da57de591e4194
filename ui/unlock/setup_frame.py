"""The frame of the first run: the steps at the left, one step at the right, and the way on below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton, primary
from ui.kit.dress import Dress, hairline
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.mark import ProductMark

_RAIL, _CONTENT, _EDGE = 320, 640, 80
_NARROW_EM = 62


class SetupFrame(QWidget):
    """Shows a step and says which way someone wants to go."""

    back_requested = Signal()
    next_requested = Signal()
    later_requested = Signal()
    help_requested = Signal()

    def __init__(self, theme: Theme, steps: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run")
        self.setAccessibleName("Set up")
        self._theme, self._steps = theme, tuple(steps)
        self._content: QWidget | None = None
        self.rail = _Rail(theme, self._steps)
        self.rail.help.clicked.connect(self.help_requested)
        self.where = Label("", "smallstrong", "text2")
        self.back = Button(theme, "Back", "arrow-left", tall="large")
        self.later = LinkButton(theme, "Open Attune now", name="Open Attune now and do the rest later")
        self.next = primary(theme, "Continue", "arrow-right", "large")
        self.back.clicked.connect(self.back_requested)
        self.next.clicked.connect(self.next_requested)
        self.later.clicked.connect(self.later_requested)
        self._lay_out()
        Dress(self, theme, self._space)

    def _lay_out(self) -> None:
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.addWidget(self.where)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self.foot = QWidget()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(hairline())
        self._foot = QHBoxLayout()
        foot.addLayout(self._foot)
        self._foot.addWidget(self.back)
        self._foot.addStretch(1)
        self._foot.addWidget(self.later)
        self._foot.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._area, 1)
        right.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def show_step(self, number: int, content: QWidget) -> None:
        """Show a step's content; `number` counts from 0."""
        self.rail.set_step(number)
        self.where.setText(f"Step {number + 1} of {len(self._steps)}")
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._column.insertWidget(1, content)
        self._area.verticalScrollBar().setValue(0)
        QWidget.setTabOrder(content, self.back)

    def set_ways(
        self, *, back: bool = False, on: str = "", icon: str = "arrow-right", later: str = ""
    ) -> None:
        """Which buttons stand below; "" takes one away."""
        self.back.setVisible(back)
        self.later.setVisible(bool(later))
        self.later.set_word(later)
        self.next.setVisible(bool(on))
        self.next.set_word(on, icon)
        self.foot.setVisible(back or bool(on or later))

    def set_busy(self, busy: str) -> None:
        """Say on the button what is going on; "" lets it be pressed again."""
        for part in (self.back, self.later, self.next):
            part.setEnabled(not busy)
        if self._content is not None:
            self._content.setEnabled(not busy)
        if busy:
            self._word = self.next.text()
            self.next.set_word(busy)
        else:
            self.next.set_word(getattr(self, "_word", self.next.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of steps out where the window is narrow for its letters."""
        super().resizeEvent(event)
        self._space()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._theme.color("bg"))

    def _space(self) -> None:
        px = self._theme.px
        narrow = self.width() < _NARROW_EM * self._theme.em
        self.rail.setVisible(not narrow)
        self.where.setVisible(narrow)
        room = self.width() - (0 if narrow else self.rail.width())
        edge = px(24) if narrow else px(_EDGE)
        spare = max(edge, room - edge - px(_CONTENT))
        self._column.setContentsMargins(edge, px(20) if narrow else px(58), spare, px(24))
        self._column.setSpacing(px(8))
        self._foot.setContentsMargins(edge, px(20), spare, px(20))
        self._foot.setSpacing(px(16))


class _Rail(QWidget):
    """The product, how long this takes, and the steps with the one that is open."""

    def __init__(self, theme: Theme, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._theme = theme
        self.rows = [_StepRow(theme, place, *words) for place, words in enumerate(steps)]
        self.help = LinkButton(theme, "How the lock works, in plain words", "question")
        column = QVBoxLayout(self)
        column.setSpacing(0)
        name = QHBoxLayout()
        name.setContentsMargins(theme.px(10), 0, 0, 0)
        name.setSpacing(theme.px(10))
        name.addWidget(ProductMark(theme, 30))
        name.addWidget(Label("Attune", "subtitle"), 1)
        column.addLayout(name)
        column.addSpacing(theme.px(22))
        about = Label(
            "Set up takes about four minutes. You can stop after step 2.", "body", "text2", wrap=True
        )
        about.setContentsMargins(theme.px(12), 0, 0, 0)
        column.addWidget(about)
        column.addSpacing(theme.px(20))
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(8), 0, 0, 0)
        foot.addWidget(self.help)
        foot.addStretch(1)
        column.addLayout(foot)
        self._column = column
        Dress(self, theme, self._resize)

    def _resize(self) -> None:
        px = self._theme.px
        self.setFixedWidth(px(_RAIL))
        self._column.setContentsMargins(px(28), px(46), px(24), px(28))

    def set_step(self, number: int) -> None:
        """Mark the step that is open; those before it are done."""
        for place, row in enumerate(self.rows):
            row.set_state("done" if place < number else "here" if place == number else "later")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rail's own ground, and the line at its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sidebar"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())


class _StepRow(QWidget):
    """A numbered step: done with a tick, open on a card of its own, or later; joined by a line."""

    def __init__(self, theme: Theme, place: int, title: str, second: str) -> None:
        super().__init__()
        self._theme, self._place, self._title = theme, place, title
        self._state = "later"
        self._words = Label(title, "card")
        self._second = Label(second, "small", "text2")
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(1))
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._second)
        column.addStretch(1)
        self._column = column
        Dress(self, theme, self._resize)

    def _resize(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(52), px(12), px(8), px(12))
        self.setMinimumHeight(px(78))

    def set_state(self, state: str) -> None:
        """`state` is "done", "here" or "later"."""
        self._state = state
        self._words.set_ink("text2" if state == "later" else "text")
        spoken = {"done": "done", "here": "you are here", "later": "to come"}[state]
        self.setAccessibleName(f"Step {self._place + 1}, {self._title}, {spoken}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card of the open step, the line, and the disc."""
        painter, px, color = QPainter(self), self._theme.px, self._theme.color
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, centre = self.height() / 2, px(25)
        if self._state == "here":
            painter.setPen(QPen(color("line"), 1))
            painter.setBrush(color("surface"))
            box = QRectF(0.5, px(8), self.width() - 1, self.height() - px(16))
            painter.drawRoundedRect(box, px(10), px(10))
        disc = QRectF(centre - px(13), middle - px(13), px(26), px(26))
        painter.setPen(QPen(color("ok" if self._state == "done" else "edge"), 1.6))
        if self._place > 0 and self._state != "here":
            painter.drawLine(round(centre), 0, round(centre), round(disc.top()) - 2)
        if self._place < 3 and self._state != "here":
            painter.drawLine(round(centre), round(disc.bottom()) + 2, round(centre), self.height())
        self._paint_disc(painter, disc)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        color = self._theme.color
        if self._state == "later":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("edge"), 1.4))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("ok" if self._state == "done" else "accent"))
        painter.drawEllipse(disc)
        if self._state == "done":
            side = self._theme.px(16)
            tick = self._theme.pixmap("check", "on_accent", 16, self.devicePixelRatioF())
            painter.drawPixmap(round(disc.center().x() - side / 2), round(disc.center().y() - side / 2), tick)
            return
        painter.setFont(self._theme.font(13, 600))
        painter.setPen(color("text2" if self._state == "later" else "on_accent"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._place + 1))
