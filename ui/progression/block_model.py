"""The map of blocks as a Qt model: one row a block, one column a session, each cell with its words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from therapist_app.catalogue.model import Catalogue
from ui.progression.block_rows import BlockMap, BlockRow

LEVEL_ROLE = Qt.ItemDataRole.UserRole
HEADING_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class BlockModel(QAbstractTableModel):
    """Column 0 names the block or its group; the other columns are sessions, newest right."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._map = BlockMap((), ())

    def show(self, blocks: BlockMap) -> None:
        """Show another map."""
        self.beginResetModel()
        self._map = blocks
        self.endResetModel()

    def row(self, row: int) -> BlockRow:
        """The row as a value."""
        return self._map.rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        """Headings and blocks."""
        return 0 if parent.isValid() else len(self._map.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        """The name, then one for each session."""
        return 0 if parent.isValid() else len(self._map.columns) + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self._map.rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Session numbers on top."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if section == 0:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        column = self._map.columns[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title[:1].upper() + column.title[1:]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its level for the painter, its words for everyone else."""
        if not index.isValid():
            return None
        row, column = self._map.rows[index.row()], index.column()
        if role == HEADING_ROLE:
            return row.is_heading
        if column == 0:
            named = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row.label if role in named else None
        if role == LEVEL_ROLE and not row.is_heading:
            return row.cells[column - 1]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and not row.is_heading:
            return self._map.cell_words(index.row(), column - 1, self._catalogue)
        return None
