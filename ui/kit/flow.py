"""A layout that fills rows from the left and goes on below; a row's widgets are centred on its height."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.kit.item_layout import ItemLayout, tall_at


class FlowLayout(ItemLayout):
    """Rows of widgets at their own size; `align_right` ends each row on the right edge."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, row_gap: int = 8, align_right: bool = False
    ) -> None:
        super().__init__(parent)
        self._gap, self._row_gap, self._align_right = gap, row_gap, align_right

    def expandingDirections(self) -> Qt.Orientation:
        """Neither way."""
        return Qt.Orientation(0)

    def tall_at(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All items in one row."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The widest item."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        wide = max((size.width() for size in sizes), default=0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def _with_margins(self, size: QSize) -> QSize:
        edge = self.contentsMargins()
        return size + QSize(edge.left() + edge.right(), edge.top() + edge.bottom())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not rows or used + self._gap + wide > width:
                rows.append([])
                used = -self._gap
            rows[-1].append(item)
            used += self._gap + wide
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        edge = self.contentsMargins()
        area = rect.adjusted(edge.left(), edge.top(), -edge.right(), -edge.bottom())
        y = area.y()
        rows = self._rows(area.width())
        for row in rows:
            tall = max(_size_in(item, area.width()).height() for item in row)
            if move:
                self._place_row(row, area, y, tall)
            y += tall + self._row_gap
        return y - (self._row_gap if rows else 0) - rect.y() + edge.bottom()

    def _place_row(self, row: list[QLayoutItem], area: QRect, y: int, tall: int) -> None:
        wide = sum(item.sizeHint().width() for item in row) + self._gap * (len(row) - 1)
        x = area.x() + (max(0, area.width() - wide) if self._align_right else 0)
        for item in row:
            size = _size_in(item, area.width())
            item.setGeometry(QRect(QPoint(x, y + (tall - size.height()) // 2), size))
            x += size.width() + self._gap


def _size_in(item: QLayoutItem, room: int) -> QSize:
    """The size of an item that is no wider than its row, which may make it taller."""
    size = item.sizeHint()
    return size if size.width() <= room else QSize(room, tall_at(item, room))
