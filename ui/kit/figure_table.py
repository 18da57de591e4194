"""The facts of a figure as a table, and as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from therapist_app.documents.figure import Figure
from ui.kit.dress import Dress
from ui.theme.theme import Theme

_CELL_EM = 1.7  # beside the words of a cell
_FIRST_SHARE = 0.4  # of the width at most, where the rest stands in one cell


def read_aloud(figure: Figure) -> str:
    """The rows of a figure as sentences."""
    lines = []
    for row in figure.rows:
        facts = told(figure, row)
        lines.append(f"{row[0]}: {', '.join(facts)}" if facts else row[0])
    return ". ".join(lines)


def told(figure: Figure, row: Sequence[str], between: str = " ") -> list[str]:
    """What a row says beside its first cell: each cell after its head."""
    heads = figure.head[1:] if len(figure.head) == len(row) else ("",) * (len(row) - 1)
    return [
        f"{head}{between}{cell}" if head else cell for head, cell in zip(heads, row[1:], strict=True) if cell
    ]


class FigureTable(QTableWidget):
    """The rows of a figure as a table to read and walk through; as tall as its rows, and never scrolled sideways.

    Where its columns have no room beside each other, each row says the rest in one cell under its first one's side.
    """

    row_opened = Signal(str)
    """The first cell of the row on which Enter or a double click fell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figure: Figure | None = None
        self._folded = False
        self._is_filled = True
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setShowGrid(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.cellActivated.connect(self._open)
        Dress(self, theme, self._fit)

    def set_figure(self, figure: Figure | None) -> None:
        """Show the rows of another figure; one that is hidden is filled when it is shown."""
        self._figure, self._is_filled = figure, False
        self.setAccessibleName(figure.summary if figure else "")
        if not self.isHidden():
            self._fill()
            self._fit()

    def setVisible(self, visible: bool) -> None:
        """Show or hide it; what it holds is there before it is seen."""
        if visible and not self._is_filled:
            self._fill()
        super().setVisible(visible)

    @property
    def is_folded(self) -> bool:
        """Whether there is no room for the columns."""
        return self._folded

    def sizeHint(self) -> QSize:
        """Room for all columns beside each other."""
        return QSize(self._natural() + 2 * self.frameWidth(), self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that there is before looking whether it is enough."""
        super().showEvent(event)
        parent = self.parentWidget()
        layout = parent.layout() if parent else None
        if layout is not None:
            layout.activate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _open(self, row: int, _: int) -> None:
        if self._figure is not None:
            self.row_opened.emit(self._figure.rows[row][0])

    def _fill(self) -> None:
        self._is_filled = True
        figure, row_now = self._figure, self.currentRow()
        head, rows = (figure.head, figure.rows) if figure else ((), ())
        if figure and self._folded:
            head = (head[0], "") if head else ()
            rows = tuple((row[0], "\n".join(told(figure, row, ": "))) for row in rows)
        wide = max([len(head), *(len(row) for row in rows)], default=0)
        self.clear()
        self.clearSpans()
        self.setColumnCount(wide)
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([*head, *[""] * (wide - len(head))])
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                item = QTableWidgetItem(cell)
                aloud = ", ".join(part for part in (*head[j : j + 1], cell.replace("\n", ", ")) if part)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, aloud)
                self.setItem(i, j, item)
            if wide > 1 and not any(row[1:]):  # the heading of the rows below it
                self.setSpan(i, 0, 1, wide)
                first = self.item(i, 0)
                if first is not None:
                    first.setFont(self._theme.font(13, 600))
        if 0 <= row_now < len(rows):
            self.setCurrentCell(row_now, 0)

    def _fit(self) -> None:
        if not self._is_filled:
            return
        folded = self.isVisible() and self._natural() > self.viewport().width()
        if folded != self._folded:
            self._folded = folded
            self._fill()
        head = self.horizontalHeader()
        self.setWordWrap(folded)
        head.setSectionResizeMode(
            QHeaderView.ResizeMode.Fixed if folded else QHeaderView.ResizeMode.ResizeToContents
        )
        if folded:
            first = (
                max((self._advance(row[0]) for row in self._figure.rows), default=0) if self._figure else 0
            )
            self.setColumnWidth(0, min(first, round(self.viewport().width() * _FIRST_SHARE)))
            self.resizeRowsToContents()
            for row in range(self.rowCount()):
                self.setRowHeight(row, self.rowHeight(row) + self._theme.px(8))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        if not folded:
            for row in range(self.rowCount()):
                self.setRowHeight(row, self._theme.px(32))
        self.setFixedHeight(head.sizeHint().height() + sum(map(self.rowHeight, range(self.rowCount()))) + 4)

    def _natural(self) -> int:
        """How wide all columns are beside each other."""
        if self._figure is None:
            return 0
        rows = [self._figure.head, *self._figure.rows]
        wide = max(len(row) for row in rows)
        return sum(max(self._advance(row[at]) for row in rows if at < len(row)) for at in range(wide))

    def _advance(self, words: str) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(words) + round(_CELL_EM * self._theme.em)
