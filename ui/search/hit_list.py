"""The list of what was found: months as headings, two or three lines for a hit, the found letters bold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.dress import Dress
from ui.kit.ground import paint_row
from ui.kit.runs import Runs
from ui.search.words import HitRow
from ui.theme.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_INDEX = QModelIndex()
_CONTEXT_LINES = 2
_SIDE, _ABOVE, _FIRST, _HEADING = 12.0, 9.0, 20.0, 36.0  # px at 100 %


class HitModel(QAbstractListModel):
    """Hits with a heading before each group; a heading cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[HitRow | str] = []

    def set_rows(self, rows: Sequence[HitRow]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self.lines = []
        for at, row in enumerate(rows):
            if at == 0 or rows[at - 1].group != row.group:
                self.lines.append(row.group)
            self.lines.append(row)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        is_hit = isinstance(self.lines[index.row()], HitRow)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_hit else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The hit, or its words."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line if isinstance(line, str) else line.spoken
        return None


class HitDelegate(QStyledItemDelegate):
    """Whose and what it is, who may read it, and its words in context."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading is lower; a hit has as many lines as its words need."""
        px, line = self._theme.px, index.data(LINE_ROLE)
        if isinstance(line, str):
            return QSize(px(120), px(_HEADING))
        width = self._view.viewport().width() - px(2 * _SIDE)
        words = self._words(line)
        high = words.lines(width, _CONTEXT_LINES) * QFontMetricsF(words.font).height()
        return QSize(px(120), px(2 * _ABOVE + _FIRST) + round(high) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        theme, px = self._theme, self._theme.px
        area, line = QRectF(option.rect), index.data(LINE_ROLE)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            room = area.adjusted(px(_SIDE), px(8), 0, 0)
            Runs(line, (), theme.font(12, 600)).paint(painter, room, theme.color("text2"))
        else:
            self._ground(painter, option, area)
            self._hit(painter, area.adjusted(px(_SIDE), px(_ABOVE), -px(_SIDE), -px(_ABOVE)), line)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF) -> None:
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_row(painter, self._theme, area, state, chosen=chosen, focused=chosen and self._view.hasFocus())

    def _hit(self, painter: QPainter, area: QRectF, row: HitRow) -> None:
        theme, px = self._theme, self._theme.px
        first = QRectF(area.left(), area.top(), area.width(), px(_FIRST))
        right = self._reader(painter, first, row.reader)
        strong = Runs(row.who, (), theme.font(13, 600))
        room = QRectF(first.left(), first.top(), max(0.0, right - first.left()), first.height())
        strong.paint(painter, room, theme.color("text"))
        used = min(room.width(), QFontMetricsF(strong.font).horizontalAdvance(row.who) + px(5))
        what = Runs(f"\N{MIDDLE DOT} {row.what}", (), theme.font(12))
        what.paint(painter, room.adjusted(used, 0, 0, 0), theme.color("text2"))
        below = area.adjusted(0, px(_FIRST), 0, px(_ABOVE))
        self._words(row).paint(painter, below, theme.color("text"), _CONTEXT_LINES)

    def _reader(self, painter: QPainter, line: QRectF, words: str) -> float:
        """Who alone may read it, at the right; gives where the room before it ends."""
        if not words:
            return line.right()
        theme, px = self._theme, self._theme.px
        font = theme.font(12)
        wide = min(QFontMetricsF(font).horizontalAdvance(words) + 2, line.width() / 2)
        Runs(words, (), font).paint(
            painter, QRectF(line.right() - wide, line.top(), wide, line.height()), theme.color("text2")
        )
        left = line.right() - wide - px(20)
        lock = theme.pixmap("lock", "text2", 14, self._view.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, line.center().y() - px(7)), lock)
        return left - px(8)

    def _words(self, row: HitRow) -> Runs:
        return Runs(row.text, row.bold, self._theme.font(13))


class HitList(QListView):
    """The list; Enter or a double click opens a hit, also from the field above it by `step` and `open_chosen`."""

    opened = Signal(object)
    """The HitRow to open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitModel(self)
        self.setModel(self.hits)
        self.setItemDelegate(HitDelegate(theme, self))
        self.setAccessibleName("What was found, newest first")
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda _: self.open_chosen())
        Dress(self, theme, self._measure)

    @property
    def chosen(self) -> HitRow | None:
        """The hit that is chosen."""
        line = self.currentIndex().data(LINE_ROLE) if self.currentIndex().isValid() else None
        return line if isinstance(line, HitRow) else None

    def set_rows(self, rows: Sequence[HitRow], key: tuple[str, str] | None = None) -> None:
        """Show other hits; the chosen one, or that with `key`, stays chosen while it is among them, else the first."""
        before = key or (self.chosen.key if self.chosen else None)
        self.hits.set_rows(rows)
        lines = [at for at, line in enumerate(self.hits.lines) if isinstance(line, HitRow)]
        kept = (at for at in lines if _key(self.hits.lines[at]) == before)
        self._go_to(next(kept, lines[0] if lines else -1))

    def step(self, by: int) -> None:
        """Choose the next hit in this direction; at an end it stays."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.hits.lines) and isinstance(self.hits.lines[at], str):
            at += by
        if 0 <= at < len(self.hits.lines):
            self._go_to(at)

    def open_chosen(self) -> None:
        """Open the chosen hit."""
        if self.chosen is not None:
            self.opened.emit(self.chosen)

    def _go_to(self, line: int) -> None:
        if line < 0:
            return
        self.setCurrentIndex(self.hits.index(line))
        if line and isinstance(self.hits.lines[line - 1], str):
            self.scrollTo(self.hits.index(line - 1))  # its month is seen with it
        self.scrollTo(self.hits.index(line))

    def _measure(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _key(line: HitRow | str) -> tuple[str, str] | None:
    return line.key if isinstance(line, HitRow) else None
