"""The head of the progress page: the finding first, then the choice of period and the report."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.choices import SegmentedControl
from ui.kit.words import Label
from ui.progression.facts import PERIOD_NAMES, PERIODS, ProgressFacts
from ui.theme.theme import Theme

_WIDE_FROM = 48  # em


class ProgressHead(QWidget):
    """Sentence and second line at the left, acts at the right; below each other where room is short."""

    period_chosen = Signal(str)
    report_asked = Signal()
    review_asked = Signal()

    def __init__(self, theme: Theme, period: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sentence = Label("", "lead", wrap=True)
        self.second = Label("", "body", "text2", wrap=True)
        self.reviewed = Label("", "small", "text2", wrap=True)
        self.periods = SegmentedControl(theme, "Period", PERIODS, period)
        for segment in self.periods.segments:
            segment.setAccessibleName(PERIOD_NAMES[segment.choice.key])
            segment.setToolTip(PERIOD_NAMES[segment.choice.key])
        self.report = Button(theme, "Make report", "file")
        self.review = Button(theme, "Mark review", "check")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(theme.px(12))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.sentence)
        words.addWidget(self.second)
        words.addWidget(self.reviewed)
        words.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        acts.addStretch(1)
        acts.addWidget(self.periods)
        acts.addWidget(self.review)
        acts.addWidget(self.report)
        self._parts.addLayout(words, 1)
        self._parts.addLayout(acts)
        self.periods.chosen.connect(self.period_chosen)
        self.report.clicked.connect(self.report_asked)
        self.review.clicked.connect(self.review_asked)

    @property
    def period(self) -> str:
        """The chosen period in months, or since the last review; "" means from the start."""
        return self.periods.key

    def set_period(self, period: str) -> None:
        """Choose by code; an unknown period changes nothing."""
        if period in PERIOD_NAMES:
            self.periods.set_key(period)

    def show_facts(self, facts: ProgressFacts) -> None:
        """Show what the period says."""
        self.sentence.setText(facts.review.sentence)
        self.second.setText(facts.review.second)
        self.reviewed.setText(facts.reviewed_words)
        self.reviewed.setVisible(bool(facts.reviewed_words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside or below each other."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE_FROM * self._theme.em
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
