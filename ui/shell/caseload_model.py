"""The caseload as a list that Qt can show, filter and read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.shell.caseload_words import CoupleRow, filtered

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class CaseloadModel(QAbstractListModel):
    """The rows that the typed letters leave."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[CoupleRow] = []
        self._shown: list[CoupleRow] = []
        self._typed = ""

    def set_rows(self, rows: Sequence[CoupleRow]) -> None:
        """Show another caseload."""
        self._all = list(rows)
        self._filter()

    def set_typed(self, typed: str) -> None:
        """Show only the rows that these letters find."""
        self._typed = typed
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = filtered(self._all, self._typed)
        self.endResetModel()

    @property
    def rows(self) -> list[CoupleRow]:
        """The rows shown."""
        return list(self._shown)

    @property
    def total(self) -> int:
        """How many couples there are, filtered or not."""
        return len(self._all)

    def place_of(self, couple_id: str) -> int:
        """The line of a couple, or -1."""
        return next((at for at, row in enumerate(self._shown) if row.couple_id == couple_id), -1)

    def is_last_of_today(self, line: int) -> bool:
        """Whether a hairline stands under this row, between today's couples and the others."""
        rows = self._shown
        return line + 1 < len(rows) and rows[line].today and not rows[line + 1].today

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, its words, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.safety_words if row.shape else None
        return None
