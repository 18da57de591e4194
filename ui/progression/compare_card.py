"""Two times side by side: what the period is compared with, what moved in words, and every figure of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.progression.comparing import Comparison, Moved, moved_in, side_by_side, told_of
from therapist_app.progression.periods import Against, Choice, Period
from ui.kit.card import Card
from ui.kit.date_field import DateField
from ui.kit.dress import Dress
from ui.kit.fields import ComboField
from ui.kit.figure_table import FigureTable
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.progression.facts import ProgressFacts
from ui.theme.theme import Theme

CHOICES = (
    ("", "Nothing"),
    (Against.BEFORE, "As long a time before it"),
    (Against.REVIEW, "All before the last review"),
    (Against.WEEKS, "The first and the last 12 weeks"),
    (Against.OWN, "Two times of your own"),
)
_OWN = ("First time from", "First time to", "Second time from", "Second time to")
_CHOICE_EM = 26
_SHOW, _FOLD = "Show as table", "Fold the table"


class CompareCard(Card):
    """A choice, and below it what it shows; `chosen` says that another one was made."""

    chosen = Signal()

    def __init__(
        self,
        theme: Theme,
        catalogue: Catalogue,
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Two times side by side", link=_SHOW, parent=parent)
        self._catalogue = catalogue
        self.against = ComboField(theme, "Compare this period with", CHOICES, "")
        self.days = [DateField(theme, label, today=today) for label in _OWN]
        self.sentence = Label("", "body", "text2", wrap=True)
        self.said = Label("", "body", wrap=True)
        self.table = FigureTable(theme)
        self._own = QWidget()
        flow = FlowLayout(self._own, gap=theme.px(12), row_gap=theme.px(6))
        for field in self.days:
            flow.addWidget(field)
        for part, gap in (
            (self.against, 0),
            (self._own, 6),
            (self.sentence, 6),
            (self.said, 6),
            (self.table, 6),
        ):
            self.add(part, gap=gap)
        for one, following in pairwise((self.link, self.against, *self.days, self.table)):
            QWidget.setTabOrder(one, following)
        self.against.chosen.connect(lambda _: self._choose())
        for field in self.days:
            field.date_changed.connect(lambda _: self.chosen.emit())
        self.link_clicked.connect(self._turn)
        self.table.hide()
        Dress(self, theme, lambda: self.against.setMaximumWidth(round(_CHOICE_EM * theme.em)))
        self._shape()

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None for nothing."""
        if not self.against.key:
            return None
        days = [field.date for field in self.days]
        pairs = zip(days[::2], days[1::2], strict=True)
        own = tuple(Period(one, other) for one, other in pairs if one and other)
        return Choice(self.against.key, own=own if self.against.key == Against.OWN else ())

    def set_choice(self, choice: Choice | None) -> None:
        """Choose by code."""
        self.against.combo.set_key(choice.against if choice else "")
        days = [day for one in (choice.own if choice else ()) for day in one]
        for field, day in zip(self.days, days, strict=False):
            field.set_date(day)
        self._shape()

    def show_facts(self, facts: ProgressFacts) -> None:
        """Show both times, or why there are none."""
        both = facts.beside
        moved = self._moved(both, facts) if both else ()
        figure = side_by_side(both, moved, facts.day) if both else None
        self.sentence.setText(figure.summary if figure else facts.refused)
        self.said.setText("\n".join(told_of(moved)))
        self.table.set_figure(figure)
        self.link.setVisible(bool(moved))
        self._shape()

    def _moved(self, both: Comparison, facts: ProgressFacts) -> tuple[Moved, ...]:
        return moved_in(both, self._catalogue, {side: facts.name(side) for side in "ab"})

    def _choose(self) -> None:
        self._shape()
        self.chosen.emit()

    def _shape(self) -> None:
        """Only what there is: fields for own times, words, the table while it is open."""
        self._own.setVisible(self.against.key == Against.OWN)
        self.sentence.setVisible(bool(self.sentence.text()))
        self.said.setVisible(bool(self.said.text()))
        if not self.said.text():
            self.table.hide()
        self._name_link()

    def _turn(self) -> None:
        self.table.setVisible(self.table.isHidden())
        self._name_link()

    def _name_link(self) -> None:
        word = _SHOW if self.table.isHidden() else _FOLD
        self.link.set_word(word)
        self.link.setAccessibleName(f"{word}: {self.title.text()}")
