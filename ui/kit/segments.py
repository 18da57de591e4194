"""How the segments of a strip share its frame: one row, or as few rows as the room allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem

from ui.kit.item_layout import ItemLayout


class SegmentLayout(ItemLayout):
    """Fills each row from edge to edge; a segment's share is as large as what it holds.

    Where a row is too narrow, the segments that can shrink do so, the widest first, before another row begins.
    """

    def expandingDirections(self) -> Qt.Orientation:
        """Sideways."""
        return Qt.Orientation.Horizontal

    def tall_at(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._tall() * len(self._rows(width))

    def sizeHint(self) -> QSize:
        """All segments in one row."""
        return QSize(sum(item.sizeHint().width() for item in self._items), self._tall())

    def minimumSize(self) -> QSize:
        """The widest segment."""
        wide = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(wide, self._tall())

    def setGeometry(self, rect: QRect) -> None:
        """Place the segments."""
        super().setGeometry(rect)
        tall = self._tall()
        for number, row in enumerate(self._rows(rect.width())):
            wide = _shares(row, rect.width())
            used, whole = 0, sum(wide)
            for item, share in zip(row, wide, strict=True):
                left = rect.x() + used * rect.width() // max(1, whole)
                used += share
                right = rect.x() + used * rect.width() // max(1, whole)
                item.setGeometry(QRect(left, rect.y() + number * tall, right - left, tall))

    def _tall(self) -> int:
        return max((item.sizeHint().height() for item in self._items), default=0)

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """Rows of as equal a number as may be, each fitting into `width`."""
        count = len(self._items)
        for each in range(count, 0, -1):
            rows = [self._items[at : at + each] for at in range(0, count, each)]
            if each == 1 or all(sum(item.minimumSize().width() for item in row) <= width for row in rows):
                return rows
        return []


def _shares(row: Sequence[QLayoutItem], width: int) -> list[int]:
    """How much of a row each segment takes: what it asks for, and less of the widest ones where that is too much."""
    asked = [item.sizeHint().width() for item in row]
    least = [item.minimumSize().width() for item in row]
    too_much = sum(asked) - width
    for most in range(max(asked, default=0), min(least, default=0) - 1, -1):
        if too_much <= 0:
            break
        for place, share in enumerate(asked):
            if share >= most and share > least[place] and too_much > 0:
                asked[place] -= 1
                too_much -= 1
    return asked
