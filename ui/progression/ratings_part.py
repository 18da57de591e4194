"""Signs, measures and goals on the progress page: each a card with its sentence, its picture and its table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.measures.review import MeasureReview
from therapist_app.progression.sign_figure import sign_lines
from ui.kit.buttons import Button
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.figure_view import FigureCard
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.progression.facts import ProgressFacts
from ui.progression.goals_card import GoalsCard
from ui.progression.measure_card import MeasureCard

_LEAST = 26  # em of a chart


class RatingsPart(QWidget):
    """What was rated and scored.

    form_asked(str)   a form of the couple page by its word: "score", "score:<id>", "goal", "safety" ...
    """

    form_asked = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, theme = ctx, ctx.theme
        self.signs = FigureCard(theme, "Signs of healing")
        self.goals = GoalsCard(theme)
        self.measures: dict[tuple[str, str], MeasureCard] = {}
        self._columns = Columns(theme, least=_LEAST, most=2)
        self._none = Label(
            "No score yet. A score is a number from a questionnaire that was filled in; its items stay on paper.",
            "body",
            "text2",
            wrap=True,
        )
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(self.signs)
        self._lines.addLayout(self._head())
        for part in (self._none, self._columns, self.goals):
            self._lines.addWidget(part)
        self.goals.form_asked.connect(self.form_asked)
        Dress(self, theme, lambda: self._lines.setSpacing(theme.px(14)))

    def _head(self) -> QHBoxLayout:
        row, acts = QHBoxLayout(), FlowLayout(align_right=True)
        row.addWidget(Label("Measures and goals", "subtitle"), 1)
        for word, icon, form in (("Add a score", "plus", "score"), ("Add a goal", "flag", "goal")):
            button = Button(self._ctx.theme, word, icon)
            button.clicked.connect(lambda _=False, form=form: self.form_asked.emit(form))
            acts.addWidget(button)
        rules = Button(self._ctx.theme, "Change rules", "numbers", "quiet", tip="Measures and change rules")
        rules.clicked.connect(lambda: self.form_asked.emit("instrument"))
        acts.addWidget(rules)
        row.addLayout(acts, 2)
        return row

    def show_facts(self, facts: ProgressFacts) -> None:
        """Show what a couple's period holds."""
        self._show_signs(facts)
        reviews = facts.ratings.measures
        self._none.setVisible(not reviews)
        self._columns.setVisible(bool(reviews))
        self._make_cards(reviews, facts)
        for key, one in zip(self.measures, reviews, strict=True):
            self.measures[key].show_review(one, facts)
        self.goals.show_facts(facts)

    def _show_signs(self, facts: ProgressFacts) -> None:
        catalogue, review = self._ctx.workspace.catalogue, facts.ratings.signs
        names = {side: facts.name(side) for side in "ab"}
        first, today = facts.review.first, facts.review.today
        self.signs.setVisible(bool(review.rows))
        self.signs.set_maker(
            lambda wide: sign_lines(catalogue, review, names, first, today, width=wide, day=facts.day)
        )

    def _make_cards(self, reviews: tuple[MeasureReview, ...], facts: ProgressFacts) -> None:
        """A card for each instrument, and for each partner of a private one; what stands already stays."""
        titles = {_key(one): _title(one, facts) for one in reviews}
        if list(titles) == list(self.measures) and all(
            self.measures[key].title.text() == title for key, title in titles.items()
        ):
            return
        self._columns.clear()
        self.measures = {key: MeasureCard(self._ctx.theme, title) for key, title in titles.items()}
        for card in self.measures.values():
            self._columns.add(card)
            card.score_chosen.connect(lambda score_id: self.form_asked.emit(f"score:{score_id}"))
            card.safety_requested.connect(lambda: self.form_asked.emit("safety"))


def _key(review: MeasureReview) -> tuple[str, str]:
    return review.instrument.key, "".join(
        line.side for line in review.lines
    ) if review.instrument.private else ""


def _title(review: MeasureReview, facts: ProgressFacts) -> str:
    if not review.instrument.private:
        return review.instrument.label
    return f"{review.instrument.label}, for {facts.name(review.lines[0].side)} and you only"
