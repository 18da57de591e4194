"""The facts of a figure as a table, and as sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from therapist_app.documents.figure import Figure
from ui.kit.dress import Dress
from ui.theme.theme import Theme


def read_aloud(figure: Figure) -> str:
    """The rows of a figure as sentences."""
    lines = []
    for row in figure.rows:
        first, *rest = row
        heads = figure.head[1:] if len(figure.head) == len(row) else ("",) * len(rest)
        facts = [f"{head} {cell}".strip() for head, cell in zip(heads, rest, strict=True) if cell]
        lines.append(f"{first}: {', '.join(facts)}" if facts else first)
    return ". ".join(lines)


class FigureTable(QTableWidget):
    """The rows of a figure as a table to read and walk through; as tall as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setShowGrid(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        Dress(self, theme, self._fit)

    def set_figure(self, figure: Figure | None) -> None:
        """Show the rows of another figure."""
        head, rows = (figure.head, figure.rows) if figure else ((), ())
        wide = max([len(head), *(len(row) for row in rows)], default=0)
        self.clear()
        self.setColumnCount(wide)
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([*head, *[""] * (wide - len(head))])
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                item = QTableWidgetItem(cell)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, ", ".join(p for p in (*head[j : j + 1], cell) if p)
                )
                self.setItem(i, j, item)
        self.setAccessibleName(figure.summary if figure else "")
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        tall = self.horizontalHeader().sizeHint().height() + self.rowCount() * self._theme.px(32)
        self.setFixedHeight(tall + self.horizontalScrollBar().sizeHint().height() + 4)
