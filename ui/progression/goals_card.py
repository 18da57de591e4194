"""The goals of a couple: T over time, and each goal with its level and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.phrases import short_name
from therapist_app.measures.figures import t_chart
from therapist_app.measures.levels import LEVEL_WORDS
from therapist_app.measures.review import GoalLine
from therapist_app.measures.sentences import goal_words
from ui.kit.buttons import LinkButton
from ui.kit.card import empty_layout
from ui.kit.discreet import hidden
from ui.kit.figure_view import FigureCard
from ui.kit.words import Label
from ui.progression.facts import ProgressFacts
from ui.progression.measure_card import FOLD, HOW
from ui.theme.theme import Theme


class GoalsCard(FigureCard):
    """Goal attainment scaling.

    form_asked(str)   a form of the couple page by its word, such as "rate:<goal id>"
    """

    form_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Goals", parent)
        self.how = LinkButton(theme, HOW, name=f"{HOW}: T of the goals")
        self.working = Label("", "small", "text2", wrap=True)
        self.working.hide()
        self.rows = QVBoxLayout()
        self.add(self.rows, gap=6)
        self.add(self.how)
        self.add(self.working)
        self.how.clicked.connect(self._turn_how)

    def show_facts(self, facts: ProgressFacts) -> None:
        """Show another couple's goals."""
        review, first, today = facts.ratings.goals, facts.review.first, facts.review.today
        self.setVisible(bool(review.goals))
        self.set_maker(lambda wide: t_chart(review, first, today, width=wide, day=facts.day))
        rated = bool(review.t_line)
        self.view.setVisible(rated and not self.as_table)
        self.link.setVisible(rated)
        self.how.setVisible(rated)
        self.working.setText(review.working)
        empty_layout(self.rows)
        for line in review.goals:
            self.rows.addLayout(self._row(line, facts))

    def _row(self, line: GoalLine, facts: ProgressFacts) -> QHBoxLayout:
        row = QHBoxLayout()
        goal = line.goal
        words = hidden(goal.words) if facts.discreet else goal.words
        ended = f" Ended {facts.day(goal.ended_on)}." if goal.ended_on else ""
        row.addWidget(Label(_said(line, words, facts) + ended, wrap=True), 1)
        name = short_name(words, 40)
        for word, kind in (("Rate", "rate"), ("Edit", "goal")):
            if kind == "rate" and goal.ended_on:
                continue
            link = LinkButton(self.theme, word, name=f"{word}: {name}")
            link.clicked.connect(lambda _=False, kind=kind: self.form_asked.emit(f"{kind}:{goal.id}"))
            row.addWidget(link)
        return row

    def _turn_how(self) -> None:
        self.working.setVisible(self.working.isHidden())
        word = HOW if self.working.isHidden() else FOLD
        self.how.set_word(word)
        self.how.setAccessibleName(f"{word}: T of the goals")


def _said(line: GoalLine, words: str, facts: ProgressFacts) -> str:
    """The goal and where it is; while names are hidden without the couple's words."""
    if not facts.discreet or line.level is None:
        return goal_words(line, words)
    return f"{words}. Now: {LEVEL_WORDS[line.level]}."
