"""A card with a sentence and the table behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.documents.figure import Figure
from ui.kit.card import Card
from ui.kit.figure_table import FigureTable
from ui.kit.words import Label
from ui.theme.theme import Theme


class TableCard(Card):
    """Shows a figure that has no shapes; a table without rows is not there."""

    def __init__(self, theme: Theme, title: str = "", link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, title, link=link, parent=parent)
        self.sentence = Label("", "body", "text2", wrap=True)
        self.table = FigureTable(theme)
        self.add(self.sentence)
        self.add(self.table, gap=6)

    def show_figure(self, figure: Figure) -> None:
        """Show other facts."""
        self.sentence.setText(figure.summary)
        self.table.set_figure(figure)
        self.table.setAccessibleName(f"{self.accessibleName()}: {figure.summary}")  # two may say the same
        self.table.setVisible(bool(figure.rows))
