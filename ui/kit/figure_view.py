"""Pictures of facts: the finding in words first, the picture, and the same facts as a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text
from ui.kit.card import Card
from ui.kit.dress import Dress
from ui.kit.words import Label
from ui.theme.theme import Theme

_WEIGHT = {"regular": 400, "medium": 500, "bold": 600}
_LEAST = 160  # px: narrower than this no picture can be read


def paint_figure(painter: QPainter, theme: Theme, figure: Figure) -> None:
    """Paint every shape; the painter is already scaled, 1 unit being 1 point at 100 %."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in figure.shapes:
        if isinstance(shape, Text):
            _paint_text(painter, theme, shape)
        else:
            _paint_shape(painter, theme, shape)


def _paint_shape(painter: QPainter, theme: Theme, shape: Rect | Circle | Path) -> None:
    pen = QPen(Qt.PenStyle.NoPen)
    if shape.edge is not None:
        pen = QPen(theme.color(shape.edge), shape.edge_width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if isinstance(shape, Path) else Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shape.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([part / shape.edge_width for part in shape.dash])
    painter.setPen(pen)
    painter.setBrush(QBrush(theme.color(shape.fill)) if shape.fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(shape))


def outline(shape: Shape) -> QPainterPath:
    """The outline of a shape; of a text nothing."""
    path = QPainterPath()
    if isinstance(shape, Rect):
        path.addRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius)
    elif isinstance(shape, Circle):
        path.addEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Path):
        path.moveTo(QPointF(*shape.start))
        for _, *points in shape.pieces:
            if len(points) == 3:
                path.cubicTo(*(QPointF(*point) for point in points))
            else:
                path.lineTo(QPointF(*points[0]))
        if shape.closed:
            path.closeSubpath()
    return path


def _paint_text(painter: QPainter, theme: Theme, text: Text) -> None:
    font = QFont(theme.font(10, _WEIGHT[text.weight]))
    font.setPixelSize(100)  # large, then scaled: pixel sizes are whole numbers
    if text.face != "sans":
        font.setFamilies(["Source Serif Pro", "Noto Serif", "DejaVu Serif", "serif"])
        font.setItalic(text.face == "serif-italic")
    grow = text.size / 100
    wide = QFontMetricsF(font).horizontalAdvance(text.text)
    left = {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    painter.save()
    painter.translate(text.x, text.y)
    painter.scale(grow, grow)
    painter.setFont(font)
    painter.setPen(theme.color(text.color))
    painter.drawText(QPointF(-left, 0), text.text)
    painter.restore()


class FigureView(QWidget):
    """One figure, as large as the text size says and never wider than the room."""

    clicked = Signal(str)
    """The tag of the shape under the pointer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.figure: Figure | None = None
        self._make: Callable[[float], Figure] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        Dress(self, theme, self._fit)

    def set_figure(self, figure: Figure | None) -> None:
        """Show another figure, or nothing."""
        self._make = None
        self._show(figure)

    def set_maker(self, make: Callable[[float], Figure]) -> None:
        """Show a figure that is made anew for each width, given in points at 100 %."""
        self._make = make
        self._fit()

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
        """Tell what was clicked."""
        tag = self.tag_at(event.position())
        if tag:
            self.clicked.emit(tag)
        else:
            super().mousePressEvent(event)

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
        """Paint the figure."""
        if self.figure is not None:
            painter = QPainter(self)
            grow = self._grow(self.width())
            painter.scale(grow, grow)
            paint_figure(painter, self.theme, self.figure)

    def _grow(self, width: int) -> float:
        wide = self.figure.width if self.figure is not None else 1
        return min(self.theme.scale, max(1, width) / max(1, wide))

    def _fit(self) -> None:
        if self._make is not None:
            self._show(self._make(max(_LEAST, self.width()) / self.theme.scale))
        else:
            self._show(self.figure)

    def _show(self, figure: Figure | None) -> None:
        self.figure = figure
        self.setAccessibleName(figure.summary if figure else "")
        self.setAccessibleDescription(read_aloud(figure) if figure else "")
        self.setToolTip("")
        self.updateGeometry()
        self.update()


def read_aloud(figure: Figure) -> str:
    """The rows of a figure as sentences."""
    lines = []
    for row in figure.rows:
        first, *rest = row
        heads = figure.head[1:] if len(figure.head) == len(row) else ("",) * len(rest)
        facts = [f"{head} {cell}".strip() for head, cell in zip(heads, rest, strict=True) if cell]
        lines.append(f"{first}: {', '.join(facts)}" if facts else first)
    return ". ".join(lines)


class FigureTable(QTableWidget):
    """The rows of a figure as a table to read and walk through; as tall as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setShowGrid(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        Dress(self, theme, self._fit)

    def set_figure(self, figure: Figure | None) -> None:
        """Show the rows of another figure."""
        head, rows = (figure.head, figure.rows) if figure else ((), ())
        wide = max([len(head), *(len(row) for row in rows)], default=0)
        self.clear()
        self.setColumnCount(wide)
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([*head, *[""] * (wide - len(head))])
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                item = QTableWidgetItem(cell)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, ", ".join(p for p in (*head[j : j + 1], cell) if p)
                )
                self.setItem(i, j, item)
        self.setAccessibleName(figure.summary if figure else "")
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        tall = self.horizontalHeader().sizeHint().height() + self.rowCount() * self._theme.px(32)
        self.setFixedHeight(tall + self.horizontalScrollBar().sizeHint().height() + 4)


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
