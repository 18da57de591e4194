"""The list of a couple's contacts: a model, a delegate and the view, so that keys and readers come free."""

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
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.couples.note_filter import NoteRow
from ui.couples.words import state_word
from ui.kit.dress import Dress
from ui.kit.ground import paint_row
from ui.kit.marks import paint_phase
from ui.theme.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class NoteModel(QAbstractListModel):
    """The rows that are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[NoteRow, ...] = ()

    def set_rows(self, rows: Sequence[NoteRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its words, and what is read aloud."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title}, {row.date}"
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class NoteDelegate(QStyledItemDelegate):
    """Phase mark; title, date and where the note stands; the first line and the count of blocks."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines."""
        return QSize(self._theme.px(120), self._theme.px(58))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: NoteRow = index.data(ROW_ROLE)
        theme, px = self._theme, self._theme.px
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, area)
        side = px(24)
        mark = QRectF(area.left() + px(12), area.center().y() - side / 2, side, side)
        if row.number:
            paint_phase(painter, theme, mark, row.number)
        inside = area.adjusted(px(46), px(9), -px(12), -px(9))
        self._first(painter, inside, row)
        self._second(painter, inside, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF) -> None:
        state = option.state  # type: ignore[attr-defined]
        chosen, focused = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus
        paint_row(
            painter, self._theme, area, state, chosen=bool(state & chosen), focused=bool(state & focused)
        )

    def _first(self, painter: QPainter, area: QRectF, row: NoteRow) -> None:
        theme, px = self._theme, self._theme.px
        line = QRectF(area.left(), area.top(), area.width(), px(20))
        word = state_word(row.state)
        right = line.right() - self._text(painter, line, word, theme.font(12), self._ink(row), _RIGHT) - px(8)
        if row.private:
            size = px(14)
            pixmap = theme.pixmap("lock", "text2", 14, self._view.devicePixelRatioF())
            painter.drawPixmap(QPointF(right - size, line.center().y() - size / 2), pixmap)
            right -= size + px(8)
        room = QRectF(line.left(), line.top(), max(0.0, right - line.left()), line.height())
        used = self._text(painter, room, row.title, theme.font(13, 600), "text", _LEFT)
        rest = room.adjusted(used + px(4), 0, 0, 0)
        self._text(painter, rest, f"· {row.date}", theme.font(12), "text2", _LEFT)

    def _second(self, painter: QPainter, area: QRectF, row: NoteRow) -> None:
        theme, px = self._theme, self._theme.px
        line = QRectF(area.left(), area.bottom() - px(19), area.width(), px(18))
        used = self._text(painter, line, row.second, theme.font(12), "text2", _RIGHT)
        room = line.adjusted(0, 0, -(used + px(12)) if used else 0, 0)
        self._text(painter, room, row.line, theme.font(12), "text2", _LEFT)

    def _ink(self, row: NoteRow) -> str:
        return "text" if row.state == "draft" else "text2"

    def _text(
        self, painter: QPainter, area: QRectF, text: str, font: QFont, role: str, where: Qt.AlignmentFlag
    ) -> int:
        """Draw a line, shortened where it must be; how wide it is."""
        if not text or area.width() <= 0:
            return 0
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.setFont(font)
        painter.setPen(self._theme.color(role))
        painter.drawText(area, where, shown)
        return min(metrics.horizontalAdvance(shown) + 1, int(area.width()))


class NoteList(QListView):
    """The list; Enter or a double click opens a contact, the arrows read it beside."""

    opened = Signal(str)
    """The id of the session to open."""
    looked_at = Signal(str)
    """The id of the session that is chosen now, or ""."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = NoteModel(self)
        self.setModel(self.notes)
        self.setItemDelegate(NoteDelegate(theme, self))
        self.setAccessibleName("Notes, newest first")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW_ROLE).session_id))
        self.selectionModel().currentChanged.connect(lambda now, _: self.looked_at.emit(_id_at(now)))
        Dress(self, theme, self._measure)

    @property
    def session_id(self) -> str:
        """The session that is chosen, or ""."""
        return _id_at(self.currentIndex())

    def set_rows(self, rows: Sequence[NoteRow]) -> None:
        """Show other rows; the chosen one stays chosen while it is among them."""
        before = self.session_id
        self.notes.set_rows(rows)
        ids = [row.session_id for row in self.notes.rows]
        at = ids.index(before) if before in ids else 0
        if ids:
            self.setCurrentIndex(self.notes.index(at))
        else:
            self.looked_at.emit("")

    def _measure(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _id_at(index: QModelIndex) -> str:
    row = index.data(ROW_ROLE) if index.isValid() else None
    return row.session_id if isinstance(row, NoteRow) else ""
