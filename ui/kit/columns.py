"""Equal columns that become fewer where the room is narrow or the letters are large."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from ui.kit.card import empty_layout
from ui.kit.dress import Dress
from ui.kit.item_layout import ItemLayout, tall_at
from ui.theme.theme import Theme

_GAP = 14


class Columns(QWidget):
    """Children from left to right in rows; those of one row share its height."""

    def __init__(self, theme: Theme, least: float = 22, most: int = 3, parent: QWidget | None = None) -> None:
        """A column is at least `least` em wide, and there are at most `most` of them."""
        super().__init__(parent)
        self._theme, self._least, self._most = theme, least, most
        self._grid = ColumnsLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        Dress(self, theme, self._space)

    def add(self, widget: QWidget, span: int = 1) -> None:
        """Put a child in, `span` columns wide where there are so many."""
        self._grid.addWidget(widget, span)

    def clear(self) -> None:
        """Take every child out and let it go."""
        empty_layout(self._grid)

    @property
    def count(self) -> int:
        """How many columns there are at the width it has now."""
        return self._grid.columns_at(self.width())

    def _space(self) -> None:
        self._grid.set_sizes(round(self._least * self._theme.em), self._most, self._theme.px(_GAP))


class ColumnsLayout(ItemLayout):
    """The layout of `Columns`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans: list[int] = []  # how many columns each item takes
        self._least, self._most, self._gap = 352, 3, _GAP

    def set_sizes(self, least: int, most: int, gap: int) -> None:
        """Pixels of the narrowest column, the greatest number of columns, and pixels between them."""
        self._least, self._most, self._gap = least, most, gap
        self.invalidate()

    def addWidget(self, widget: QWidget, span: int = 1) -> None:  # type: ignore[override]  it takes a span too
        """Take a widget that is `span` columns wide."""
        self._spans.append(span)
        super().addWidget(widget)

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give an item back."""
        del self._spans[index : index + 1]
        return super().takeAt(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Sideways."""
        return Qt.Orientation.Horizontal

    def tall_at(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """As many columns as there may be."""
        wide = self._least * self._most + self._gap * (self._most - 1)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def columns_at(self, width: int) -> int:
        """How many columns fit, so that no item is narrower than it can be."""
        count = max(1, min(self._most, (width + self._gap) // (self._least + self._gap)))
        while count > 1 and not self._fit(width, count):
            count -= 1
        return count

    def _fit(self, width: int, count: int) -> bool:
        return all(
            item.minimumSize().width() <= self._wide(width, count, min(span, count))
            for item, span in zip(self._items, self._spans, strict=True)
            if not item.isEmpty()
        )

    def _wide(self, width: int, count: int, span: int) -> int:
        column = (width - self._gap * (count - 1)) / count
        return int(column * span + self._gap * (span - 1))

    def _rows(self, count: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        """Item, its first column and its span, row by row."""
        rows: list[list[tuple[QLayoutItem, int, int]]] = []
        at = count
        for item, wanted in zip(self._items, self._spans, strict=True):
            if item.isEmpty():
                continue
            span = min(wanted, count)
            if at + span > count:
                rows.append([])
                at = 0
            rows[-1].append((item, at, span))
            at += span
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        count = self.columns_at(rect.width())
        rows = self._rows(count)
        heights = [
            max(tall_at(item, self._wide(rect.width(), count, span)) for item, _, span in row) for row in rows
        ]
        used = sum(heights) + self._gap * max(0, len(rows) - 1)
        # Room to spare goes to the last row, so that columns end on one line at the bottom.
        if move and heights and rect.height() > used:
            heights[-1] += rect.height() - used
        y = rect.y()
        for row, tall in zip(rows, heights, strict=True):
            for item, at, span in row:
                x = rect.x() + round(at * (rect.width() + self._gap) / count)
                if move:
                    item.setGeometry(QRect(x, y, self._wide(rect.width(), count, span), tall))
            y += tall + self._gap
        return used
