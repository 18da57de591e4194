"""A card whose facts are a table alone: a sentence, and the rows below it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.documents.figure import Figure
from ui.kit.card import Card
from ui.kit.figure_table import FigureTable
from ui.kit.words import Label
from ui.theme.theme import Theme


class SummaryCard(Card):
    """Shows the sentence and the rows of a figure; hidden while it has no rows."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent=parent)
        self.sentence = Label("", "body", "text2", wrap=True)
        self.table = FigureTable(theme)
        self.add(self.sentence)
        self.add(self.table, gap=6)

    def show_figure(self, figure: Figure) -> None:
        """Show other facts."""
        self.setVisible(bool(figure.rows))
        self.sentence.setText(figure.summary)
        self.table.set_figure(figure)
