"""The map of blocks as a table to read, walk through with the arrows, and open sessions from."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableView, QWidget

from therapist_app.catalogue.model import Catalogue
from ui.kit.dress import Dress
from ui.progression.block_delegate import CELL_WIDE, BlockDelegate
from ui.progression.block_model import HEADING_ROLE, BlockModel
from ui.progression.block_rows import BlockMap
from ui.progression.session_header import SessionHeader
from ui.theme.theme import Theme

STEP = CELL_WIDE + 3


class BlockTable(QTableView):
    """As tall as its rows; it shows as many of the newest sessions as there is room for, never sideways."""

    told = Signal(str)
    """The cell that has the focus, in words."""
    opened = Signal(str)
    """The session of the cell that was opened."""
    window_changed = Signal()
    """Other sessions are shown; `shown` says which."""

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = BlockMap((), ())
        self._back = 0  # how many of the newest sessions lie to the right of what is shown
        self._shown = (-1, -1)
        self.blocks = BlockModel(catalogue, self)
        self._head = SessionHeader(theme, self)
        self.setHorizontalHeader(self._head)
        self.setModel(self.blocks)
        self.setItemDelegate(BlockDelegate(theme, self))
        self.setAccessibleName("Blocks by session")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.activated.connect(self._open)
        Dress(self, theme, self._fit)

    def show_map(self, blocks: BlockMap) -> None:
        """Show another map, its newest sessions first in view."""
        self._whole, self._back, self._shown = blocks, 0, (-1, -1)
        self._fit()

    def turn(self, sessions: int) -> None:
        """Look at earlier sessions, or with a negative number at later ones."""
        self._back = max(0, self._back + sessions)
        self._fit()

    @property
    def shown(self) -> tuple[int, int, int]:
        """The first session shown, one past the last, and how many there are."""
        return self._shown[0], self._shown[1], len(self._whole.columns)

    @property
    def room(self) -> int:
        """How many sessions there is room for."""
        return max(1, (self.viewport().width() - self._names_wide()) // max(1, self._theme.px(STEP)))

    def sizeHint(self) -> QSize:
        """As tall as its rows."""
        return QSize(self._theme.px(480), self._tall())

    def minimumSizeHint(self) -> QSize:
        """Room for the names and two sessions."""
        return QSize(self._theme.px(180), self._tall())

    def _names_wide(self) -> int:
        metrics = QFontMetrics(self._theme.font(13, 500))
        names = (metrics.horizontalAdvance(row.label) for row in self._whole.rows if not row.is_heading)
        wide = max(names, default=0)
        most = max(self.viewport().width() - 2 * self._theme.px(STEP), self._theme.px(100))
        return min(wide + self._theme.px(18), most)

    def _tall(self) -> int:
        px = self._theme.px
        return px(30) + sum(px(24 if row.is_heading else 26) for row in self._whole.rows) + 4

    def _fit(self) -> None:
        """Show the sessions that fit, at their sizes."""
        count = len(self._whole.columns)
        self._back = max(0, min(self._back, count - self.room))
        last = count - self._back
        first = max(0, last - self.room)
        if (first, last) != self._shown:
            self._shown = (first, last)
            self.blocks.show(part_of(self._whole, first, last))
            self.window_changed.emit()
        self._size_sections()

    def _size_sections(self) -> None:
        px = self._theme.px
        self._head.setFixedHeight(px(28))
        self._head.newest_shown = self._back == 0
        self.verticalHeader().setMinimumSectionSize(1)
        self.clearSpans()
        names = max(self._names_wide(), self.viewport().width() - self._columns_wide())
        for column in range(self.blocks.columnCount()):
            self.setColumnWidth(column, px(STEP) if column else names)
        for place in range(self.blocks.rowCount()):
            heading = self.blocks.row(place).is_heading
            self.setRowHeight(place, px(24 if heading else 26))
            if heading and self.blocks.columnCount() > 1:
                self.setSpan(place, 0, 1, self.blocks.columnCount())
        self.setFixedHeight(self._tall())
        self.updateGeometry()

    def _columns_wide(self) -> int:
        return (self.blocks.columnCount() - 1) * self._theme.px(STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer sessions."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the newest session of the first block."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() or self.currentIndex().data(HEADING_ROLE):
            row = next((i for i in range(self.blocks.rowCount()) if not self.blocks.row(i).is_heading), -1)
            if row >= 0:
                self.setCurrentIndex(self.blocks.index(row, self.blocks.columnCount() - 1))
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop telling."""
        super().focusOutEvent(event)
        self.told.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from cell to cell, over headings and on to sessions out of view; Enter opens."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self._walk(*steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.blocks.columnCount() - 1
            self._go(self.currentIndex().row(), 1 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            event.ignore()

    def _walk(self, down: int, right: int) -> None:
        row, before_column = self.currentIndex().row(), self.currentIndex().column()
        column = before_column + right
        if right and not 1 <= column < self.blocks.columnCount():
            before = self._shown
            self.turn(-right)
            column = before_column if before != self._shown else column - right
        row += down
        while 0 <= row < self.blocks.rowCount() and self.blocks.row(row).is_heading:
            row += down or 1
        if 0 <= row < self.blocks.rowCount():
            self._go(row, column)

    def _go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.blocks.index(row, column))
        self._tell()

    def _tell(self) -> None:
        words = self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        self.told.emit(str(words or "") if self.hasFocus() else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _open(self, index: QModelIndex) -> None:
        columns = self._whole.columns[self._shown[0] : self._shown[1]]
        if index.isValid() and 1 <= index.column() <= len(columns):
            self.opened.emit(columns[index.column() - 1].session_id)


def part_of(blocks: BlockMap, first: int, last: int) -> BlockMap:
    """The same rows with the sessions from `first` up to `last`."""
    return BlockMap(
        blocks.columns[first:last],
        tuple(type(row)(row.label, row.block, row.cells[first:last]) for row in blocks.rows),
    )
