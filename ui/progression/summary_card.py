"""A card whose facts are a table alone: a sentence, and the rows when they are asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.documents.figure import Figure
from ui.kit.card import Card
from ui.kit.figure_table import FigureTable
from ui.kit.words import Label
from ui.theme.theme import Theme

_SHOW, _FOLD = "Show as table", "Fold the table"


class SummaryCard(Card):
    """Shows the sentence of a figure, and one link away its rows; hidden while it has none."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, link=_SHOW, parent=parent)
        self.sentence = Label("", "body", "text2", wrap=True)
        self.table = FigureTable(theme)
        self.table.hide()
        self.add(self.sentence)
        self.add(self.table, gap=6)
        self.link_clicked.connect(self._turn)

    def show_figure(self, figure: Figure) -> None:
        """Show other facts; whether the table is open stays."""
        self.setVisible(bool(figure.rows))
        self.sentence.setText(figure.summary)
        self.table.set_figure(figure)

    def _turn(self) -> None:
        self.table.setVisible(self.table.isHidden())
        word = _SHOW if self.table.isHidden() else _FOLD
        self.link.set_word(word)
        self.link.setAccessibleName(f"{word}: {self.title.text()}")
