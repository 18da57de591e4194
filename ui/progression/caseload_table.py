"""The table of the caseload review: one line a couple, sorted by a press on a head, opened by Enter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from therapist_app.guidance.caseload import CaseLine
from ui.kit.dress import Dress
from ui.progression.caseload_words import HEADS, LineWords
from ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_WIDE = (8, 34, 14, 12, 10, 20, 14)  # shares of the width that nothing asks for
_LEAST_EM = (8, 10, 7, 6, 5, 8, 7)
_CELL_EM = 1.4  # beside the words of a cell
_FIRST = (0, 1, 2, 5, 3, 4, 6)  # the columns in the order in which room is kept for them


class CaseloadReviewModel(QAbstractTableModel):
    """The lines that are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[CaseLine, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._words: LineWords | None = None
        self._hidden = frozenset[int]()

    def show(self, lines: Sequence[CaseLine], words: LineWords) -> None:
        """Show other lines, or the same in another order."""
        self.beginResetModel()
        self._lines, self._words = tuple(lines), words
        self._rows = tuple(words.row(line) for line in lines)
        self.endResetModel()

    def hide_columns(self, columns: frozenset[int]) -> None:
        """Say with the couple what stands in columns for which there is no room."""
        self._hidden = columns

    def column(self, column: int) -> list[str]:
        """The words of a column, its head first."""
        return [HEADS[column][1], *(row[column] for row in self._rows)]

    @property
    def lines(self) -> tuple[CaseLine, ...]:
        """The lines shown."""
        return self._lines

    def rowCount(self, parent: Index | None = None) -> int:
        """How many couples."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as there are heads."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; in the tooltip and aloud whole."""
        if not index.isValid() or self._words is None:
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._words.spoken(line, index.column(), self._hidden)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section][1]
        return None


class CaseloadTable(QTableView):
    """A whole line is chosen; Enter or a double click opens its couple."""

    opened = Signal(str)  # the couple's id
    sort_asked = Signal(int)  # the column whose head was pressed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines = CaseloadReviewModel(self)
        self.setModel(self.lines)
        self.setAccessibleName("Couples")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.sectionClicked.connect(self.sort_asked)
        self.doubleClicked.connect(self._open)
        Dress(self, theme, self._fit)

    def show_lines(self, lines: Sequence[CaseLine], words: LineWords) -> None:
        """Show lines; the couple that was chosen stays so."""
        chosen = self.chosen
        self.lines.show(lines, words)
        self._fit()
        ids = [line.couple_id for line in lines]
        if ids:
            self.selectRow(ids.index(chosen) if chosen in ids else 0)

    @property
    def chosen(self) -> str:
        """The couple of the chosen line, or ""."""
        row = self.currentIndex().row()
        return self.lines.lines[row].couple_id if 0 <= row < len(self.lines.lines) else ""

    def mark_sorted(self, column: int, *, turned: bool) -> None:
        """Say by which column the lines are sorted."""
        order = Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; a number sorts by that column."""
        digit = event.key() - Qt.Key.Key_1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif not event.modifiers() and 0 <= digit < len(HEADS):
            self.sort_asked.emit(digit)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.lines.lines[index.row()].couple_id)

    def _fit(self) -> None:
        """Share the room out; a column for which there is none is left to the words of the couple's own."""
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(34))
        self.horizontalHeader().setFixedHeight(px(32))
        least = self._shown()
        asked = {column: self._asked(column) for column in least}
        given = _shared(self._room, least, asked)
        left, shares = self._room - sum(given.values()), sum(_WIDE[column] for column in given) or 1
        for column, share in enumerate(_WIDE):
            self.setColumnHidden(column, column not in given)
            self.setColumnWidth(column, given.get(column, 0) + max(left, 0) * share // shares)
        self.lines.hide_columns(frozenset(range(len(HEADS))) - frozenset(given))

    @property
    def _room(self) -> int:
        return self.viewport().width() - 1

    def _shown(self) -> dict[int, int]:
        """The columns for which there is room, with the least that each needs."""
        spare, least = self._room, dict[int, int]()
        for column in _FIRST:
            needed = min(round(_LEAST_EM[column] * self._theme.em), self._asked(column))
            if needed > spare:
                break
            spare -= needed
            least[column] = needed
        return least

    def _asked(self, column: int) -> int:
        """How wide a column is with every word of it."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self.lines.column(column)))
        return widest + round(_CELL_EM * self._theme.em)


def _shared(room: int, least: Mapping[int, int], asked: Mapping[int, int]) -> dict[int, int]:
    """How wide each column is: facts come before names, which can be cut; of facts, the longest are cut first."""
    if not asked:
        return {}
    facts, for_facts = [column for column in asked if column], room - min(least[0], asked[0])

    def at(level: int) -> dict[int, int]:
        return {column: min(asked[column], max(level, least[column])) for column in facts}

    levels = range(max(for_facts, 0) + 1)
    given = at(bisect_right(levels, for_facts, key=lambda level: sum(at(level).values())) - 1)
    return {**given, 0: min(asked[0], room - sum(given.values()))}
