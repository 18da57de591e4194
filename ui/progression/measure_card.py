"""One measure: its sentence, its chart, what the change is, and how that was found."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapist_app.measures.figures import twin_chart
from therapist_app.measures.review import MeasureReview
from therapist_app.measures.sentences import verdicts
from ui.kit.buttons import LinkButton
from ui.kit.dress import icon_label
from ui.kit.figure_view import FigureCard
from ui.kit.words import Label
from ui.progression.facts import ProgressFacts
from ui.theme.theme import Theme

HOW, FOLD = "How this is computed", "Fold how it is computed"
_ITEM_NINE = "Item 9 was {} beside the latest total. Please look at the risk line on Safety."


class MeasureCard(FigureCard):
    """The twin chart of one instrument; a score that is chosen can be corrected."""

    score_chosen = Signal(str)
    safety_requested = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self.verdicts = Label("", "body", wrap=True)
        self.how = LinkButton(theme, HOW, name=f"{HOW}: {title}")
        self.working = Label("", "small", "text2", wrap=True)
        self.working.hide()
        self.warning = QWidget()
        self._warned = Label("", "medium", "warn", wrap=True)
        self._fill_warning(theme, title)
        self.add(self.warning)
        self.add(self.verdicts, gap=6)
        self.add(self.how)
        self.add(self.working)
        self.how.clicked.connect(self._turn_how)
        self.view.clicked.connect(self.score_chosen)

    def show_review(self, review: MeasureReview, facts: ProgressFacts) -> None:
        """Show another review."""
        names = {side: facts.name(side) for side in "ab"}
        first, today = facts.review.first, facts.review.today
        self.set_maker(lambda wide: twin_chart(review, names, first, today, width=wide, day=facts.day))
        words = review.instrument.words
        self.view.name_tags(
            {
                point.score_id: f"{names[line.side]}, {facts.day(point.on_date)}: {words(point.value)}"
                for line in review.lines
                for point in line.points
            }
        )
        self.verdicts.setText("\n".join(verdicts(review, names)))
        self.working.setText("\n".join(_working(review, names)))
        nine = review.item_nine
        self.warning.setVisible(bool(nine))
        self._warned.setText(_ITEM_NINE.format(nine))

    def _fill_warning(self, theme: Theme, title: str) -> None:
        row = QHBoxLayout(self.warning)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(icon_label(theme, "triangle-alert", "warn"))
        row.addWidget(self._warned, 1)
        link = LinkButton(theme, "Open safety", name=f"Open safety: {title}")
        link.clicked.connect(self.safety_requested)
        row.addWidget(link)

    def _turn_how(self) -> None:
        self.working.setVisible(self.working.isHidden())
        word = HOW if self.working.isHidden() else FOLD
        self.how.set_word(word)
        self.how.setAccessibleName(f"{word}: {self.title.text()}")


def _working(review: MeasureReview, names: dict[str, str]) -> list[str]:
    """The formula with its numbers for each change, then what is published."""
    one = review.instrument
    found = [
        f"{names[line.side]}: {review.working(line)}" if one.change_source else review.working(line)
        for line in review.lines
        if line.has_change
    ]
    return [*dict.fromkeys(found), *(part for part in (one.source, one.note) if part)]
