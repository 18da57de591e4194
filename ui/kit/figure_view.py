"""Pictures of facts: the finding in words first, the picture, and the same facts as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Text
from ui.kit.card import Card
from ui.kit.dress import Dress
from ui.kit.figure_paint import outline, paint_figure
from ui.kit.figure_table import FigureTable, read_aloud
from ui.kit.words import Label
from ui.theme.theme import Theme

_LEAST = 160  # px: narrower than this no picture can be read
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FigureView(QWidget):
    """One figure, as large as the text size says and never wider than the room.

    Where its shapes have tags it is one tab stop: arrows go from tag to tag, Enter opens, E says more.
    """

    clicked = Signal(str)
    """The tag of the shape that was opened."""
    more_requested = Signal(str)
    """The tag of the shape about which more is to be said."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.figure: Figure | None = None
        self._make: Callable[[float], Figure] | None = None
        self._names: Mapping[str, str] = {}
        self._here = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        Dress(self, theme, self._fit)

    def set_figure(self, figure: Figure | None) -> None:
        """Show another figure, or nothing."""
        self._make = None
        self._show(figure)
        self._say(figure)

    def set_maker(self, make: Callable[[float], Figure]) -> Figure:
        """Show a figure that is made anew for each width, given in points at 100 %; gives the one that is shown."""
        self._make = make
        figure = make(self._room())
        self._show(figure)
        self._say(figure)
        return figure

    def name_tags(self, names: Mapping[str, str]) -> None:
        """What each tag stands for, shown under the pointer and read aloud."""
        self._names = dict(names)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the figure, each once, in the order they are painted."""
        shapes = self.figure.shapes if self.figure is not None else ()
        return tuple(dict.fromkeys(one.tag for one in shapes if not isinstance(one, Text) and one.tag))

    def sizeHint(self) -> QSize:
        """The size at the chosen text size."""
        if self.figure is None:
            return QSize(0, 0)
        grow = self.theme.scale
        return QSize(round(self.figure.width * grow), round(self.figure.height * grow))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any page."""
        return QSize(min(_LEAST, self.sizeHint().width()), 0)

    def hasHeightForWidth(self) -> bool:
        """A picture that must shrink keeps its form."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width."""
        return round(self.figure.height * self._grow(width)) if self.figure is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the figure anew for another width."""
        super().resizeEvent(event)
        if self._make is not None and event.size().width() != event.oldSize().width():
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        tag = self.tag_at(event.position())
        if tag and event.button() == Qt.MouseButton.LeftButton:
            self._here = tag
            self.clicked.emit(tag)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be opened."""
        hand = bool(self.tag_at(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from tag to tag; Enter opens."""
        tags, key = self.tags, Qt.Key(event.key())
        if tags and key in _STEPS:
            at = tags.index(self._here) + _STEPS[key] if self._here in tags else 0
            self._go(tags[min(len(tags) - 1, max(0, at))])
        elif tags and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(tags[0 if key == Qt.Key.Key_Home else -1])
        elif key in _OPEN and self._here in tags:
            self.clicked.emit(self._here)
        elif key == Qt.Key.Key_E and not event.modifiers() and self._here in tags:
            self.more_requested.emit(self._here)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the latest tag."""
        super().focusInEvent(event)
        if self._here not in self.tags and self.tags:
            self._go(self.tags[-1])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what a shape stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tag = self.tag_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._names.get(tag, ""), self)
            return True
        return super().event(event)

    def tag_at(self, at: QPointF) -> str:
        """The tag of the topmost shape at a point of the widget, or ""."""
        if self.figure is None:
            return ""
        point = at / self._grow(self.width())
        for shape in reversed(self.figure.shapes):
            if not isinstance(shape, Text) and shape.tag and outline(shape).contains(point):
                return shape.tag
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure, and the ring around the tag that has the focus."""
        if self.figure is None:
            return
        painter = QPainter(self)
        grow = self._grow(self.width())
        painter.scale(grow, grow)
        paint_figure(painter, self.theme, self.figure)
        shape = self._shape_of(self._here)
        if self.hasFocus() and shape is not None:
            painter.setPen(QPen(self.theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(outline(shape).boundingRect().adjusted(-3, -3, 3, 3), 5, 5)

    def _shape_of(self, tag: str) -> Rect | Circle | Path | None:
        shapes = self.figure.shapes if self.figure is not None and tag else ()
        return next((one for one in shapes if not isinstance(one, Text) and one.tag == tag), None)

    def _go(self, tag: str) -> None:
        self._here = tag
        self.update()
        if tag in self._names:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._names[tag]))

    def _grow(self, width: int) -> float:
        wide = self.figure.width if self.figure is not None else 1
        return min(self.theme.scale, max(1, width) / max(1, wide))

    def _fit(self) -> None:
        self._show(self.figure if self._make is None else self._make(self._room()))

    def _room(self) -> float:
        """The width there is, in points at 100 %."""
        return max(_LEAST, self.width()) / self.theme.scale

    def _show(self, figure: Figure | None) -> None:
        self.figure = figure
        self.updateGeometry()
        self.update()

    def _say(self, figure: Figure | None) -> None:
        """What is the same at every width: the words, and whether there is something to walk through."""
        self.setAccessibleName(figure.summary if figure else "")
        self.setAccessibleDescription(read_aloud(figure) if figure else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.tags else Qt.FocusPolicy.NoFocus)


class FigureCard(Card):
    """The finding as a sentence, then the picture; one link shows the same facts as a table."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, link="Show as table", parent=parent)
        self.sentence = Label("", "body", "text2", wrap=True)
        self.view = FigureView(theme)
        self.table = FigureTable(theme)
        self.table.hide()
        self.add(self.sentence)
        self.add(self.view, gap=8)
        self.add(self.table)
        self.link_clicked.connect(self._turn)
        self.set_figure(None)

    def set_figure(self, figure: Figure | None) -> None:
        """Show another figure; the choice of picture or table stays."""
        self.view.set_figure(figure)
        self._show_words(figure)

    def set_maker(self, make: Callable[[float], Figure]) -> None:
        """Show a figure that is made anew for each width, given in points at 100 %; its words are the same in each."""
        self._show_words(self.view.set_maker(make))

    def _show_words(self, figure: Figure | None) -> None:
        self.table.set_figure(figure)
        self.sentence.setText(figure.summary if figure else "")
        self.sentence.setVisible(figure is not None)
        self.link.setVisible(bool(figure and figure.rows))

    @property
    def as_table(self) -> bool:
        """Whether the table is shown now."""
        return not self.table.isHidden()

    def _turn(self) -> None:
        as_table = not self.as_table
        self.table.setVisible(as_table)
        self.view.setVisible(not as_table)
        word = "Show as picture" if as_table else "Show as table"
        self.link.set_word(word)
        self.link.setAccessibleName(f"{word}: {self.title.text()}")
