"""The card of the set of steps beside the six phases: its own sentence, a thin ribbon, and a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from therapist_app.progression.beside_figure import beside_ribbon
from ui.kit.buttons import LinkButton
from ui.kit.figure_view import FigureCard
from ui.kit.words import Label
from ui.progression.facts import ProgressFacts
from ui.progression.path_words import band_names
from ui.theme.theme import Theme

_KEY = "The days are those of the path above. Grounds change with the stage; an arrow marks a return."


class BesideCard(FigureCard):
    """Hidden for a couple who is followed in the six phases alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Another set of steps")
        self.step = LinkButton(theme, "Change step")
        self.words = Label(_KEY, "small", "text2", wrap=True)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.step, 0, Qt.AlignmentFlag.AlignRight)
        self.add(foot, gap=2)

    def show_facts(self, facts: ProgressFacts) -> None:
        """Show where they are in the second set."""
        review, beside = facts.review, facts.review.beside
        self.setVisible(beside is not None)
        if beside is None:
            return
        self.title.setText(beside.steps.label)
        days = (review.first, review.today)
        self.set_maker(lambda wide: beside_ribbon(beside, *days, width=wide, day=facts.day))
        self.view.name_tags(band_names(facts, beside.stays))
        self.view.setVisible(bool(beside.path) and not self.as_table)
        self.words.setVisible(bool(beside.path))
        self.step.set_word("Change step" if beside.path else "Set step")
