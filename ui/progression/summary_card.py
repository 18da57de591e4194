"""A card whose facts are a table alone: a sentence, and the rows when they are asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.documents.figure import Figure
from ui.kit.words import Label
from ui.progression.table_card import TableCard
from ui.theme.theme import Theme

_SHOW, _FOLD = "Show as table", "Fold the table"


class SummaryCard(TableCard):
    """Shows the sentence of a figure, and one link away its rows; hidden while it has none.

    opened(str)   the first words of the row that was opened, by Enter or a double click
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, title: str, hint: str, parent: QWidget | None = None) -> None:
        """`hint` says what opening a row shows."""
        super().__init__(theme, title, _SHOW, parent=parent)
        self.hint = Label(hint, "small", "text2", wrap=True)
        self.add(self.hint, gap=4)
        self.hint.hide()
        self.table.hide()
        self.table.row_opened.connect(self.opened)
        self.link_clicked.connect(self._turn)

    def show_figure(self, figure: Figure) -> None:
        """Show other facts; whether the table is open stays."""
        self.setVisible(bool(figure.rows))
        self.sentence.setText(figure.summary)
        self.table.set_figure(figure)

    def _turn(self) -> None:
        self.table.setVisible(self.table.isHidden())
        self.hint.setVisible(not self.table.isHidden())
        word = _SHOW if self.table.isHidden() else _FOLD
        self.link.set_word(word)
        self.link.setAccessibleName(f"{word}: {self.title.text()}")
